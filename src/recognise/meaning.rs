//! What a text speaks of, all concepts in one pass, remembered.
//!
//! Recognisers ask about the same headings and items many times; a plan of a thousand lines asks fifty thousand
//! questions of two thousand texts.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use aho_corasick::AhoCorasick;

use super::Concept;
use super::phrase::{Phrase, fold, is_unspaced, tokens};

/// The phrases of all concepts, found by their first word.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    phrases: Vec<(Concept, Phrase)>,
    by_first: HashMap<String, Vec<usize>>,
    /// Phrases whose first word is open.
    open: Vec<usize>,
    /// The first words of `open`, in their order, sought all at once: most texts hold none.
    open_words: OnceLock<Option<AhoCorasick>>,
    /// Phrases of scripts without blanks.
    anywhere: Vec<usize>,
}

/// The concepts of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Meaning {
    /// With the number of the first word at which a phrase stands.
    pub(super) speaks: Vec<(Concept, usize)>,
    /// Concepts of which a phrase is the whole text.
    pub(super) is: Vec<Concept>,
    /// Concepts of which a phrase begins the text.
    pub(super) leads: Vec<Concept>,
}

impl Index {
    pub(super) fn add(&mut self, concept: Concept, phrase: Phrase) {
        let at = self.phrases.len();
        self.open_words = OnceLock::new();
        match phrase.words.first() {
            _ if phrase.anywhere => self.anywhere.push(at),
            Some(first) if first.open_start || first.open_end => self.open.push(at),
            Some(first) => self.by_first.entry(first.text.clone()).or_default().push(at),
            None => return,
        }
        self.phrases.push((concept, phrase));
    }

    /// Every concept that `text` speaks of.
    pub(super) fn read(&self, text: &str) -> Meaning {
        let text = match text.len() > FRONT {
            true => text.char_indices().nth(FRONT).map_or(text, |(at, _)| &text[..at]),
            false => text,
        };
        let folded = fold(text);
        let words = tokens(&folded);
        let open = self.open_in(&folded);
        let mut meaning = Meaning::default();
        for (at, word) in words.iter().enumerate() {
            let closed = self.by_first.get(*word).map_or(&[][..], Vec::as_slice);
            for number in closed.iter().chain(&open) {
                let (concept, phrase) = &self.phrases[*number];
                if phrase.at(&words, at) {
                    meaning.note(*concept, at, at == 0, at == 0 && phrase.words.len() == words.len());
                }
            }
        }
        if folded.chars().any(is_unspaced) {
            let trimmed = folded.trim();
            for number in &self.anywhere {
                let (concept, phrase) = &self.phrases[*number];
                let sought = &phrase.words[0].text;
                if trimmed.contains(sought) {
                    meaning.note(*concept, 0, trimmed.starts_with(sought), trimmed == sought);
                }
            }
        }
        meaning
    }

    /// Those of `open` whose first word stands anywhere in `folded`.
    fn open_in(&self, folded: &str) -> Vec<usize> {
        let first = |number: &usize| self.phrases[*number].1.words[0].text.as_str();
        let words = self.open_words.get_or_init(|| AhoCorasick::new(self.open.iter().map(first)).ok());
        let Some(words) = words else { return self.open.clone() };
        let mut found: Vec<usize> =
            words.find_overlapping_iter(folded).map(|hit| self.open[hit.pattern().as_usize()]).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Meaning {
    fn note(&mut self, concept: Concept, at: usize, leads: bool, is: bool) {
        if !self.speaks.iter().any(|(c, _)| *c == concept) {
            self.speaks.push((concept, at));
        }
        if leads && !self.leads.contains(&concept) {
            self.leads.push(concept);
        }
        if is && !self.is.contains(&concept) {
            self.is.push(concept);
        }
    }
}

const SHARDS: usize = 16;

/// Texts that one shard remembers before it begins afresh.
const SHARD_SIZE: usize = 4_096;

/// What a text speaks of stands in its first characters; the rest of a line without end is not asked.
const FRONT: usize = 4_000;

/// Longer texts are read anew each time.
const LONGEST: usize = 400;

/// Meanings by text, shared by all threads.
#[derive(Debug, Default)]
pub(super) struct Memory {
    shards: [Mutex<HashMap<String, Arc<Meaning>>>; SHARDS],
}

impl Memory {
    /// The meaning of `text`, from memory or read from `index`.
    pub(super) fn meaning(&self, index: &Index, text: &str) -> Arc<Meaning> {
        if text.len() > LONGEST {
            return Arc::new(index.read(text));
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let shard = &self.shards[hasher.finish() as usize % SHARDS];
        let known = shard.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned();
        known.unwrap_or_else(|| {
            let meaning = Arc::new(index.read(text));
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            if shard.len() >= SHARD_SIZE {
                shard.clear();
            }
            shard.insert(text.to_owned(), Arc::clone(&meaning));
            meaning
        })
    }
}

impl Clone for Memory {
    /// A copy begins with nothing in mind: it may come to know other words.
    fn clone(&self) -> Memory {
        Memory::default()
    }
}
