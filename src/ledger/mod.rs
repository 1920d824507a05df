//! Identity: which thing of a plan is which thing that was published before.
//!
//! [`things::of`] lists what a plan holds, with digests of the canonical form. [`identify`] finds the code of every
//! thing again in the [`Ledger`] or draws a new one, and freezes the names of headings. What was published and is gone
//! is an error: nothing dies unsaid.

mod abroad;
mod again;
pub mod amend;
pub mod canonical;
mod code;
mod digest;
pub mod entry;
pub mod file;
mod hand;
mod identify;
mod identity;
pub mod matching;
mod names;
mod order;
pub mod pins;
mod plans;
mod revisions;
mod said;
mod settle;
mod shared;
pub mod signoff;
#[cfg(test)]
pub mod testing;
pub mod thing;
pub mod things;
mod vanished;

pub use again::{Apart, again};
pub use code::{ALPHABET, Code};
pub use digest::{Digest, grouped, hex};
pub use entry::{Change, Entry, Retired, Revision, State, What};
pub use identify::{Identified, ReadPlan, Settled, fresh, identify};
pub use identity::{Changed, Identity, Known};
pub use plans::Families;
pub use said::said;
pub use shared::Shared;
pub use thing::{Class, Fact, Kind, Thing, Things};

use std::collections::BTreeMap;

/// All that was published: things by their codes, and the revisions of plans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<Code, Entry>,
    /// By plan, then by number and digest.
    revisions: BTreeMap<Code, BTreeMap<(u32, String), Revision>>,
}

impl Ledger {
    pub fn get(&self, code: &Code) -> Option<&Entry> {
        self.entries.get(code)
    }

    pub fn get_mut(&mut self, code: &Code) -> Option<&mut Entry> {
        self.entries.get_mut(code)
    }

    /// All entries in the order of their codes.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds an entry, or joins it to the one with its code.
    pub fn put(&mut self, entry: Entry) {
        match self.entries.get_mut(&entry.code) {
            Some(known) => known.join(entry),
            None => {
                self.entries.insert(entry.code.clone(), entry);
            }
        }
    }

    /// Sets an entry in the place of the one with its code.
    pub fn set(&mut self, entry: Entry) {
        self.entries.insert(entry.code.clone(), entry);
    }

    /// Packs the entries: added one by one in their order they take nearly twice the room.
    pub fn pack(&mut self) {
        self.entries = std::mem::take(&mut self.entries).into_iter().collect();
    }

    /// Adds a revision once.
    pub fn add_revision(&mut self, revision: Revision) {
        let log = self.revisions.entry(revision.plan.clone()).or_default();
        log.entry((revision.number, revision.digest.clone())).or_insert(revision);
    }

    /// The revisions of all plans.
    pub fn revisions(&self) -> impl Iterator<Item = &Revision> {
        self.revisions.values().flat_map(BTreeMap::values)
    }

    /// The revisions of one plan, in the order of their numbers.
    pub fn revisions_of(&self, plan: &Code) -> impl Iterator<Item = &Revision> {
        self.revisions.get(plan).into_iter().flat_map(BTreeMap::values)
    }

    /// Hands the revisions of a plan on to the code that it has now.
    pub fn rename_plan(&mut self, was: &Code, is: &Code) {
        for (_, revision) in self.revisions.remove(was).unwrap_or_default() {
            self.add_revision(Revision { plan: is.clone(), ..revision });
        }
    }

    /// What a code means: itself, or what it is the same as; it may be a tombstone.
    pub fn meant(&self, code: &Code) -> Option<&Entry> {
        let mut at = self.get(code)?;
        for _ in 0..32 {
            match &at.state {
                State::Same(other) => at = self.get(other)?,
                _ => return Some(at),
            }
        }
        None
    }

    /// The living thing that a code leads to: itself, what it is the same as, or what took its place.
    pub fn living(&self, code: &Code) -> Option<&Entry> {
        let mut at = self.get(code)?;
        for _ in 0..32 {
            at = match &at.state {
                State::Live => return Some(at),
                State::Same(other) => self.get(other)?,
                State::Retired(gone) => self.get(gone.to.as_ref()?)?,
            };
        }
        None
    }
}
