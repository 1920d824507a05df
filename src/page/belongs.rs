//! What belongs to a phase: its sections, its tasks, its gates, its way back.

use std::collections::BTreeSet;

use crate::markdown::{Section, SectionId};
use crate::plan::{GoNoGo, Phase, Place, RollbackPoint, SuccessCriteria};
use crate::site::SitePlan;

/// The sections of one phase, phases below it left out.
pub struct Belongings<'a> {
    plan: &'a SitePlan,
    /// In order of the plan; empty for a phase that is no heading.
    pub sections: Vec<&'a Section>,
    ids: BTreeSet<SectionId>,
    /// Phases whose headings stand below this one.
    pub inner: Vec<&'a Phase>,
}

/// Tasks and how many of them are ticked, signatures left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    pub tasks: usize,
    pub done: usize,
}

impl<'a> Belongings<'a> {
    pub fn of(plan: &'a SitePlan, phase: &Phase) -> Belongings<'a> {
        let mut found = Belongings { plan, sections: Vec::new(), ids: BTreeSet::new(), inner: Vec::new() };
        let Some(own) = heading(plan, &phase.place) else { return found };
        let mut skipped: Option<u8> = None;
        for section in plan.document.subtree(own.id) {
            if skipped.is_some_and(|level| section.level > level) {
                continue;
            }
            skipped = None;
            let other =
                plan.plan.phases.iter().find(|p| p.place.line == section.line && p.slug != phase.slug);
            match other.filter(|_| section.id != own.id) {
                Some(inner) => {
                    skipped = Some(section.level);
                    found.inner.push(inner);
                }
                None => {
                    found.ids.insert(section.id);
                    found.sections.push(section);
                }
            }
        }
        found
    }

    pub fn holds(&self, place: &Place) -> bool {
        self.ids.contains(&place.section_id)
    }

    pub fn tally(&self) -> Tally {
        tally(self.plan, |place| self.holds(place))
    }

    pub fn gates(&self) -> Vec<&'a GoNoGo> {
        self.plan.plan.gates.go_no_go.iter().filter(|g| self.holds(&g.place)).collect()
    }

    pub fn criteria(&self) -> Vec<&'a SuccessCriteria> {
        self.plan.plan.gates.success_criteria.iter().filter(|c| self.holds(&c.place)).collect()
    }

    pub fn points(&self) -> Vec<&'a RollbackPoint> {
        self.plan.plan.gates.rollback_points.iter().filter(|p| self.holds(&p.place)).collect()
    }
}

/// The tasks of the checklists at places of which `here` is true.
pub fn tally(plan: &SitePlan, here: impl Fn(&Place) -> bool) -> Tally {
    let mut sum = Tally::default();
    for list in plan.plan.checklists.iter().filter(|list| here(&list.place)) {
        let signatures = list.tasks.iter().filter(|t| t.is_signature);
        let (count, ticked) = signatures.fold((0, 0), |(n, on), t| (n + 1, on + usize::from(t.checked)));
        sum.tasks += list.items.saturating_sub(count);
        sum.done += list.checked.saturating_sub(ticked);
    }
    sum
}

/// The section whose heading is at `place`.
fn heading<'a>(plan: &'a SitePlan, place: &Place) -> Option<&'a Section> {
    let own = plan.document.sections.get(place.section_id).filter(|s| s.level > 0 && s.line == place.line);
    own.or_else(|| plan.document.sections.iter().find(|s| s.level > 0 && s.line == place.line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{checklists, phase, site_with};

    #[test]
    fn a_phase_inside_a_phase_keeps_its_own_tasks() {
        let text = "# Plan\n## Week\n- [ ] plan\n### Day\n- [x] run\n#### Noon\n- [ ] eat\n### Rest\n- [x] sleep\n- [ ] Lead: ____\n";
        let site = site_with(text, |p| {
            p.plan.checklists = checklists(p);
            p.plan.phases = vec![phase(p, "Week", "week", None), phase(p, "Day", "day", None)];
        });
        let plan = &site.plans[0];
        let week = Belongings::of(plan, &plan.plan.phases[0]);
        let titles: Vec<&str> = week.sections.iter().map(|s| s.title.as_str()).collect();
        assert_eq!(titles, ["Week", "Rest"]);
        assert_eq!(week.inner[0].slug, "day");
        assert_eq!(week.tally(), Tally { tasks: 2, done: 1 });
        assert_eq!(Belongings::of(plan, &plan.plan.phases[1]).tally(), Tally { tasks: 2, done: 1 });
    }
}
