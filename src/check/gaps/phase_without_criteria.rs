//! Phases that nobody can call done.

use std::collections::BTreeSet;

use crate::check::{Case, Rule, case::count};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::SectionId;

pub const RULE: Rule = Rule {
    code: "phase-without-criteria",
    text: "Some phases of the plan end with criteria or a gate and others do not, so that nobody can say when these are \
           done. Add success criteria, a go/no-go or a point of return to each.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let gates = &plan.gates;
    let places =
        gates.go_no_go.iter().map(|g| &g.place).chain(gates.success_criteria.iter().map(|c| &c.place));
    let places = places.chain(gates.rollback_points.iter().map(|p| &p.place));
    let held: BTreeSet<SectionId> =
        places.flat_map(|place| case.plan.document.lineage(place.section_id).map(|s| s.id)).collect();
    let bare: Vec<Span> = plan
        .phases
        .iter()
        .filter(|phase| !held.contains(&phase.place.section_id))
        .map(|phase| case.line(phase.place.line))
        .collect();
    // A plan that gives most of its phases none does so on purpose.
    if bare.is_empty() || 2 * bare.len() > plan.phases.len() {
        return;
    }
    let phases = count(bare.len(), "phase ends", "phases end");
    let found = Diagnostic::note(RULE.code, format!("{phases} without criteria, others have them"));
    report.push(
        case.spread(found, &bare, "no criteria either").hint("say below the last step what must be true"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn one_phase_with_criteria_asks_for_all() {
        let two = "# A\n\n## Phase 1: Pack\n\n- [ ] a\n\n**Success Criteria:**\n\n- All packed\n\n## Phase 2: Move\n\n- [ ] b\n";
        assert_eq!(lines(&RULE, two), [11]);
        assert!(
            lines(&RULE, "# A\n\n## Phase 1: Pack\n\n- [ ] a\n\n## Phase 2: Move\n\n- [ ] b\n").is_empty()
        );
    }
}
