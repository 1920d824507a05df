//! Pins: what `tminus ledger move` said a code shall be, until the next build has settled it.
//!
//! A pin names a thing of the plans as they stand, by what it says, what stands around it, and which of several equal
//! ones it is; neither a line nor a code, which the next build may give otherwise.

use std::collections::BTreeMap;

use super::plans::Standing;
use super::thing::Things;
use super::{Code, Digest, Ledger};

/// A thing of the plans: the place of its plan, and its own in it.
pub type Spot = (usize, usize);

/// The pins of all things of a plan, in their order.
pub fn keys(id: &str, things: &Things) -> Vec<String> {
    let mut keys = vec![String::new(); things.all.len()];
    let mut met: BTreeMap<String, u32> = BTreeMap::new();
    // Outer things stand before inner ones; equal ones are counted in the order of the text.
    let mut order = things.in_order();
    order.sort_by_key(|at| depth(things, *at));
    for at in order {
        let thing = &things.all[at];
        let around = thing.parent.and_then(|parent| keys.get(parent)).map_or(id, String::as_str);
        let said = format!("{around}\n{:?}\n{}", thing.kind.class(), thing.words);
        let count = met.entry(said.clone()).or_default();
        *count += 1;
        keys[at] = Digest::of(&format!("{said}\n{count}")).stub();
    }
    keys
}

fn depth(things: &Things, at: usize) -> usize {
    std::iter::successors(Some(at), |at| things.all.get(*at)?.parent).count()
}

/// Where the pinned codes of the ledger stand.
pub fn find(ledger: &Ledger, plans: &[Standing]) -> BTreeMap<Code, Spot> {
    let mut pinned = BTreeMap::new();
    for entry in ledger.entries().filter(|entry| entry.is_live()) {
        pinned.extend(entry.pin.as_deref().map(|pin| (pin, &entry.code)));
    }
    let mut found = BTreeMap::new();
    if pinned.is_empty() {
        return found;
    }
    for (plan, standing) in plans.iter().enumerate() {
        for (at, key) in keys(standing.id, standing.things).iter().enumerate() {
            found.extend(pinned.get(key.as_str()).map(|code| ((*code).clone(), (plan, at))));
        }
    }
    found
}
