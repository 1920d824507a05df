//! Things that the vocabulary names: "health checks", "emergency contacts", "escalation path", "all previous phases".

use std::collections::{BTreeMap, BTreeSet};

use super::passage::{Passage, Piece};
use super::words::words_of;
use super::{Found, Lexicon, Target};
use crate::markdown::SectionId;
use crate::plan::EscalationStep;
use crate::recognise::{Concept, is_unspaced};
use crate::site::SitePlan;

/// Where each name leads in one plan.
pub struct Phrases<'a> {
    plan: &'a SitePlan,
    lexicon: &'a Lexicon,
    /// Targets that the plan holds.
    targets: BTreeMap<Concept, Target>,
    /// Sections that hold what a name leads to: nothing inside them leads there.
    inside: BTreeMap<Concept, BTreeSet<SectionId>>,
}

impl<'a> Phrases<'a> {
    pub fn of(plan: &'a SitePlan, lexicon: &'a Lexicon) -> Phrases<'a> {
        let mut phrases = Phrases { plan, lexicon, targets: BTreeMap::new(), inside: BTreeMap::new() };
        phrases.held();
        phrases.headings();
        phrases
    }

    fn held(&mut self) {
        let p = &self.plan.plan;
        let health: Vec<usize> =
            p.endpoints.iter().enumerate().filter(|(_, e)| e.kind == "health").map(|(at, _)| at).collect();
        let endpoints = match health[..] {
            [] => None,
            [one] => Some(Target::Endpoint(one)),
            _ => Some(Target::Endpoints),
        };
        let tells =
            |step: &EscalationStep| step.level.is_some() || step.who.is_some() || step.after.is_some();
        let escalation = !p.escalation.severities.is_empty() || p.escalation.other.iter().any(tells);
        let rollback = !p.rollback.procedures.is_empty() || !p.rollback.triggers.is_empty();
        let held = [
            (Concept::NamesEndpoints, endpoints),
            (Concept::NamesContacts, (!p.contacts.is_empty()).then_some(Target::Contacts)),
            (Concept::NamesEscalation, escalation.then_some(Target::Escalation)),
            (Concept::NamesRollback, rollback.then_some(Target::Rollback)),
            (Concept::NamesEarlierPhases, (p.phases.len() > 1).then_some(Target::Phases)),
        ];
        self.targets.extend(held.into_iter().filter_map(|(concept, target)| Some((concept, target?))));
        let endpoints = p.endpoints.iter().map(|e| e.place.section_id);
        self.inside.insert(Concept::NamesEndpoints, endpoints.collect());
        self.inside.insert(Concept::NamesContacts, p.contacts.iter().map(|c| c.place.section_id).collect());
    }

    /// A heading that is such a name stands for the thing where nothing better was recognised.
    fn headings(&mut self) {
        for section in self.plan.document.sections.iter().filter(|s| s.level > 1) {
            let words = words_of(&section.title);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let spaced = (0..words.len()).flat_map(|at| self.lexicon.named.at(&words, at)).map(|(c, _)| c);
            let unspaced = self.lexicon.named.inside(&section.title).map(|(c, _)| c);
            let concepts: Vec<Concept> = spaced.chain(unspaced).collect();
            for concept in concepts {
                self.inside.entry(concept).or_default().insert(section.id);
                self.targets.entry(concept).or_insert(Target::Section(section.id));
            }
        }
    }

    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        let words = passage.folded();
        let mut at = 0;
        while at < words.len() {
            let word = &passage.words[at];
            if word.folded.chars().any(is_unspaced) {
                self.unspaced(passage, at, found);
            }
            let named = if word.code { None } else { self.lexicon.named.longest(&words, at) };
            let whole = |count: usize| passage.words[at + 1..at + count].iter().all(|w| !w.parted && !w.code);
            match named.filter(|(_, count)| whole(*count)) {
                Some((concept, count)) => {
                    self.push(passage, concept, passage.piece(at..at + count), found);
                    at += count;
                }
                None => at += 1,
            }
        }
    }

    fn unspaced(&self, passage: &Passage, at: usize, found: &mut Vec<Found>) {
        let word = &passage.words[at];
        for (concept, text) in self.lexicon.named.inside(&word.folded) {
            let start = word.raw.find(text);
            let range =
                start.map_or(word.range.clone(), |s| word.range.start + s..word.range.start + s + text.len());
            self.push(passage, concept, Some(Piece { run: word.run, range }), found);
        }
    }

    fn push(&self, passage: &Passage, concept: Concept, piece: Option<Piece>, found: &mut Vec<Found>) {
        let inside = self.inside.get(&concept);
        let own = inside
            .is_some_and(|own| self.plan.document.lineage(passage.section).any(|s| own.contains(&s.id)));
        let Some(piece) = piece.filter(|_| !own) else { return };
        let target = self.targets.get(&concept).copied();
        let rank = match (target, concept) {
            (None, _) => 6,
            // What a heading calls the way back is nearer to the words than the page of it.
            (Some(_), Concept::NamesRollback) => 5,
            (Some(Target::Section(_)), _) => 2,
            _ => 1,
        };
        let missing = match concept {
            Concept::NamesEndpoints => Target::Endpoints,
            Concept::NamesContacts => Target::Contacts,
            Concept::NamesEscalation => Target::Escalation,
            Concept::NamesRollback => Target::Rollback,
            // A plan with one phase has no earlier ones; nothing is missing.
            _ => return found.extend(target.map(|target| Found { piece, target, resolved: true, rank: 1 })),
        };
        found.push(Found { piece, target: target.unwrap_or(missing), resolved: target.is_some(), rank });
    }
}
