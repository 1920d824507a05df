//! Phrases of several concepts, looked up word by word in texts that are read from end to end.

use std::collections::BTreeMap;

use super::phrase::Phrase;
use super::{Concept, Vocabulary};

/// The phrases of some concepts by their first word.
#[derive(Debug, Clone, Default)]
pub struct PhraseBook {
    by_first: BTreeMap<String, Vec<(Concept, Phrase)>>,
    /// Phrases whose first word is open at an end, by the letter that it must begin with, if any.
    open: BTreeMap<Option<char>, Vec<(Concept, Phrase)>>,
    /// Phrases of scripts without blanks.
    anywhere: Vec<(Concept, String)>,
}

impl PhraseBook {
    pub fn of(vocabulary: &Vocabulary, concepts: &[Concept]) -> PhraseBook {
        let mut book = PhraseBook::default();
        for concept in concepts {
            for phrase in vocabulary.phrases(*concept) {
                book.add(*concept, phrase);
            }
        }
        book
    }

    fn add(&mut self, concept: Concept, phrase: &Phrase) {
        let Some(first) = phrase.words.first() else { return };
        let entry = (concept, phrase.clone());
        if phrase.anywhere {
            self.anywhere.push((concept, first.text.clone()));
        } else if first.open_start {
            self.open.entry(None).or_default().push(entry);
        } else if first.open_end {
            self.open.entry(first.text.chars().next()).or_default().push(entry);
        } else {
            self.by_first.entry(first.text.clone()).or_default().push(entry);
        }
    }

    /// The longest phrase of each concept that stands at `words[at..]` (folded words), with its number of words.
    pub fn at(&self, words: &[&str], at: usize) -> Vec<(Concept, usize)> {
        let Some(word) = words.get(at) else { return Vec::new() };
        let exact = self.by_first.get(*word);
        let (open, any) = (self.open.get(&word.chars().next()), self.open.get(&None));
        let mut found: Vec<(Concept, usize)> = Vec::new();
        for (concept, phrase) in exact.into_iter().chain(open).chain(any).flatten() {
            if !phrase.at(words, at) {
                continue;
            }
            match found.iter_mut().find(|(c, _)| c == concept) {
                Some((_, length)) => *length = (*length).max(phrase.words.len()),
                None => found.push((*concept, phrase.words.len())),
            }
        }
        found
    }

    /// The concept whose phrase stands at `words[at..]`, the longest of all; earlier concepts win.
    pub fn longest(&self, words: &[&str], at: usize) -> Option<(Concept, usize)> {
        self.at(words, at).into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The phrases inside a word of a script without blanks.
    pub fn inside<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (Concept, &'a str)> {
        self.anywhere
            .iter()
            .filter(move |(_, text)| word.contains(text.as_str()))
            .map(|(c, t)| (*c, t.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let book = PhraseBook::of(&Vocabulary::built_in(), &[Concept::Rollback, Concept::NamesRollback]);
        assert_eq!(book.longest(&["rollback", "plans", "ready"], 0), Some((Concept::NamesRollback, 2)));
        assert_eq!(book.longest(&["rollback", "soon"], 0), Some((Concept::Rollback, 1)));
        assert_eq!(book.longest(&["rollforward"], 0), None);
    }

    #[test]
    fn scripts_without_blanks_are_searched() {
        let book = PhraseBook::of(&Vocabulary::built_in(), &[Concept::NamesContacts]);
        assert_eq!(book.inside("更新紧急联系人列表").map(|(c, _)| c).next(), Some(Concept::NamesContacts));
    }
}
