//! Attributes of items.

use super::super::Context;
use super::super::entries::{Entry, entries};
use super::headings::signature;
use crate::plan::{Checklist, GoNoGo, Plan, Task, TaskForm};

pub(super) fn apply(ctx: &Context, plan: &mut Plan) {
    for entry in entries(ctx).iter().filter(|entry| !entry.item.attributes.is_empty()) {
        let attributes = &entry.item.attributes;
        let (node, line) = (entry.item.id, entry.item.line);
        let known = plan.checklists.iter().any(|list| list.tasks.iter().any(|task| task.node == node));
        if attributes.has_class("task") && !known {
            add_task(ctx, entry, plan);
        }
        for task in
            plan.checklists.iter_mut().flat_map(|list| &mut list.tasks).filter(|task| task.node == node)
        {
            let over = |key: &str, old: &mut Option<String>| {
                if let Some(value) = attributes.get(key) {
                    *old = Some(value.to_owned());
                }
            };
            over("owner", &mut task.owner);
            over("when", &mut task.when);
            over("priority", &mut task.priority);
        }
        let place = || ctx.place(entry.section.id, node, line);
        if attributes.has_class("gate") && !plan.gates.go_no_go.iter().any(|gate| gate.place.node == node) {
            ctx.claim(node, line, "gate", "item marked .gate");
            plan.gates.go_no_go.push(gate(entry, place()));
            plan.gates.go_no_go.sort_by_key(|gate| gate.place.line);
        }
        if attributes.has_class("signoff") && !plan.signoffs.iter().any(|signoff| signoff.place.node == node)
        {
            ctx.claim(node, line, "sign-off", "item marked .signoff");
            plan.signoffs.push(signature(attributes, &entry.words(), place()));
        }
    }
}

/// An item without a box that is marked as a task.
fn add_task(ctx: &Context, entry: &Entry, plan: &mut Plan) {
    let (node, line) = (entry.item.id, entry.item.line);
    ctx.claim(node, line, "task", "item marked .task");
    let checked = entry.item.tick.is_some_and(|tick| tick.checked);
    let task = Task {
        node,
        line,
        form: TaskForm::Item,
        checked,
        text: entry.item.text.clone(),
        words: entry.words(),
        depth: entry.depth,
        group: None,
        owner: None,
        when: None,
        priority: None,
        is_signature: false,
    };
    let at =
        plan.checklists.iter().position(|list| list.place.section_id == entry.section.id).unwrap_or_else(
            || {
                let place = ctx.place(entry.section.id, node, line);
                let list = Checklist {
                    items: 0,
                    checked: 0,
                    depth: 0,
                    code_blocks_inside: 0,
                    groups: Vec::new(),
                    place,
                    tasks: Vec::new(),
                };
                plan.checklists.push(list);
                plan.checklists.len() - 1
            },
        );
    let list = &mut plan.checklists[at];
    list.items += 1;
    list.checked += usize::from(checked);
    list.depth = list.depth.max(entry.depth);
    list.tasks.push(task);
    list.tasks.sort_by_key(|task| task.line);
    plan.checklists.sort_by_key(|list| list.place.line);
    plan.total_items += 1;
    plan.checked_items += usize::from(checked);
}

fn gate(entry: &Entry, place: crate::plan::Place) -> GoNoGo {
    let lists =
        || entry.item.blocks.iter().filter_map(|block| block.list()).flat_map(|list| list.items.iter());
    GoNoGo {
        title: entry.words(),
        when: entry.item.attributes.get("when").map(str::to_owned),
        owner: entry.item.attributes.get("owner").map(str::to_owned),
        form: "markup".to_owned(),
        go: lists().map(|item| item.text.plain()).collect(),
        no_go: Vec::new(),
        conditional: Vec::new(),
        place,
        go_nodes: lists().map(|item| item.id).collect(),
        no_go_nodes: Vec::new(),
    }
}
