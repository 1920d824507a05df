//! The units of a plan's text.

use super::kinds::Kinds;
use super::{Shape, Unit};
use crate::compare::Kind;
use crate::markdown::{
    Block, BlockKind, Code, Item, NodeId, Run, RunKind, Section, Table, Text, leading_box,
};
use crate::plan::hidden::in_line;
use crate::site::SitePlan;

/// Walks the text of one plan.
pub struct Walk<'a> {
    plan: &'a SitePlan,
    kinds: Kinds,
}

/// Where a walk stands.
#[derive(Clone, Copy)]
struct Spot<'a> {
    section: &'a str,
    group: Option<usize>,
}

/// What a unit says, before it is one.
struct Said {
    shape: Shape,
    kind: Kind,
    node: Option<NodeId>,
    line: u32,
    words: String,
}

impl<'a> Walk<'a> {
    pub fn of(plan: &'a SitePlan) -> Walk<'a> {
        Walk { plan, kinds: Kinds::of(plan) }
    }

    /// Appends all units of the text.
    pub fn units(&self, out: &mut Vec<Unit>) {
        let document = &self.plan.document;
        let mut headings: Vec<Option<usize>> = vec![None; document.sections.len()];
        for section in &document.sections {
            let path = document.path(section.id);
            let parent = section.parent.and_then(|parent| headings.get(parent).copied().flatten());
            let mut group = parent;
            if section.level > 0 {
                group = Some(out.len());
                let around = section.parent.map_or_else(String::new, |parent| document.path(parent));
                self.heading(section, Spot { section: &around, group: parent }, out);
            }
            headings[section.id] = group;
            self.blocks(&section.blocks, Spot { section: &path, group }, out);
        }
    }

    fn heading(&self, section: &Section, spot: Spot, out: &mut Vec<Unit>) {
        let kind = self.kinds.heading(section.node);
        let words = inline(&section.heading);
        let node = Some(section.node);
        self.push(Said { shape: Shape::Heading, kind, node, line: section.line, words }, spot, out);
        let Some(unit) = out.last_mut() else { return };
        for phase in &self.plan.plan.phases {
            if phase.place.node == section.node {
                unit.key = Some(format!("phase {}", phase.slug));
                unit.fields = times(&phase.title, &phase.when, &phase.duration);
            }
            for stage in phase.stages.iter().filter(|stage| stage.place.node == section.node) {
                unit.fields = times(&stage.title, &stage.when, &stage.duration);
            }
        }
    }

    fn blocks(&self, blocks: &[Block], spot: Spot, out: &mut Vec<Unit>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => self.paragraph(block, text, spot, out),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.item(item, spot, out)),
                BlockKind::Table(table) => self.table(block, table, spot, out),
                BlockKind::Code(code) => self.code(block.id, code, spot, out),
                BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                    self.blocks(blocks, spot, out);
                }
                BlockKind::Html(html) => {
                    let words = squeezed(html);
                    let said =
                        Said { shape: Shape::Line, kind: Kind::Text, node: None, line: block.line, words };
                    self.push(said, spot, out);
                }
                BlockKind::Rule => {}
            }
        }
    }

    fn paragraph(&self, block: &Block, text: &Text, spot: Spot, out: &mut Vec<Unit>) {
        let shape = Shape::Line;
        let lines = text.lines();
        let last = lines.last().and_then(Text::line).unwrap_or(block.line);
        if !self.kinds.stand_alone(block.line, last) {
            let kind = self.kinds.line(block.id, block.line);
            let words = unboxed(&inline(text));
            self.push(Said { shape, kind, node: Some(block.id), line: block.line, words }, spot, out);
            return;
        }
        for line in &lines {
            let at = line.line().unwrap_or(block.line);
            let said = Said {
                shape,
                kind: self.kinds.single(at),
                node: None,
                line: at,
                words: unboxed(&inline(line)),
            };
            self.push(said, spot, out);
        }
    }

    fn item(&self, item: &Item, spot: Spot, out: &mut Vec<Unit>) {
        let kind = match self.kinds.line(item.id, item.line) {
            Kind::Text if item.number.is_some() => Kind::Step,
            kind => kind,
        };
        let said = Said {
            shape: Shape::Line,
            kind,
            node: Some(item.id),
            line: item.line,
            words: unboxed(&inline(&item.text)),
        };
        let at = out.len();
        self.push(said, spot, out);
        let group = if out.len() > at { Some(at) } else { spot.group };
        self.blocks(&item.blocks, Spot { group, ..spot }, out);
    }

    fn table(&self, block: &Block, table: &Table, spot: Spot, out: &mut Vec<Unit>) {
        let shape = Shape::Line;
        let head: Vec<String> = table.head.iter().map(inline).collect();
        let said = Said { shape, kind: Kind::Text, node: None, line: block.line, words: joined(&head) };
        self.push(said, spot, out);
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| unboxed(&inline(cell))).collect();
            let kind = self.kinds.line(row.id, row.line);
            let at = out.len();
            self.push(
                Said { shape, kind, node: Some(row.id), line: row.line, words: joined(&cells) },
                spot,
                out,
            );
            if let Some(unit) = out.get_mut(at) {
                let masked = |cell: &String| in_line(&self.plan.plan, row.line, cell).into_owned();
                unit.fields = head.iter().cloned().zip(cells.iter().map(masked)).collect();
            }
        }
    }

    fn code(&self, block: NodeId, code: &Code, spot: Spot, out: &mut Vec<Unit>) {
        for (line, text) in (code.first_line..).zip(code.text.lines()) {
            let words = text.trim_end().to_owned();
            let kind = self.kinds.code(block, line, words.trim_start());
            self.push(Said { shape: Shape::Code, kind, node: None, line, words }, spot, out);
        }
    }

    /// A unit, unless it says nothing.
    fn push(&self, said: Said, spot: Spot, out: &mut Vec<Unit>) {
        let Said { shape, kind, node, line, words } = said;
        if words.trim().is_empty() {
            return;
        }
        out.push(Unit {
            shape,
            kind,
            key: None,
            code: None,
            words: in_line(&self.plan.plan, line, &words).into_owned(),
            raw: words,
            fields: Vec::new(),
            group: spot.group,
            node,
            line,
            section: spot.section.to_owned(),
        });
    }
}

