//! A plan that only goes forward.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::recognise::Concept;
use crate::site::Target;

pub const RULE: Rule = Rule {
    code: "no-rollback",
    text: "The plan changes something in phases or stages and says nowhere how to take it back. Add a section with \
           triggers, steps and who decides, or say that there is no way back and what is done instead.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let back = &plan.rollback;
    let told =
        !back.procedures.is_empty() || !back.triggers.is_empty() || !plan.gates.rollback_points.is_empty();
    let headed = || {
        let mut sections = case.plan.document.sections.iter().filter(|s| s.level > 1);
        sections
            .any(|s| case.speaks(Concept::Rollback, &s.title) || case.speaks(Concept::Contingency, &s.title))
    };
    let asked: Vec<Span> = case
        .plan
        .references
        .iter()
        .filter(|r| r.target == Target::Rollback && !r.resolved)
        .map(|r| r.span)
        .collect();
    // A plan that only answers incidents has nothing to take back.
    let changes = !plan.phases.is_empty() || !plan.gates.go_no_go.is_empty();
    if told || !changes || (asked.is_empty() && headed()) {
        return;
    }
    let message = match asked.len() {
        0 => "the plan has no way back".to_owned(),
        _ => "a way back is asked for and the plan has none".to_owned(),
    };
    let found = Diagnostic::warning(RULE.code, message);
    report.push(
        case.spread(found, &asked, "asked for here too")
            .hint("add a section `Rollback` with triggers, numbered steps and who decides"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn plans_that_change_something_need_a_way_back() {
        let text = "# A\n\n## Phase 1: Pack\n\n- [ ] Rollback plan ready\n\n## Phase 2: Move\n\n- [ ] b\n";
        assert_eq!(lines(&RULE, text), [5]);
        let with = format!("{text}\n## Rollback Plan\n\n1. Drive back\n2. Unload\n");
        assert!(lines(&RULE, &with).is_empty());
        assert!(lines(&RULE, "# Who to call\n\n- **Head**: 030 1234567\n").is_empty());
    }
}
