//! The blocks of a section as a page of work shows them: rows to tick, commands, and the rest as it is.
//!
//! Nothing of the blocks is lost: what is no row becomes HTML between the rows, in the order of the plan.

mod expected;
mod list;
mod table;

pub use expected::part_at_arrow;
pub use table::{BoxTable, TableRow};

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{CodeMark, PageContext};
use crate::markdown::html::escaped;
use crate::markdown::{Block, BlockKind, Item, NodeId, RunKind, Text, leading_box};
use crate::recognise::lead_in_of;

/// A stretch of a section.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Part {
    /// Blocks as they are.
    Html { html: String },
    /// A command that stands by itself.
    Command { html: String },
    /// Things to tick, with the labels, remarks and commands between them.
    Tasks { rows: Vec<Row> },
    /// A table with boxes.
    Table { table: BoxTable },
    /// The holding line: here a decision is made.
    Hold,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// A box and what to do.
    Task,
    /// A label over the tasks below it.
    Group,
    /// An item without box and without tasks below it.
    Note,
    /// Commands and remarks that belong to the row above.
    Below,
}

#[derive(Debug, Serialize)]
pub struct Row {
    pub kind: RowKind,
    pub line: u32,
    /// Name of the row's line in the page; empty where another row has it already.
    pub anchor: String,
    /// The line in the full text.
    pub source: String,
    /// `None` for what is no thing of its own.
    pub mark: Option<CodeMark>,
    /// HTML.
    pub text: String,
    /// HTML of what stands behind an arrow.
    pub expected: Option<String>,
    pub checked: bool,
    /// Nesting among the rows from 1.
    pub depth: usize,
    /// Number of an ordered item.
    pub number: Option<u64>,
    /// What explicit markup adds: `owner` and `when`.
    pub owner: Option<String>,
    pub when: Option<String>,
    /// A box to sign rather than to tick.
    pub signature: bool,
    /// To be answered with clear or seen rather than ticked: an untouched box is no answer.
    pub choice: bool,
}

impl Row {
    fn with(self, mark: Option<CodeMark>) -> Row {
        Row { mark, ..self }
    }
}

/// Makes the parts of sections; rows are named by their lines, each once in a page.
pub struct Rows<'a> {
    ctx: &'a PageContext<'a>,
    named: BTreeSet<u32>,
    signatures: BTreeSet<u32>,
    gates: GateBlocks,
}

/// Lists and tables that are criteria of gates; true where one of them seen is a no-go.
pub type GateBlocks = BTreeMap<NodeId, bool>;

