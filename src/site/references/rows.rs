//! Rows of timelines and dependency tables that belong to a phase.

use std::collections::{BTreeMap, BTreeSet};

use super::passage::{Kind, Passage};
use super::words::{stem, words_of};
use super::{Found, Target};
use crate::site::SitePlan;

/// The phase of each row, by its line.
pub struct Rows<'a> {
    plan: &'a SitePlan,
    by_line: BTreeMap<u32, usize>,
}

impl<'a> Rows<'a> {
    pub fn of(plan: &'a SitePlan) -> Rows<'a> {
        let slugs: BTreeMap<&str, usize> =
            plan.plan.phases.iter().enumerate().map(|(at, p)| (p.slug.as_str(), at)).collect();
        let mut by_line = BTreeMap::new();
        for timeline in &plan.plan.timelines {
            for ((_, line), phase) in timeline.texts.iter().zip(&timeline.row_phase) {
                by_line.extend(phase.as_deref().and_then(|p| slugs.get(p)).map(|at| (*line, *at)));
            }
        }
        for row in &plan.plan.dependencies {
            by_line.extend(row.phase.as_deref().and_then(|p| slugs.get(p)).map(|at| (row.line, *at)));
        }
        Rows { plan, by_line }
    }

    /// The cell that shares a word with the title of its row's phase.
    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        if passage.kind != Kind::Cell {
            return;
        }
        let Some(at) = self.by_line.get(&passage.line_of(0)) else { return };
        let Some(phase) = self.plan.plan.phases.get(*at).filter(|p| p.place.line != passage.line_of(0))
        else {
            return;
        };
        let title: BTreeSet<String> = words_of(&phase.title).iter().map(|w| stem(w).to_owned()).collect();
        let shares = passage.words.iter().any(|w| w.folded.len() > 2 && title.contains(w.stem()));
        let few = passage.words.len() <= title.len() + 2;
        if shares
            && few
            && let Some(piece) = passage.piece(0..passage.words.len())
        {
            found.push(Found { piece, target: Target::Phase(*at), resolved: true, rank: 3 });
        }
    }
}
