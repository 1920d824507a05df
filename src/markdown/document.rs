//! The tree that a Markdown text becomes.

use super::{Attributes, Text, Tick};

/// Number of a block, an item, a table row or a section in its document, in source order; unique across all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeId(pub u32);

/// Place of a section in [`Document::sections`]; 0 is what stands before the first heading.
pub type SectionId = usize;

#[derive(Debug, Clone)]
pub struct Document {
    /// In source order; `sections[0]` is the root and has level 0.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it up to the next heading of any level.
#[derive(Debug, Clone)]
pub struct Section {
    pub id: SectionId,
    pub node: NodeId,
    /// 1 to 6; 0 for the root.
    pub level: u8,
    pub heading: Text,
    /// The heading without emphasis, code marks and pictographs.
    pub title: String,
    /// Name in the page, unique in the document.
    pub anchor: String,
    pub attributes: Attributes,
    pub line: u32,
    pub start: u32,
    pub end: u32,
    /// The nearest section before it with a lower level; `None` for the root alone.
    pub parent: Option<SectionId>,
    pub children: Vec<SectionId>,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
pub struct Block {
    pub id: NodeId,
    pub line: u32,
    pub start: u32,
    pub end: u32,
    pub kind: BlockKind,
}

#[derive(Debug, Clone)]
pub enum BlockKind {
    Paragraph(Text),
    List(List),
    Table(Table),
    Code(Code),
    /// A block quote; `alert` is `note`, `tip`, `important`, `warning` or `caution`.
    Quote {
        alert: Option<&'static str>,
        blocks: Vec<Block>,
    },
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    /// Raw HTML; shown as text, comments left out.
    Html(String),
    Rule,
}

#[derive(Debug, Clone)]
pub struct List {
    /// The first number of an ordered list.
    pub ordered: Option<u64>,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone)]
pub struct Item {
    pub id: NodeId,
    pub line: u32,
    pub start: u32,
    pub end: u32,
    /// Its number in an ordered list, counted on from the first.
    pub number: Option<u64>,
    /// The box in front of it, taken off the text.
    pub tick: Option<Tick>,
    /// Its first paragraph.
    pub text: Text,
    pub attributes: Attributes,
    /// What stands below the first paragraph.
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
pub struct Code {
    /// First word of the info string in lower case; `None` without one.
    pub lang: Option<String>,
    /// The info string as written.
    pub info: String,
    pub text: String,
    /// Line of the first line of `text` (the fence stands one above).
    pub first_line: u32,
    pub fenced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellAlign {
    None,
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub align: Vec<CellAlign>,
    pub head: Vec<Cell>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub id: NodeId,
    pub line: u32,
    pub cells: Vec<Cell>,
}

/// A cell of a table; `<br>` in it is a hard break.
pub type Cell = Text;

impl Document {
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id]
    }

    /// The section and its ancestors, nearest first, the root left out.
    pub fn lineage(&self, id: SectionId) -> impl Iterator<Item = &Section> {
        std::iter::successors(Some(id), |at| self.sections[*at].parent)
            .map(|at| &self.sections[at])
            .filter(|s| s.level > 0)
    }

    /// Headings from level 2 down to the section, joined with ` > `; the title (level 1) is left out.
    pub fn path(&self, id: SectionId) -> String {
        let mut titles: Vec<&str> =
            self.lineage(id).filter(|s| s.level > 1).map(|s| s.title.as_str()).collect();
        titles.reverse();
        titles.join(" > ")
    }

    /// The section and all sections below it, in source order.
    pub fn subtree(&self, id: SectionId) -> impl Iterator<Item = &Section> {
        let level = self.sections[id].level;
        let below = self.sections[id + 1..].iter().take_while(move |s| s.level > level);
        std::iter::once(&self.sections[id]).chain(below)
    }
}

impl Block {
    pub fn list(&self) -> Option<&List> {
        match &self.kind {
            BlockKind::List(list) => Some(list),
            _ => None,
        }
    }

    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        }
    }

    pub fn code(&self) -> Option<&Code> {
        match &self.kind {
            BlockKind::Code(code) => Some(code),
            _ => None,
        }
    }

    pub fn paragraph(&self) -> Option<&Text> {
        match &self.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        }
    }

    /// The blocks directly inside: of items, quotes and footnotes.
    pub fn children(&self) -> Vec<&Block> {
        match &self.kind {
            BlockKind::List(list) => list.items.iter().flat_map(|i| i.blocks.iter()).collect(),
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => blocks.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Calls `visit` for the block and every block inside it, outer first, in source order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}

impl List {
    /// Calls `visit` for every item on all levels with its depth from 1, in source order.
    pub fn walk_items<'a>(&'a self, depth: usize, visit: &mut dyn FnMut(&'a Item, usize)) {
        for item in &self.items {
            visit(item, depth);
            for block in &item.blocks {
                if let BlockKind::List(list) = &block.kind {
                    list.walk_items(depth + 1, visit);
                }
            }
        }
    }
}

impl Section {
    /// Calls `visit` for every block of the section, nested ones included, in source order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        for block in &self.blocks {
            block.walk(visit);
        }
    }
}