fn times(title: &str, when: &Option<String>, duration: &Option<String>) -> Vec<(String, String)> {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        field("title", title),
        field("time", when.as_deref().unwrap_or("")),
        field("duration", duration.as_deref().unwrap_or("")),
    ]
}

fn joined(cells: &[String]) -> String {
    cells.join(" | ")
}

/// The words without emphasis; the target of a link stands behind its words where they do not name it.
fn inline(text: &Text) -> String {
    let mut out = String::new();
    let mut runs = text.runs.iter().peekable();
    while let Some(run) = runs.next() {
        match &run.kind {
            RunKind::SoftBreak | RunKind::HardBreak => out.push(' '),
            RunKind::Image(image) => out.push_str(&format!("{} <{}>", run.text, image.dest)),
            _ => out.push_str(&run.text),
        }
        let dest = |run: &Run| run.link.as_ref().map(|link| link.dest.clone());
        if let Some(target) =
            dest(run).filter(|target| runs.peek().and_then(|next| dest(next)).as_ref() != Some(target))
            && !out.contains(target.trim_start_matches("mailto:"))
        {
            out.push_str(&format!(" <{target}>"));
        }
    }
    squeezed(&out)
}

/// A box in front taken off: whether it is ticked is no matter of the plan.
fn unboxed(words: &str) -> String {
    match leading_box(words) {
        Some((_, width)) => words.get(width..).unwrap_or(words).trim().to_owned(),
        None => words.to_owned(),
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
