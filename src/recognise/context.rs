//! What every recogniser sees, and the book of who claimed what.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Concept, Vocabulary};
use crate::markdown::{Block, Document, Lines, NodeId, Section, SectionId, Text};
use crate::plan::Place;
use crate::read::Source;

/// A line that a recogniser took for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub node: NodeId,
    pub line: u32,
    /// What it was taken for: `phase`, `task`, `risk` ...
    pub kind: &'static str,
    /// The rule, in words that `tminus explain` prints: `heading ends with a relative time in brackets`.
    pub rule: &'static str,
}

/// A plan being read.
pub struct Context<'a> {
    pub source: &'a Source,
    pub document: &'a Document,
    pub vocabulary: &'a Vocabulary,
    pub lines: Lines,
    claims: RefCell<Vec<Claim>>,
    by_node: RefCell<BTreeMap<NodeId, Vec<&'static str>>>,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a Source, document: &'a Document, vocabulary: &'a Vocabulary) -> Context<'a> {
        Context {
            source,
            document,
            vocabulary,
            lines: Lines::of(&source.text),
            claims: RefCell::default(),
            by_node: RefCell::default(),
        }
    }

    /// The text of the plan, line by line from 1.
    pub fn text_lines(&self) -> impl Iterator<Item = (u32, &'a str)> {
        self.source.text.lines().enumerate().map(|(at, line)| (at as u32 + 1, line))
    }

    /// Notes that `node` (a block, item, row or section) was taken for `kind` by `rule`. The first claim of a node
    /// stands in [`Context::claimed`]; all stand in the book.
    pub fn claim(&self, node: NodeId, line: u32, kind: &'static str, rule: &'static str) {
        self.by_node.borrow_mut().entry(node).or_default().push(kind);
        self.claims.borrow_mut().push(Claim { node, line, kind, rule });
    }

    /// What `node` was first taken for.
    pub fn claimed(&self, node: NodeId) -> Option<&'static str> {
        self.by_node.borrow().get(&node).and_then(|kinds| kinds.first()).copied()
    }

    /// Whether `node` was taken for one of `kinds` by any recogniser.
    pub fn claimed_as(&self, node: NodeId, kinds: &[&str]) -> bool {
        self.by_node.borrow().get(&node).is_some_and(|taken| taken.iter().any(|kind| kinds.contains(kind)))
    }

    /// The lines that were taken for one of `kinds`.
    pub fn lines_taken_for(&self, kinds: &[&str]) -> BTreeSet<u32> {
        self.claims.borrow().iter().filter(|c| kinds.contains(&c.kind)).map(|c| c.line).collect()
    }

    pub fn into_claims(self) -> Vec<Claim> {
        self.claims.into_inner()
    }

    pub fn place(&self, section: SectionId, node: NodeId, line: u32) -> Place {
        Place { section: self.document.path(section), line, section_id: section, node }
    }

    /// Whether `text` speaks of `concept`.
    pub fn speaks(&self, concept: Concept, text: &str) -> bool {
        self.vocabulary.speaks(concept, text)
    }

    /// Whether the heading of the section, or of one above it below the title, speaks of `concept`. Gives the nearest such section.
    pub fn under(&self, section: SectionId, concept: Concept) -> Option<&'a Section> {
        self.document.lineage(section).filter(|s| s.level > 1).find(|s| self.speaks(concept, &s.title))
    }

    /// The bold lead-in of `section.blocks[at]`: the paragraph right before it when that is bold throughout (a colon
    /// and a bracket behind it aside) and not a field with a value (`**Time:** 10:00`).
    pub fn lead_in(&self, section: &'a Section, at: usize) -> Option<LeadIn<'a>> {
        let block = section.blocks.get(at.checked_sub(1)?)?;
        lead_in_of(block)
    }
}

/// A paragraph in bold right before a list, table or fence.
#[derive(Debug, Clone)]
pub struct LeadIn<'a> {
    pub block: &'a Block,
    /// The bold words, a closing colon taken off.
    pub label: String,
    /// What stands behind the bold part, such as `(15 minutes)`.
    pub tail: String,
    /// Line of the bold words (the last line of the paragraph, when fields stand above it).
    pub line: u32,
}

/// Reads the last line of a paragraph as a lead-in: its words are bold, or bold words are followed by no more than
/// a colon and a bracket.
pub fn lead_in_of(block: &Block) -> Option<LeadIn<'_>> {
    let lines = block.paragraph()?.lines();
    let last: &Text = lines.last()?;
    let (bold, rest) = last.bold_lead()?;
    let tail = rest.plain();
    let tail = tail.trim_start_matches([':', '：']).trim().to_owned();
    let only_bracket = tail.is_empty()
        || (tail.starts_with(['(', '（']) && tail.trim_end_matches([':', '：']).ends_with([')', '）']));
    let label = bold.trim_end_matches([':', '：']).trim().to_owned();
    only_bracket.then(|| LeadIn { block, label, tail, line: last.line().unwrap_or(block.line) })
}
