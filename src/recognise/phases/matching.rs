//! Which phase a row of a table belongs to.

use super::heading;
use super::label::{concept_of, leading_label};
use crate::plan::Phase;
use crate::recognise::{Concept, Context};

/// What the phases of a plan can be called by, made once for many rows.
pub struct PhaseNames {
    names: Vec<PhaseName>,
}

struct PhaseName {
    concept: Option<Concept>,
    number: Option<u32>,
    words: Vec<String>,
}

impl PhaseNames {
    pub fn new(ctx: &Context, phases: &[Phase]) -> PhaseNames {
        let name = |phase: &Phase| PhaseName {
            concept: heading::read(ctx, &phase.heading).label.map(|label| label.concept),
            number: phase.number,
            words: words_of(&phase.title),
        };
        PhaseNames { names: phases.iter().map(name).collect() }
    }

    /// The places of the phases whose label speaks of `concept`.
    pub fn of_kind(&self, concept: Concept) -> Vec<usize> {
        (0..self.names.len()).filter(|at| self.names[*at].concept == Some(concept)).collect()
    }

    /// What the label of the phase at this place speaks of.
    pub fn kind(&self, at: usize) -> Option<Concept> {
        self.names.get(at)?.concept
    }

    /// The place of `Phase 3`, by its concept and number.
    pub fn numbered(&self, concept: Concept, number: u32) -> Option<usize> {
        self.names.iter().position(|n| n.concept == Some(concept) && n.number == Some(number))
    }

    /// The place of the phase that a row speaks of. A label (`Phase 4: …`) decides; a bare number only breaks ties
    /// between phases that share as many words with the row.
    pub fn of_row(&self, ctx: &Context, row: &RowName) -> Option<usize> {
        if ctx.vocabulary.leads(Concept::Total, row.name) {
            return None;
        }
        if let Some((label, _)) = leading_label(ctx, row.name.trim()) {
            return self.numbered(label.concept, label.number).filter(|_| !label.is_part);
        }
        let of_kind = concept_of(ctx, row.head.trim()).map(|c| self.of_kind(c)).unwrap_or_default();
        let candidates = if of_kind.is_empty() { (0..self.names.len()).collect() } else { of_kind };
        let number = row.name.trim().trim_end_matches('.').parse::<u32>().ok();
        let words = words_of(&[row.name, row.more].join(" "));
        let shared = |at: &usize| self.names[*at].words.iter().filter(|w| words.contains(w)).count();
        let best = candidates.iter().map(shared).max().filter(|n| *n > 0)?;
        let mut equal = candidates.iter().copied().filter(|at| shared(at) == best);
        let first = equal.clone().next();
        equal.find(|at| number.is_some() && self.names[*at].number == number).or(first)
    }
}

/// The words of a row that can name a phase: the header of the column that names it, its cell there, and what the row says
/// besides.
pub struct RowName<'r> {
    pub head: &'r str,
    pub name: &'r str,
    pub more: &'r str,
}

/// Lower-case words that can tell titles apart: of three letters and more, joining words left out; letters of scripts without blanks in pairs.
pub fn words_of(text: &str) -> Vec<String> {
    const JOINING: &[&str] = &[
        "and", "the", "for", "und", "der", "die", "das", "les", "des", "los", "las", "del", "com", "para",
        "pour", "with",
    ];
    let mut found = Vec::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|c| matches!(*c as u32, 0x3040..=0x9FFF)) {
            found.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() > 2 && !JOINING.contains(&word) && !word.chars().all(char::is_numeric) {
            found.push(word.to_owned());
        }
    }
    found.sort();
    found.dedup();
    found
}
