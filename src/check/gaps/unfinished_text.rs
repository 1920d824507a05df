//! Text that its author meant to come back to.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "unfinished-text",
    text: "The author left a mark for later (TBD, to be confirmed and the like). Decide it, or turn it into a task with \
           an owner.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for item in &case.facts().placeholders.unfinished {
        let places: Vec<Span> = case.in_body(&item.lines).map(|line| case.words(line, &item.text)).collect();
        if places.is_empty() {
            continue;
        }
        let found = Diagnostic::warning(RULE.code, format!("`{}` is left open", item.text));
        report
            .push(case.spread(found, &places, "and here").hint("decide it, or make it a task with an owner"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn marks_for_later_are_found() {
        assert!(lines(&RULE, "---\ntitle: A  # TBD\n---\n\n# A\n").is_empty());
        assert_eq!(lines(&RULE, "# A\n\n## Window\n\n- Begin: TBD\n- End: 10:00\n- Crew: TBD\n"), [5, 7]);
    }
}
