//! The pieces of the tree: inline text, items, sections and blocks, each put where it belongs.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::{Frame, Inline, Tree};
use crate::markdown::document::{Block, BlockKind, Code, Item, Section};
use crate::markdown::{Attributes, Run, RunKind, Style, Text, leading_box, slug, without_pictographs};

impl<'a> Tree<'a> {
    pub(super) fn open_code(&self, kind: CodeBlockKind<'a>, range: &Range<usize>) -> Code {
        let (info, fenced) = match kind {
            CodeBlockKind::Fenced(info) => (info.trim().to_owned(), true),
            CodeBlockKind::Indented => (String::new(), false),
        };
        let word = info.split([' ', ',', '{', '\t']).next().unwrap_or("").to_lowercase();
        let first_line = self.lines.line(range.start) + u32::from(fenced);
        Code { lang: (!word.is_empty()).then_some(word), info, text: String::new(), first_line, fenced }
    }

    pub(super) fn open_item(&mut self, range: Range<usize>) {
        let (id, line) = (self.node(), self.lines.line(range.start));
        let number = match self.frames.last_mut() {
            Some(Frame::List { next: Some(next), .. }) => {
                *next += 1;
                Some(*next - 1)
            }
            _ => None,
        };
        let item = Item {
            id,
            line,
            start: range.start as u32,
            end: range.end as u32,
            number,
            tick: None,
            text: Text::default(),
            attributes: Attributes::default(),
            blocks: Vec::new(),
        };
        self.frames.push(Frame::Item { item });
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((code, _)) = &mut self.code {
            if code.text.is_empty() && code.fenced {
                code.first_line = self.lines.line(range.start);
            }
            code.text.push_str(text);
        } else if let Some((_, alt, _)) = &mut self.image {
            alt.push_str(text);
        } else {
            self.run(RunKind::Text, text, range);
        }
    }

    pub(super) fn run(&mut self, kind: RunKind, text: &str, range: Range<usize>) {
        if self.inline.is_none() {
            self.inline = Some((Inline::Tight(range.clone()), Text::default()));
        }
        let line = self.lines.line(range.start);
        let (link, style) = (self.links.last().cloned(), self.style);
        if let Some((inline, out)) = &mut self.inline {
            if let Inline::Tight(whole) = inline {
                whole.end = range.end;
            }
            let (start, end) = (range.start as u32, range.end as u32);
            out.push(Run { kind, text: text.to_owned(), style, link, start, end, line });
        }
    }

    pub(super) fn end_tight(&mut self) {
        if matches!(self.inline, Some((Inline::Tight(_), _))) {
            self.end_inline();
        }
    }

    pub(super) fn end_inline(&mut self) {
        let Some((inline, mut text)) = self.inline.take() else { return };
        text.runs.shrink_to_fit();
        self.style = Style::default();
        match inline {
            Inline::Paragraph(range) | Inline::Tight(range) => self.paragraph(text, range),
            Inline::Heading { level, range } => self.heading(level, text, range),
            Inline::Cell => {
                if let Some(Frame::Table { row, .. }) = self.frames.last_mut() {
                    row.push(text);
                }
            }
        }
    }

    /// The first paragraph of an item is its text; all others are blocks.
    pub(super) fn paragraph(&mut self, mut text: Text, range: Range<usize>) {
        if let Some(Frame::Item { item }) = self.frames.last_mut()
            && item.text.shows_nothing()
            && item.blocks.is_empty()
        {
            if let Some((tick, width)) = text.runs.first().and_then(|r| leading_box(&r.text)) {
                item.tick = Some(tick);
                text.cut_front(width);
            }
            item.attributes = take_attributes(&mut text);
            item.text = text;
            return;
        }
        if !text.shows_nothing() {
            self.block(BlockKind::Paragraph(text), range);
        }
    }

    pub(super) fn heading(&mut self, level: u8, mut text: Text, range: Range<usize>) {
        if !self.frames.is_empty() {
            for run in &mut text.runs {
                run.style.bold = true;
            }
            self.paragraph(text, range);
            return;
        }
        let attributes = take_attributes(&mut text);
        let title = without_pictographs(&text.plain());
        let wanted = attributes.id.clone().unwrap_or_else(|| slug(&title));
        let anchor = self.anchors.claim(&wanted, "section");
        let id = self.sections.len();
        let parent = self.sections.iter().rposition(|s| s.level < level);
        if let Some(parent) = parent {
            self.sections[parent].children.push(id);
        }
        let node = self.node();
        self.sections.push(Section {
            id,
            node,
            level,
            heading: text,
            title,
            anchor,
            attributes,
            line: self.lines.line(range.start),
            start: range.start as u32,
            end: range.end as u32,
            parent,
            children: Vec::new(),
            blocks: Vec::new(),
        });
    }

    pub(super) fn end_item(&mut self) {
        if let Some(Frame::Item { mut item }) = self.frames.pop()
            && let Some(Frame::List { list, .. }) = self.frames.last_mut()
        {
            item.blocks.shrink_to_fit();
            list.items.push(item);
        }
    }

    pub(super) fn end_frame(&mut self) {
        match self.frames.pop() {
            Some(Frame::List { mut list, start, end, .. }) => {
                list.items.shrink_to_fit();
                self.block(BlockKind::List(list), start..end);
            }
            Some(Frame::Quote { alert, blocks, start, end }) => {
                self.block(BlockKind::Quote { alert, blocks }, start..end);
            }
            Some(Frame::Footnote { label, blocks, start, end }) => {
                self.block(BlockKind::Footnote { label, blocks }, start..end);
            }
            Some(Frame::Table { table, start, end, .. }) => self.block(BlockKind::Table(table), start..end),
            Some(item @ Frame::Item { .. }) => self.frames.push(item),
            None => {}
        }
    }

    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.end_tight();
        self.block(BlockKind::Rule, range);
    }

    pub(super) fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        let id = self.node();
        let line = self.lines.line(range.start);
        let block = Block { id, line, start: range.start as u32, end: range.end as u32, kind };
        match self.frames.last_mut() {
            Some(Frame::Item { item }) => item.blocks.push(block),
            Some(Frame::Quote { blocks, .. } | Frame::Footnote { blocks, .. }) => blocks.push(block),
            _ => {
                if let Some(section) = self.sections.last_mut() {
                    section.blocks.push(block);
                }
            }
        }
    }
}

fn take_attributes(text: &mut Text) -> Attributes {
    let Some(last) = text.runs.last().filter(|r| r.kind == RunKind::Text) else {
        return Attributes::default();
    };
    match Attributes::trailing(&last.text) {
        Some((attributes, width)) => {
            text.cut_back(width);
            attributes
        }
        None => Attributes::default(),
    }
}
