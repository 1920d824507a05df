//! The canonical form of a text, version 1: what is signed.
//!
//! The form is made from the syntax tree, so that white space between words, line ends, a byte order mark, emphasis,
//! the signs of lists and the state of boxes do not change it; damage that repair can mend is mended first. What a word,
//! a command, a link's target or the order of things changes, it changes too. `docs/manual/digests.md` writes it down.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::markdown::{Attributes, Block, BlockKind, Item, List, NodeId, RunKind, Table, Text};
use crate::read::repair::{Guesses, repair};

/// The first line of every canonical form.
pub const VERSION: &str = "tminus v1";

/// Writes canonical forms for one plan.
#[derive(Debug, Default)]
pub struct Canon {
    /// Damaged sequences and what they were, long ones first.
    fixes: Vec<(String, String)>,
    /// Items and rows that are things of their own: they stand in a tree of digests, not in the text around them.
    parts: BTreeSet<NodeId>,
}

impl Canon {
    pub fn of(source: &str, parts: BTreeSet<NodeId>) -> Canon {
        let damage = repair(source, Guesses::Leave).mojibake;
        let mut fixes: Vec<(String, String)> = damage
            .sequences
            .into_iter()
            .filter(|s| !s.lossy && s.broken != s.fixed)
            .map(|s| (s.broken, s.fixed))
            .collect();
        fixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Canon { fixes, parts }
    }

    /// Words with single blanks, composed, damage mended.
    pub fn words(&self, text: &str) -> String {
        let mut text = std::borrow::Cow::Borrowed(text);
        for (broken, fixed) in &self.fixes {
            if text.contains(broken.as_str()) {
                text = text.replace(broken.as_str(), fixed).into();
            }
        }
        let mut out = String::with_capacity(text.len());
        for word in text.split(|c: char| c.is_whitespace() || c == '\u{FEFF}').filter(|w| !w.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(word.nfc());
        }
        out
    }

    /// Inline text: words, code in back quotes, targets of links and pictures behind their words in angle brackets.
    pub fn inline(&self, text: &Text) -> String {
        let mut out = String::new();
        let mut open: Option<&str> = None;
        for run in &text.runs {
            let dest = run.link.as_ref().map(|link| link.dest.as_str());
            if open.is_some() && open != dest {
                close(&mut out, open);
            }
            open = dest;
            match &run.kind {
                RunKind::SoftBreak | RunKind::HardBreak => out.push(' '),
                RunKind::Code => out.push_str(&format!("`{}`", run.text)),
                RunKind::Image(link) => out.push_str(&format!("![{}]<{}>", run.text, link.dest)),
                RunKind::Footnote => out.push_str(&format!("[^{}]", run.text)),
                RunKind::Text | RunKind::Html => out.push_str(&run.text),
            }
        }
        close(&mut out, open);
        self.words(&out)
    }

