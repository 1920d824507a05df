//! A way back that nobody knows when to take.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "no-rollback-triggers",
    text: "The plan says how to go back and not when. Under pressure the decision comes too late. List the conditions \
           that call for it, with numbers.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let back = &plan.rollback;
    let named = back.procedures.iter().any(|p| p.trigger.is_some() || p.severity.is_some());
    if !back.triggers.is_empty() || named || !plan.gates.rollback_points.is_empty() {
        return;
    }
    let Some(first) = back.procedures.first() else { return };
    report.push(
        Diagnostic::warning(RULE.code, "nothing says when to go back")
            .at(case.line(first.place.line))
            .hint("add `Triggers` to the section: conditions with numbers, such as `error rate > 5% for 10 minutes`"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn steps_need_a_trigger() {
        let text = "# A\n\n## Rollback\n\n### Steps\n\n1. Stop\n2. Restore\n";
        assert_eq!(lines(&RULE, text).len(), 1);
        assert!(lines(&RULE, &format!("{text}\n### Triggers\n\n- Error rate > 5%\n")).is_empty());
    }
}
