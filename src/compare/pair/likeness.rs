//! How alike two units are, by the words that they share.

use std::collections::BTreeMap;

use super::super::rewording::words;
use super::super::unit::Unit;
use crate::recognise::fold;

/// Pairs that are weighed at most; beyond that only near ones are.
const MOST: usize = 40_000;
/// How far two units may stand apart then, counted in free units.
const NEAR: usize = 40;
/// Words of a unit that are looked at.
const WORDS: usize = 80;

/// A free unit and its words.
pub struct Likeness<'a> {
    at: usize,
    unit: &'a Unit,
    words: BTreeMap<String, u32>,
    count: u32,
}

impl<'a> Likeness<'a> {
    /// The units at `free`.
    pub fn of(units: &'a [Unit], free: &[usize]) -> Vec<Likeness<'a>> {
        free.iter().map(|at| Likeness::one(*at, &units[*at])).collect()
    }

    fn one(at: usize, unit: &'a Unit) -> Likeness<'a> {
        let text =
            unit.fields.first().filter(|(name, _)| name == "title").map_or(&unit.raw, |(_, title)| title);
        let mut counted = BTreeMap::new();
        let mut count = 0;
        let telling = |c: char| c.is_alphanumeric() || matches!(c, '<' | '>' | '≤' | '≥' | '%' | '=');
        for word in words(text).iter().filter(|w| w.text.contains(telling)).take(WORDS) {
            *counted.entry(fold(word.text)).or_insert(0) += 1;
            count += 1;
        }
        Likeness { at, unit, words: counted, count }
    }

    /// Of 100: the share of words that both have. Rows that begin with the same cell are alike.
    fn with(&self, other: &Likeness) -> u32 {
        let shared: u32 = self
            .words
            .iter()
            .filter_map(|(word, count)| other.words.get(word).map(|there| *count.min(there)))
            .sum();
        let all = self.count + other.count;
        let share = (200 * shared).checked_div(all).unwrap_or(0);
        let same_kind = u32::from(self.unit.kind == other.unit.kind && share > 0) * 5;
        let row = |unit: &Unit| {
            unit.fields.first().filter(|(name, cell)| name != "title" && !cell.is_empty()).cloned()
        };
        let same_row = row(self.unit).is_some() && row(self.unit) == row(other.unit);
        (share + same_kind).max(if same_row { 60 } else { 0 })
    }
}

/// The pairs that are at least `least` alike, the most alike first taken; of equally alike ones the nearest.
pub fn alike(old: &[Likeness], new: &[Likeness], least: u32) -> Vec<(usize, usize)> {
    let near_only = old.len() * new.len() > MOST;
    let mut candidates = Vec::new();
    for (i, a) in old.iter().enumerate() {
        let range = if near_only { i.saturating_sub(NEAR)..new.len().min(i + NEAR) } else { 0..new.len() };
        for j in range {
            let Some(b) = new.get(j) else { break };
            let share = a.with(b);
            if share >= least {
                candidates.push((100u32.saturating_sub(share), i.abs_diff(j), i, j));
            }
        }
    }
    candidates.sort_unstable();
    let (mut used_old, mut used_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, _, i, j) in candidates {
        if !used_old[i] && !used_new[j] {
            (used_old[i], used_new[j]) = (true, true);
            pairs.push((old[i].at, new[j].at));
        }
    }
    pairs
}
