//! The parts of a plan, each with the claims that were made on it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::plan_file::PlanFile;
use crate::markdown::{Block, BlockKind, Item, Lines, NodeId, Row, Section};
use crate::recognise::Claim;

/// Letters of the text that are shown.
const SHOWN: usize = 70;

/// A heading, a paragraph, an item, a row, a fence.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    pub line: u32,
    pub last_line: u32,
    /// `heading`, `paragraph`, `item`, `row`, `table`, `list`, `code`, `quote`, `footnote`, `html`.
    pub what: &'static str,
    /// Its first line.
    pub text: String,
    pub depth: usize,
    pub claims: Vec<Claimed>,
    /// What the part around it was taken for, where it was not claimed itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<&'static str>,
}

/// A claim; its line is given where it is another than the part's.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Claimed {
    pub kind: &'static str,
    pub rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Part {
    pub fn is_heading(&self) -> bool {
        self.what == "heading"
    }

    /// Whether nothing was made of it: no claim on it or around it. Headings only divide.
    pub fn is_plain(&self) -> bool {
        self.claims.is_empty() && self.within.is_none() && !self.is_heading()
    }

    /// The part as lines of text.
    pub fn shown(&self) -> String {
        let gap = if self.is_heading() { "\n" } else { "" };
        let indent = "  ".repeat(self.depth);
        let mut out = format!("{gap}{:>5}  {indent}{}\n", self.line, self.text);
        for claim in &self.claims {
            let line = claim.line.map_or_else(String::new, |line| format!("line {line}: "));
            out.push_str(&format!("       {indent}= {line}{}: {}\n", claim.kind, claim.rule));
        }
        match self.within {
            _ if !self.claims.is_empty() || self.is_heading() => {}
            Some(kind) => out.push_str(&format!("       {indent}= part of the {kind} around it\n")),
            None => out.push_str(&format!("       {indent}. plain text ({})\n", self.what)),
        }
        out
    }
}

/// All parts in the order of the text.
pub fn of(plan: &PlanFile) -> Vec<Part> {
    let mut claims: BTreeMap<NodeId, Vec<&Claim>> = BTreeMap::new();
    for claim in &plan.found.claims {
        claims.entry(claim.node).or_default().push(claim);
    }
    let lines = Lines::of(&plan.source.text);
    let mut walk = Walk { text: &plan.source.text, lines, claims, parts: Vec::new() };
    for section in &plan.document.sections {
        walk.section(section);
    }
    walk.parts
}

struct Walk<'a> {
    text: &'a str,
    lines: Lines,
    claims: BTreeMap<NodeId, Vec<&'a Claim>>,
    parts: Vec<Part>,
}

/// Where a part stands: bytes of the text, depth, and what was claimed around it.
#[derive(Clone, Copy)]
struct Frame {
    start: u32,
    end: u32,
    depth: usize,
    within: Option<&'static str>,
}

impl Walk<'_> {
    fn section(&mut self, section: &Section) {
        if section.level > 0 {
            let frame = Frame { start: section.start, end: section.start, depth: 0, within: None };
            self.part(section.node, "heading", frame);
        }
        for block in &section.blocks {
            self.block(block, 1, None);
        }
    }

    fn block(&mut self, block: &Block, depth: usize, within: Option<&'static str>) {
        let frame = Frame { start: block.start, end: block.end, depth, within };
        let own = self.first_kind(block.id).or(within);
        match &block.kind {
            BlockKind::List(list) => {
                self.if_claimed(block.id, "list", frame);
                list.items.iter().for_each(|item| self.item(item, depth, own));
            }
            BlockKind::Table(table) => {
                let rows_are_claimed = table.rows.iter().any(|row| self.claims.contains_key(&row.id));
                if !rows_are_claimed || self.claims.contains_key(&block.id) {
                    self.part(block.id, "table", frame);
                }
                if rows_are_claimed {
                    table.rows.iter().for_each(|row| self.row(row, depth + 1, own));
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                self.if_claimed(block.id, "quote", frame);
                blocks.iter().for_each(|inner| self.block(inner, depth + 1, own));
            }
            BlockKind::Paragraph(_) => self.part(block.id, "paragraph", frame),
            BlockKind::Code(_) => self.part(block.id, "code", frame),
            BlockKind::Html(_) => self.part(block.id, "html", frame),
            BlockKind::Rule => {}
        }
    }

    fn item(&mut self, item: &Item, depth: usize, within: Option<&'static str>) {
        // What stands below the item's first paragraph has parts of its own.
        let end = item.blocks.first().map_or(item.end, |block| block.start);
        self.part(item.id, "item", Frame { start: item.start, end, depth, within });
        let own = self.first_kind(item.id).or(within);
        item.blocks.iter().for_each(|block| self.block(block, depth + 1, own));
    }

    fn row(&mut self, row: &Row, depth: usize, within: Option<&'static str>) {
        let start = self.lines.start(row.line).unwrap_or(0) as u32;
        self.part(row.id, "row", Frame { start, end: start, depth, within });
    }

    fn first_kind(&self, node: NodeId) -> Option<&'static str> {
        self.claims.get(&node).and_then(|claims| claims.first()).map(|claim| claim.kind)
    }

    fn if_claimed(&mut self, node: NodeId, what: &'static str, frame: Frame) {
        if self.claims.contains_key(&node) {
            self.part(node, what, Frame { end: frame.start, ..frame });
        }
    }

    fn part(&mut self, node: NodeId, what: &'static str, frame: Frame) {
        let line = self.lines.line(frame.start as usize);
        let body = self.text.get(frame.start as usize..frame.end.max(frame.start) as usize).unwrap_or("");
        let last_line = line + body.trim_end().matches('\n').count() as u32;
        let mut claims: Vec<Claimed> = Vec::new();
        for claim in self.claims.get(&node).into_iter().flatten() {
            let other = (claim.line != line).then_some(claim.line);
            let claimed = Claimed { kind: claim.kind, rule: claim.rule, line: other };
            if !claims.contains(&claimed) {
                claims.push(claimed);
            }
        }
        let first = self.text.get(frame.start as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let text = shortened(first.trim());
        let Frame { depth, within, .. } = frame;
        self.parts.push(Part { line, last_line, what, text, depth, claims, within });
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN - 1).chain(['…']).collect()
}
