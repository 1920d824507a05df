//! Which unit of the new plan is which of the old one.
//!
//! Codes of the ledger decide where both sides have them. Then, from the surest to the least sure: values of the front
//! matter by their keys; headings by their words; lines with the same words in the same section, then anywhere;
//! headings that kept most of their lines; similar words in the same section, then very similar ones anywhere.
//! What is left was removed or added. Every step takes units in the order of the text, so equal ones keep theirs apart.

mod likeness;
mod order;

pub use order::out_of_order;

use std::collections::{BTreeMap, VecDeque};

use super::unit::{Shape, Unit};
use likeness::{Likeness, alike};

/// Pairs of units; every unit is in one at most.
#[derive(Debug)]
pub struct Pairing<'a> {
    old: &'a [Unit],
    new: &'a [Unit],
    /// The heading that each unit stands below.
    old_home: Vec<Option<usize>>,
    new_home: Vec<Option<usize>>,
    /// Of each old unit the new one.
    pub to_new: Vec<Option<usize>>,
    /// Of each new unit the old one.
    pub to_old: Vec<Option<usize>>,
}

/// How alike two units of one section must be, of 100.
const ALIKE: u32 = 50;
/// How alike two units of different sections must be.
const VERY_ALIKE: u32 = 75;
/// Words that a unit must have to be looked for by likeness in other sections.
const LONG: usize = 4;
/// Letters that words must have to be looked for in other sections.
const TELLING: usize = 12;

/// Pairs the units of two plans.
pub fn pair<'a>(old: &'a [Unit], new: &'a [Unit]) -> Pairing<'a> {
    let mut pairing = Pairing {
        old,
        new,
        old_home: homes(old),
        new_home: homes(new),
        to_new: vec![None; old.len()],
        to_old: vec![None; new.len()],
    };
    pairing.by(|unit, _| unit.code.clone().map(|code| (unit.shape, code)));
    pairing.by(|unit, _| unit.key.clone().filter(|_| unit.shape == Shape::Front));
    pairing.headings();
    pairing.lines();
    pairing.headings_by_their_lines();
    pairing.headings_by_likeness();
    pairing.lines();
    pairing.by(|unit, _| {
        (unit.shape >= Shape::Line && is_telling(unit)).then(|| (unit.shape, unit.raw.clone()))
    });
    pairing.alike_at_home();
    pairing.alike_anywhere();
    pairing
}

fn is_telling(unit: &Unit) -> bool {
    unit.raw.chars().count() >= TELLING || unit.kind.guards()
}

fn homes(units: &[Unit]) -> Vec<Option<usize>> {
    let mut homes: Vec<Option<usize>> = Vec::with_capacity(units.len());
    for unit in units {
        let home = match unit.group {
            Some(group) if units[group].shape == Shape::Heading => Some(group),
            Some(group) => homes.get(group).copied().flatten(),
            None => None,
        };
        homes.push(home);
    }
    homes
}

