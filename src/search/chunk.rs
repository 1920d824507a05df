//! The records of a plan in pieces of a few kilobytes, each a file of its own, with the words that it holds.

use std::collections::BTreeMap;

use super::kind::{HEAVY, KINDS};
use super::records::{self, Record};
use super::{own, quoted, words};
use crate::site::SitePlan;
use crate::site::sheets::Sheet;

/// Bytes after which the next record begins another chunk.
const SIZE: usize = 6_000;

/// A file of records.
pub struct Chunk {
    /// What the file holds.
    pub json: String,
    /// Every word in it with its weight: 2 in the title of what matters, or a code; 1 in a title; 0 elsewhere.
    pub words: BTreeMap<String, u8>,
    /// The codes in it, which are words too: kept apart, for there are as many as things.
    pub codes: Vec<String>,
}

/// Cuts the records of a plan.
pub fn cut(plan: &SitePlan, sheets: &[Sheet]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let (mut part, mut size) = (Vec::new(), 0);
    for record in records::of(plan, sheets) {
        let length = record.title.len() + record.body.len() + 24;
        if size > 0 && size + length > SIZE {
            chunks.push(chunk(plan, &part));
            (part, size) = (Vec::new(), 0);
        }
        size += length;
        part.push(record);
    }
    if !part.is_empty() {
        chunks.push(chunk(plan, &part));
    }
    chunks
}

/// Texts that many records share, by their places in the list of them.
#[derive(Default)]
struct Shared<'a> {
    all: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Shared<'a> {
    fn place(&mut self, text: &'a str) -> usize {
        *self.places.entry(text).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }

    fn json(&self) -> String {
        format!("[{}]", self.all.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(","))
    }
}

fn chunk(plan: &SitePlan, records: &[Record]) -> Chunk {
    let pages: Vec<String> = records.iter().map(page).collect();
    let (mut shared_pages, mut sections) = (Shared::default(), Shared::default());
    let mut rows = Vec::with_capacity(records.len());
    for (record, page) in records.iter().zip(&pages) {
        let (page, section) = (shared_pages.place(page), sections.place(&record.section));
        let mut row =
            format!("[{},{},{page},{},{section}", record.kind, quoted(&record.title), quoted(&record.code));
        if !record.body.is_empty() {
            row.push(',');
            row.push_str(&quoted(&record.body));
        }
        row.push(']');
        rows.push(row);
    }
    let of = format!("[{},{}]", quoted(&plan.code), quoted(plan.title()));
    let (pages, sections) = (shared_pages.json(), sections.json());
    let json = format!("{{\"p\":{of},\"g\":{pages},\"s\":{sections},\"r\":[{}]}}", rows.join(","));
    Chunk { json, words: weighed(plan, records), codes: codes(records) }
}

/// The page of a record from the root of the site.
fn page(record: &Record) -> String {
    let mut address = record.address.clone();
    address.fragment = None;
    address.from("")
}

fn weighed(plan: &SitePlan, records: &[Record]) -> BTreeMap<String, u8> {
    let mut weights = BTreeMap::from([(own(plan), 0)]);
    let mut weigh = |text: &str, weight: u8| {
        words::each(text, &mut |word| match weights.get_mut(word) {
            Some(known) => *known = weight.max(*known),
            None => {
                weights.insert(word.to_owned(), weight);
            }
        });
    };
    // Somebody may name the plan and what to look for in it.
    weigh(&plan.code, 0);
    weigh(plan.title(), 0);
    for record in records {
        let heavy = KINDS.get(record.kind).is_some_and(|kind| kind.weight >= HEAVY);
        weigh(&record.title, if heavy { 2 } else { 1 });
        weigh(&record.body, 0);
        if record.code.is_empty() {
            weigh(&plan.code, 2);
        }
    }
    weights
}

/// Codes as words: `7f3k`, of a sheet `7f3kc`; one that was born in another plan without that plan too.
fn codes(records: &[Record]) -> Vec<String> {
    let tail = |record: &Record| {
        let code = record.code.strip_prefix('=').and_then(|code| code.split_once('-'));
        words::fold(code.map_or(record.code.as_str(), |(_, tail)| tail)).replace('-', "")
    };
    let mut codes: Vec<String> = records.iter().map(tail).filter(|code| !code.is_empty()).collect();
    codes.sort();
    codes.dedup();
    codes
}
