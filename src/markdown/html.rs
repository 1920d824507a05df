//! Blocks to HTML. Raw HTML of the plan is shown as text; everything is escaped.

mod picture;

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::{Block, BlockKind, CellAlign, Code, Item, List, Table};
use super::{NodeId, Run, RunKind, Text};
pub use picture::Shown;

/// What the writer asks of whoever knows the site.
pub trait Decorate {
    /// The address to write for a link of the plan; `None` leaves only its text.
    fn link(&self, dest: &str) -> Option<String>;

    /// The picture of the plan at `dest`; `None` leaves the words that stand for it.
    fn picture(&self, _dest: &str) -> Option<Shown> {
        None
    }

    /// Parts of the run's text that become links, in order, not overlapping, with their addresses.
    fn references(&self, run: &Run) -> Vec<(Range<usize>, String)>;

    /// The text of line `line` with values that must not be shown taken out; `None` when it may be shown as it is.
    fn withheld(&self, _line: u32, _text: &str) -> Option<String> {
        None
    }

    /// The name of an item, row or block in the page, when something links to it.
    fn anchor(&self, line: u32) -> Option<String>;

    /// HTML for further names of the place where `line` begins.
    fn names(&self, _line: u32) -> String {
        String::new()
    }

    /// HTML of the mark of an item or row, to stand in front of its words.
    fn mark(&self, _node: NodeId) -> String {
        String::new()
    }

    /// The coloured inside of a code block.
    fn code(&self, code: &Code) -> String;

    /// The name that a box gets for those who cannot see it; `None` for a box that is only shown.
    fn task(&self, item: &Item) -> Option<String>;
}

/// Writes `text` with `& < > " '` escaped.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_ascii_control() && !matches!(c, '\n' | '\t') => out.push(control_picture(c)),
            c => out.push(c),
        }
    }
}

/// The sign for a control character (Unicode block Control Pictures): such a character may not stand in HTML.
fn control_picture(c: char) -> char {
    match c {
        '\u{7f}' => '\u{2421}',
        c => char::from_u32(0x2400 + c as u32).unwrap_or('\u{2426}'),
    }
}

/// `text` escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    out
}

/// The blocks as HTML.
pub fn blocks(blocks: &[Block], site: &dyn Decorate) -> String {
    let mut writer = Writer { pictures: true, ..Writer::of(site) };
    writer.blocks(blocks);
    writer.out
}

/// Inline text as HTML, with its pictures.
pub fn pictured(text: &Text, site: &dyn Decorate) -> String {
    let mut writer = Writer { pictures: true, ..Writer::of(site) };
    writer.inline(text);
    writer.out
}

/// Inline text as HTML, for where there is room for words alone.
pub fn inline(text: &Text, site: &dyn Decorate) -> String {
    let mut writer = Writer::of(site);
    writer.inline(text);
    writer.out
}

struct Writer<'a> {
    out: String,
    site: &'a dyn Decorate,
    pictures: bool,
    /// Lines that have their names already: a list within a list begins on the line of both.
    named: BTreeSet<u32>,
}

impl<'a> Writer<'a> {
    fn of(site: &'a dyn Decorate) -> Writer<'a> {
        Writer { out: String::new(), site, pictures: false, named: BTreeSet::new() }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) if self.figure(text, block.line) => {}
            BlockKind::Paragraph(text) => {
                self.begin("p", block.line, "");
                self.inline(text);
                self.out.push_str("</p>\n");
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table, block.line),
            BlockKind::Code(code) => self.code(code, block.line),
            BlockKind::Quote { alert, blocks } => {
                let class = alert.map_or(String::new(), |kind| format!(" class=\"alert {kind}\""));
                self.out.push_str(&format!("<blockquote{class}>\n"));
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::Footnote { label, blocks } => {
                self.out.push_str("<div class=\"footnote\" id=\"fn-");
                escape(&mut self.out, &super::slug(label));
                self.out.push_str("\">\n");
                self.blocks(blocks);
                self.out.push_str("</div>\n");
            }
            BlockKind::Html(html) => self.raw_html(html, block.line),
            BlockKind::Rule => self.out.push_str("<hr>\n"),
        }
    }

