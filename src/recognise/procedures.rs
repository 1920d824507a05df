//! What remains of numbered lists and numbered fences, once all others have taken theirs.

use super::parts::{Part, PartForm, name_of_item, named_items, parts};
use super::steps::{Steps, in_code, numbered_lists};
use super::{Concept, Context};
use crate::markdown::{Block, List, RunKind};
use crate::plan::Procedure;

/// Claims that say that a list or fence is something else.
const TAKEN: [&str; 12] = [
    "risk",
    "go",
    "no-go",
    "scenario",
    "rollback",
    "contingency",
    "trigger",
    "success criterion",
    "sign-off",
    "contact",
    "template",
    "decision tree",
];

pub fn find(ctx: &Context) -> Vec<Procedure> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        for part in parts(ctx, section) {
            let mut inside = of_part(ctx, &part);
            for item in named_items(&part).iter().filter(|item| !within_steps(&part, item)) {
                inside.extend(of_part(ctx, item));
            }
            inside.sort_by_key(|(line, _)| *line);
            found.extend(inside.into_iter().map(|(_, procedure)| procedure));
        }
    }
    found
}

/// Every numbered list and every numbered fence of the part, with the line where it begins.
fn of_part(ctx: &Context, part: &Part) -> Vec<(u32, Procedure)> {
    let mut found = Vec::new();
    for (blocks, steps) in numbered_lists(ctx, part) {
        if steps.steps.len() >= 2 && blocks.iter().all(|block| is_free(ctx, block)) {
            found.push(claimed(ctx, part, blocks[0], steps));
        }
    }
    for block in &part.blocks {
        if let Some(code) = block.code()
            && !ctx.claimed_as(block.id, &TAKEN)
            && let Some(steps) = in_code(ctx, code)
        {
            found.push(claimed(ctx, part, block, Steps { blocks: vec![block.id], ..steps }));
        }
    }
    found
}

fn claimed(ctx: &Context, part: &Part, block: &Block, steps: Steps) -> (u32, Procedure) {
    let rule = match steps.form {
        "numbered list" => "numbered list that nothing else has taken",
        _ => "fence with numbered comments or lines",
    };
    for id in &steps.blocks {
        ctx.claim(*id, block.line, "procedure", rule);
    }
    (block.line, steps.into_procedure(ctx, part))
}

/// Neither taken, nor a list with boxes, nor a table of contents.
fn is_free(ctx: &Context, block: &Block) -> bool {
    let Some(list) = block.list() else { return false };
    let mut free = !ctx.claimed_as(block.id, &TAKEN);
    list.walk_items(1, &mut |item, depth| {
        free &= item.tick.is_none() && !(depth == 1 && ctx.claimed_as(item.id, &TAKEN));
    });
    free && !is_contents(list) && !has_boxed_lines(ctx, list)
}

/// Every item is a link and nothing else.
fn is_contents(list: &List) -> bool {
    list.items.iter().all(|item| {
        let mut runs =
            item.text.runs.iter().filter(|r| !r.text.trim().is_empty() && r.kind != RunKind::SoftBreak);
        runs.all(|r| r.link.is_some())
    })
}

/// A name that says that its list is one of open points.
fn has_boxed_lines(ctx: &Context, list: &List) -> bool {
    list.items.iter().all(|item| {
        let name = name_of_item(&item.text);
        ctx.vocabulary.is(Concept::Go, &name) || ctx.vocabulary.is(Concept::NoGo, &name)
    })
}

/// Whether the item stands in a numbered list, whose substeps its own list holds.
fn within_steps(part: &Part, item: &Part) -> bool {
    part.form != PartForm::Item
        && part
            .lists()
            .filter(|(_, list)| list.ordered.is_some())
            .any(|(block, _)| (block.start..block.end).contains(&start_of(item)))
}

fn start_of(item: &Part) -> u32 {
    item.blocks.first().map_or(0, |b| b.start)
}

#[cfg(test)]
mod tests {
    use crate::plan::Procedure;
    use crate::recognise::testing::plan;

    fn found(procedures: &[Procedure]) -> Vec<(&str, usize, usize)> {
        procedures.iter().map(|p| (p.title.as_str(), p.steps, p.substeps)).collect()
    }

    #[test]
    fn lists_with_windows_and_lists_split_by_fences() {
        let plan = plan(
            "# P\n\n## Restart\n1. **Stop (0-5 minutes):**\n   - web\n   - worker\n2. Start\n\n## Move\n1. Copy\n```sh\ncp a b\n```\n2. Link\n\n\
             ## Contents\n1. [Restart](#restart)\n2. [Move](#move)\n",
        );
        assert_eq!(found(&plan.procedures), [("Restart", 2, 2), ("Move", 2, 0)]);
        assert_eq!(plan.procedures[0].windows, [Some("0-5 minutes".to_owned()), None]);
        assert_eq!(plan.procedures[1].code_blocks, 0);
    }

    #[test]
    fn fences_with_numbered_comments_and_numbered_lines() {
        let plan = plan(
            "# P\n\n**Prepare**:\n```sql\n-- 1. Count\nselect 1;\n-- 2. Mark\n```\n\n**Start-up**:\n```\n1. Power (5 min)\n   - rack\n2. Boot (10 min)\n```\n\n\
             ```sh\n# wait 5 minutes\n# only a note\n```\n",
        );
        assert_eq!(found(&plan.procedures), [("Prepare", 2, 0), ("Start-up", 2, 1)]);
        assert_eq!(plan.procedures[1].form, "text block");
        assert_eq!(plan.procedures[1].windows, [Some("5 min".to_owned()), Some("10 min".to_owned())]);
    }

    #[test]
    fn lists_with_boxes_are_none() {
        let plan = plan("# P\n\n## Do\n1. One\n   - [ ] a\n2. Two\n\n## Only one\n1. Alone\n");
        assert!(plan.procedures.is_empty(), "{:?}", found(&plan.procedures));
    }
}
