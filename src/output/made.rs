//! What the build before made of the whole site: of which state of each plan its pages were made, and which they were.
//!
//! A memory and no truth, as [`Known`](super::Known) is for plain pages: safe to delete, and void as a whole where a single
//! byte of it differs. It says which pages came of a state; whether they are those of the site now, and whole, is asked of
//! the sink. Lines of text:
//!
//! ```text
//! tminus made 1
//! plan SHA-256 SHA-256 ID           digest of all that the pages of a plan are made of; digest of these pages
//! end SHA-256                       of everything above
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

use super::dir::manifest::{Hash, Line, escaped, hash, hex, unescaped, unhex};
use super::sealed::{Memory, opened, seal};

const FORMAT: &str = "tminus made 1";

/// The pages of one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadePlan {
    /// Digest of all that they are made of.
    pub of: Hash,
    /// Digest of their paths and of what stands there.
    pub pages: Hash,
}

/// The pages of plans, by the ids of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    pub plans: BTreeMap<String, MadePlan>,
}

impl Memory for Made {
    const FILE: &'static str = "made";

    fn write(&self) -> String {
        let mut out = format!("{FORMAT}\n");
        for (id, plan) in &self.plans {
            let _ = writeln!(out, "plan {} {} {}", hex(&plan.of), hex(&plan.pages), escaped(id));
        }
        seal(out)
    }

    fn parse(text: &str) -> Option<Made> {
        let mut lines = opened(text)?.lines();
        if lines.next()? != FORMAT {
            return None;
        }
        let plan = |line: &str| {
            let mut words = line.strip_prefix("plan ")?.splitn(3, ' ');
            let plan = MadePlan { of: unhex(words.next()?)?, pages: unhex(words.next()?)? };
            Some((unescaped(words.next()?), plan))
        };
        Some(Made { plans: lines.map(plan).collect::<Option<_>>()? })
    }
}

/// Names what stands at these paths; one where nothing stands counts too.
pub fn pages<'a>(pages: impl Iterator<Item = (&'a str, Option<Line>)>) -> Hash {
    let mut all = String::new();
    for (path, line) in pages {
        match line {
            Some(line) => drop(writeln!(all, "{} {} {}", hex(&line.hash), line.size, escaped(path))),
            None => drop(writeln!(all, "nothing {}", escaped(path))),
        }
    }
    hash(all.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let plan = |text: &str| MadePlan { of: hash(text.as_bytes()), pages: hash(b"pages") };
        let made = Made { plans: [("move".to_owned(), plan("a")), ("二 b".to_owned(), plan("b"))].into() };
        let text = made.write();
        assert_eq!(Made::parse(&text), Some(made));
        assert_eq!(Made::parse(&Made::default().write()), Some(Made::default()));
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            assert_eq!(String::from_utf8(bytes).ok().and_then(|text| Made::parse(&text)), None, "byte {at}");
        }
    }

    #[test]
    fn another_page_another_digest() {
        let line = |text: &[u8]| Some(Line { hash: hash(text), size: text.len() as u64 });
        let of = |all: &[(&'static str, Option<Line>)]| pages(all.iter().copied());
        let first = of(&[("a", line(b"x")), ("b", None)]);
        assert_eq!(first, of(&[("a", line(b"x")), ("b", None)]));
        for other in [
            &[("a", line(b"y")), ("b", None)][..],
            &[("a", line(b"x"))],
            &[("a", line(b"x")), ("b", line(b""))],
        ] {
            assert_ne!(first, of(other));
        }
    }
}
