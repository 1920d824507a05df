//! Which rollback procedure a rollback point means.

use std::collections::BTreeSet;

use super::Target;
use super::words::{stem, words_of};
use crate::site::SitePlan;

/// The procedure that shares most words with the condition and action of the point; the rollback page where none does.
pub fn of_point(plan: &SitePlan, point: usize) -> Target {
    let Some(point) = plan.plan.gates.rollback_points.get(point) else { return Target::Rollback };
    let wanted = stems(&format!("{} {}", point.condition, point.action));
    let shared = plan.plan.rollback.procedures.iter().enumerate().map(|(at, procedure)| {
        let mut told = format!("{} {}", procedure.title, procedure.trigger.as_deref().unwrap_or(""));
        for step in &procedure.step_list {
            told.push(' ');
            told.push_str(&step.text);
            for substep in &step.substeps {
                told.push(' ');
                told.push_str(substep);
            }
        }
        (stems(&told).intersection(&wanted).count(), at)
    });
    let best =
        shared.filter(|(count, _)| *count > 0).max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)));
    best.map_or(Target::Rollback, |(_, at)| Target::RollbackProcedure(at))
}

/// The words that carry meaning, endings taken off ("disabling" meets "disable").
fn stems(text: &str) -> BTreeSet<String> {
    let words = words_of(text).into_iter().filter(|w| w.chars().count() > 3);
    words.map(|w| base(stem(&w)).to_owned()).collect()
}

fn base(word: &str) -> &str {
    ["ing", "ed", "e"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}
