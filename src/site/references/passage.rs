//! The texts of a document one after another, with what stands around them.

use std::ops::Range;

use super::words::{Word, words};
use crate::markdown::{Block, BlockKind, Document, List, SectionId, Text};

/// How a text stands in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Heading,
    Prose,
    Item,
    Cell,
}

/// A text being read.
pub struct Passage<'a> {
    pub text: &'a Text,
    pub section: SectionId,
    pub kind: Kind,
    pub words: Vec<Word<'a>>,
}

/// Part of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub run: usize,
    pub range: Range<usize>,
}

impl Passage<'_> {
    /// Short texts that stand for a thing or a task, not sentences.
    pub fn is_terse(&self) -> bool {
        matches!(self.kind, Kind::Item | Kind::Cell)
    }

    pub fn line_of(&self, word: usize) -> u32 {
        self.words.get(word).and_then(|w| self.text.runs.get(w.run)).map_or(0, |run| run.line)
    }

    /// The letters from the first to the last of `words`; of words in several runs those of the first run.
    pub fn piece(&self, words: Range<usize>) -> Option<Piece> {
        let all = self.words.get(words)?;
        let first = all.first()?;
        let last = all.iter().take_while(|w| w.run == first.run).last()?;
        Some(Piece { run: first.run, range: first.range.start..last.range.end })
    }

    pub fn folded(&self) -> Vec<&str> {
        self.words.iter().map(|w| w.folded.as_str()).collect()
    }
}

/// Calls `visit` for every heading below the title, paragraph, item and cell, in source order.
pub fn walk<'a>(document: &'a Document, visit: &mut dyn FnMut(&Passage<'a>)) {
    for section in &document.sections {
        if section.level > 1 {
            pass(&section.heading, section.id, Kind::Heading, visit);
        }
        blocks(&section.blocks, section.id, visit);
    }
}

fn pass<'a>(text: &'a Text, section: SectionId, kind: Kind, visit: &mut dyn FnMut(&Passage<'a>)) {
    let words = words(text);
    if !words.is_empty() {
        visit(&Passage { text, section, kind, words });
    }
}

fn blocks<'a>(all: &'a [Block], section: SectionId, visit: &mut dyn FnMut(&Passage<'a>)) {
    for block in all {
        match &block.kind {
            BlockKind::Paragraph(text) => pass(text, section, Kind::Prose, visit),
            BlockKind::List(list) => items(list, section, visit),
            BlockKind::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    pass(cell, section, Kind::Cell, visit);
                }
            }
            BlockKind::Quote { blocks: inner, .. } | BlockKind::Footnote { blocks: inner, .. } => {
                blocks(inner, section, visit);
            }
            BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

fn items<'a>(list: &'a List, section: SectionId, visit: &mut dyn FnMut(&Passage<'a>)) {
    for item in &list.items {
        pass(&item.text, section, Kind::Item, visit);
        blocks(&item.blocks, section, visit);
    }
}
