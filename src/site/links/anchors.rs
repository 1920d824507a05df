//! Anchors of a plan, as we write them and as the hosts of Markdown write them.

use std::collections::BTreeMap;

use crate::diag::nearest;
use crate::markdown::{Document, slug};

/// What an anchor was found to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Anchor<'a> {
    /// The name of the heading in the full text.
    Found(&'a str),
    /// Right but for capitals.
    Case(&'a str),
    /// None of them.
    Missing,
}

/// The headings of a plan by their anchors.
#[derive(Debug, Default)]
pub struct Anchored {
    /// Any spelling of an anchor -> the spelling and our name.
    names: BTreeMap<String, String>,
    lines: u32,
}

impl Anchored {
    pub fn of(document: &Document) -> Anchored {
        let mut anchored = Anchored::default();
        let mut hosted: BTreeMap<String, u32> = BTreeMap::new();
        let sections = || document.sections.iter().filter(|s| s.level > 0);
        for section in sections() {
            anchored.names.insert(section.anchor.clone(), section.anchor.clone());
            anchored.lines = section.line;
        }
        for section in sections() {
            let name = host_slug(&section.heading.plain());
            let number = hosted.entry(name.clone()).or_default();
            let name = if *number == 0 { name } else { format!("{name}-{number}") };
            *number += 1;
            anchored.names.entry(name).or_insert_with(|| section.anchor.clone());
        }
        let last = document.sections.iter().flat_map(|s| s.blocks.last()).map(|b| b.line).max();
        anchored.lines = anchored.lines.max(last.unwrap_or(0));
        anchored
    }

    pub fn find(&self, anchor: &str) -> Anchor<'_> {
        if let Some(name) = self.names.get(anchor) {
            return Anchor::Found(name);
        }
        let lower = anchor.to_lowercase();
        if let Some((spelled, _)) = self.names.get_key_value(&lower) {
            return Anchor::Case(spelled);
        }
        // Hosts differ in what they do with signs between words; the words decide.
        let own = slug(anchor);
        match self.names.get(&own).filter(|_| anchor == lower) {
            Some(name) => Anchor::Found(name),
            None => Anchor::Missing,
        }
    }

    /// The name that was probably meant.
    pub fn nearest(&self, anchor: &str) -> Option<&str> {
        nearest(&slug(anchor), self.names.values().map(String::as_str))
    }

    /// Whether the anchor names a line (`L88`) up to the last block.
    pub fn is_line(&self, anchor: &str) -> bool {
        let number = anchor.strip_prefix('L').and_then(|n| n.parse::<u32>().ok());
        number.is_some_and(|n| n > 0 && n <= self.lines)
    }
}

/// The anchor that the common hosts of Markdown give a heading: lower case, blanks to hyphens, other signs dropped.
fn host_slug(title: &str) -> String {
    let kept = title.trim().chars().flat_map(char::to_lowercase);
    kept.filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    })
    .collect()
}
