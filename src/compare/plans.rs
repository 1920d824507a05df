//! Which plan of the new side is which of the old one.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Shape, Unit};
use crate::site::{Site, SitePlan};

/// A plan on the old side, on the new side, or both.
pub type Both<'a> = (Option<&'a SitePlan>, Option<&'a SitePlan>);

/// Whether two plans are the same by some name.
type Same = dyn Fn(&SitePlan, &SitePlan) -> bool;

/// Share of lines, of 100, that a plan with another name must have kept.
const KEPT: usize = 50;

/// All plans of both sides: by id, by former ids, by code, and then those that kept most of their lines. A plan that
/// is alone on its side is the one that is alone on the other.
pub fn pair<'a>(old: &'a Site, new: &'a Site, alone: bool) -> Vec<Both<'a>> {
    if let ([a], [b], true) = (&old.plans[..], &new.plans[..], alone) {
        return vec![(Some(a), Some(b))];
    }
    let mut left: Vec<&SitePlan> = old.plans.iter().collect();
    let mut born: Vec<&SitePlan> = new.plans.iter().collect();
    let mut pairs: Vec<Both> = Vec::new();
    let ways: [&Same; 3] = [&|a, b| a.id == b.id, &|a, b| b.source.front.aliases.contains(&a.id), &|a, b| {
        a.source.front.code.is_some() && a.source.front.code == b.source.front.code
    }];
    for way in ways {
        born.retain(|b| match left.iter().position(|a| way(a, b)) {
            Some(at) => {
                pairs.push((Some(left.remove(at)), Some(b)));
                false
            }
            None => true,
        });
    }
    for (a, b) in by_lines(&left, &born) {
        pairs.push((Some(a), Some(b)));
        left.retain(|plan| plan.id != a.id);
        born.retain(|plan| plan.id != b.id);
    }
    pairs.extend(left.into_iter().map(|a| (Some(a), None)));
    pairs.extend(born.into_iter().map(|b| (None, Some(b))));
    let id = |both: &Both| both.1.or(both.0).map(|plan| plan.id.clone());
    pairs.sort_by_key(id);
    pairs
}

/// Plans that share most of their lines, the closest first.
fn by_lines<'a>(left: &[&'a SitePlan], born: &[&'a SitePlan]) -> Vec<(&'a SitePlan, &'a SitePlan)> {
    let lines = |plan: &&SitePlan| -> BTreeSet<String> {
        super::unit::units(plan).into_iter().filter(is_text).map(|unit| unit.raw).collect()
    };
    let there: Vec<BTreeSet<String>> = born.iter().map(lines).collect();
    let mut close: BTreeMap<(usize, usize, usize), ()> = BTreeMap::new();
    for (i, a) in left.iter().map(lines).enumerate() {
        for (j, b) in there.iter().enumerate() {
            let shared = a.intersection(b).count();
            let share = 100 * shared / a.len().max(b.len()).max(1);
            if share >= KEPT {
                close.insert((100 - share, i, j), ());
            }
        }
    }
    let (mut used_left, mut used_born) = (BTreeSet::new(), BTreeSet::new());
    let free = close.into_keys().filter(|(_, i, j)| {
        let free = !used_left.contains(i) && !used_born.contains(j);
        if free {
            used_left.insert(*i);
            used_born.insert(*j);
        }
        free
    });
    free.map(|(_, i, j)| (left[i], born[j])).collect()
}

fn is_text(unit: &Unit) -> bool {
    unit.shape != Shape::Front
}
