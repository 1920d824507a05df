//! Which thing is which: the things of a plan as it stands, against those that were published.
//!
//! Passes from the surest to the least sure, each over what is left: the id of the author; the same words in the same
//! place; the same words that stand but once; headings by what stands below them; then texts that are alike
//! ([`similarity`]), at [`IN_PLACE`] in the same gap between known neighbours, at [`IN_SECTION`] under the same heading,
//! at [`ANYWHERE`] elsewhere. What is left after that is gone, or new.

mod align;
mod alike;
pub mod similarity;
mod table;

pub use alike::{ANYWHERE, IN_PLACE, IN_SECTION};
pub use table::{Neighbours, Row, Side};

use std::collections::BTreeMap;

use align::align;
use similarity::bare;

use super::thing::Class;

/// Rounds of passes at most: each round may settle headings whose parts the next one finds.
const ROUNDS: usize = 6;

/// Pairs of places: `(old, new)`.
pub type Pairs = Vec<(usize, usize)>;

/// Finds the things of `old` in `new`. What is `fixed` holds; things without an old one there are of another plan.
pub fn matches(old: &Side, new: &Side, fixed: &[(Option<usize>, usize)]) -> Pairs {
    let mut found =
        Matcher { old, new, of_old: vec![None; old.rows.len()], of_new: vec![None; new.rows.len()] };
    for (from, to) in fixed {
        match from {
            Some(from) => found.pair(*from, *to),
            None => found.of_new[*to] = Some(usize::MAX),
        }
    }
    found.roots();
    found.ids();
    found.exact();
    found.headings_by_parts();
    found.exact();
    found.by_neighbours();
    for _ in 0..ROUNDS {
        let before = found.count();
        alike::pair(&mut found);
        found.exact();
        found.headings_by_parts();
        if found.count() == before {
            break;
        }
    }
    found.of_old.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).collect()
}

/// Places of things with the same words: the old ones, the new ones.
type Both = (Vec<usize>, Vec<usize>);

/// What is known so far.
struct Matcher<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

/// How much of a text must be equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    All,
    /// But for the number in front.
    Bare,
}

