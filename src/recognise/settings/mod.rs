//! Upper-case names that are set or read.
//!
//! [`occurrences`] reads every place where the plan does something with a name: fences ([`fences`]: shell, env files,
//! YAML and object members, code), inline code, items and cells ([`prose`]). [`find`] settles what each name is.

mod above;
mod fences;
mod members;
mod names;
mod prose;
mod shell;

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::markdown::{Block, BlockKind, SectionId};
use crate::plan::Setting;

use above::{Above, Part, Place, Words};
pub use names::{is_reference, is_secret_name, is_truth};

/// Names by what the plan does with them.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub defined: Vec<Setting>,
    pub used_undefined: Vec<String>,
    pub script_variables: Vec<String>,
}

/// What is done with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Given a value, or listed as a setting to give one.
    Set,
    Read,
    /// Given a value by a script for its own use.
    Script,
}

/// One place where something is done with a name.
#[derive(Debug, Clone)]
pub struct Occurrence {
    pub name: String,
    pub line: u32,
    pub deed: Deed,
    pub value: Option<String>,
    pub section: SectionId,
    /// Whether a heading, lead-in or comment above speaks of feature flags.
    pub flagged: bool,
}

/// All occurrences in source order.
pub fn occurrences(ctx: &Context) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        let above = Above { ctx, words: Words::Section(section.id), before: None };
        prose::text(&section.heading, Place { section: section.id, above, part: Part::Sentence }, &mut found);
        blocks(&section.blocks, Place { section: section.id, above, part: Part::Below }, &mut found);
    }
    found.sort_by_key(|o| o.line);
    found
}

fn blocks(blocks: &[Block], place: Place, found: &mut Vec<Occurrence>) {
    for (at, block) in blocks.iter().enumerate() {
        let lead = at.checked_sub(1).map(|before| &blocks[before]);
        let above = lead.map_or(place.above, |block| place.above.and(Words::Block(block)));
        let place = Place { above, ..place };
        match &block.kind {
            BlockKind::Paragraph(text) => prose::text(text, Place { part: Part::Sentence, ..place }, found),
            BlockKind::Code(code) => fences::read(code, place, found),
            BlockKind::Table(table) => prose::table(table, place, found),
            BlockKind::Quote { blocks: inner, .. } | BlockKind::Footnote { blocks: inner, .. } => {
                self::blocks(inner, place, found);
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    let above = place.above.and(Words::Item(&item.text));
                    prose::text(&item.text, Place { above, part: Part::Led, ..place }, found);
                    self::blocks(&item.blocks, Place { above, ..place }, found);
                }
            }
            BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

/// Settles what each name of the plan is.
pub fn find(ctx: &Context, occurrences: &[Occurrence]) -> Settings {
    let names_with = |deed: Deed| -> BTreeSet<&str> {
        occurrences.iter().filter(|o| o.deed == deed).map(|o| o.name.as_str()).collect()
    };
    let (set, scripted) = (names_with(Deed::Set), names_with(Deed::Script));
    let mut order: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for occurrence in occurrences {
        if seen.insert(occurrence.name.as_str()) {
            order.push(&occurrence.name);
        }
    }
    let mentions = mentions(ctx, &seen);
    let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for occurrence in occurrences {
        values.entry(&occurrence.name).or_default().extend(occurrence.value.as_deref());
    }
    let mut settings = Settings::default();
    for name in order {
        if scripted.contains(name) && !set.contains(name) {
            settings.script_variables.push(name.to_owned());
            continue;
        }
        if !set.contains(name) {
            settings.used_undefined.push(name.to_owned());
        }
        let lines = mentions.get(name).cloned().unwrap_or_default();
        settings.defined.push(setting(name, lines, values.get(name).map_or(&[], Vec::as_slice)));
    }
    settings
}

fn setting(name: &str, lines: Vec<u32>, values: &[&str]) -> Setting {
    let secret =
        is_secret_name(name) || values.iter().any(|value| super::secrets::kind_of(name, value).is_some());
    let value = values.iter().find(|value| !secret && !value.is_empty()).map(|value| (*value).to_owned());
    Setting { name: name.to_owned(), lines, secret, value }
}

/// Every line that names one of `names` as a whole word.
fn mentions<'n>(ctx: &Context, names: &BTreeSet<&'n str>) -> BTreeMap<&'n str, Vec<u32>> {
    let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (number, line) in ctx.text_lines() {
        for word in line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            if let Some(name) = names.get(word) {
                let at = lines.entry(name).or_default();
                if at.last() != Some(&number) {
                    at.push(number);
                }
            }
        }
    }
    lines
}
