//! Things to tick, per innermost heading.
//!
//! A task is an item of a list with a box, a [row](rows) of a table with a box cell, or a line of a paragraph that
//! begins with a box. Boxes that offer [choices] for one decision are no tasks, and fences hold none. Groups are
//! opened by bold or numbered parents and bold lead-ins; a task belongs to the innermost one.

mod choices;
mod gather;
mod rows;

use super::Context;
use crate::plan::{Checklist, SharedDate, SignOff};
use gather::Gather;

/// All checklists; `signoffs` and `date` tell which tasks are signatures.
pub fn find(ctx: &Context, signoffs: &[SignOff], date: &SharedDate) -> Vec<Checklist> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        let mut gather = Gather::new(ctx);
        gather.blocks(&section.blocks);
        let (mut tasks, groups, code_blocks_inside) = gather.finish();
        let Some(first) = tasks.first() else { continue };
        let place = ctx.place(section.id, first.node, first.line);
        for task in &mut tasks {
            task.is_signature =
                signoffs.iter().any(|s| s.place.line == task.line) || date.line == Some(task.line);
        }
        found.push(Checklist {
            items: tasks.len(),
            checked: tasks.iter().filter(|t| t.checked).count(),
            depth: tasks.iter().map(|t| t.depth).max().unwrap_or(0),
            code_blocks_inside,
            groups,
            place,
            tasks,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    fn groups(markdown: &str) -> Vec<(String, usize)> {
        let plan = plan(markdown);
        plan.checklists[0].groups.iter().map(|g| (g.label.clone(), g.items)).collect()
    }

    fn label(text: &str, items: usize) -> (String, usize) {
        (text.to_owned(), items)
    }

    #[test]
    fn every_level_counts_and_bold_parents_group() {
        let text =
            "# P\n\n## A\n- [ ] **Ship it**\n  - [x] build\n  - [ ] push\n- [ ] loose\n1. [ ] numbered\n";
        let plan = plan(text);
        assert_eq!((plan.total_items, plan.checked_items), (5, 1));
        assert_eq!(plan.checklists[0].depth, 2);
        assert_eq!(plan.checklists[0].place.line, 4);
        assert_eq!(groups(text), [label("Ship it", 3)]);
    }

    #[test]
    fn numbered_parents_and_lead_ins_group_without_counting() {
        let text = "# P\n\n## A\n1. Check the mail\n   - [ ] sent\n   - [ ] received\n\n**Wrap up:**\n- [ ] tidy\n\nA sentence first.\n- [ ] alone\n";
        assert_eq!(groups(text), [label("Check the mail", 2), label("Wrap up", 1)]);
    }

    #[test]
    fn a_row_with_a_box_is_one_task() {
        let text = "# P\n\n## A\n\n| # | Task | Set | Tried | Owner |\n|---|---|---|---|---|\n| 1 | Mail | [x] | [ ] | Ana |\n| 2 | Pay | ☑ | ☑ | Bo |\n| 3 | Note | n/a | done | Cy |\n";
        let plan = plan(text);
        let tasks = &plan.checklists[0].tasks;
        assert_eq!((plan.total_items, plan.checked_items), (2, 1));
        assert_eq!(tasks[0].words, "Mail");
        assert_eq!(tasks[1].owner.as_deref(), Some("Bo"));
    }

    #[test]
    fn glyph_lines_in_a_paragraph_are_tasks() {
        let text = "# P\n\n## A\n**Before**\n☐ first  \n☑ second\n\n1. Rooms\n   □ hall\n   □ yard\n";
        let plan = plan(text);
        assert_eq!((plan.total_items, plan.checked_items), (4, 1));
        assert_eq!(groups(text), [label("Before", 2), label("Rooms", 2)]);
    }

    #[test]
    fn option_boxes_are_no_tasks() {
        for text in [
            "# P\n\n☐ GO ☐ NO-GO\n",
            "# P\n\n- [ ] GO\n- [ ] NO-GO\n",
            "# P\n\n- Verdict: [ ] yes [ ] no\n",
            "# P\n\n[ ] GO\n[ ] NO-GO\n",
            "# P\n\n| Area | State |\n|---|---|\n| Mail | ☐ ready ☐ not ready |\n",
            "# P\n\n| Area | Go | No-Go |\n|---|---|---|\n| Mail | ☐ | ☐ |\n",
            "# P\n\n```\n[ ] in a form\n```\n",
            "# P\n\n| Sign | Meaning |\n|---|---|\n| ✅ | done |\n| ⏳ | running |\n| ⬜ | open |\n",
        ] {
            assert_eq!(plan(text).total_items, 0, "{text}");
        }
    }

    #[test]
    fn a_list_of_blockers_is_no_choice() {
        let text = "# P\n\n- [ ] **Blocking**: no mail\n- [ ] **Blocking**: no data\n";
        assert_eq!(plan(text).total_items, 2);
    }

    #[test]
    fn fences_inside_tasks_are_counted() {
        let text = "# P\n\n- [ ] run\n  ```bash\n  make\n  ```\n- plain\n  ```\n  x\n  ```\n";
        assert_eq!(plan(text).checklists[0].code_blocks_inside, 1);
    }
}