impl Matcher<'_> {
    fn count(&self) -> usize {
        self.of_old.iter().flatten().count()
    }

    fn pair(&mut self, old: usize, new: usize) {
        if self.of_old[old].is_none() && self.of_new[new].is_none() {
            self.of_old[old] = Some(new);
            self.of_new[new] = Some(old);
        }
    }

    fn free_old(&self) -> impl Iterator<Item = (usize, &Row<'_>)> {
        self.old.rows.iter().enumerate().filter(|(at, _)| self.of_old[*at].is_none())
    }

    fn free_new(&self) -> impl Iterator<Item = (usize, &Row<'_>)> {
        self.new.rows.iter().enumerate().filter(|(at, _)| self.of_new[*at].is_none())
    }

    fn roots(&mut self) {
        let root = |side: &Side| side.rows.iter().position(|row| row.class == Class::Plan);
        if let (Some(old), Some(new)) = (root(self.old), root(self.new)) {
            self.pair(old, new);
        }
    }

    /// An id that the author gave is who the thing is, where it was given once.
    fn ids(&mut self) {
        let (old, new) = (self.old.once_named(), self.new.once_named());
        let pairs: Pairs = new.into_iter().filter_map(|(id, at)| Some((*old.get(&id)?, at))).collect();
        pairs.into_iter().for_each(|(old, new)| self.pair(old, new));
    }

    /// The same words: under the same heading first, level by level, then those that stand but once.
    fn exact(&mut self) {
        for _ in 0..ROUNDS {
            let before = self.count();
            for words in [Words::All, Words::Bare] {
                self.in_same_place(words);
            }
            if self.count() == before {
                self.once(Words::All);
            }
            if self.count() == before {
                self.once(Words::Bare);
            }
            if self.count() == before {
                return;
            }
        }
    }

    fn in_same_place(&mut self, words: Words) {
        let mut groups: BTreeMap<(usize, Class, &str), Both> = BTreeMap::new();
        for (at, row) in self.free_old().filter(|(_, row)| words == Words::All || may(row, words)) {
            if let Some(parent) = row.parent.and_then(|p| self.of_old[p]) {
                groups.entry((parent, row.class, text(row, words))).or_default().0.push(at);
            }
        }
        for (at, row) in self.free_new().filter(|(_, row)| words == Words::All || may(row, words)) {
            if let Some(parent) = row.parent {
                groups.entry((parent, row.class, text(row, words))).or_default().1.push(at);
            }
        }
        let pairs: Pairs = groups.into_values().flat_map(|(old, new)| self.aligned(&old, &new)).collect();
        pairs.into_iter().for_each(|(old, new)| self.pair(old, new));
    }

    fn aligned(&self, old: &[usize], new: &[usize]) -> Pairs {
        let (old, new) = (self.old.sorted(old), self.new.sorted(new));
        let olds: Vec<Neighbours> = old.iter().map(|at| self.old.neighbours(*at)).collect();
        let news: Vec<Neighbours> = new.iter().map(|at| self.new.neighbours(*at)).collect();
        align(&olds, &news).into_iter().map(|(i, j)| (old[i], new[j])).collect()
    }

    /// Words that are left once on both sides: moved to another heading.
    fn once(&mut self, words: Words) {
        let groups = self.leftovers(words).into_iter();
        let pairs: Pairs = groups
            .filter(|(old, new)| old.len() == 1 && new.len() == 1)
            .map(|(old, new)| (old[0], new[0]))
            .collect();
        pairs.into_iter().for_each(|(old, new)| self.pair(old, new));
    }

    /// Words that are left several times go where one of their neighbours went.
    fn by_neighbours(&mut self) {
        let mut pairs = Pairs::new();
        for (old, new) in self.leftovers(Words::All) {
            let agree =
                |(i, j): &(usize, usize)| self.old.neighbours(*i).agreement(&self.new.neighbours(*j)) > 0;
            pairs.extend(self.aligned(&old, &new).into_iter().filter(agree));
        }
        pairs.into_iter().for_each(|(old, new)| self.pair(old, new));
    }

    /// Things that are left with the same words on both sides.
    fn leftovers(&self, words: Words) -> Vec<Both> {
        let mut groups: BTreeMap<(Class, &str), Both> = BTreeMap::new();
        for (at, row) in self.free_old().filter(|(_, row)| may(row, words)) {
            groups.entry((row.class, text(row, words))).or_default().0.push(at);
        }
        for (at, row) in self.free_new().filter(|(_, row)| may(row, words)) {
            groups.entry((row.class, text(row, words))).or_default().1.push(at);
        }
        groups.into_values().filter(|(old, new)| !old.is_empty() && !new.is_empty()).collect()
    }

    /// A heading that was retitled is found by what stands below it: at least half of what it had is now half of what
    /// another one has. One part alone proves nothing.
    fn headings_by_parts(&mut self) {
        let mut tally: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (at, row) in self.old.rows.iter().enumerate() {
            let below = self.of_old[at].and_then(|new| self.new.rows[new].parent);
            if let (Some(old), Some(new)) = (row.parent, below) {
                let free = self.of_old[old].is_none() && self.of_new[new].is_none();
                if free && self.old.rows[old].class == self.new.rows[new].class {
                    *tally.entry((old, new)).or_default() += 1;
                }
            }
        }
        let mut found: Vec<_> = tally
            .into_iter()
            .filter(|((old, new), count)| {
                let half = |all: usize| count * 2 >= all;
                *count >= 2 && half(self.old.parts(*old)) && half(self.new.parts(*new))
            })
            .collect();
        found.sort_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
        found.into_iter().for_each(|((old, new), _)| self.pair(old, new));
    }
}

fn text<'r>(row: &Row<'r>, words: Words) -> &'r str {
    match words {
        Words::All => row.words,
        Words::Bare => bare(row.words),
    }
}

/// Whether a row may be looked for by these words: without any it can be found in its place alone.
fn may(row: &Row, words: Words) -> bool {
    match words {
        Words::All => !row.words.is_empty(),
        Words::Bare => !bare(row.words).is_empty() && matches!(row.class, Class::Heading | Class::Item),
    }
}

#[cfg(test)]
mod tests;
