//! Which phase a row of a table belongs to.

use super::heading;
use super::label::{concept_of, leading_label};
use crate::plan::Phase;
use crate::recognise::{Concept, Context};

/// The place in `phases` of the phase that a row speaks of. `head` is the header of the column that names it, `name` its
/// cell there and `more` what the row says besides. A label (`Phase 4: …`) decides; a bare number only breaks ties
/// between phases that share as many words with the row.
pub fn phase_of_row(ctx: &Context, phases: &[Phase], row: &RowName) -> Option<usize> {
    if ctx.vocabulary.leads(Concept::Total, row.name) {
        return None;
    }
    let matching = |concept: Concept| -> Vec<usize> {
        (0..phases.len()).filter(|at| label_concept(ctx, &phases[*at]) == Some(concept)).collect()
    };
    if let Some((label, _)) = leading_label(ctx, row.name.trim()) {
        let of_kind = matching(label.concept);
        return of_kind.into_iter().find(|at| phases[*at].number == Some(label.number) && !label.is_part);
    }
    let of_kind = concept_of(ctx, row.head.trim()).map(matching).unwrap_or_default();
    let candidates = if of_kind.is_empty() { (0..phases.len()).collect() } else { of_kind };
    let number = row.name.trim().trim_end_matches('.').parse::<u32>().ok();
    let words = words_of(&[row.name, row.more].join(" "));
    let shared = |at: &usize| words_of(&phases[*at].title).iter().filter(|w| words.contains(w)).count();
    let best = candidates.iter().map(shared).max().filter(|n| *n > 0)?;
    let mut equal = candidates.iter().copied().filter(|at| shared(at) == best);
    let first = equal.clone().next();
    equal.find(|at| number.is_some() && phases[*at].number == number).or(first)
}

/// The words of a row that can name a phase.
pub struct RowName<'r> {
    pub head: &'r str,
    pub name: &'r str,
    pub more: &'r str,
}

/// The concept of the label of a phase.
pub fn label_concept(ctx: &Context, phase: &Phase) -> Option<Concept> {
    heading::read(ctx, &phase.heading).label.map(|label| label.concept)
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
