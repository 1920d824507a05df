//! Plans as lines that know which line they are, however they are edited.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// A line and who it is: after a merge it is several.
#[derive(Debug, Clone)]
pub struct Line {
    pub text: String,
    pub who: BTreeSet<u64>,
    /// May be edited: not front matter, not code.
    pub open: bool,
}

#[derive(Debug, Clone)]
pub struct Page {
    pub path: PathBuf,
    pub lines: Vec<Line>,
    pub crlf: bool,
    pub changed: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Book {
    pub pages: Vec<Page>,
    next: u64,
}

impl Book {
    pub fn of(plans: &[(PathBuf, String)]) -> Book {
        let mut book = Book::default();
        for (path, text) in plans {
            let mut page = Page { path: path.clone(), lines: Vec::new(), crlf: false, changed: true };
            let (mut front, mut fence) = (text.starts_with("---"), false);
            for (at, text) in text.lines().enumerate() {
                let mark = text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~");
                let open = !front && !fence && !mark;
                fence ^= mark && !front;
                front &= at == 0 || text.trim() != "---";
                let line = Line { text: text.to_owned(), who: book.new_who(), open };
                page.lines.push(line);
            }
            book.pages.push(page);
        }
        book
    }

    pub fn new_who(&mut self) -> BTreeSet<u64> {
        self.next += 1;
        BTreeSet::from([self.next])
    }

    pub fn line(&mut self, text: String) -> Line {
        Line { text, who: self.new_who(), open: true }
    }
}

impl Page {
    pub fn text(&self) -> String {
        let end = if self.crlf { "\r\n" } else { "\n" };
        self.lines.iter().map(|line| format!("{}{end}", line.text)).collect()
    }

    /// The lines that `wanted` takes, of those that may be edited.
    pub fn lines_that(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let open = self.lines.iter().enumerate().filter(|(_, line)| line.open && wanted(&line.text));
        open.map(|(at, _)| at).collect()
    }

    pub fn items(&self) -> Vec<usize> {
        self.lines_that(|text| item(text).is_some())
    }

    pub fn headings(&self) -> Vec<usize> {
        self.lines_that(is_heading)
    }

    /// The lines of the heading at `from` and of all below it.
    pub fn block(&self, from: usize) -> std::ops::Range<usize> {
        let level = |text: &str| text.chars().take_while(|c| *c == '#').count();
        let own = level(&self.lines[from].text);
        let ends = |line: &Line| line.open && is_heading(&line.text) && level(&line.text) <= own;
        let rest = self.lines.iter().enumerate().skip(from + 1);
        let end = rest.filter(|(_, line)| ends(line)).map(|(at, _)| at).next().unwrap_or(self.lines.len());
        from..end
    }
}

pub fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    rest.len() < text.len() && rest.starts_with(' ') && text.len() - rest.len() <= 6
}

/// The sign and the words of an item: `- [ ] `, `- `, `1. `.
pub fn item(text: &str) -> Option<(&str, &str)> {
    let indent = text.len() - text.trim_start().len();
    let rest = &text[indent..];
    let sign = ["- [ ] ", "- [x] ", "- [X] ", "* [ ] ", "* [x] ", "- ", "* "]
        .iter()
        .find(|sign| rest.starts_with(**sign));
    let width = match sign {
        Some(sign) => sign.len(),
        None => {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            if digits == 0 || digits > 3 || !rest[digits..].starts_with(". ") {
                return None;
            }
            digits + 2
        }
    };
    let (sign, words) = text.split_at(indent + width);
    (words.split(' ').count() > 1 && words.is_ascii()).then_some((sign, words))
}
