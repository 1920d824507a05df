//! Levels of severity in running text: "P0", "SEV1", "P0/P1", "P0-P2".

use std::collections::{BTreeMap, BTreeSet};

use super::passage::{Kind, Passage};
use super::{Found, Target};
use crate::site::SitePlan;

/// The levels of one plan that carry a number. Levels that are words ("critical") are too common to be names.
pub struct Levels {
    by_name: BTreeMap<String, Target>,
    /// Letters before the number, such as `p` and `sev`.
    letters: BTreeSet<String>,
    /// Headings that define a level.
    defined: BTreeSet<(u32, Target)>,
}

impl Levels {
    pub fn of(plan: &SitePlan) -> Levels {
        let mut levels =
            Levels { by_name: BTreeMap::new(), letters: BTreeSet::new(), defined: BTreeSet::new() };
        for (at, severity) in plan.plan.escalation.severities.iter().enumerate() {
            let target = Target::Severity(at);
            let name: String =
                severity.level.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            let Some(number) = name.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0) else { continue };
            levels.letters.insert(name[..number].to_owned());
            levels.by_name.insert(name, target);
            levels.defined.extend(severity.sources.iter().map(|s| (s.place.line, target)));
        }
        levels
    }

    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        if self.by_name.is_empty() {
            return;
        }
        for at in 0..passage.words.len() {
            let Some((count, level)) = self.at(passage, at) else { continue };
            let (target, resolved) = match level {
                Some(target) => (target, true),
                None => (Target::Escalation, false),
            };
            let itself =
                passage.kind == Kind::Heading && self.defined.contains(&(passage.line_of(at), target));
            if !itself && let Some(piece) = passage.piece(at..at + count) {
                found.push(Found { piece, target, resolved, rank: 0 });
            }
        }
    }

    /// The level at a word with the number of words it takes ("SEV 1" has two); `None` inside for a level that the
    /// plan does not define.
    fn at(&self, passage: &Passage, at: usize) -> Option<(usize, Option<Target>)> {
        let word = &passage.words[at];
        if let Some(target) = self.by_name.get(word.folded.as_str()) {
            return Some((1, Some(*target)));
        }
        if let Some(next) = passage.words.get(at + 1).filter(|n| !n.parted && n.number().is_some())
            && self.letters.contains(&word.folded)
            && let Some(target) = self.by_name.get(&format!("{}{}", word.folded, next.folded))
        {
            return Some((2, Some(*target)));
        }
        let digit = word.folded.chars().next_back().filter(|c| ('0'..='5').contains(c))?;
        let letters = word.folded.strip_suffix(digit)?;
        (self.letters.contains(letters) && word.raw.starts_with(char::is_uppercase)).then_some((1, None))
    }
}
