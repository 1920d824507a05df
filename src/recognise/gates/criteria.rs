//! What tells success: lists and tables below "success criteria".

use crate::markdown::Block;
use crate::plan::SuccessCriteria;
use crate::recognise::parts::{Part, PartForm, all_parts};
use crate::recognise::{Concept, Context};

/// One entry a heading or lead-in that has criteria below it; the sub-headings of such a section have one each.
pub fn success_criteria(ctx: &Context) -> Vec<SuccessCriteria> {
    let mut found = Vec::new();
    for part in all_parts(ctx) {
        if !names_criteria(ctx, &part) {
            continue;
        }
        let free: Vec<&Block> = part
            .blocks
            .iter()
            .copied()
            .filter(|b| !ctx.claimed_as(b.id, &["success criterion", "go", "no-go"]))
            .collect();
        let (texts, form) = texts(ctx, &free);
        if texts.is_empty() {
            continue;
        }
        ctx.claim(
            part.node,
            part.line,
            "success criteria",
            "title speaks of success criteria, list or table below it",
        );
        found.push(SuccessCriteria {
            title: part.full_title(),
            items: texts.len(),
            form: form.to_owned(),
            place: ctx.place(part.section.id, part.node, part.line),
            texts,
        });
    }
    found
}

/// The title speaks of success criteria, or stands below a heading that does and speaks of nothing else.
fn names_criteria(ctx: &Context, part: &Part) -> bool {
    let own = ctx.speaks(Concept::SuccessCriteria, &part.title);
    if part.form == PartForm::Heading && part.section.level < 2 {
        return false;
    }
    if own {
        return !ctx.speaks(Concept::GoNoGo, &part.title)
            && !ctx.speaks(Concept::FailureCriteria, &part.title);
    }
    let above = ctx.under(part.section.id, Concept::SuccessCriteria);
    let inherits = match part.form {
        PartForm::Heading | PartForm::LeadIn => above.is_some(),
        PartForm::Item | PartForm::Sentence => false,
    };
    let others = [
        Concept::FailureCriteria,
        Concept::Rollback,
        Concept::NoGo,
        Concept::GoNoGo,
        Concept::SignOff,
        Concept::Contact,
        Concept::Risk,
    ];
    inherits && !others.iter().any(|c| ctx.speaks(*c, &part.title))
}

/// One text an item of the top level or a row.
fn texts(ctx: &Context, blocks: &[&Block]) -> (Vec<String>, &'static str) {
    let mut found = Vec::new();
    let mut form = "list";
    for block in blocks {
        if let Some(list) = block.list() {
            form = if list.items.iter().any(|i| i.tick.is_some()) { "task list" } else { form };
            for item in &list.items {
                ctx.claim(item.id, item.line, "success criterion", "item below success criteria");
                found.push(item.text.plain());
            }
        } else if let Some(table) = block.table() {
            form = "table";
            for row in &table.rows {
                ctx.claim(row.id, row.line, "success criterion", "row below success criteria");
                found.push(row.cells.first().map(|c| c.plain()).unwrap_or_default());
            }
        } else {
            continue;
        }
        ctx.claim(block.id, block.line, "success criterion", "list or table below success criteria");
    }
    (found, form)
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn sub_headings_lead_ins_tables_and_what_is_none() {
        let plan = plan(
            "# P\n\n## Success criteria\n\n### Technical\n- fast\n- calm\n\n### Business\n| What | Target |\n|---|---|\n| Sales | 10 |\n\n\
             ## Pilot\n\n**Erfolgskriterien:**\n- [ ] läuft\n\n## Success metrics\n- 5 users\n\n## Failure criteria\n- slow\n",
        );
        let found: Vec<(&str, usize)> =
            plan.gates.success_criteria.iter().map(|c| (c.title.as_str(), c.items)).collect();
        assert_eq!(found, [("Technical", 2), ("Business", 1), ("Erfolgskriterien", 1)]);
    }
}
