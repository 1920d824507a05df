//! Markdown as a tree with places: `&str` -> [`Document`].
//!
//! A document is a list of sections (one a heading, the first one for what stands before any heading); each owns
//! the blocks up to the next heading. Blocks, items and rows know their line, their bytes and a [`NodeId`].
//! This stage knows Markdown and boxes to tick, and nothing of runbooks.
//!
//! Steps: [`parse`] walks the events of pulldown-cmark and builds the tree; `boxes` reads the box in front of an
//! item; `attributes` reads `{#id .class key="value"}` behind headings and items; [`anchor`] names sections.

mod anchor;
mod attributes;
mod boxes;
mod document;
mod hide;
mod highlight;
pub mod html;
mod lines;
mod parse;
mod pictograph;
mod text;
mod texts;

pub use anchor::{Anchors, LONGEST_NAME, page_slug, slug};
pub use attributes::Attributes;
pub use boxes::{BoxForm, Tick, leading_box};
pub use document::{
    Block, BlockKind, Cell, CellAlign, Code, Document, Item, List, NodeId, Row, Section, SectionId, Table,
};
pub use highlight::{highlight, highlight_again};
pub use lines::Lines;
pub use parse::{MAX_DEPTH, parse};
pub use pictograph::{is_pictograph, without_leading_pictographs, without_pictographs};
pub use text::{Link, Run, RunKind, Style, Text};
