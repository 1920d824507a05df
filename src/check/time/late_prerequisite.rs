//! A gate or phase that asks for what a later one makes.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::plan::TaskForm;
use crate::site::Target;

pub const RULE: Rule = Rule {
    code: "late-prerequisite",
    text: "A task asks that something is ready which only a later phase or stage of the same track prepares. Either it \
           can never be ticked in time, or the order is wrong. Move the task or the work.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let order = order(case);
    let tasks: BTreeMap<u32, TaskForm> =
        plan.checklists.iter().flat_map(|c| &c.tasks).map(|t| (t.line, t.form)).collect();
    for reference in
        case.plan.references.iter().filter(|r| r.resolved && tasks.contains_key(&r.line) && !counts(&r.text))
    {
        let here = case.plan.document.lineage(reference.section).find_map(|s| order.get(&s.id));
        let there = match reference.target {
            Target::Phase(at) => plan.phases.get(at).map(|p| p.place.section_id),
            Target::Stage(at, stage) => {
                plan.phases.get(at).and_then(|p| p.stages.get(stage)).map(|s| s.place.section_id)
            }
            _ => None,
        };
        let there = there.and_then(|section| order.get(&section));
        if let (Some((track, at)), Some((other, later))) = (here, there)
            && track == other
            && later.0 > at.0
        {
            let line = case.plan.document.section(later.1).line;
            report.push(
                Diagnostic::warning(
                    RULE.code,
                    format!("`{}` is asked for before it is made", reference.text),
                )
                .at(reference.span)
                .label(case.line(line), "made here, later")
                .hint("move the task behind the work, or the work before the task"),
            );
        }
    }
}

/// "Ready to begin Phase 3" asks for nothing of Phase 3.
fn counts(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit())
}

/// Track and place in the order of phases for the section of each phase and stage; stages stand with their phase.
fn order(case: &Case) -> BTreeMap<usize, (Option<String>, (usize, usize))> {
    let mut order = BTreeMap::new();
    for (at, phase) in case.facts().phases.iter().enumerate() {
        order.insert(phase.place.section_id, (phase.group.clone(), (at, phase.place.section_id)));
        for stage in &phase.stages {
            order.insert(stage.place.section_id, (phase.group.clone(), (at, stage.place.section_id)));
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn what_a_later_phase_makes_is_not_ready() {
        let text = "# A\n\n## Phase 1: Go\n\n### 1.1 Before\n\n- [ ] Support handbook prepared\n\n## Phase 2: After\n\n### 2.1 Support Handbook\n\n- [ ] Write it\n";
        assert_eq!(lines(&RULE, text), [7, 11]);
        let text = "# A\n\n## Phase 1: Before\n\n### 1.1 Support Handbook\n\n- [ ] Write it\n\n## Phase 2: Go\n\n### 2.1 Start\n\n- [ ] Support handbook prepared\n";
        assert!(lines(&RULE, text).is_empty());
    }
}
