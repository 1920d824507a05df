//! Phases that wait for later ones.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "dependency-order",
    text: "A row of the table of dependencies lets a phase wait for itself or for a later one. Taken at its word the plan \
           never begins. Correct the row, or put the phases in the order of the work.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let order: BTreeMap<&str, (usize, u32)> =
        plan.phases.iter().enumerate().map(|(at, p)| (p.slug.as_str(), (at, p.place.line))).collect();
    for row in &plan.dependencies {
        let Some((here, _)) = row.phase.as_deref().and_then(|slug| order.get(slug)) else { continue };
        let late =
            row.depends_on.iter().filter_map(|slug| order.get(slug.as_str())).find(|(at, _)| at >= here);
        if let Some((_, line)) = late {
            report.push(
                Diagnostic::warning(
                    RULE.code,
                    format!("the phase waits for `{}`, which is not before it", row.literal),
                )
                .at(case.words(row.line, &row.literal))
                .label(case.line(*line), "comes later")
                .hint("correct the row, or put the phases in the order of the work"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_phase_waits_for_earlier_ones() {
        let text = "# A\n\n## Phase 1: Pack\n\n- [ ] a\n\n## Phase 2: Drive\n\n- [ ] b\n\n## Order\n\n| Phase | Dependencies |\n|---|---|\n| Phase 1: Pack | Phase 2 |\n| Phase 2: Drive | Phase 1 |\n";
        assert_eq!(lines(&RULE, text), [15, 7]);
    }
}
