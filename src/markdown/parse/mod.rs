//! From the events of pulldown-cmark to the tree: this file takes the events, [`build`] puts the pieces in place.

mod build;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Options, Parser, Tag, TagEnd};

use super::document::{Block, BlockKind, CellAlign, Code, Document, Item, List, NodeId, Row, Section, Table};
use super::{Anchors, Attributes, Lines, Link, RunKind, Style, Text};
use crate::diag::{Diagnostic, FileId, Outcome, Span};

/// Lists and quotes nest this deep; what lies deeper is an error and left out.
pub const MAX_DEPTH: usize = 64;

/// Parses the Markdown in `text` from byte `body` on (front matter stands before it).
/// All places in the tree count from the beginning of `text`.
pub fn parse(file: FileId, text: &str, body: usize) -> Outcome<Document> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    let mut tree = Tree::new(text);
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        tree.take(event, range.start + body..range.end + body);
    }
    tree.finish(file)
}

/// An open block that holds other blocks.
enum Frame {
    List { list: List, start: usize, end: usize, next: Option<u64> },
    Item { item: Item },
    Quote { alert: Option<&'static str>, blocks: Vec<Block>, start: usize, end: usize },
    Footnote { label: String, blocks: Vec<Block>, start: usize, end: usize },
    Table { table: Table, row: Vec<Text>, start: usize, end: usize },
}

/// What the open inline text will become.
enum Inline {
    Paragraph(Range<usize>),
    Heading {
        level: u8,
        range: Range<usize>,
    },
    Cell,
    /// Text of a tight list item, which has no paragraph of its own.
    Tight(Range<usize>),
}

struct Tree<'a> {
    source: &'a str,
    lines: Lines,
    next_node: u32,
    sections: Vec<Section>,
    anchors: Anchors,
    frames: Vec<Frame>,
    inline: Option<(Inline, Text)>,
    style: Style,
    links: Vec<Arc<Link>>,
    image: Option<(Link, String, Range<usize>)>,
    code: Option<(Code, Range<usize>)>,
    html: Option<(String, Range<usize>)>,
    /// Number of open blocks that are skipped because they nest too deep.
    skipping: usize,
    too_deep: Option<Range<usize>>,
}

