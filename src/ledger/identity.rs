//! A plan's things with their codes, and what was published of it before.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Revision, What};
use super::thing::{Fact, Kind, Thing};
use super::{Code, Digest};
use crate::markdown::NodeId;

/// A thing with its code.
#[derive(Debug, Clone)]
pub struct Known {
    pub thing: Thing,
    pub code: Code,
    /// Where it was published before: `page` or `page#fragment`; of a plan, its former ids.
    pub former: Vec<String>,
    /// False where the ledger knew it already.
    pub born: bool,
}

/// Everything that identifies a plan and what is in it.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// The plan first; outer things before inner ones.
    pub things: Vec<Known>,
    pub of_node: BTreeMap<NodeId, usize>,
    pub of_line: BTreeMap<u32, usize>,
    pub of_fact: BTreeMap<Fact, usize>,
    pub of_code: BTreeMap<Code, usize>,
    /// Counted from 1; goes on with every change of the digest.
    pub revision: u32,
    /// Of the whole plan.
    pub digest: Digest,
    /// All revisions that are remembered, this one too.
    pub log: Vec<Revision>,
    /// Things that were taken out of this plan.
    pub retired: Vec<Entry>,
    /// Codes that mean the same as one of the things.
    pub same: Vec<(Code, Code)>,
}

/// A thing that is not as it was at some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub code: Code,
    pub what: What,
}

impl Identity {
    pub fn plan(&self) -> Option<&Known> {
        self.things.first()
    }

    pub fn by_code(&self, code: &Code) -> Option<&Known> {
        self.of_code.get(code).and_then(|at| self.things.get(*at))
    }

    pub fn by_node(&self, node: NodeId) -> Option<&Known> {
        self.of_node.get(&node).and_then(|at| self.things.get(*at))
    }

    /// The line of a paragraph, or of a command, that is a thing.
    pub fn by_line(&self, line: u32) -> Option<&Known> {
        self.of_line.get(&line).and_then(|at| self.things.get(*at))
    }

    /// The thing that the fact of this kind with this place in its list is.
    pub fn by_fact(&self, kind: Kind, at: usize) -> Option<&Known> {
        self.of_fact.get(&(kind, at)).and_then(|at| self.things.get(*at))
    }

    /// The innermost thing that `line` stands in: the last one that begins there or before. The plan where nothing does.
    pub fn around_line(&self, line: u32) -> Option<&Known> {
        let begun =
            self.things.iter().filter(|known| known.thing.line <= line && !known.thing.kind.is_name());
        begun.max_by_key(|known| known.thing.line)
    }

    /// The things from this one outwards, the plan last.
    pub fn outwards(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |at| self.things.get(*at)?.thing.parent)
    }

    /// What is not as it was at the revision with this digest ([`Digest::key`]), in the order of the codes; `None` for a
    /// digest that no remembered revision had.
    pub fn changes_since(&self, digest: &str) -> Option<Vec<Changed>> {
        if digest == self.digest.key() {
            return Some(Vec::new());
        }
        let from = self.log.iter().filter(|r| r.digest == digest).max_by_key(|r| r.number)?;
        let past = self.ancestors(from);
        let mut since: Vec<&Revision> = self.log.iter().filter(|r| !past.contains(&r.name())).collect();
        since.sort_by_key(|r| (r.number, &r.digest));
        let mut first: BTreeMap<&Code, (What, &str)> = BTreeMap::new();
        let mut gone: BTreeSet<&Code> = BTreeSet::new();
        for change in since.iter().flat_map(|r| &r.changes) {
            let known = first.entry(&change.code).or_insert((change.what, &change.was));
            if known.0 == What::Moved && change.what == What::Changed {
                *known = (What::Changed, &change.was);
            }
            if change.what == What::Removed {
                gone.insert(&change.code);
            }
        }
        Some(
            first
                .into_iter()
                .filter_map(|(code, how)| self.changed(code, how, gone.contains(code)))
                .collect(),
        )
    }

    /// What a thing is now, against what it was.
    fn changed(&self, code: &Code, (what, was): (What, &str), gone: bool) -> Option<Changed> {
        let now = self.by_code(code);
        let what = match (what, now) {
            (What::Added, None) => return None,
            (_, None) => What::Removed,
            (What::Changed, Some(now)) if now.thing.own.stub() == was => return None,
            (What::Removed, Some(_)) if gone => What::Changed,
            (what, Some(_)) => what,
        };
        Some(Changed { code: code.clone(), what })
    }

    /// The names of a revision and of all before it.
    fn ancestors(&self, of: &Revision) -> BTreeSet<String> {
        let by_name: BTreeMap<String, &Revision> = self.log.iter().map(|r| (r.name(), r)).collect();
        let mut past = BTreeSet::new();
        let mut open = vec![of.name()];
        while let Some(name) = open.pop() {
            if past.insert(name.clone()) {
                open.extend(by_name.get(&name).into_iter().flat_map(|r| r.after.iter().cloned()));
            }
        }
        past
    }
}