impl Pairing<'_> {
    /// Pairs free units with equal keys, the first with the first. `key` also gets the place that the unit's heading
    /// has on the new side; units below an old heading that has no partner yet have none.
    fn by<K: Ord>(&mut self, key: impl Fn(&Unit, Home) -> Option<K>) {
        let mut waiting: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (at, unit) in self.old.iter().enumerate().filter(|(at, _)| self.to_new[*at].is_none()) {
            if let Some(key) = key(unit, self.old_place(at)) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for (at, unit) in self.new.iter().enumerate() {
            if self.to_old[at].is_some() {
                continue;
            }
            let place = Home { heading: self.new_home[at], around: self.new_around(at) };
            let Some(key) = key(unit, place) else { continue };
            if let Some(old) = waiting.get_mut(&key).and_then(VecDeque::pop_front) {
                self.join(old, at);
            }
        }
    }

    fn old_place(&self, at: usize) -> Home {
        let heading = self.old_home[at].map_or(Some(None), |home| self.to_new[home].map(Some));
        let around = self.old[at].group.map_or_else(String::new, |group| self.old[group].raw.clone());
        Home { heading: heading.unwrap_or(Some(usize::MAX)), around }
    }

    fn new_around(&self, at: usize) -> String {
        self.new[at].group.map_or_else(String::new, |group| self.new[group].raw.clone())
    }

    fn join(&mut self, old: usize, new: usize) {
        self.to_new[old] = Some(new);
        self.to_old[new] = Some(old);
    }

    fn headings(&mut self) {
        let is_heading = |unit: &Unit| unit.shape == Shape::Heading;
        self.by(|unit, _| is_heading(unit).then(|| (unit.section.clone(), unit.raw.clone())));
        self.by(|unit, _| is_heading(unit).then(|| unit.raw.clone()));
        self.by(|unit, _| unit.fields.first().filter(|_| is_heading(unit)).map(|(_, title)| title.clone()));
    }

    /// Lines with the same words below the same heading; those below the same item first.
    fn lines(&mut self) {
        self.by(|unit, home| {
            (unit.shape >= Shape::Line).then(|| (unit.shape, home.heading, home.around, unit.raw.clone()))
        });
        self.by(|unit, home| {
            (unit.shape >= Shape::Line).then(|| (unit.shape, home.heading, unit.raw.clone()))
        });
    }

    /// A heading with new words keeps most of the lines below it.
    fn headings_by_their_lines(&mut self) {
        let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        // Lines with the same words in both, once each: not paired yet, for their headings are not.
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, unit) in self.new.iter().enumerate().filter(|(_, unit)| unit.shape >= Shape::Line) {
            places.entry(&unit.raw).or_default().push(at);
        }
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, unit) in self.old.iter().enumerate().filter(|(_, unit)| unit.shape >= Shape::Line) {
            let Some(home) = self.old_home[at].filter(|home| self.to_new[*home].is_none()) else { continue };
            *sizes.entry(home).or_default() += 1;
            let there = places.get(unit.raw.as_str()).filter(|places| places.len() == 1);
            let heading = there.and_then(|places| self.new_home[places[0]]);
            if let Some(heading) = heading.filter(|heading| self.to_old[*heading].is_none()) {
                *votes.entry((home, heading)).or_default() += 1;
            }
        }
        let mut best: Vec<((usize, usize), usize)> = votes.into_iter().collect();
        best.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        for ((old, new), count) in best {
            let most = count * 2 >= sizes.get(&old).copied().unwrap_or(0);
            if most && self.to_new[old].is_none() && self.to_old[new].is_none() {
                self.join(old, new);
            }
        }
    }

    fn headings_by_likeness(&mut self) {
        let (old, new) = (self.free_old(Shape::Heading), self.free_new(Shape::Heading));
        self.join_all(alike(&Likeness::of(self.old, &old), &Likeness::of(self.new, &new), ALIKE));
    }

    fn alike_at_home(&mut self) {
        for shape in [Shape::Line, Shape::Code] {
            let mut homes: BTreeMap<Option<usize>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
            for at in self.free_old(shape) {
                match self.old_home[at].map(|home| self.to_new[home]) {
                    Some(None) => {}
                    heading => homes.entry(heading.flatten()).or_default().0.push(at),
                }
            }
            for at in self.free_new(shape) {
                homes.entry(self.new_home[at]).or_default().1.push(at);
            }
            for (old, new) in homes.into_values() {
                self.join_all(alike(&Likeness::of(self.old, &old), &Likeness::of(self.new, &new), ALIKE));
            }
        }
    }

    fn alike_anywhere(&mut self) {
        let long = |units: &[Unit], all: Vec<usize>| -> Vec<usize> {
            all.into_iter().filter(|at| units[*at].raw.split_whitespace().count() >= LONG).collect()
        };
        let old = long(self.old, self.free_old(Shape::Line));
        let new = long(self.new, self.free_new(Shape::Line));
        self.join_all(alike(&Likeness::of(self.old, &old), &Likeness::of(self.new, &new), VERY_ALIKE));
    }

    fn free_old(&self, shape: Shape) -> Vec<usize> {
        (0..self.old.len()).filter(|at| self.to_new[*at].is_none() && self.old[*at].shape == shape).collect()
    }

    fn free_new(&self, shape: Shape) -> Vec<usize> {
        (0..self.new.len()).filter(|at| self.to_old[*at].is_none() && self.new[*at].shape == shape).collect()
    }

    fn join_all(&mut self, pairs: Vec<(usize, usize)>) {
        for (old, new) in pairs {
            self.join(old, new);
        }
    }
}

/// Where a unit stands, told by units of the new side.
struct Home {
    /// `None` above the first heading.
    heading: Option<usize>,
    /// The words of what is around it.
    around: String,
}

#[cfg(test)]
mod tests {
    use super::super::unit::units;
    use super::*;
    use crate::site::testing::site;

    /// `old words -> new words` of all pairs that are not the same.
    fn pairs(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (site(old), site(new));
        let (a, b) = (units(&old.plans[0]), units(&new.plans[0]));
        let pairing = pair(&a, &b);
        let mut found = Vec::new();
        for (at, unit) in a.iter().enumerate() {
            match pairing.to_new[at] {
                Some(new) if b[new].words == unit.words => {}
                Some(new) => found.push(format!("{} -> {}", unit.words, b[new].words)),
                None => found.push(format!("{} gone", unit.words)),
            }
        }
        let born = b.iter().enumerate().filter(|(at, _)| pairing.to_old[*at].is_none());
        found.extend(born.map(|(_, unit)| format!("{} new", unit.words)));
        found
    }

    #[test]
    fn reworded_lines_stay_the_same_thing() {
        let old = "# P\n## One\n- [ ] Stop the queue\n- [ ] Wait 5 minutes\n## Two\n- [ ] Wait 5 minutes\n";
        let new = "# P\n## One\n- [ ] Stop the mail queue\n- [ ] Wait 9 minutes\n## Two\n- [ ] Ring Ann\n- [ ] Wait 5 minutes\n";
        assert_eq!(
            pairs(old, new),
            ["Stop the queue -> Stop the mail queue", "Wait 5 minutes -> Wait 9 minutes", "Ring Ann new"]
        );
    }

    #[test]
    fn a_heading_with_new_words_keeps_its_lines() {
        let old = "# P\n## Get ready\n- Shut all the doors\n- Count the people\n- Lock up\n";
        let new = "# P\n## Preparations\n- Shut all the doors\n- Count the people twice\n- Lock up\n";
        assert_eq!(
            pairs(old, new),
            ["Get ready -> Preparations", "Count the people -> Count the people twice"]
        );
    }

    #[test]
    fn phases_that_are_numbered_anew_stay_apart() {
        let old = "# P\n## Phase 1: Drain\n- [ ] a b c\n## Phase 2: Switch\n- [ ] d e f\n";
        let new = "# P\n## Phase 1: Freeze\n- [ ] x y\n## Phase 2: Drain\n- [ ] a b c\n## Phase 3: Switch\n- [ ] d e f\n";
        assert_eq!(
            pairs(old, new),
            [
                "Phase 1: Drain -> Phase 2: Drain",
                "Phase 2: Switch -> Phase 3: Switch",
                "Phase 1: Freeze new",
                "x y new"
            ]
        );
    }
}
