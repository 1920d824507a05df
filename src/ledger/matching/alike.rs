//! Things that were reworded: the same place and a text that is alike.

use std::collections::BTreeMap;

use super::similarity::{alike, bare};
use super::{Matcher, Side};
use crate::ledger::thing::Class;

/// How alike texts must be in the same gap between the same neighbours.
pub const IN_PLACE: f64 = 0.5;
/// Under the same heading.
pub const IN_SECTION: f64 = 0.6;
/// Anywhere else in the plan; and no other text may come nearly as close.
pub const ANYWHERE: f64 = 0.8;
/// What comes nearly as close.
const RIVAL: f64 = 0.08;
/// More pairs than these are only compared under the same heading.
const COMPARED: usize = 400_000;
/// And then only so many places apart.
const APART: usize = 64;

struct Candidate {
    old: usize,
    new: usize,
    alike: f64,
    /// In the same gap or under the same heading.
    near: bool,
}

/// Pairs what is alike, the nearest and most alike first.
pub(super) fn pair(found: &mut Matcher) {
    let mut candidates = candidates(found);
    candidates.sort_by(|a, b| {
        let nearer = b.near.cmp(&a.near);
        nearer.then(b.alike.total_cmp(&a.alike)).then((a.old, a.new).cmp(&(b.old, b.new)))
    });
    let rivals = Rivals::of(&candidates);
    for candidate in candidates.iter().filter(|c| c.near || !rivals.press(c)) {
        found.pair(candidate.old, candidate.new);
    }
}

/// The two best likenesses of every thing, to see whether the second comes close to the first.
#[derive(Default)]
struct Rivals {
    of_old: BTreeMap<usize, [f64; 2]>,
    of_new: BTreeMap<usize, [f64; 2]>,
}

impl Rivals {
    fn of(candidates: &[Candidate]) -> Rivals {
        let mut rivals = Rivals::default();
        for candidate in candidates {
            for best in [
                rivals.of_old.entry(candidate.old).or_default(),
                rivals.of_new.entry(candidate.new).or_default(),
            ] {
                match candidate.alike {
                    alike if alike > best[0] => *best = [alike, best[0]],
                    alike if alike > best[1] => best[1] = alike,
                    _ => {}
                }
            }
        }
        rivals
    }

    /// Whether another text is nearly as close, or closer.
    fn press(&self, candidate: &Candidate) -> bool {
        let close = |best: Option<&[f64; 2]>| {
            best.is_some_and(|[first, second]| {
                *first > candidate.alike || (*second > 0.0 && second + RIVAL > candidate.alike)
            })
        };
        close(self.of_old.get(&candidate.old)) || close(self.of_new.get(&candidate.new))
    }
}

fn candidates(found: &Matcher) -> Vec<Candidate> {
    let olds: Vec<usize> =
        found.free_old().filter(|(_, row)| !row.kind.is_name()).map(|(at, _)| at).collect();
    let news: Vec<usize> =
        found.free_new().filter(|(_, row)| !row.kind.is_name()).map(|(at, _)| at).collect();
    let gaps = Gaps::of(found);
    if olds.len() * news.len() <= COMPARED {
        let all = olds.iter().flat_map(|old| news.iter().map(|new| (*old, *new)));
        return all.filter_map(|pair| candidate(found, &gaps, pair)).collect();
    }
    // Too many for all against all: under the same heading, not far apart.
    let mut places: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for new in news {
        if let Some(parent) = found.new.rows[new].parent {
            places.entry((parent, found.new.at[new])).or_default().push(new);
        }
    }
    let mut candidates = Vec::new();
    for old in olds {
        let Some(parent) = found.old.rows[old].parent.and_then(|p| found.of_old[p]) else { continue };
        let at = found.old.at[old];
        let near = places.range((parent, at.saturating_sub(APART))..=(parent, at + APART));
        let near = near.flat_map(|(_, news)| news);
        candidates.extend(near.filter_map(|new| candidate(found, &gaps, (old, *new))));
    }
    candidates
}

fn candidate(found: &Matcher, gaps: &Gaps, (old, new): (usize, usize)) -> Option<Candidate> {
    let (a, b) = (&found.old.rows[old], &found.new.rows[new]);
    if a.class != b.class {
        return None;
    }
    let near = b.parent.is_some() && a.parent.and_then(|p| found.of_old[p]) == b.parent;
    let due = match near {
        _ if matches!(a.class, Class::Own(_)) => ANYWHERE,
        true if gaps.same(found, old, new) => IN_PLACE,
        true => IN_SECTION,
        false => ANYWHERE,
    };
    let (one, other) = (bare(a.words), bare(b.words));
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    // Nothing can be this alike when one is so much longer.
    if (2 * short) as f64 / ((short + long).max(1) as f64) < due - 0.2 {
        return None;
    }
    let alike = alike(one, other);
    (alike >= due).then_some(Candidate { old, new, alike, near })
}

/// The nearest known neighbours of every thing on both sides: before and behind it.
struct Gaps {
    old: Vec<[Option<usize>; 2]>,
    new: Vec<[Option<usize>; 2]>,
}

impl Gaps {
    fn of(found: &Matcher) -> Gaps {
        Gaps { old: nearest(found.old, &found.of_old), new: nearest(found.new, &found.of_new) }
    }

    /// Whether both stand between the same known neighbours.
    fn same(&self, found: &Matcher, old: usize, new: usize) -> bool {
        self.old[old].map(|at| at.and_then(|at| found.of_old[at])) == self.new[new]
    }
}

fn nearest(side: &Side, known: &[Option<usize>]) -> Vec<[Option<usize>; 2]> {
    let mut all = vec![[None; 2]; side.rows.len()];
    for children in &side.children {
        let mut last = None;
        for child in children {
            all[*child][0] = last;
            last = known[*child].map_or(last, |_| Some(*child));
        }
        last = None;
        for child in children.iter().rev() {
            all[*child][1] = last;
            last = known[*child].map_or(last, |_| Some(*child));
        }
    }
    all
}
