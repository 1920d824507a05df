//! Things by the words of their heading: "Rollback procedures tested" leads to "Rollback Procedures".
//!
//! A phrase counts where it equals the words of a heading, heads such as "plan" and stop words aside, and where the
//! words around it show that the thing is meant: a task says that it is ready, a sentence points to it.

use std::collections::{BTreeMap, BTreeSet};

use super::passage::{Passage, Piece};
use super::words::{parted_words, stem};
use super::{Found, Lexicon, Target};
use crate::markdown::{Document, SectionId};
use crate::recognise::{Concept, is_unspaced};
use crate::site::SitePlan;

/// A name that so many things share names none of them.
const NAMESAKES: usize = 16;
/// Longest name in words.
const LONGEST: usize = 6;

/// How much of the heading a phrase repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Whole,
    /// One of the parts that "and", a comma or a colon joins.
    Part,
    /// Without the head at the end: "Monitoring" of "Monitoring Setup".
    Headless,
    /// The last words: "Communication Plan" of "Go-Live Communication Plan".
    End,
}

/// A thing under one of its names.
#[derive(Debug, Clone)]
struct Entry {
    target: Target,
    section: SectionId,
    line: u32,
    strength: Strength,
    /// Phases before stages and sections, higher sections before lower ones.
    order: (u8, u8),
}

/// What the headings of one plan call things.
pub struct Titles<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    by_words: BTreeMap<String, Vec<Entry>>,
    firsts: BTreeSet<String>,
    /// Titles in scripts without blanks, by their first two letters.
    by_letters: BTreeMap<[char; 2], Vec<(String, Entry)>>,
}

