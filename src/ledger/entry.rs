//! What the ledger remembers of a thing.

use super::code::Code;
use super::thing::Kind;

/// One thing that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub code: Code,
    pub kind: Kind,
    /// The thing around it; `None` for a plan.
    pub parent: Option<Code>,
    /// Order among the things of its parent; gaps are left for what comes between.
    pub order: u64,
    /// Of the thing without the things in it: [`super::Digest::stub`].
    pub own: String,
    /// The id of its author; for a plan its folder in the site.
    pub id: Option<String>,
    /// File of a plan.
    pub file: Option<String>,
    /// Where it is and was published: `page` or `page#fragment` in the folder of the plan; for a plan its former ids.
    pub names: Vec<String>,
    pub words: String,
    /// Other words that another branch gave it.
    pub also: Vec<String>,
    pub state: State,
    /// What the thing shall be at the next build: [`super::pins`].
    pub pin: Option<String>,
    /// The tombstone that another branch gave it: it holds where the thing is really gone.
    pub buried: Option<Box<Retired>>,
    /// Place of its line in the file, in bytes; 0 and 0 when it was not read.
    pub place: (usize, usize),
}

/// Whether the thing is still there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    #[default]
    Live,
    /// The code means the same thing as another one.
    Same(Code),
    /// Taken out for good.
    Retired(Box<Retired>),
}

/// What a tombstone says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retired {
    /// What took its place.
    pub to: Option<Code>,
    /// The day, `2026-11-20`; empty when nobody was there to say it.
    pub on: String,
    pub why: String,
}

impl Entry {
    pub fn is_live(&self) -> bool {
        self.state == State::Live
    }

    /// Whether this stands for a thing that lives in another plan: its own tombstone leads to itself.
    pub fn is_away(&self) -> bool {
        matches!(&self.state, State::Retired(gone) if gone.to.as_ref() == Some(&self.code))
    }

    /// Adds a name that the thing is published by; the others stay.
    pub fn publish(&mut self, name: &str) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
            self.names.sort();
        }
    }

    /// Takes in what another branch wrote of the same thing: names are joined; a tombstone yields to a living thing
    /// and is remembered, for where the thing is really gone. In whatever order they come, the outcome is the same.
    pub fn join(&mut self, mut other: Entry) {
        let rank = |e: &Entry| match &e.state {
            State::Live => 0,
            State::Same(_) => 1,
            State::Retired(_) => 2,
        };
        if (rank(&other), &other.words, other.order) < (rank(self), &self.words, self.order) {
            std::mem::swap(self, &mut other);
        }
        other.names.iter().for_each(|name| self.publish(name));
        if self.words != other.words && !self.also.contains(&other.words) {
            self.also.push(other.words);
        }
        self.also.append(&mut other.also);
        self.also.sort();
        self.also.dedup();
        self.pin = self.pin.take().or(other.pin);
        let buried = match other.state {
            State::Retired(gone) => Some(gone),
            _ => other.buried,
        };
        if self.is_live() {
            self.buried = self.buried.take().or(buried);
        }
    }

    /// Makes a tombstone of it, in the plan that it stood in last.
    pub fn bury(&mut self, plan: Option<Code>, gone: Retired) {
        if self.kind != Kind::Plan {
            self.parent = plan.or_else(|| self.parent.take());
        }
        (self.pin, self.buried, self.state) = (None, None, State::Retired(Box::new(gone)));
    }
}

/// A state of a plan that was published: its digest and what changed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub plan: Code,
    pub number: u32,
    /// [`super::Digest::key`] of the plan.
    pub digest: String,
    /// The revisions before it, as [`Revision::name`] gives them; several after branches were merged.
    pub after: Vec<String>,
    pub changes: Vec<Change>,
}

/// What happened to a thing between a revision and the one before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub code: Code,
    pub what: What,
    /// The digest stub that it had before; empty for new things.
    pub was: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Added,
    Changed,
    Moved,
    Removed,
}

/// The signs of changes in the file.
pub const SIGNS: &[(What, char)] =
    &[(What::Added, '+'), (What::Changed, '~'), (What::Moved, '^'), (What::Removed, '-')];

impl Revision {
    /// `7.9C41E7D206AF3B58`: the number alone is not enough where branches were merged.
    pub fn name(&self) -> String {
        format!("{}.{}", self.number, self.digest)
    }
}