    /// Opens `tag` with the name that the line has, if any, and `more` attributes.
    fn open(&mut self, tag: &str, line: u32, more: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        if let Some(anchor) = self.site.anchor(line).filter(|_| self.named.insert(line)) {
            self.out.push_str(" id=\"");
            escape(&mut self.out, &anchor);
            self.out.push('"');
        }
        self.out.push_str(more);
        self.out.push('>');
    }

    /// Opens `tag` with all names that the line has.
    fn begin(&mut self, tag: &str, line: u32, more: &str) {
        self.open(tag, line, more);
        self.names(line);
    }

    fn names(&mut self, line: u32) {
        let names = self.site.names(line);
        self.out.push_str(&names);
    }

    fn mark(&mut self, node: NodeId) {
        let mark = self.site.mark(node);
        self.out.push_str(&mark);
    }

    fn list(&mut self, list: &List) {
        match list.ordered {
            Some(1) => self.out.push_str("<ol>\n"),
            Some(first) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            None => self.out.push_str("<ul>\n"),
        }
        for item in &list.items {
            self.item(item);
        }
        self.out.push_str(if list.ordered.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &Item) {
        self.begin("li", item.line, if item.tick.is_some() { " class=\"todo\"" } else { "" });
        self.mark(item.id);
        match item.tick {
            Some(tick) => {
                let checked = if tick.checked { " checked" } else { "" };
                self.out.push_str("<label>");
                if let Some(name) = self.site.task(item) {
                    self.out.push_str(&format!(
                        "<input type=\"checkbox\" data-task=\"{}\"{checked}>",
                        escaped(&name)
                    ));
                } else {
                    self.out.push_str(&format!("<input type=\"checkbox\" disabled{checked}>"));
                }
                self.out.push_str("<span class=\"line\">");
                self.inline(&item.text);
                self.out.push_str("</span></label>");
            }
            None => self.inline(&item.text),
        }
        if !item.blocks.is_empty() {
            self.out.push('\n');
            self.blocks(&item.blocks);
        }
        self.out.push_str("</li>\n");
    }

    fn table(&mut self, table: &Table, line: u32) {
        // Regions need names that differ.
        self.out.push_str(&format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table, line {line}\">"
        ));
        self.open("table", line, "");
        self.out.push_str("\n<thead><tr>");
        for (at, cell) in table.head.iter().enumerate() {
            self.out.push_str(&format!("<th scope=\"col\"{}>", align(table, at)));
            if at == 0 {
                self.names(line);
            }
            self.inline(cell);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.open("tr", row.line, "");
            for (at, cell) in row.cells.iter().enumerate() {
                self.out.push_str(&format!("<td{}>", align(table, at)));
                if at == 0 {
                    self.names(row.line);
                    self.mark(row.id);
                }
                self.inline(cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn code(&mut self, code: &Code, line: u32) {
        // Without a fence its first line is that of the block, and has its names inside.
        if code.first_line == line {
            self.out.push_str("<figure class=\"cmd\">");
        } else {
            self.begin("figure", line, " class=\"cmd\"");
        }
        let lang = code.lang.as_deref().unwrap_or("text");
        self.out.push_str("<figcaption>");
        escape(&mut self.out, lang);
        self.out.push_str("</figcaption><pre tabindex=\"0\"><code>");
        let inside = self.site.code(code);
        // An item that begins with a block on its own line has the name of that line already.
        let name = self.site.anchor(code.first_line).filter(|_| !self.named.insert(code.first_line));
        let name = name.map(|anchor| format!("<span id=\"{}\"></span>", escaped(&anchor)));
        self.out.push_str(name.and_then(|name| inside.strip_prefix(&name)).unwrap_or(&inside));
        self.out.push_str("</code></pre></figure>\n");
    }

    fn raw_html(&mut self, html: &str, line: u32) {
        let text = html.trim();
        if text.is_empty() || (text.starts_with("<!--") && text.ends_with("-->")) {
            return;
        }
        self.out.push_str("<pre class=\"raw\">");
        let shown: Vec<String> = (line..)
            .zip(html.trim_end().lines())
            .map(|(line, text)| self.site.withheld(line, text).unwrap_or_else(|| text.to_owned()))
            .collect();
        escape(&mut self.out, &shown.join("\n"));
        self.out.push_str("</pre>\n");
    }

    fn inline(&mut self, text: &Text) {
        let mut line = text.line();
        for run in &text.runs {
            if line.is_some_and(|before| before < run.line) {
                self.line_begins(run.line);
                line = Some(run.line);
            }
            self.run(run);
        }
    }

    /// Names the place where a further line of a paragraph begins, for the page that names lines.
    fn line_begins(&mut self, line: u32) {
        if let Some(anchor) = self.site.anchor(line).filter(|_| self.named.insert(line)) {
            self.out.push_str(&format!("<span id=\"{}\"></span>", escaped(&anchor)));
        }
        self.names(line);
    }

    fn run(&mut self, run: &Run) {
        match &run.kind {
            RunKind::SoftBreak => self.out.push('\n'),
            RunKind::HardBreak => self.out.push_str("<br>\n"),
            RunKind::Footnote => {
                let label = escaped(&run.text);
                self.out.push_str(&format!(
                    "<sup><a href=\"#fn-{}\">{label}</a></sup>",
                    escaped(&super::slug(&run.text))
                ));
            }
            RunKind::Image(image) => self.image(image, run),
            RunKind::Text | RunKind::Code | RunKind::Html => self.styled(run),
        }
    }

    fn anchor(&mut self, address: &str) {
        let outside = if address.contains("://") { " rel=\"noreferrer\"" } else { "" };
        self.out.push_str(&format!("<a href=\"{}\"{outside}>", escaped(address)));
    }

    fn styled(&mut self, run: &Run) {
        let withheld = self.site.withheld(run.line, &run.text).map(|text| Run { text, ..run.clone() });
        let run = withheld.as_ref().unwrap_or(run);
        let mut close: Vec<&str> = Vec::new();
        let link = run.link.as_ref().and_then(|link| self.site.link(&link.dest));
        if let Some(address) = &link {
            self.anchor(address);
            close.push("</a>");
        }
        let marks = [
            (run.style.bold, "<strong>", "</strong>"),
            (run.style.italic, "<em>", "</em>"),
            (run.style.strike, "<s>", "</s>"),
            (run.kind == RunKind::Code, "<code>", "</code>"),
        ];
        for (on, open, end) in marks {
            if on {
                self.out.push_str(open);
                close.push(end);
            }
        }
        let references = if link.is_none() { self.site.references(run) } else { Vec::new() };
        let mut from = 0;
        for (range, address) in references {
            let (Some(before), Some(inside)) = (run.text.get(from..range.start), run.text.get(range.clone()))
            else {
                continue;
            };
            escape(&mut self.out, before);
            self.out.push_str(&format!("<a class=\"ref\" href=\"{}\">", escaped(&address)));
            escape(&mut self.out, inside);
            self.out.push_str("</a>");
            from = range.end;
        }
        escape(&mut self.out, run.text.get(from..).unwrap_or(""));
        for end in close.iter().rev() {
            self.out.push_str(end);
        }
    }
}

fn align(table: &Table, at: usize) -> &'static str {
    match table.align.get(at) {
        Some(CellAlign::Right) => " class=\"num\"",
        Some(CellAlign::Center) => " class=\"mid\"",
        _ => "",
    }
}
