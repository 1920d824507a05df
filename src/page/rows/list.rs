//! Lists with boxes to rows.

use super::{Row, RowKind, Rows, has_box};
use crate::markdown::{BlockKind, Item, List};

impl Rows<'_> {
    /// The rows of a list that has a box somewhere.
    pub(super) fn list(&mut self, list: &List, depth: usize, rows: &mut Vec<Row>) {
        for item in &list.items {
            self.item(item, depth, rows);
        }
    }

    fn item(&mut self, item: &Item, depth: usize, rows: &mut Vec<Row>) {
        let leads = item.blocks.iter().any(has_box);
        let mark = self.ctx.code_at(item.id);
        let row = match item.tick {
            Some(tick) => Row { checked: tick.checked, ..self.task(&item.text, item.line, depth) },
            None => {
                let kind = if leads || has_command(item) { RowKind::Group } else { RowKind::Note };
                Row { text: self.ctx.pictured(&item.text), ..self.row(kind, item.line, depth) }
            }
        };
        let marked = |key: &str| item.attributes.get(key).map(str::to_owned);
        rows.push(Row { number: item.number, owner: marked("owner"), when: marked("when"), mark, ..row });
        for block in &item.blocks {
            match &block.kind {
                BlockKind::List(list) if leads => self.list(list, depth + 1, rows),
                _ => self.below(block.line, depth, self.html(block), rows),
            }
        }
    }

    /// Adds to what stands below the last row.
    fn below(&self, line: u32, depth: usize, html: String, rows: &mut Vec<Row>) {
        match rows.last_mut() {
            Some(last) if last.kind == RowKind::Below && last.depth == depth => last.text.push_str(&html),
            _ => rows.push(Row { text: html, ..self.row(RowKind::Below, line, depth) }),
        }
    }
}

fn has_command(item: &Item) -> bool {
    item.blocks.iter().any(|block| block.code().is_some())
}
