//! Tables with boxes.

use serde::Serialize;

use super::{Rows, boxed};
use crate::markdown::{Table, Text};
use crate::page::CodeMark;

#[derive(Debug, Serialize)]
pub struct BoxTable {
    /// HTML of the header cells.
    pub head: Vec<String>,
    pub rows: Vec<TableRow>,
}

#[derive(Debug, Serialize)]
pub struct TableRow {
    pub line: u32,
    pub anchor: String,
    pub source: String,
    pub mark: Option<CodeMark>,
    /// The words of the first cell that says something, to name its boxes by.
    pub name: String,
    pub cells: Vec<TableCell>,
    pub has_box: bool,
}

#[derive(Debug, Serialize)]
pub struct TableCell {
    /// The words of its header.
    pub head: String,
    pub html: String,
    /// State of the box in front, taken off the text; `None` without box.
    pub checked: Option<bool>,
}

/// Whether a cell of the body begins with a box.
pub(super) fn has_box(table: &Table) -> bool {
    table.rows.iter().flat_map(|row| &row.cells).any(|cell| boxed(cell).is_some())
}

impl Rows<'_> {
    pub(super) fn table(&mut self, table: &Table) -> BoxTable {
        let heads: Vec<String> = table.head.iter().map(Text::plain).collect();
        let mut rows = Vec::new();
        for row in &table.rows {
            let cells: Vec<TableCell> = row
                .cells
                .iter()
                .enumerate()
                .map(|(at, cell)| {
                    let (checked, text) =
                        boxed(cell).map_or_else(|| (None, cell.clone()), |(on, rest)| (Some(on), rest));
                    TableCell {
                        head: heads.get(at).cloned().unwrap_or_default(),
                        html: self.ctx.pictured(&text),
                        checked,
                    }
                })
                .collect();
            let new = self.named.insert(row.line);
            rows.push(TableRow {
                line: row.line,
                anchor: if new { format!("L{}", row.line) } else { String::new() },
                source: self.ctx.mark_line(row.line, "").href,
                mark: self.ctx.code_at(row.id),
                name: name_of(&row.cells),
                has_box: cells.iter().any(|cell| cell.checked.is_some()),
                cells,
            });
        }
        BoxTable { head: table.head.iter().map(|cell| self.ctx.inline(cell)).collect(), rows }
    }
}

/// The first cell that is neither box nor number.
fn name_of(cells: &[Text]) -> String {
    let says = |cell: &&Text| boxed(cell).is_none() && cell.plain().chars().any(char::is_alphabetic);
    cells.iter().find(says).or(cells.first()).map(Text::plain).unwrap_or_default()
}
