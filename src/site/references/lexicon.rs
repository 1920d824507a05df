//! The words that matter for references, made ready once for all plans.

use crate::recognise::{Concept, PhraseBook, Vocabulary};

/// Phrase books of one vocabulary.
pub struct Lexicon {
    /// What a sentence names: endpoints, contacts, the way back ...
    pub named: PhraseBook,
    /// Words that count phases: phase, stage, step, week.
    pub counted: PhraseBook,
    /// Words around a name.
    pub around: PhraseBook,
    pub belonging: PhraseBook,
    pub channel: PhraseBook,
}

impl Lexicon {
    pub fn of(vocabulary: &Vocabulary) -> Lexicon {
        let book = |concepts: &[Concept]| PhraseBook::of(vocabulary, concepts);
        Lexicon {
            named: book(&[
                Concept::NamesEndpoints,
                Concept::NamesContacts,
                Concept::NamesEscalation,
                Concept::NamesRollback,
                Concept::NamesEarlierPhases,
            ]),
            counted: book(&[Concept::Phase, Concept::Stage, Concept::Step, Concept::Week]),
            around: book(&[
                Concept::Pointer,
                Concept::StateWord,
                Concept::Doing,
                Concept::PlainHead,
                Concept::FaultHead,
                Concept::Filler,
                Concept::Immediately,
            ]),
            belonging: book(&[Concept::Belonging]),
            channel: book(&[Concept::Channel]),
        }
    }

    /// Whether `word` alone is a word of `concept` among those around names.
    pub fn is(&self, concept: Concept, word: &str) -> bool {
        self.around.at(&[word], 0).iter().any(|(c, _)| *c == concept)
    }
}
