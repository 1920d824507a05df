//! Which rollback procedure a rollback point means.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Target;
use super::words::{stem, words_of};
use crate::plan::{Procedure, RollbackPoint};
use crate::site::SitePlan;

/// The words of each rollback procedure.
pub struct WayBack {
    told: Vec<BTreeSet<String>>,
}

impl WayBack {
    pub fn of(plan: &SitePlan) -> WayBack {
        WayBack { told: plan.plan.rollback.procedures.iter().map(|p| stems(&words(p))).collect() }
    }

    /// The procedure that shares most words with the condition and action of the point; the rollback page where none
    /// does.
    pub fn from(&self, point: &RollbackPoint) -> Target {
        let wanted = stems(&format!("{} {}", point.condition, point.action));
        let shared = self.told.iter().enumerate().map(|(at, told)| (told.intersection(&wanted).count(), at));
        let best = shared.filter(|(count, _)| *count > 0).max_by_key(|(count, at)| (*count, Reverse(*at)));
        best.map_or(Target::Rollback, |(_, at)| Target::RollbackProcedure(at))
    }
}

fn words(procedure: &Procedure) -> String {
    let mut told = format!("{} {}", procedure.title, procedure.trigger.as_deref().unwrap_or(""));
    for step in &procedure.step_list {
        for text in std::iter::once(&step.text).chain(&step.substeps) {
            told.push(' ');
            told.push_str(text);
        }
    }
    told
}

/// The words that carry meaning, endings taken off ("disabling" meets "disable").
fn stems(text: &str) -> BTreeSet<String> {
    let words = words_of(text).into_iter().filter(|w| w.chars().count() > 3);
    words.map(|w| base(stem(&w)).to_owned()).collect()
}

fn base(word: &str) -> &str {
    ["ing", "ed", "e"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}