impl<'a> Titles<'a> {
    pub fn of(plan: &'a SitePlan, lexicon: &'a Lexicon) -> Titles<'a> {
        let mut titles = Titles {
            document: &plan.document,
            lexicon,
            by_words: BTreeMap::new(),
            firsts: BTreeSet::new(),
            by_letters: BTreeMap::new(),
        };
        let mut told: BTreeSet<SectionId> = BTreeSet::new();
        for (at, phase) in plan.plan.phases.iter().enumerate() {
            told.insert(phase.place.section_id);
            titles.add(&phase.title, entry(Target::Phase(at), &phase.place, (0, phase.level)));
            for (n, stage) in phase.stages.iter().enumerate() {
                told.insert(stage.place.section_id);
                titles.add(&stage.title, entry(Target::Stage(at, n), &stage.place, (1, stage.level)));
            }
        }
        for section in plan.document.sections.iter().filter(|s| s.level > 1 && !told.contains(&s.id)) {
            let target = Target::Section(section.id);
            let order = (1, section.level);
            let entry =
                Entry { target, section: section.id, line: section.line, strength: Strength::Whole, order };
            titles.add(&section.title, entry);
        }
        for (at, scenario) in plan.plan.incidents.scenarios.iter().enumerate() {
            titles.add(&scenario.title, entry(Target::Scenario(at), &scenario.place, (2, 0)));
        }
        for (at, risk) in plan.plan.risks.iter().enumerate() {
            titles.add(&risk.title, entry(Target::Risk(at), &risk.place, (3, 0)));
        }
        titles
    }

    fn add(&mut self, title: &str, entry: Entry) {
        let bare = title.split(['(', '（']).find(|part| !part.trim().is_empty()).unwrap_or("");
        if bare.chars().any(is_unspaced) {
            return self.add_unspaced(bare, entry);
        }
        let mut words = parted_words(bare);
        while words.first().is_some_and(|(w, _)| self.is_number(w) || self.lexicon.is(Concept::Filler, w)) {
            words.remove(0);
        }
        if words.is_empty() || words.len() > 2 * LONGEST {
            return;
        }
        let all: Vec<String> = words.iter().map(|(w, _)| w.clone()).collect();
        self.name(&all, Strength::Whole, &entry);
        self.name(self.headless(&all), Strength::Headless, &entry);
        self.name(self.faultless(&all), Strength::Headless, &entry);
        for from in 1..all.len().saturating_sub(1) {
            self.name(&all[from..], Strength::End, &entry);
        }
        let joins = |word: &str| matches!(word, "and" | "und" | "et" | "y" | "e" | "or");
        let parts = words.chunk_by(|_, (word, parted)| !parted && !joins(word));
        let parts: Vec<Vec<String>> = parts
            .map(|part| part.iter().map(|(w, _)| w.clone()).filter(|w| !joins(w)).collect::<Vec<String>>())
            .collect();
        for part in parts.iter().filter(|part| part.len() < all.len()) {
            self.name(part, Strength::Part, &entry);
            self.name(self.headless(part), Strength::Headless, &entry);
        }
    }

    fn is_number(&self, word: &str) -> bool {
        word.chars().all(|c| c.is_ascii_digit() || c == '.')
    }

    /// The words without the heads at their end.
    fn headless<'w>(&self, words: &'w [String]) -> &'w [String] {
        let keep = words.iter().rposition(|w| !self.lexicon.is(Concept::PlainHead, w)).map_or(0, |at| at + 1);
        if keep < words.len() { &words[..keep] } else { &[] }
    }

    /// The words without the fault at their end; a single word left says too little.
    fn faultless<'w>(&self, words: &'w [String]) -> &'w [String] {
        match words {
            [name @ .., last] if name.len() > 1 && self.lexicon.is(Concept::FaultHead, last) => name,
            _ => &[],
        }
    }

    fn name(&mut self, words: &[String], strength: Strength, entry: &Entry) {
        let tells = |w: &String| self.tells(w);
        if words.is_empty() || words.len() > LONGEST || !words.iter().any(tells) {
            return;
        }
        let stems: Vec<&str> = words.iter().map(|w| stem(w)).collect();
        if stems.len() == 1 && stems[0].chars().count() < 4 {
            return;
        }
        self.firsts.insert(stems[0].to_owned());
        let same = self.by_words.entry(stems.join(" ")).or_default();
        if !same.iter().any(|e| e.target == entry.target) {
            same.push(Entry { strength, ..entry.clone() });
        }
    }

    /// Whether a word carries the meaning of a name.
    fn tells(&self, word: &str) -> bool {
        let empty =
            [Concept::PlainHead, Concept::Filler, Concept::StateWord, Concept::Doing, Concept::Pointer];
        !self.is_number(word) && !empty.iter().any(|concept| self.lexicon.is(*concept, word))
    }

    fn add_unspaced(&mut self, title: &str, entry: Entry) {
        let title = crate::recognise::fold(title);
        let name = title.trim_matches(|c: char| !is_unspaced(c)).to_owned();
        // Katakana alone is one borrowed word, as common in texts as in headings.
        let mut letters = name.chars();
        if let (Some(a), Some(b)) = (letters.next(), letters.next())
            && letters.next().is_some()
            && !name.chars().all(|c| ('\u{30A0}'..='\u{30FF}').contains(&c))
        {
            self.by_letters.entry([a, b]).or_default().push((name, entry));
        }
    }

    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        let folded = passage.folded();
        for at in 0..passage.words.len() {
            let word = &passage.words[at];
            if word.code {
                continue;
            }
            if word.folded.chars().any(is_unspaced) {
                self.unspaced(passage, at, found);
            } else if self.firsts.contains(word.stem()) {
                self.phrase(passage, &folded, at, found);
            }
        }
    }

    /// The longest name that begins at word `at`.
    fn phrase(&self, passage: &Passage, folded: &[&str], at: usize, found: &mut Vec<Found>) {
        let inside = |w: &super::words::Word| !w.parted && !w.code;
        let reach = 1 + passage.words[at + 1..].iter().take(LONGEST - 1).take_while(|w| inside(w)).count();
        let stems: Vec<&str> = passage.words[at..at + reach].iter().map(|w| w.stem()).collect();
        for count in (1..=reach).rev() {
            let Some(entries) = self.by_words.get(&stems[..count].join(" ")) else { continue };
            let Some(entry) = self.best(passage, at, entries) else { continue };
            let around = Around { titles: self, passage, folded, at, count };
            if around.means(entry)
                && let Some(piece) = passage.piece(at..at + count)
            {
                let rank = if entry.strength == Strength::Whole { 2 } else { 4 };
                found.push(Found { piece, target: entry.target, resolved: true, rank });
                return;
            }
        }
    }

    /// The surest thing of this name; none where two are equally sure or the text stands inside it.
    fn best<'e>(&self, passage: &Passage, at: usize, entries: &'e [Entry]) -> Option<&'e Entry> {
        if entries.len() > NAMESAKES {
            return None;
        }
        let line = passage.line_of(at);
        let inside = |e: &Entry| match e.target {
            Target::Risk(_) => false,
            _ => self.document.lineage(passage.section).any(|s| s.id == e.section),
        };
        let able = || entries.iter().filter(|e| e.line != line && !inside(e));
        let best = able().min_by_key(|e| (e.strength, e.order))?;
        let rivals = able().filter(|e| (e.strength, e.order) == (best.strength, best.order)).count();
        (rivals == 1).then_some(best)
    }

    fn unspaced(&self, passage: &Passage, at: usize, found: &mut Vec<Found>) {
        let word = &passage.words[at];
        let letters: Vec<(usize, char)> = word.raw.char_indices().collect();
        for pair in letters.windows(2) {
            let Some(names) = self.by_letters.get(&[pair[0].1, pair[1].1]) else { continue };
            let rest = &word.raw[pair[0].0..];
            let standing: Vec<&(String, Entry)> =
                names.iter().take(16).filter(|(name, _)| rest.starts_with(name.as_str())).collect();
            let Some(longest) = standing.iter().map(|(name, _)| name.len()).max() else { continue };
            let entries: Vec<Entry> =
                standing.iter().filter(|(n, _)| n.len() == longest).map(|(_, e)| e.clone()).collect();
            if let Some(entry) = self.best(passage, at, &entries) {
                let start = word.range.start + pair[0].0;
                let piece = Piece { run: word.run, range: start..start + longest };
                found.push(Found { piece, target: entry.target, resolved: true, rank: 2 });
            }
        }
    }
}

