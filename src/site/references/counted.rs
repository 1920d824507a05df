//! Phases and stages by their number: "Phase 3", "steps 2 and 4", "section 2.1".

use std::collections::{BTreeMap, BTreeSet};

use super::passage::{Kind, Passage};
use super::words::words_of;
use super::{Found, Lexicon, Target};
use crate::markdown::SectionId;
use crate::recognise::Concept;
use crate::site::SitePlan;

/// The numbered phases of one plan.
pub struct Counted<'a> {
    lexicon: &'a Lexicon,
    phases: BTreeMap<(Concept, u32), usize>,
    stages: BTreeMap<String, Target>,
    /// Headings of phases and stages, and of all above them.
    headings: BTreeSet<SectionId>,
}

impl<'a> Counted<'a> {
    pub fn of(plan: &SitePlan, lexicon: &'a Lexicon) -> Counted<'a> {
        let mut counted =
            Counted { lexicon, phases: BTreeMap::new(), stages: BTreeMap::new(), headings: BTreeSet::new() };
        for (at, phase) in plan.plan.phases.iter().enumerate() {
            counted.headings.insert(phase.place.section_id);
            for concept in counted.counting_words(&phase.heading) {
                if let Some(number) = phase.number {
                    counted.phases.entry((concept, number)).or_insert(at);
                }
            }
            for (n, stage) in phase.stages.iter().enumerate() {
                counted.headings.insert(stage.place.section_id);
                if let Some(number) = stage.number.as_ref().filter(|number| number.contains('.')) {
                    counted.stages.entry(number.clone()).or_insert(Target::Stage(at, n));
                }
            }
        }
        counted
    }

    /// What the heading counts with its first word: phases, steps ...
    fn counting_words(&self, heading: &str) -> Vec<Concept> {
        let words = words_of(heading);
        let first: Vec<&str> = words.iter().take(1).map(String::as_str).collect();
        self.lexicon.counted.at(&first, 0).into_iter().map(|(concept, _)| concept).collect()
    }

    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        let own = passage.kind == Kind::Heading && self.headings.contains(&passage.section);
        if own || (self.phases.is_empty() && self.stages.is_empty()) {
            return;
        }
        // A heading that begins with a number of its own names another thing of the same kind.
        let first = usize::from(passage.kind == Kind::Heading);
        for at in first..passage.words.len().saturating_sub(1) {
            let concepts = self.lexicon.counted.at(&[&passage.words[at].folded], 0);
            if !concepts.is_empty() && !passage.words[at].code {
                let concepts: Vec<Concept> = concepts.into_iter().map(|(c, _)| c).collect();
                self.numbers(passage, at, &concepts, found);
            }
        }
    }

    /// The numbers behind the counting word at `at`, one or a list.
    fn numbers(&self, passage: &Passage, at: usize, concepts: &[Concept], found: &mut Vec<Found>) {
        let mut start = at;
        let mut next = at + 1;
        loop {
            let Some(word) = passage.words.get(next).filter(|w| !w.code) else { return };
            let Some(target) = self.target(&word.folded, concepts).filter(|_| next > at + 1 || !word.parted)
            else {
                return;
            };
            if !self.belongs_elsewhere(passage, next)
                && let Some(piece) = passage.piece(start..next + 1)
            {
                found.push(Found { piece, target, resolved: true, rank: 1 });
            }
            next += 1;
            let joins = |w: &super::words::Word| {
                matches!(
                    w.folded.as_str(),
                    "and" | "or" | "to" | "und" | "bis" | "et" | "y" | "e" | "à" | "a"
                )
            };
            if passage.words.get(next).is_some_and(|w| joins(w) && !w.parted) {
                next += 1;
            }
            start = next;
        }
    }

    fn target(&self, number: &str, concepts: &[Concept]) -> Option<Target> {
        if number.contains('.') {
            return self.stages.get(number).copied();
        }
        let number: u32 = number.parse().ok()?;
        concepts.iter().find_map(|c| self.phases.get(&(*c, number))).map(|at| Target::Phase(*at))
    }

    /// "Phase 2 of the programme" is no phase of this plan.
    fn belongs_elsewhere(&self, passage: &Passage, number: usize) -> bool {
        let words = passage.folded();
        let next = passage.words.get(number + 1);
        next.is_some_and(|w| !w.parted) && !self.lexicon.belonging.at(&words, number + 1).is_empty()
    }
}
