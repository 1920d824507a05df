//! The revisions of a plan: which states of it were published, and what changed between them.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Change, Entry, Revision, What};
use super::identity::Identity;
use super::{Code, Ledger};

/// Revisions of a plan that are remembered; older ones are only counted.
const REMEMBERED: usize = 200;

/// Settles the revision of a plan: that of the ledger where nothing changed, else the next one. `before` are the
/// plan's living entries, `moved` the places of things that changed their place among their neighbours.
pub fn settle(
    identity: &mut Identity,
    code: &Code,
    ledger: &Ledger,
    (before, moved): (&[&Entry], &BTreeSet<usize>),
) {
    let mut log: Vec<Revision> = ledger.revisions_of(code).cloned().collect();
    let digest = identity.digest.key();
    let followed: BTreeSet<&String> = log.iter().flat_map(|r| &r.after).collect();
    let heads: Vec<&Revision> = log.iter().filter(|r| !followed.contains(&r.name())).collect();
    match heads[..] {
        [head] if head.digest == digest => identity.revision = head.number,
        _ => {
            let number = log.last().map_or(0, |r| r.number) + 1;
            let after = heads.iter().map(|r| r.name()).collect();
            let changes = if log.is_empty() { Vec::new() } else { changes(identity, before, moved) };
            log.push(Revision { plan: code.clone(), number, digest, after, changes });
            identity.revision = number;
        }
    }
    let forgotten = log.len().saturating_sub(REMEMBERED);
    identity.log = log.split_off(forgotten);
}

/// What differs between the ledger's things and those of the plan.
fn changes(identity: &Identity, before: &[&Entry], moved: &BTreeSet<usize>) -> Vec<Change> {
    let old: BTreeMap<&Code, &Entry> = before.iter().map(|entry| (&entry.code, *entry)).collect();
    let mut changes = Vec::new();
    for (at, known) in identity.things.iter().enumerate() {
        let parent = known.thing.parent.and_then(|at| identity.things.get(at)).map(|p| &p.code);
        let change = match old.get(&known.code) {
            None => Some((What::Added, String::new())),
            Some(entry) if entry.own != known.thing.own.stub() => Some((What::Changed, entry.own.clone())),
            Some(entry) if entry.parent.as_ref() != parent || moved.contains(&at) => {
                Some((What::Moved, entry.own.clone()))
            }
            Some(_) => None,
        };
        changes.extend(change.map(|(what, was)| Change { code: known.code.clone(), what, was }));
    }
    let gone = old.iter().filter(|(code, _)| !identity.of_code.contains_key(**code));
    changes.extend(gone.map(|(code, entry)| Change {
        code: (*code).clone(),
        what: What::Removed,
        was: entry.own.clone(),
    }));
    changes.sort();
    changes
}
