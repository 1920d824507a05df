//! Derived links: which words of a plan speak of which thing of the plan, and back.
//!
//! Plans hold hardly any links. [`find`] reads every heading, paragraph, item and cell once and notes what its words
//! lead to; nothing inside fences or links of the author is touched. The list is made when the
//! [`Site`](super::Site) is built, in order of the text; pages ask it by run, checks for what leads nowhere.
//!
//! Steps: `passage` walks the texts and `words` cuts them; `names` finds exact names, `counted` finds "Phase 3",
//! `levels` finds "P0", `titles` finds what headings call things, `phrases` what the vocabulary names; the strongest of
//! overlapping finds stays.

mod channels;
mod counted;
mod export;
mod levels;
mod lexicon;
mod names;
mod passage;
mod phrases;
mod rows;
mod target;
#[cfg(test)]
mod tests;
mod titles;
mod way_back;
mod words;

pub use export::CrossLink;
pub use lexicon::Lexicon;
pub use target::Target;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::Span;
use crate::markdown::{Run, SectionId};
use crate::site::SitePlan;
use passage::{Passage, Piece, walk};

/// Words of a plan that lead to a thing of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The section in which the words stand.
    pub section: SectionId,
    pub line: u32,
    /// The words.
    pub text: String,
    /// Their place in the source; of words behind escapes or entities the whole run.
    pub span: Span,
    pub target: Target,
    /// False where the plan names the thing and does not hold it.
    pub resolved: bool,
    /// First byte of the run that holds the words, by which pages find it.
    run: u32,
    /// The words in the text of the run.
    range: Range<usize>,
}

/// All references of a plan, in order of the text.
#[derive(Debug, Clone, Default)]
pub struct References {
    list: Vec<Reference>,
    backlinks: BTreeMap<Target, Vec<usize>>,
}

impl References {
    pub fn iter(&self) -> impl Iterator<Item = &Reference> {
        self.list.iter()
    }

    /// The references in `run` with the letters that they take of it.
    pub fn of_run<'a>(&'a self, run: &'a Run) -> impl Iterator<Item = (Range<usize>, &'a Reference)> {
        let from = self.list.partition_point(|r| r.run < run.start);
        let here = self.list[from..].iter().take_while(|r| r.run == run.start);
        here.filter(|r| run.text.get(r.range.clone()) == Some(r.text.as_str())).map(|r| (r.range.clone(), r))
    }

    /// Where the plan speaks of `target`, in order of the text.
    pub fn to(&self, target: Target) -> impl Iterator<Item = &Reference> {
        self.backlinks.get(&target).into_iter().flatten().map(|at| &self.list[*at])
    }
}

/// A find of one finder, before overlaps are settled.
pub struct Found {
    piece: Piece,
    target: Target,
    resolved: bool,
    /// Lower is surer.
    rank: u8,
}

/// Reads all references of `plan`.
pub fn find(plan: &SitePlan, lexicon: &Lexicon) -> References {
    let finders = Finders::of(plan, lexicon);
    let mut list = Vec::new();
    walk(&plan.document, &mut |passage| {
        let found = settle(finders.read(passage));
        list.extend(found.into_iter().filter_map(|f| reference(plan, passage, f)));
    });
    list.sort_by_key(|r: &Reference| (r.run, r.range.start));
    let mut backlinks: BTreeMap<Target, Vec<usize>> = BTreeMap::new();
    for (at, reference) in list.iter().enumerate().filter(|(_, r)| r.resolved) {
        backlinks.entry(reference.target).or_default().push(at);
    }
    References { list, backlinks }
}

/// What each finder needs to know of one plan.
struct Finders<'a> {
    names: names::Names,
    levels: levels::Levels,
    counted: counted::Counted<'a>,
    channels: channels::Channels<'a>,
    rows: rows::Rows<'a>,
    titles: titles::Titles<'a>,
    phrases: phrases::Phrases<'a>,
}

impl<'a> Finders<'a> {
    fn of(plan: &'a SitePlan, lexicon: &'a Lexicon) -> Finders<'a> {
        Finders {
            names: names::Names::of(plan),
            levels: levels::Levels::of(plan),
            counted: counted::Counted::of(plan, lexicon),
            channels: channels::Channels::of(plan, lexicon),
            rows: rows::Rows::of(plan),
            titles: titles::Titles::of(plan, lexicon),
            phrases: phrases::Phrases::of(plan, lexicon),
        }
    }

    fn read(&self, passage: &Passage) -> Vec<Found> {
        let mut found = Vec::new();
        self.names.read(passage, &mut found);
        self.levels.read(passage, &mut found);
        self.counted.read(passage, &mut found);
        if passage.kind != passage::Kind::Heading {
            self.channels.read(passage, &mut found);
            self.rows.read(passage, &mut found);
        }
        // A text in bold throughout heads what follows.
        if passage.kind != passage::Kind::Heading && !passage.text.is_all_bold() {
            self.titles.read(passage, &mut found);
            self.phrases.read(passage, &mut found);
        }
        found
    }
}

/// Of finds that overlap the surest stays, of equally sure ones the longest, then the first.
fn settle(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (f.rank, Reverse(f.piece.range.len()), f.piece.run, f.piece.range.start));
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    found.retain(|one| {
        let (run, range) = (one.piece.run, &one.piece.range);
        let before = taken.range(..(run, range.end)).next_back();
        let free = before.is_none_or(|((r, _), end)| *r != run || *end <= range.start);
        if free {
            taken.insert((run, range.start), range.end);
        }
        free
    });
    found
}

fn reference(plan: &SitePlan, passage: &Passage, found: Found) -> Option<Reference> {
    let run = passage.text.runs.get(found.piece.run)?;
    let text = run.text.get(found.piece.range.clone())?;
    Some(Reference {
        section: passage.section,
        line: run.line,
        text: text.to_owned(),
        span: span(plan, run, &found.piece.range),
        target: found.target,
        resolved: found.resolved,
        run: run.start,
        range: found.piece.range,
    })
}

/// The place of a part of a run in the source.
fn span(plan: &SitePlan, run: &Run, range: &Range<usize>) -> Span {
    let (start, end) = (run.start as usize, run.end as usize);
    let source = plan.source.text.get(start..end).unwrap_or("");
    let skip = source.len() - source.trim_start_matches('`').len();
    if source.get(skip..).is_some_and(|s| s.starts_with(run.text.as_str())) {
        Span::new(plan.source.id, start + skip + range.start, start + skip + range.end)
    } else {
        Span::new(plan.source.id, start, end)
    }
}
