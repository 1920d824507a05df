//! What to do when things go wrong beside rollback: steps below a title that speaks of contingency.

use super::parts::{Part, all_parts};
use super::{Concept, Context, rollback};
use crate::plan::Procedure;

pub fn find(ctx: &Context) -> Vec<Procedure> {
    let others = [Concept::Contact, Concept::Rollback, Concept::Communication, Concept::Escalation];
    let about: Vec<Part> = all_parts(ctx)
        .into_iter()
        .filter(|part| part.is_about(ctx, Concept::Contingency))
        .filter(|part| !others.iter().any(|c| ctx.speaks(*c, &part.title)))
        .collect();
    rollback::collect(ctx, &about, "contingency", "steps below a title that speaks of contingency")
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn lead_ins_and_the_section_itself() {
        let plan = plan(
            "# P\n\n## Contingency planning\n\n**If the import fails**:\n1. Stop\n2. Ask\n\n## Notfallplan\n- [ ] Liste bereit\n\n\
             ## Notfallkontakte\n1. Anna\n2. Bert\n",
        );
        let found: Vec<(&str, usize)> =
            plan.contingencies.iter().map(|p| (p.title.as_str(), p.steps)).collect();
        assert_eq!(found, [("If the import fails", 2), ("Notfallplan", 1)]);
    }
}
