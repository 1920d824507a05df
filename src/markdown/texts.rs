//! All inline texts of a document.

use super::document::{Block, BlockKind, Document};
use super::{SectionId, Text};

impl Document {
    /// Calls `visit` for every heading, paragraph, item and cell with its section, in source order.
    pub fn walk_texts<'a>(&'a self, visit: &mut dyn FnMut(SectionId, &'a Text)) {
        for section in &self.sections {
            visit(section.id, &section.heading);
            blocks(&section.blocks, section.id, visit);
        }
    }
}

fn blocks<'a>(all: &'a [Block], section: SectionId, visit: &mut dyn FnMut(SectionId, &'a Text)) {
    for block in all {
        match &block.kind {
            BlockKind::Paragraph(text) => visit(section, text),
            BlockKind::List(list) => {
                for item in &list.items {
                    visit(section, &item.text);
                    blocks(&item.blocks, section, visit);
                }
            }
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flat_map(|row| &row.cells)) {
                    visit(section, cell);
                }
            }
            BlockKind::Quote { blocks: inner, .. } | BlockKind::Footnote { blocks: inner, .. } => {
                blocks(inner, section, visit);
            }
            BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}
