//! A level of severity left out.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "severity-gap",
    text: "The levels of severity leave a number out (P0, P1, P3). Either the level is missing or it has no meaning and \
           people will use it all the same. Define it, or number the levels one after the other.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut by_letters: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
    for severity in &case.facts().escalation.severities {
        let letters = severity.level.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = severity.level[letters.len()..].parse();
        if let (Ok(number), Some(source)) = (number, severity.sources.first()) {
            by_letters.entry(letters.to_owned()).or_default().insert(number, source.place.line);
        }
    }
    for (letters, levels) in &by_letters {
        let numbers: Vec<(&u32, &u32)> = levels.iter().collect();
        for two in numbers.windows(2) {
            let (low, high) = (two[0], two[1]);
            if *high.0 == low.0 + 2 {
                let missing = format!("{letters}{}", low.0 + 1);
                report.push(
                    Diagnostic::note(
                        RULE.code,
                        format!("no `{missing}` between `{letters}{}` and `{letters}{}`", low.0, high.0),
                    )
                    .at(case.line(*high.1))
                    .label(case.line(*low.1), "the one before")
                    .hint(format!("define `{missing}`, or number the levels one after the other")),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn levels_are_counted_through() {
        let text = "# A\n\n## Severity Levels\n\n| Severity | Response time |\n|---|---|\n| P0 | 15 minutes |\n| P1 | 1 hour |\n| P3 | 1 day |\n";
        assert_eq!(lines(&RULE, text), [9, 8]);
    }
}
