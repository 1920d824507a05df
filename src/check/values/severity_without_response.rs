//! Levels of severity that set nobody a time.

use crate::check::{Case, Rule, case::list};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "severity-without-response",
    text: "A severity has no response time while others have one. The escalation matrix has a hole where people look \
           first. Say how soon somebody answers at that level.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let severities = &case.facts().escalation.severities;
    let given = |level: &str| {
        let mut front = case.plan.source.front.severities.iter();
        front.any(|s| s.level.eq_ignore_ascii_case(level) && s.response.is_some())
    };
    let (without, with): (Vec<_>, Vec<_>) =
        severities.iter().partition(|s| s.response_time.is_none() && !given(&s.level));
    if without.is_empty() || with.is_empty() {
        return;
    }
    let levels: Vec<String> = without.iter().map(|s| s.level.clone()).collect();
    let lines = without.iter().filter_map(|s| s.sources.first().map(|source| source.place.line));
    let places: Vec<Span> = lines.map(|line| case.line(line)).collect();
    let found = Diagnostic::warning(RULE.code, format!("no response time for {}", list(&levels)));
    report.push(
        case.spread(found, &places, "and here").hint("add `Response: 30 minutes` or the like to the level"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_hole_in_the_matrix_is_found() {
        let text = "# A\n\n## Severity Levels\n\n| Severity | Meaning | Response time |\n|---|---|---|\n| P0 | All down | 15 minutes |\n| P1 | Slow | |\n";
        assert_eq!(lines(&RULE, text), [8]);
    }
}
