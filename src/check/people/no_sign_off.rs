//! A plan that nobody signs.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "no-sign-off",
    text: "The plan changes something in phases or by a go/no-go and has no line to sign, so that nobody can show later \
           who let it go ahead. Add a sign-off with role, name and date.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let changes = !plan.phases.is_empty() || !plan.gates.go_no_go.is_empty();
    if changes
        && plan.total_items > 0
        && plan.signoffs.is_empty()
        && case.plan.source.front.approvers.is_empty()
    {
        report.push(
            Diagnostic::note(RULE.code, "the plan has no sign-off").at(case.title()).hint(
                "add a section `Sign-off` with lines such as `**Operations Lead:** ________ Date: ____`",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn one_line_to_sign_is_enough() {
        let text = "# A\n\n## Phase 1: Pack\n\n- [ ] a\n\n## Phase 2: Drive\n\n- [ ] b\n";
        assert_eq!(lines(&RULE, text), [1]);
        assert!(
            lines(&RULE, &format!("{text}\n## Sign-off\n\n**Fleet Lead:** ________ Date: ____\n")).is_empty()
        );
    }
}
