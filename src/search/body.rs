//! The words below the things of a plan: paragraphs, commands, tables, items that are no things of their own.
//!
//! Each piece goes to the innermost thing around it. Secrets that may be in use are taken out line by line, as on pages.

use super::records::Record;
use crate::markdown::{Block, BlockKind, Item, List, NodeId, Row, Text};
use crate::plan::hidden;
use crate::site::SitePlan;

/// Records being filled with the text of their plan; `records[n]` is the thing `n`.
pub struct Bodies<'a> {
    pub plan: &'a SitePlan,
    pub records: &'a mut Vec<Record>,
}

impl Bodies<'_> {
    /// Goes through the whole text.
    pub fn fill(&mut self) {
        let plan = self.plan;
        for section in &plan.document.sections {
            let lineage = std::iter::once(section).chain(plan.document.lineage(section.id));
            let owner = lineage.filter_map(|s| self.thing(s.node)).next().unwrap_or(0);
            if let Some(record) = self.records.get_mut(owner).filter(|_| section.level > 0) {
                record.title = hidden::in_line(&plan.plan, section.line, &section.title).into_owned();
            }
            self.blocks(&section.blocks, owner);
        }
    }

    fn thing(&self, node: NodeId) -> Option<usize> {
        self.plan.identity.of_node.get(&node).copied()
    }

    fn blocks(&mut self, blocks: &[Block], owner: usize) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => self.lines(text, owner),
                BlockKind::List(list) => self.list(list, owner),
                BlockKind::Table(table) => {
                    self.row(&table.head, block.line, owner);
                    table.rows.iter().for_each(|row| self.body_row(row, owner));
                }
                BlockKind::Code(code) => {
                    let shown = hidden::in_lines(&self.plan.plan, code.first_line, &code.text);
                    shown.lines().for_each(|line| self.say(owner, line));
                }
                BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                    self.blocks(blocks, owner)
                }
                BlockKind::Html(text) => {
                    let shown = hidden::in_lines(&self.plan.plan, block.line, text);
                    shown.lines().for_each(|line| self.say(owner, line));
                }
                BlockKind::Rule => {}
            }
        }
    }

    fn list(&mut self, list: &List, owner: usize) {
        list.items.iter().for_each(|item| self.item(item, owner));
    }

    /// An item that is a thing has its words for its title.
    fn item(&mut self, item: &Item, owner: usize) {
        let own = self.thing(item.id);
        match own {
            Some(thing) => {
                let lines: Vec<String> =
                    item.text.lines().iter().map(|line| self.shown(line, item.line)).collect();
                if let Some(record) = self.records.get_mut(thing) {
                    record.title = lines.join(" ");
                }
            }
            None => self.lines(&item.text, owner),
        }
        self.blocks(&item.blocks, own.unwrap_or(owner));
    }

    fn body_row(&mut self, row: &Row, owner: usize) {
        match self.thing(row.id) {
            Some(thing) => {
                let cells = self.cells(&row.cells, row.line);
                if let Some(record) = self.records.get_mut(thing) {
                    record.title = cells.trim_start_matches("[ ]").trim().to_owned();
                }
            }
            None => self.row(&row.cells, row.line, owner),
        }
    }

    fn row(&mut self, cells: &[Text], line: u32, owner: usize) {
        let said = self.cells(cells, line);
        self.say(owner, &said);
    }

    fn cells(&self, cells: &[Text], line: u32) -> String {
        let said =
            cells.iter().map(|cell| hidden::in_line(&self.plan.plan, line, &cell.plain()).into_owned());
        said.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
    }

    /// The lines of a paragraph; those that are things have records of their own.
    fn lines(&mut self, text: &Text, owner: usize) {
        for line in text.lines() {
            let number = line.line().unwrap_or(0);
            if !self.plan.identity.of_line.contains_key(&number) {
                let said = self.shown(&line, number);
                self.say(owner, &said);
            }
        }
    }

    fn shown(&self, line: &Text, number: u32) -> String {
        let number = line.line().unwrap_or(number);
        hidden::in_line(&self.plan.plan, number, &line.plain()).into_owned()
    }

    fn say(&mut self, owner: usize, line: &str) {
        let line = line.trim();
        if let Some(record) = self.records.get_mut(owner).filter(|_| line.contains(char::is_alphanumeric)) {
            if !record.body.is_empty() {
                record.body.push('\n');
            }
            record.body.push_str(line);
        }
    }
}
