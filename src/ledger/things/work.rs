//! Tasks, criteria and steps: items and rows of the text that are done or answered.

use std::collections::BTreeMap;

use super::{Gather, Says};
use crate::ledger::thing::Kind;
use crate::markdown::{Block, BlockKind, Item, List, NodeId, Row, Section};
use crate::plan::{Plan, Procedure, Task, TaskForm};

/// The nodes that are work. One that is several things is what it is ticked as.
pub fn of(plan: &Plan) -> BTreeMap<NodeId, Kind> {
    let mut work = BTreeMap::new();
    let steps = procedures(plan).flat_map(|(_, _, p)| &p.step_list).filter_map(|step| step.node);
    work.extend(steps.map(|node| (node, Kind::Step)));
    let gates = plan.gates.go_no_go.iter().flat_map(|gate| gate.go_nodes.iter().chain(&gate.no_go_nodes));
    work.extend(gates.map(|node| (*node, Kind::Criterion)));
    let tasks = plan.checklists.iter().flat_map(|list| &list.tasks);
    let ticked = tasks.filter(|task| task.form != TaskForm::Line && !task.is_signature);
    work.extend(ticked.map(|task| (task.node, Kind::Task)));
    let signed = plan.checklists.iter().flat_map(|list| &list.tasks).filter(|task| task.is_signature);
    signed.for_each(|task| {
        work.remove(&task.node);
    });
    work.remove(&NodeId::default());
    work
}

/// All procedures with what they are listed as: rollback, contingencies, others, numbered through in this order.
pub fn procedures(plan: &Plan) -> impl Iterator<Item = (usize, &'static str, &Procedure)> {
    let back = plan.rollback.procedures.iter().map(|p| ("rollback", p));
    let contingencies = plan.contingencies.iter().map(|p| ("contingency", p));
    let others = plan.procedures.iter().map(|p| ("procedure", p));
    back.chain(contingencies).chain(others).enumerate().map(|(at, (kind, p))| (at, kind, p))
}

impl Gather<'_> {
    /// The work in a section.
    pub(super) fn items(&mut self, section: &Section, parent: usize) {
        for block in &section.blocks {
            self.block(block, parent);
        }
    }

    fn block(&mut self, block: &Block, parent: usize) {
        match &block.kind {
            BlockKind::List(list) => self.list(list, parent),
            BlockKind::Table(table) => table.rows.iter().for_each(|row| self.row(row, parent)),
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                blocks.iter().for_each(|inner| self.block(inner, parent));
            }
            BlockKind::Paragraph(_) => self.lines(block, parent),
            _ => {}
        }
    }

    fn list(&mut self, list: &List, parent: usize) {
        for item in &list.items {
            let around = match self.work.get(&item.id).copied() {
                Some(kind) => self.item(item, kind, parent),
                None => parent,
            };
            item.blocks.iter().for_each(|block| self.block(block, around));
        }
    }

    fn item(&mut self, item: &Item, kind: Kind, parent: usize) -> usize {
        let says =
            Says { line: item.line, words: self.canon.inline(&item.text), form: self.canon.item(item) };
        let at = self.add(kind, Some(parent), Some(item.id), says);
        self.found.all[at].id = item.attributes.id.clone();
        at
    }

    fn row(&mut self, row: &Row, parent: usize) {
        let Some(kind) = self.work.get(&row.id).copied() else { return };
        let cells: Vec<String> = row.cells.iter().map(|cell| self.canon.unticked(cell)).collect();
        let said = cells.iter().map(|c| c.trim_start_matches("[ ]").trim()).filter(|c| !c.is_empty());
        let words = said.collect::<Vec<_>>().join(" | ");
        let says = Says { line: row.line, words, form: vec![format!("row {}", cells.join(" | "))] };
        self.add(kind, Some(parent), Some(row.id), says);
    }

    /// Lines of a paragraph that begin with boxes; the paragraph itself stays part of its section.
    fn lines(&mut self, block: &Block, parent: usize) {
        let plan = self.plan;
        let here = |task: &&Task| task.form == TaskForm::Line && task.node == block.id && !task.is_signature;
        for task in plan.checklists.iter().flat_map(|list| &list.tasks).filter(here) {
            let words = self.canon.inline(&task.text);
            let says = Says { line: task.line, form: vec![format!("do {words}")], words };
            let at = self.add(Kind::Task, Some(parent), None, says);
            self.found.of_line.insert(task.line, at);
        }
    }
}
