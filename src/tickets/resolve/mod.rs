//! Whether an address leads somewhere in this build.

mod nearest;
mod open;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use super::catalogue::{Catalogue, Item, Tomb};
use super::find::{By, Finder, Wanted};
use super::published::{Page, Published};
use crate::site::Address;

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It belongs to somebody else.
    Foreign,
    Living,
    /// It works, and there is a better one.
    Moved {
        why: String,
        to: Lead,
    },
    /// A program fills in a part of it, and what is fixed fits.
    Open,
    Dead {
        why: String,
        to: Option<Lead>,
    },
}

/// An address to take instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub url: String,
    pub words: String,
}

/// Judges addresses against one build.
pub struct Judge<'a> {
    pub finder: &'a Finder,
    pub catalogue: &'a Catalogue,
    pub published: &'a Published,
    /// Near misses that may still be looked for: each looks at everything.
    guesses: Cell<usize>,
}

/// Near misses that are looked for at most in one run.
const GUESSES: usize = 500;

/// The folder of permalinks.
const PERMALINKS: &str = "t/";

impl<'a> Judge<'a> {
    pub fn new(finder: &'a Finder, catalogue: &'a Catalogue, published: &'a Published) -> Judge<'a> {
        Judge { finder, catalogue, published, guesses: Cell::new(GUESSES) }
    }

    pub fn judge(&self, wanted: &Wanted) -> Verdict {
        if !matches!(wanted.by, By::Base(_)) && !self.is_ours(wanted) {
            return Verdict::Foreign;
        }
        if wanted.is_open() {
            return self.judge_open(wanted);
        }
        let Some((file, page, spelled)) = self.locate(&wanted.path) else { return self.no_page(wanted) };
        let address = Address { path: file.to_owned(), fragment: wanted.fragment.clone() };
        if let Some(tomb) = self.tomb_of(&wanted.path, &address) {
            return self.retired(tomb);
        }
        match &wanted.fragment {
            Some(fragment) if !page.has(fragment) => self.no_place(wanted, file),
            _ => self.lives(wanted, &address, page, spelled),
        }
    }

    /// Permalinks without host and bare codes are ours where a plan has or had the code in front.
    fn is_ours(&self, wanted: &Wanted) -> bool {
        let code = wanted.path.strip_prefix(PERMALINKS).unwrap_or("").trim_end_matches('/');
        self.catalogue.knows_plan(&code.split('-').next().unwrap_or("").to_uppercase())
    }

    /// The file that a server gives for a path, and whether every server does.
    fn locate(&self, path: &str) -> Option<(&'a str, &'a Page, bool)> {
        let folder = path.trim_end_matches('/');
        let index = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
        let tries = [(path.to_owned(), true), (index, true), (format!("{folder}.html"), false)];
        tries.into_iter().find_map(|(path, everywhere)| {
            let (file, page) = self.published.entry(&path)?;
            Some((file, page, everywhere))
        })
    }

    /// The tomb that stands at a permalink, or at an address of what was taken out.
    fn tomb_of(&self, path: &str, address: &Address) -> Option<&'a Tomb> {
        let code = path.strip_prefix(PERMALINKS).map(|code| code.trim_end_matches('/').to_uppercase());
        code.and_then(|code| self.catalogue.tomb(&code)).or_else(|| self.catalogue.buried_at(address))
    }

    fn retired(&self, tomb: &Tomb) -> Verdict {
        let when = if tomb.on.is_empty() { String::new() } else { format!(" on {}", tomb.on) };
        let why = if tomb.why.is_empty() { String::new() } else { format!(": {}", tomb.why) };
        let why = format!("{} {} ({}) was taken out{when}{why}", tomb.kind, tomb.code, quoted(&tomb.words));
        let to = self.catalogue.successor(tomb).map(|item| self.lead(item));
        Verdict::Dead { why, to: to.or_else(|| self.by_words(&tomb.words, &tomb.plan)) }
    }

    fn lives(&self, wanted: &Wanted, address: &Address, page: &Page, spelled: bool) -> Verdict {
        let whole = Address { fragment: None, ..address.clone() };
        let former = self.catalogue.formerly_at(address).or_else(|| self.catalogue.formerly_at(&whole));
        if let Some(item) = former {
            let why = format!("it is a former address of {} {}", item.kind, item.code);
            return Verdict::Moved { why, to: self.lead(item) };
        }
        if let Some(to) = page.forwards.as_deref().filter(|_| !address.path.starts_with(PERMALINKS)) {
            let why = format!("`{}` only sends on to another page", address.path);
            let to = Wanted::of(By::Base(0), &joined(&address.path, to));
            let to = Address { path: to.path, fragment: to.fragment.or_else(|| wanted.fragment.clone()) };
            return Verdict::Moved { why, to: Lead { url: self.url(&to), words: String::new() } };
        }
        let now = || Lead { url: self.url(address), words: String::new() };
        if !spelled {
            let why = format!("only some servers add the ending of `{}`", address.path);
            return Verdict::Moved { why, to: now() };
        }
        match wanted.by {
            By::Base(by) if by > 0 => {
                let host = self.finder.base(by).map_or("", |base| base.host.as_str());
                Verdict::Moved { why: format!("`{host}` is a former address of the site"), to: now() }
            }
            _ => Verdict::Living,
        }
    }

    /// The address to paste for an item.
    pub fn lead(&self, item: &Item) -> Lead {
        let short = self.published.file(&item.permalink.path).is_some();
        let address = if short { &item.permalink } else { &item.address };
        Lead { url: self.url(address), words: item.words.clone() }
    }

    /// The whole address, or the one from the root of the site where the host is not known.
    pub fn url(&self, address: &Address) -> String {
        let base = self.finder.base(0).map_or("/", |base| base.url.as_str());
        let path = address.from("");
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path.as_str(),
        };
        format!("{base}{path}")
    }
}

/// The path that a link in the page at `file` means.
fn joined(file: &str, link: &str) -> String {
    let folder = file.rfind('/').map_or("", |end| &file[..=end]);
    if link.starts_with('/') { link.to_owned() } else { format!("{folder}{link}") }
}

/// Words in quotes, long ones cut.
fn quoted(words: &str) -> String {
    const SHOWN: usize = 80;
    let mut shown: String = words.chars().take(SHOWN).collect();
    if words.chars().count() > SHOWN {
        shown.push('…');
    }
    format!("\"{shown}\"")
}