    /// The lines of blocks, one a paragraph, item, row or line of code; parts are left out.
    pub fn blocks(&self, blocks: &[Block], depth: usize, out: &mut Vec<String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => out.push(line("text", depth, &self.paragraph(text))),
                BlockKind::List(list) => self.list(list, depth, out),
                BlockKind::Table(table) => self.table(table, depth, out),
                BlockKind::Code(code) => {
                    out.push(line("code", depth, code.lang.as_deref().unwrap_or("")));
                    out.extend(self.code(&code.text).into_iter().map(|text| format!("| {text}")));
                }
                BlockKind::Quote { alert, blocks } => {
                    out.push(line("quote", depth, alert.unwrap_or("")));
                    self.blocks(blocks, depth + 1, out);
                }
                BlockKind::Footnote { label, blocks } => {
                    out.push(line("note", depth, label));
                    self.blocks(blocks, depth + 1, out);
                }
                BlockKind::Html(html) => out.push(line("html", depth, &self.words(html))),
                BlockKind::Rule => {}
            }
        }
    }

    fn list(&self, list: &List, depth: usize, out: &mut Vec<String>) {
        for item in &list.items {
            if self.parts.contains(&item.id) {
                continue;
            }
            let kind = if list.ordered.is_some() { "step" } else { "item" };
            out.push(line(kind, depth, &self.inline(&item.text)));
            out.extend(self.attributes(&item.attributes));
            self.blocks(&item.blocks, depth + 1, out);
        }
    }

    fn table(&self, table: &Table, depth: usize, out: &mut Vec<String>) {
        let cells = |cells: &[Text]| cells.iter().map(|c| self.unticked(c)).collect::<Vec<_>>().join(" | ");
        out.push(line("head", depth, &cells(&table.head)));
        for row in table.rows.iter().filter(|row| !self.parts.contains(&row.id)) {
            out.push(line("row", depth, &cells(&row.cells)));
        }
    }

    /// A paragraph; where its lines begin with boxes they stay lines.
    fn paragraph(&self, text: &Text) -> String {
        let lines: Vec<String> = text.lines().iter().map(|line| self.unticked(line)).collect();
        let boxed = lines.iter().any(|line| line.starts_with("[ ]"));
        if boxed { lines.join("\n") } else { self.inline(text) }
    }

    /// The text of a cell or line with the state of a box in front taken off.
    pub fn unticked(&self, text: &Text) -> String {
        let words = self.inline(text);
        match crate::markdown::leading_box(&words) {
            Some((_, width)) => format!("[ ]{}", words.get(width..).unwrap_or("")),
            None => words,
        }
    }

    /// An item that is a thing of its own: its text and what stands below it, parts inside it left out.
    pub fn item(&self, item: &Item) -> Vec<String> {
        let mut out = vec![line("do", 0, &self.inline(&item.text))];
        out.extend(self.attributes(&item.attributes));
        self.blocks(&item.blocks, 1, &mut out);
        out
    }

    /// Lines of code without blanks at their ends and without blank lines around them; blanks in front count.
    fn code(&self, text: &str) -> Vec<String> {
        let text = self.fixes.iter().fold(text.to_owned(), |t, (broken, fixed)| t.replace(broken, fixed));
        let lines: Vec<String> = text.lines().map(|l| l.trim_end().nfc().collect()).collect();
        let first = lines.iter().position(|l| !l.is_empty()).unwrap_or(lines.len());
        let last = lines.iter().rposition(|l| !l.is_empty()).map_or(first, |at| at + 1);
        lines[first..last].to_vec()
    }

    /// Markup behind a heading or an item; its id is a name, not a meaning, and stays out.
    pub fn attributes(&self, attributes: &Attributes) -> Option<String> {
        let classes = attributes.classes.iter().map(|class| format!(".{class}"));
        let values = attributes.values.iter().map(|(key, value)| format!("{key}={}", self.words(value)));
        let all: Vec<String> = classes.chain(values).collect();
        (!all.is_empty()).then(|| format!("markup {}", all.join(" ")))
    }
}

fn close(out: &mut String, open: Option<&str>) {
    if let Some(dest) = open {
        out.push_str(&format!("<{dest}>"));
    }
}

fn line(kind: &str, depth: usize, text: &str) -> String {
    format!("{}{kind} {text}", " ".repeat(depth)).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::markdown;

    fn form(text: &str) -> String {
        let document = markdown::parse(FileId(0), text, 0).value;
        let canon = Canon::of(text, BTreeSet::new());
        let mut out = Vec::new();
        document.sections.iter().for_each(|s| canon.blocks(&s.blocks, 0, &mut out));
        out.join("\n")
    }

    #[test]
    fn blanks_breaks_emphasis_boxes_and_damage_do_not_count() {
        let one = "Stop the **old** queue,\nthen wait.\n\n- [ ] Ring `bell  1`\n\n```sh\n  run x\n```\n";
        let two = "Stop  the old queue, then\nwait.\n\n\n*   [x] Ring `bell  1`\n\n~~~sh\n\n  run x  \n~~~\n";
        assert_eq!(form(one), form(two));
        assert_eq!(form("Caf\u{e9} \u{2705} done\n"), form("Cafe\u{301} \u{e2}\u{153}\u{2026} done\n"));
    }

    #[test]
    fn words_commands_targets_and_order_count() {
        let base = form("See [x](https://a.example). `run`\n\n- a\n- b\n");
        for other in [
            "See [x](https://b.example). `run`\n\n- a\n- b\n",
            "See [x](https://a.example). run\n\n- a\n- b\n",
            "See [x](https://a.example). `run`\n\n- b\n- a\n",
            "See [x](https://a.example). `runs`\n\n- a\n- b\n",
        ] {
            assert_ne!(base, form(other), "{other}");
        }
        assert_ne!(form("```\n  a\n```\n"), form("```\na\n```\n"));
    }
}
