//! Inline text: runs of letters with their emphasis and place.

use std::sync::Arc;

/// Emphasis of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    pub bold: bool,
    pub italic: bool,
    pub strike: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub dest: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunKind {
    Text,
    /// Inline code.
    Code,
    SoftBreak,
    HardBreak,
    /// A tag of raw HTML; shown as text, never as markup.
    Html,
    /// An image; the run's text is its alternative text.
    Image(Arc<Link>),
    /// A reference to the footnote with this label.
    Footnote,
}

/// A piece of inline text of one kind, one style and one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub kind: RunKind,
    pub text: String,
    pub style: Style,
    pub link: Option<Arc<Link>>,
    /// First byte of the run in the source; its last one is at most `end - 1`.
    pub start: u32,
    pub end: u32,
    /// Line from 1.
    pub line: u32,
}

impl Run {
    fn is_break(&self) -> bool {
        matches!(self.kind, RunKind::SoftBreak | RunKind::HardBreak)
    }
}

/// The inline text of a paragraph, a heading, an item or a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    pub runs: Vec<Run>,
}

impl Text {
    /// Words without style, for readers of lines that stand in fences.
    pub fn of_words(words: &str, line: u32) -> Text {
        let (kind, style) = (RunKind::Text, Style::default());
        Text { runs: vec![Run { kind, text: words.to_owned(), style, link: None, start: 0, end: 0, line }] }
    }

    /// The letters without emphasis and code marks; a line break is a blank.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for run in &self.runs {
            if run.is_break() {
                out.push(' ');
            } else {
                out.push_str(&run.text);
            }
        }
        out.trim().to_owned()
    }

    /// The letters with code marks kept (`` `code` ``), for readers of commands and names in prose.
    pub fn with_code_marks(&self) -> String {
        let mut out = String::new();
        for run in &self.runs {
            match run.kind {
                RunKind::Code => {
                    out.push('`');
                    out.push_str(&run.text);
                    out.push('`');
                }
                _ if run.is_break() => out.push(' '),
                _ => out.push_str(&run.text),
            }
        }
        out.trim().to_owned()
    }

    /// Whether there are no words and no picture either: one without words is still something.
    pub fn shows_nothing(&self) -> bool {
        self.is_empty() && !self.runs.iter().any(|run| matches!(run.kind, RunKind::Image(_)))
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|r| r.is_break() || r.text.trim().is_empty())
    }

    /// Line of the first run.
    pub fn line(&self) -> Option<u32> {
        self.runs.first().map(|r| r.line)
    }

    /// The text cut at its line breaks, soft and hard; empty lines are left out.
    pub fn lines(&self) -> Vec<Text> {
        let mut lines = vec![Text::default()];
        for run in &self.runs {
            if run.is_break() {
                lines.push(Text::default());
            } else if let Some(line) = lines.last_mut() {
                line.runs.push(run.clone());
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// The text parted in its bold beginning and the rest, when it begins with bold (pictographs and blanks in
    /// front aside). `**Role:** text` gives `("Role:", " text")`.
    pub fn bold_lead(&self) -> Option<(String, Text)> {
        let mut rest = self.runs.as_slice();
        while let Some((first, tail)) = rest.split_first() {
            let decoration = first.text.chars().all(|c| c.is_whitespace() || super::is_pictograph(c));
            if first.style.bold || !decoration || matches!(first.kind, RunKind::Code) {
                break;
            }
            rest = tail;
        }
        let bold = rest.iter().take_while(|r| r.style.bold).count();
        if bold == 0 {
            return None;
        }
        let lead: String =
            rest[..bold].iter().map(|r| if r.is_break() { " " } else { r.text.as_str() }).collect();
        (!lead.trim().is_empty()).then(|| (lead.trim().to_owned(), Text { runs: rest[bold..].to_vec() }))
    }

    /// True when every letter is bold: a heading in disguise or a lead-in.
    pub fn is_all_bold(&self) -> bool {
        !self.is_empty() && self.visible().all(|r| r.style.bold)
    }

    /// True when every letter is bold or italic.
    pub fn is_all_emphasised(&self) -> bool {
        !self.is_empty() && self.visible().all(|r| r.style.bold || r.style.italic)
    }

    fn visible(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|r| {
            !r.is_break() && !r.text.chars().all(|c| c.is_whitespace() || super::is_pictograph(c) || c == ':')
        })
    }

    /// The inline code of the text, in order.
    pub fn codes(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|r| r.kind == RunKind::Code)
    }

    /// Appends a run, joined to the one before where kind, style and link agree.
    pub(super) fn push(&mut self, run: Run) {
        if let Some(last) = self.runs.last_mut() {
            let same = last.kind == RunKind::Text && run.kind == RunKind::Text;
            if same && last.style == run.style && last.link == run.link {
                last.text.push_str(&run.text);
                last.end = run.end;
                return;
            }
        }
        self.runs.push(run);
    }

    /// Takes `count` bytes off the front of the first run.
    pub(super) fn cut_front(&mut self, count: usize) {
        if let Some(first) = self.runs.first_mut() {
            first.text = first.text[count..].to_owned();
            first.start += count as u32;
            if first.text.is_empty() {
                self.runs.remove(0);
            }
        }
    }

    /// Takes `count` bytes and the blanks before them off the end of the last run.
    pub(super) fn cut_back(&mut self, count: usize) {
        if let Some(last) = self.runs.last_mut() {
            let keep = last.text.len() - count;
            last.text.truncate(keep);
            last.text.truncate(last.text.trim_end().len());
            if last.text.is_empty() {
                self.runs.pop();
            }
        }
    }
}
