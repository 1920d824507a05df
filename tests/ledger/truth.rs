//! Which thing is which, by the lines of the book: what the ledger must find out by itself.

use std::collections::{BTreeMap, BTreeSet};

use tminus::ledger::matching::{
    IN_PLACE,
    similarity::{alike, bare},
};
use tminus::ledger::{Class, Code, Kind, Settled};

use crate::book::Book;

/// A thing as it was published.
#[derive(Debug, Clone)]
pub struct Was {
    pub who: BTreeSet<u64>,
    pub words: String,
    pub kind: Kind,
    pub id: Option<String>,
}

pub type Truth = BTreeMap<Code, Was>;

/// What each code is by now.
pub fn of(book: &Book, settled: &Settled) -> Truth {
    let mut truth = Truth::new();
    for plan in &settled.plans {
        let Some(page) = book.pages.iter().find(|page| page.path == plan.source.path) else { continue };
        for known in &plan.identity.things {
            let line = page.lines.get((known.thing.line as usize).wrapping_sub(1));
            let was = Was {
                who: line.map(|line| line.who.clone()).unwrap_or_default(),
                words: known.thing.words.clone(),
                kind: known.thing.kind,
                id: known.thing.id.clone(),
            };
            truth.insert(known.code.clone(), was);
        }
    }
    truth
}

/// Codes that are another thing than they were.
pub fn mistaken(before: &Truth, now: &Truth) -> Vec<String> {
    let standing: BTreeSet<u64> = now.values().flat_map(|is| is.who.iter().copied()).collect();
    let mut wrong = Vec::new();
    for (code, was) in before {
        let Some(is) = now.get(code) else { continue };
        let same = was.who.is_empty() || is.who.is_empty() || !was.who.is_disjoint(&is.who);
        let class = was.kind.class();
        // Facts that a table or a sentence states are named by their words; an id of the author is who a thing is.
        let named = !matches!(class, Class::Item | Class::Heading) || (was.id.is_some() && was.id == is.id);
        // Equal things cannot be told apart; and where the old line is gone, a text that is alike counts as its rewording.
        let equal = bare(&was.words) == bare(&is.words);
        let gone = was.who.iter().all(|who| !standing.contains(who));
        let reworded = gone && alike(bare(&was.words), bare(&is.words)) >= IN_PLACE;
        // A heading is also what stands below it.
        let heading = gone && class == Class::Heading;
        if !(same || named || equal || reworded || heading) {
            wrong.push(format!("{code} was {:?} and is {:?}", was.words, is.words));
        }
    }
    wrong
}

/// Things that are still there, word for word and once on both sides, and were given up.
pub fn given_up(before: &Truth, now: &Truth, vanished: &[Code]) -> Vec<String> {
    let count = |all: &Truth, words: &str, class: Class| {
        all.values().filter(|was| was.words == words && was.kind.class() == class).count()
    };
    let lost = vanished.iter().filter_map(|code| Some((code, before.get(code)?)));
    lost.filter(|(_, was)| was.words.chars().count() >= 12 && matches!(was.kind.class(), Class::Item))
        .filter(|(_, was)| {
            count(before, &was.words, was.kind.class()) == 1 && count(now, &was.words, was.kind.class()) == 1
        })
        .map(|(code, was)| format!("{code} {:?}", was.words))
        .collect()
}
