//! What the build before made of each plan, so that a text that is the same needs no second look.
//!
//! It is a memory and no truth: safe to delete, worthless for another tminus or other settings ([`Known::key`]), and void as a
//! whole where a single byte of it differs from what was written. It says what came of a text, never that the page is
//! still there: the sink looks for itself. Lines of text:
//!
//! ```text
//! tminus known 1
//! key SHA-256                       of all that pages depend on besides the text of their plan
//! page SHA-256 SHA-256 SIZE PATH    digest of the text; digest and size of the page made of it, its path
//! title TITLE                       of the page above
//! end SHA-256                       of everything above
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

use super::dir::manifest::{Hash, Line, escaped, hex, unescaped, unhex};
use super::sealed::{Memory, opened, seal};

const FORMAT: &str = "tminus known 1";

/// What came of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Digest of the bytes of the plan's file.
    pub text: Hash,
    pub page: Line,
    /// The title of the page.
    pub title: String,
}

/// Pages by their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Digest of all that pages depend on besides the text of their plan.
    pub key: Hash,
    pub pages: BTreeMap<String, Seen>,
}

impl Known {
    /// What was made of `text` for the page at `path`, under the same key.
    pub fn of(&self, key: &Hash, path: &str, text: &Hash) -> Option<&Seen> {
        self.pages.get(path).filter(|seen| self.key == *key && seen.text == *text)
    }
}

impl Memory for Known {
    const FILE: &'static str = "known";

    fn write(&self) -> String {
        let mut out = format!("{FORMAT}\nkey {}\n", hex(&self.key));
        for (path, seen) in &self.pages {
            let (text, page) = (hex(&seen.text), hex(&seen.page.hash));
            let _ = writeln!(out, "page {text} {page} {} {}", seen.page.size, escaped(path));
            let _ = writeln!(out, "title {}", escaped(&seen.title));
        }
        seal(out)
    }

    fn parse(text: &str) -> Option<Known> {
        let mut lines = opened(text)?.lines();
        if lines.next()? != FORMAT {
            return None;
        }
        let mut known = Known { key: unhex(lines.next()?.strip_prefix("key ")?)?, ..Known::default() };
        while let Some(line) = lines.next() {
            let mut words = line.strip_prefix("page ")?.splitn(4, ' ');
            let (text, page) = (unhex(words.next()?)?, unhex(words.next()?)?);
            let page = Line { hash: page, size: words.next()?.parse().ok()? };
            let path = unescaped(words.next()?);
            let title = unescaped(lines.next()?.strip_prefix("title ")?);
            known.pages.insert(path, Seen { text, page, title });
        }
        Some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::hash;

    fn known() -> Known {
        let seen = |text: &str| Seen {
            text: hash(text.as_bytes()),
            page: Line { hash: hash(b"page"), size: 4 },
            title: text.to_owned(),
        };
        let pages = [("a.html", "Move"), ("b c/d.html", "Two\nlines \\ n"), ("e.html", "")];
        Known { key: hash(b"key"), pages: pages.map(|(path, title)| (path.to_owned(), seen(title))).into() }
    }

    #[test]
    fn reads_what_it_wrote() {
        assert_eq!(Known::parse(&known().write()), Some(known()));
        assert_eq!(Known::parse(&Known::default().write()), Some(Known::default()));
    }

    #[test]
    fn any_byte_that_differs_voids_it() {
        let text = known().write();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).unwrap_or_default();
            assert_eq!(Known::parse(&changed), None, "byte {at}");
            assert_eq!(Known::parse(&text[..at]), None, "cut at {at}");
        }
        assert_eq!(Known::parse(&format!("{text}\n")), None);
    }

    #[test]
    fn another_key_or_another_text_is_not_known() {
        let known = known();
        let text = hash(b"Move");
        assert!(known.of(&hash(b"key"), "a.html", &text).is_some());
        assert!(known.of(&hash(b"another"), "a.html", &text).is_none());
        assert!(known.of(&hash(b"key"), "a.html", &hash(b"Moved")).is_none());
        assert!(known.of(&hash(b"key"), "b.html", &text).is_none());
    }
}