fn entry(target: Target, place: &crate::plan::Place, order: (u8, u8)) -> Entry {
    Entry { target, section: place.section_id, line: place.line, strength: Strength::Whole, order }
}

/// A phrase with the words around it.
struct Around<'a> {
    titles: &'a Titles<'a>,
    passage: &'a Passage<'a>,
    folded: &'a [&'a str],
    at: usize,
    count: usize,
}

impl Around<'_> {
    /// Whether the words around the phrase show that it names the thing.
    fn means(&self, entry: &Entry) -> bool {
        let strength = entry.strength;
        let ready = self.passage.is_terse() && self.only_doing_before() && self.ready_after();
        // The thing that may fail is named far more often than the risk; only where it is said to be ready is it near.
        if matches!(entry.target, Target::Risk(_)) && strength != Strength::Whole {
            return ready && self.end() < self.folded.len();
        }
        if self.count == 1 {
            return ready && strength != Strength::End && self.end() < self.folded.len();
        }
        let head = self.titles.lexicon.is(Concept::PlainHead, self.folded[self.end() - 1]);
        ready
            || self.is_pointed_to()
            || match strength {
                Strength::Whole => head || self.is_capital(),
                Strength::Part => head,
                Strength::End => head && self.passage.is_terse(),
                Strength::Headless => false,
            }
    }

    fn end(&self) -> usize {
        self.at + self.count
    }

    fn around(&self, at: usize) -> Vec<Concept> {
        self.titles.lexicon.around.at(self.folded, at).into_iter().map(|(concept, _)| concept).collect()
    }

    fn only_doing_before(&self) -> bool {
        let empty = [Concept::Doing, Concept::Filler, Concept::Pointer];
        (0..self.at).all(|at| self.around(at).iter().any(|c| empty.contains(c)))
    }

    /// Nothing stands behind, or a state does.
    fn ready_after(&self) -> bool {
        let state = [Concept::StateWord, Concept::Immediately];
        let Some(next) = self.passage.words.get(self.end()) else { return true };
        let filler = |at: &usize| self.around(*at).contains(&Concept::Filler);
        let first = (self.end()..self.folded.len()).find(|at| !filler(at));
        let is_state = |at: usize| self.around(at).iter().any(|c| state.contains(c));
        // "Monitoring and alerting configured": the second of two things stands between.
        let second = |at: usize| self.count == 1 && at == self.end() + 1 && is_state(at + 1);
        !next.parted && first.is_none_or(|at| is_state(at) || second(at))
    }

    fn is_pointed_to(&self) -> bool {
        let points = |at: usize| self.around(at).contains(&Concept::Pointer);
        let before = (self.at.saturating_sub(2)..self.at).any(points);
        before || (self.end() < self.folded.len() && points(self.end()))
    }

    /// Written like a title inside a sentence.
    fn is_capital(&self) -> bool {
        let words = &self.passage.words[self.at..self.end()];
        self.at > 0
            && words
                .iter()
                .filter(|w| !self.titles.lexicon.is(Concept::Filler, &w.folded))
                .all(|w| w.raw.starts_with(char::is_uppercase))
    }
}