impl<'a> Rows<'a> {
    pub fn new(ctx: &'a PageContext<'a>) -> Rows<'a> {
        let tasks = ctx.plan().into_iter().flat_map(|p| &p.plan.checklists).flat_map(|c| &c.tasks);
        let signatures = tasks.filter(|t| t.is_signature).map(|t| t.line).collect();
        Rows { ctx, named: BTreeSet::new(), signatures, gates: GateBlocks::new() }
    }

    /// Tells which lists and tables are criteria of gates: a holding line goes before the first of a section.
    pub fn with_gates(self, gates: GateBlocks) -> Rows<'a> {
        Rows { gates, ..self }
    }

    /// The parts of `blocks`, in order.
    pub fn parts<'b>(&mut self, blocks: impl IntoIterator<Item = &'b Block>) -> Vec<Part> {
        let blocks: Vec<&Block> = blocks.into_iter().collect();
        let mut parts = Vec::new();
        let mut held = false;
        for (at, block) in blocks.iter().enumerate() {
            let next = blocks.get(at + 1);
            let before_gate = next.is_some_and(|next| self.gates.contains_key(&next.id));
            let before_tasks = before_gate || next.is_some_and(|next| is_task_list(next));
            let gate = self.gates.get(&block.id).copied();
            if !held && (gate.is_some() || (before_gate && lead_in_of(block).is_some())) {
                held = true;
                parts.push(Part::Hold);
            }
            match gate {
                Some(no_go) => {
                    self.criteria(block, no_go).into_iter().for_each(|part| push(&mut parts, part))
                }
                None => self.part(block, before_tasks, &mut parts),
            }
        }
        parts
    }

    /// A list or table of criteria: every item is something to answer, whether it has a box or not.
    pub fn criteria(&mut self, block: &Block, no_go: bool) -> Vec<Part> {
        match &block.kind {
            BlockKind::List(list) => {
                let rows = list.items.iter().flat_map(|item| self.criterion(item, no_go)).collect();
                vec![Part::Tasks { rows }]
            }
            // Not by way of `parts`, which would ask for the criteria of the same block again.
            _ => {
                let mut parts = Vec::new();
                self.part(block, false, &mut parts);
                parts
            }
        }
    }

    /// One criterion, with what stands below it.
    pub fn criterion(&mut self, item: &Item, no_go: bool) -> Vec<Row> {
        let checked = item.tick.is_some_and(|tick| tick.checked);
        let task = self.task(&item.text, item.line, 1).with(self.ctx.code_at(item.id));
        let mut rows = vec![Row { checked, choice: no_go, number: item.number, ..task }];
        if !item.blocks.is_empty() {
            let text = self.ctx.blocks(&item.blocks);
            rows.push(Row { text, ..self.row(RowKind::Below, item.line, 1) });
        }
        rows
    }

    /// A criterion of which only the words are known.
    pub fn words(&self, text: &str, line: u32, no_go: bool) -> Row {
        Row { text: escaped(text), choice: no_go, ..self.row(RowKind::Task, line, 1) }
    }

    fn part(&mut self, block: &Block, before_tasks: bool, parts: &mut Vec<Part>) {
        match &block.kind {
            BlockKind::List(list) if has_box(block) => {
                let mut rows = Vec::new();
                self.list(list, 1, &mut rows);
                push_rows(parts, rows);
            }
            BlockKind::Table(table) if table::has_box(table) => {
                parts.push(Part::Table { table: self.table(table) });
            }
            BlockKind::Paragraph(text) if before_tasks && lead_in_of(block).is_some() => {
                let group = Row { text: self.ctx.inline(text), ..self.row(RowKind::Group, block.line, 1) };
                push_rows(parts, vec![group]);
            }
            BlockKind::Paragraph(text) if has_box_line(text) => {
                let rows = self.lines(text);
                push_rows(parts, rows);
            }
            BlockKind::Quote { blocks, .. } if has_box(block) => {
                parts.extend(self.parts(blocks));
            }
            BlockKind::Code(_) => parts.push(Part::Command { html: self.html(block) }),
            _ => push_html(parts, self.html(block)),
        }
    }

    /// A paragraph whose lines begin with boxes.
    fn lines(&mut self, text: &Text) -> Vec<Row> {
        let mut rows = Vec::new();
        for line in text.lines() {
            let number = line.line().unwrap_or(0);
            match boxed(&line) {
                Some((checked, rest)) => {
                    let row = self.task(&rest, number, 1).with(self.ctx.code_on(number));
                    rows.push(Row { checked, ..row });
                }
                None => {
                    rows.push(Row { text: self.ctx.pictured(&line), ..self.row(RowKind::Note, number, 1) });
                }
            }
        }
        rows
    }

    /// A row to tick with this text.
    fn task(&mut self, text: &Text, line: u32, depth: usize) -> Row {
        let anchor = if self.named.insert(line) { format!("L{line}") } else { String::new() };
        let (text, expected) = match part_at_arrow(text) {
            Some((text, expected)) => (self.ctx.pictured(&text), Some(self.ctx.pictured(&expected))),
            None => (self.ctx.pictured(text), None),
        };
        let signature = self.signatures.contains(&line);
        Row { anchor, text, expected, signature, ..self.row(RowKind::Task, line, depth) }
    }

    fn row(&self, kind: RowKind, line: u32, depth: usize) -> Row {
        Row {
            kind,
            line,
            anchor: String::new(),
            source: self.ctx.mark_line(line, "").href,
            mark: None,
            text: String::new(),
            expected: None,
            checked: false,
            depth,
            number: None,
            owner: None,
            when: None,
            signature: false,
            choice: false,
        }
    }

    fn html(&self, block: &Block) -> String {
        self.ctx.blocks(std::slice::from_ref(block))
    }
}

/// Whether something to tick stands in the block, at any depth.
pub fn has_box(block: &Block) -> bool {
    let mut found = false;
    block.walk(&mut |inner| {
        found = found
            || match &inner.kind {
                BlockKind::List(list) => list.items.iter().any(|item| item.tick.is_some()),
                BlockKind::Table(table) => table::has_box(table),
                BlockKind::Paragraph(text) => has_box_line(text),
                _ => false,
            };
    });
    found
}

