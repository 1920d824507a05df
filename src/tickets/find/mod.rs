//! Addresses in a piece of text, as tickets, chats and web pages write them.
//!
//! Hosts are looked for, not schemes: so an address is found without its scheme, in the brackets of Slack, Jira and
//! Markdown, and percent-encoded in the address of another site that only forwards.

mod base;
mod decode;
mod extent;
mod opening;
mod wanted;

pub use base::Base;
pub use wanted::{ANYTHING, By, Wanted};

use std::ops::Range;

use regex::Regex;

use extent::extent;
use opening::{Opening, opening};

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub wanted: Wanted,
}

/// Finds the addresses that belong to a site.
#[derive(Debug)]
pub struct Finder {
    bases: Vec<Base>,
    hosts: Option<Regex>,
    permalinks: Option<Regex>,
    codes: Option<Regex>,
}

/// A code as permalinks and papers write it: of a plan, of a thing, of a sheet.
const CODE: &str = "[A-Za-z][A-Za-z0-9]{1,7}(?:-[A-Za-z0-9]{4})?(?:-[A-Za-z])?";
/// The same, of a thing alone.
const THING: &str = "[A-Za-z][A-Za-z0-9]{1,7}-[A-Za-z0-9]{4}(?:-[A-Za-z])?";

impl Finder {
    /// Looks for addresses below `bases`, for permalinks without host, and for bare codes where `codes` says so.
    pub fn new(bases: Vec<Base>, codes: bool) -> Finder {
        let mut hosts: Vec<String> = bases.iter().map(|base| regex::escape(&base.host)).collect();
        hosts.sort();
        hosts.dedup();
        // A longer host is tried before one that it begins with.
        hosts.reverse();
        let folders: Vec<String> =
            bases.iter().filter(|b| !b.path.is_empty()).map(|b| regex::escape(&b.path)).collect();
        let below =
            if folders.is_empty() { String::new() } else { format!("(?:/(?:{}))?", folders.join("|")) };
        let compiled = |pattern: String| Regex::new(&pattern).ok();
        Finder {
            hosts: (!hosts.is_empty()).then(|| compiled(format!("(?i:{})", hosts.join("|")))).flatten(),
            permalinks: compiled(format!(r#"(?:^|[\s"'(\[<>|=,;:}}`])({below}/t/{CODE})(?:/|\b)"#)),
            codes: if codes { compiled(format!(r"(?:^|[^\w/.#-])({THING})(?:$|[^\w-])")) } else { None },
            bases,
        }
    }

    /// The base at number `by` of [`By::Base`].
    pub fn base(&self, by: usize) -> Option<&Base> {
        self.bases.get(by)
    }

    /// All addresses in `text`, in order, none inside another.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let mut found = self.with_host(text);
        if text.contains("/t/") {
            for range in captured(self.permalinks.as_ref(), text) {
                let end = extent(text, range.end);
                found.push(self.relative(text, range.start..end));
            }
        }
        for range in captured(self.codes.as_ref(), text) {
            let wanted = Wanted::of_code(&text[range.clone()]);
            found.push(Mention { range, wanted });
        }
        found.sort_by_key(|m| (m.range.start, usize::MAX - m.range.end));
        let mut end = 0;
        found.retain(|m| {
            let apart = m.range.start >= end;
            if apart {
                end = m.range.end;
            }
            apart
        });
        found
    }

    /// The mention cut off at `end`, a byte of the text.
    pub fn cut(&self, text: &str, mention: &Mention, end: usize) -> Option<Mention> {
        let start = mention.range.start;
        let alone = text.get(start..end)?;
        match mention.wanted.by {
            By::Base(_) => {
                let whole = self.with_host(alone).into_iter().find(|m| m.range == (0..alone.len()))?;
                Some(Mention { range: start..end, ..whole })
            }
            By::Relative => Some(self.relative(text, start..end)),
            By::Code => None,
        }
    }

    fn relative(&self, text: &str, range: Range<usize>) -> Mention {
        let mut wanted = Wanted::of(By::Relative, &text[range.clone()]);
        for base in self.bases.iter().filter(|b| !b.path.is_empty()) {
            if let Some(rest) = base.below(&wanted.path) {
                wanted.path = rest.to_owned();
                break;
            }
        }
        Mention { range, wanted }
    }

    fn with_host(&self, text: &str) -> Vec<Mention> {
        let Some(hosts) = &self.hosts else { return Vec::new() };
        let mut found: Vec<Mention> = Vec::new();
        for host in hosts.find_iter(text) {
            if found.last().is_some_and(|last| host.start() < last.range.end) {
                continue;
            }
            found.extend(opening(text, host.range()).and_then(|opening| self.below(text, &opening)));
        }
        found
    }

    /// The address that begins with `opening`, when it is below one of the bases.
    fn below(&self, text: &str, opening: &Opening) -> Option<Mention> {
        let end = match opening.encoded {
            0 => extent(text, opening.rest),
            _ => extent::encoded(text, opening.rest),
        };
        let rest = decode::percent_times(text.get(opening.rest..end)?, opening.encoded);
        if opening.bare && !rest.starts_with(['/', '#', '\\']) {
            return None;
        }
        let wanted = Wanted::of(By::Relative, &rest);
        let (by, path) = self
            .bases
            .iter()
            .enumerate()
            .filter(|(_, base)| base.host.eq_ignore_ascii_case(&opening.host))
            .filter_map(|(at, base)| Some((at, base.below(&wanted.path)?)))
            .min_by_key(|(_, path)| path.len())?;
        let wanted = Wanted { by: By::Base(by), path: path.to_owned(), ..wanted };
        Some(Mention { range: opening.start..end, wanted })
    }
}

/// The ranges of the first group of all matches, those that share a blank included.
fn captured(regex: Option<&Regex>, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (Some(regex), mut from) = (regex, 0) else { return found };
    while let Some(group) = regex.captures_at(text, from).and_then(|c| c.get(1)) {
        from = group.end();
        found.push(group.range());
    }
    found
}

/// Where an address may end earlier, when the whole of it leads nowhere: signs that a text put right behind it.
pub fn earlier_ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut ascii = true;
    for (at, c) in text.char_indices() {
        if (c.is_ascii() && ",;)(*'$!".contains(c)) || (ascii && !c.is_ascii()) {
            ends.push(at);
        }
        ascii = c.is_ascii();
    }
    ends.reverse();
    ends.truncate(8);
    ends
}

#[cfg(test)]
mod tests;
