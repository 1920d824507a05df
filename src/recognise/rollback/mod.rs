//! The way back: when to take it, how, and who decides.

mod procedures;

mod triggers;

pub use procedures::collect;

use super::fields::fields;
use super::parts::{Part, all_parts};
use super::{Concept, Context};
use crate::plan::{DecisionTree, Rollback};

pub fn find(ctx: &Context, trees: &[DecisionTree]) -> Rollback {
    let about: Vec<Part> = all_parts(ctx).into_iter().filter(|part| is_rollback(ctx, part)).collect();
    let triggers = triggers::find(ctx, &about, trees);
    Rollback {
        triggers,
        procedures: procedures::find(ctx, &about),
        communication_steps: communication_steps(ctx, &about),
        authority: authority(ctx, &about),
    }
}

/// Whether the part, or a heading above it, speaks of rollback; in a plan whose title is about nothing else, all do.
fn is_rollback(ctx: &Context, part: &Part) -> bool {
    part.is_about(ctx, Concept::Rollback) || is_rollback_plan(ctx)
}

fn is_rollback_plan(ctx: &Context) -> bool {
    let title = ctx.document.sections.iter().find(|s| s.level == 1);
    title.is_some_and(|s| {
        let joined = s.title.contains(['&', '/', ',', '+'])
            || s.title.split(' ').any(|w| matches!(w, "and" | "und" | "et" | "y" | "e"));
        ctx.speaks(Concept::Rollback, &s.title) && !joined
    })
}

fn communication_steps(ctx: &Context, about: &[Part]) -> usize {
    let told = about.iter().filter(|part| ctx.speaks(Concept::Communication, &part.title));
    told.map(|part| part.items().count()).sum()
}

/// The value of a field such as `Decision authority:`; else the first line below a heading that speaks of it.
fn authority(ctx: &Context, about: &[Part]) -> Option<String> {
    let of_field =
        about.iter().flat_map(fields).find(|f| ctx.speaks(Concept::Authority, &f.key) && !f.value.is_empty());
    of_field.map(|f| f.value).or_else(|| {
        let part = about.iter().find(|part| ctx.speaks(Concept::Authority, &part.title))?;
        let item = part.items().next().map(|item| item.text.plain());
        item.or_else(|| part.blocks.iter().find_map(|b| b.paragraph().map(|text| text.plain())))
    })
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn triggers_in_lists_groups_tables_and_fields() {
        let plan = plan(
            "# P\n\n## Rollback\n\n### Triggers\n- ❌ Queue lost\n- **Load:**\n  - CPU above 95 %\n\n### By number\n\
             | Condition | Threshold | Action |\n|---|---|---|\n| Error rate | > 2% | back |\n\n### Fast way\n\
             **Trigger:** Nobody can log in\n\n1. Stop\n2. Restore\n",
        );
        let texts: Vec<&str> = plan.rollback.triggers.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["Queue lost", "CPU above 95 %", "Error rate > 2%", "Nobody can log in"]);
        assert_eq!(plan.rollback.procedures.len(), 1);
        assert_eq!(plan.rollback.procedures[0].trigger.as_deref(), Some("Nobody can log in"));
    }

    #[test]
    fn a_sentence_opens_triggers_and_a_field_names_who_decides() {
        let plan = plan(
            "# P\n\n## Back-out plan\n\n**Decision maker:** Release manager\n\nRoll back if any of these occurs:\n- A\n- B\n",
        );
        assert_eq!(plan.rollback.triggers.len(), 2);
        assert_eq!(plan.rollback.authority.as_deref(), Some("Release manager"));
        let plan = crate::recognise::testing::plan(
            "# P\n\n## Back-out plan\n\nBack out if any of the following holds: lost mail, or the desk asks.\n",
        );
        let texts: Vec<&str> = plan.rollback.triggers.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["lost mail", "the desk asks"]);
    }

    #[test]
    fn procedures_in_all_forms() {
        let plan = plan(
            "# P\n\n## Rückfallplan\n\n### Option A: Schnell (10 min)\n1. Stoppen\n2. Starten\n\n### Option B\n\
             ```sh\n# 1. Stop\nsystemctl stop x\n# 2. Start\n```\n\n### Tabelle\n| # | Schritt | Wer |\n|---|---|---|\n\
             | R.1 | DNS | Ops |\n| R.2 | Prüfen | QA |\n\n### Nachher\n- [ ] Alles grün\n\n### Per Hand\n**1. Schalter**\n\
             ```sh\noff\n```\n**2. Daten**\n\ntext\n",
        );
        let found: Vec<(&str, usize)> =
            plan.rollback.procedures.iter().map(|p| (p.title.as_str(), p.steps)).collect();
        assert_eq!(
            found,
            [("Option A: Schnell", 2), ("Option B", 2), ("Tabelle", 2), ("Nachher", 1), ("Per Hand", 2)]
        );
        assert_eq!(plan.rollback.procedures[0].time_limit.as_deref(), Some("10 min"));
        assert!(plan.procedures.is_empty());
    }

    #[test]
    fn numbered_headings_below_steps_are_one_procedure() {
        let plan = plan("# Rollback plan\n\n## Rollback steps\n\n### 1. List\ntext\n\n### 2. Copy\ntext\n");
        assert_eq!(plan.rollback.procedures.len(), 1);
        assert_eq!(plan.rollback.procedures[0].steps, 2);
    }
}