impl<'a> Tree<'a> {
    fn new(source: &'a str) -> Tree<'a> {
        let root = Section {
            id: 0,
            node: NodeId(0),
            level: 0,
            heading: Text::default(),
            title: String::new(),
            anchor: "top".to_owned(),
            attributes: Attributes::default(),
            line: 1,
            start: 0,
            end: 0,
            parent: None,
            children: Vec::new(),
            blocks: Vec::new(),
        };
        let mut anchors = Anchors::default();
        anchors.claim("top", "top");
        Tree {
            source,
            lines: Lines::of(source),
            next_node: 1,
            sections: vec![root],
            anchors,
            frames: Vec::new(),
            inline: None,
            style: Style::default(),
            links: Vec::new(),
            image: None,
            code: None,
            html: None,
            skipping: 0,
            too_deep: None,
        }
    }

    fn node(&mut self) -> NodeId {
        self.next_node += 1;
        NodeId(self.next_node - 1)
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.skipping > 0 {
            match event {
                Event::Start(_) => self.skipping += 1,
                Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.run(RunKind::Code, &code, range),
            Event::InlineHtml(html) if is_line_break(&html) => self.run(RunKind::HardBreak, "", range),
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) => self.run(RunKind::Html, &html, range),
            Event::Html(html) => {
                if let Some((text, _)) = &mut self.html {
                    text.push_str(&html);
                }
            }
            Event::SoftBreak => self.run(RunKind::SoftBreak, "", range),
            Event::HardBreak => self.run(RunKind::HardBreak, "", range),
            Event::FootnoteReference(label) => self.run(RunKind::Footnote, &label, range),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let is_container = matches!(tag, Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_));
        if is_container && self.frames.len() >= 2 * MAX_DEPTH {
            self.too_deep.get_or_insert(range);
            self.skipping = 1;
            return;
        }
        if !is_inline(&tag) {
            self.end_tight();
        }
        match tag {
            Tag::Paragraph => self.inline = Some((Inline::Paragraph(range), Text::default())),
            Tag::Heading { level, .. } => {
                self.inline = Some((Inline::Heading { level: level as u8, range }, Text::default()));
            }
            Tag::BlockQuote(kind) => self.frames.push(Frame::Quote {
                alert: kind.map(alert_name),
                blocks: Vec::new(),
                start: range.start,
                end: range.end,
            }),
            Tag::FootnoteDefinition(label) => self.frames.push(Frame::Footnote {
                label: label.to_string(),
                blocks: Vec::new(),
                start: range.start,
                end: range.end,
            }),
            Tag::CodeBlock(kind) => self.code = Some((self.open_code(kind, &range), range)),
            Tag::HtmlBlock => self.html = Some((String::new(), range)),
            Tag::List(first) => self.frames.push(Frame::List {
                list: List { ordered: first, items: Vec::new() },
                start: range.start,
                end: range.end,
                next: first,
            }),
            Tag::Item => self.open_item(range),
            Tag::Table(align) => self.frames.push(Frame::Table {
                table: Table {
                    align: align.into_iter().map(cell_align).collect(),
                    head: Vec::new(),
                    rows: Vec::new(),
                },
                row: Vec::new(),
                start: range.start,
                end: range.end,
            }),
            Tag::TableCell => self.inline = Some((Inline::Cell, Text::default())),
            Tag::Emphasis => self.style.italic = true,
            Tag::Strong => self.style.bold = true,
            Tag::Strikethrough => self.style.strike = true,
            Tag::Link { dest_url, title, .. } => {
                self.links.push(Arc::new(Link { dest: dest_url.to_string(), title: title.to_string() }));
            }
            Tag::Image { dest_url, title, .. } => {
                let link = Link { dest: dest_url.to_string(), title: title.to_string() };
                self.image = Some((link, String::new(), range));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.end_inline(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.end_frame()
            }
            TagEnd::Item => {
                self.end_tight();
                self.end_item();
            }
            TagEnd::TableHead => {
                if let Some(Frame::Table { table, row, .. }) = self.frames.last_mut() {
                    table.head = std::mem::take(row);
                }
            }
            TagEnd::TableRow => {
                let (id, line) = (self.node(), self.lines.line(range.start));
                if let Some(Frame::Table { table, row, .. }) = self.frames.last_mut() {
                    table.rows.push(Row { id, line, cells: std::mem::take(row) });
                }
            }
            TagEnd::CodeBlock => {
                if let Some((mut code, range)) = self.code.take() {
                    code.text.shrink_to_fit();
                    self.block(BlockKind::Code(code), range);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((text, range)) = self.html.take() {
                    self.block(BlockKind::Html(text), range);
                }
            }
            TagEnd::Emphasis => self.style.italic = false,
            TagEnd::Strong => self.style.bold = false,
            TagEnd::Strikethrough => self.style.strike = false,
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => {
                if let Some((link, alt, range)) = self.image.take() {
                    self.run(RunKind::Image(Arc::new(link)), &alt, range);
                }
            }
            _ => {}
        }
    }

    fn finish(mut self, file: FileId) -> Outcome<Document> {
        let mut diagnostics = Vec::new();
        // Trees are kept by the thousand: what was room to grow is given back.
        for section in &mut self.sections {
            section.blocks.shrink_to_fit();
            section.children.shrink_to_fit();
        }
        self.sections.shrink_to_fit();
        if let Some(range) = self.too_deep {
            let end = self.source[range.start..].find('\n').map_or(range.end, |at| range.start + at);
            diagnostics.push(
                Diagnostic::error("too-deep", format!("lists or quotes nest deeper than {MAX_DEPTH} levels"))
                    .at(Span::new(file, range.start, end))
                    .hint("flatten the list: give the inner steps a section of their own"),
            );
        }
        Outcome { value: Document { sections: self.sections }, diagnostics }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_line_break(html: &str) -> bool {
    let tag: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    tag.eq_ignore_ascii_case("<br>") || tag.eq_ignore_ascii_case("<br/>")
}

fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn cell_align(align: Alignment) -> CellAlign {
    match align {
        Alignment::None => CellAlign::None,
        Alignment::Left => CellAlign::Left,
        Alignment::Center => CellAlign::Center,
        Alignment::Right => CellAlign::Right,
    }
}