fn is_task_list(block: &Block) -> bool {
    block.list().is_some() && has_box(block)
}

fn has_box_line(text: &Text) -> bool {
    text.lines().iter().any(|line| boxed(line).is_some())
}

/// The state of the box in front of the text, and the text without it.
fn boxed(line: &Text) -> Option<(bool, Text)> {
    let first = line.runs.first().filter(|run| run.kind == RunKind::Text)?;
    let (tick, width) = leading_box(&first.text)?;
    let mut rest = line.clone();
    if let Some(run) = rest.runs.first_mut() {
        run.text = run.text.get(width..).unwrap_or("").to_owned();
    }
    Some((tick.checked, rest))
}

fn push(parts: &mut Vec<Part>, part: Part) {
    match part {
        Part::Tasks { rows } => push_rows(parts, rows),
        part => parts.push(part),
    }
}

fn push_rows(parts: &mut Vec<Part>, more: Vec<Row>) {
    match parts.last_mut() {
        Some(Part::Tasks { rows }) => rows.extend(more),
        _ => parts.push(Part::Tasks { rows: more }),
    }
}

fn push_html(parts: &mut Vec<Part>, more: String) {
    match parts.last_mut() {
        Some(Part::Html { html }) => html.push_str(&more),
        _ => parts.push(Part::Html { html: more }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, section, site, words};
    use crate::site::PlanPage;

    fn parts(markdown: &str) -> Vec<Part> {
        let site = site(markdown);
        on(&site, PlanPage::Phases, |ctx| Rows::new(ctx).parts(&section(&site.plans[0], "Work").blocks))
    }

    fn rows(parts: &[Part]) -> Vec<(RowKind, String, usize)> {
        let of = |part: &Part| match part {
            Part::Tasks { rows } => rows.iter().map(|r| (r.kind, words(&r.text), r.depth)).collect(),
            _ => Vec::new(),
        };
        parts.iter().flat_map(of).collect()
    }

    #[test]
    fn commands_and_remarks_stay_between_the_rows_they_belong_to() {
        let found = parts(
            "# Plan\n## Work\n1. **Ship it:**\n\n   ```sh\n   ship\n   ```\n\n2. **Look:**\n   - [ ] Read the log\n     - kept for a week\n     - [x] Ask the desk\n\nOver.\n",
        );
        let expected = [
            (RowKind::Group, "Ship it:", 1),
            (RowKind::Below, "shship", 1),
            (RowKind::Group, "Look:", 1),
            (RowKind::Task, "Read the log", 2),
            (RowKind::Note, "kept for a week", 3),
            (RowKind::Task, "Ask the desk", 3),
        ];
        let found_rows = rows(&found);
        let found_rows: Vec<_> = found_rows.iter().map(|(k, t, d)| (*k, t.as_str(), *d)).collect();
        assert_eq!(found_rows, expected);
        assert!(matches!(found.last(), Some(Part::Html { html }) if html.contains("Over.")));
    }

    #[test]
    fn a_bold_line_before_a_list_is_its_label_and_a_box_in_a_line_is_a_row() {
        let found = parts("# Plan\n## Work\n**Morning**\n\n- [ ] Wake\n\n☐ Wash  \n☑ Dress  \nand go\n");
        let kinds: Vec<RowKind> = rows(&found).iter().map(|r| r.0).collect();
        assert_eq!(kinds, [RowKind::Group, RowKind::Task, RowKind::Task, RowKind::Task, RowKind::Note]);
        let Some(Part::Tasks { rows }) = found.first() else { panic!("{found:?}") };
        assert!(rows[3].checked);
        assert_eq!(rows[1].anchor, "L5");
    }

    #[test]
    fn a_row_of_a_table_has_its_box_and_all_its_cells() {
        let found = parts(
            "# Plan\n## Work\n| No | Step | Done |\n|---|---|---|\n| 1 | Pack | [ ] |\n| 2 | Load | [x] |\n",
        );
        let [Part::Table { table }] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(table.rows[0].name, "Pack");
        assert_eq!(table.rows[1].cells[2].checked, Some(true));
        assert_eq!(table.rows[1].cells[0].html, "2");
    }
}
