//! What a plan holds that can be pointed at.

use std::collections::BTreeMap;

use super::Digest;
use crate::markdown::NodeId;

/// What a thing is. A heading is the most telling of the kinds that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Plan,
    Section,
    Phase,
    Task,
    /// An item of a gate without box of its own.
    Criterion,
    /// A step of a procedure without box of its own.
    Step,
    Gate,
    /// A rollback point.
    Point,
    Procedure,
    Severity,
    Scenario,
    Message,
    Risk,
    SignOff,
    Contact,
    Setting,
    Endpoint,
    Channel,
}

/// Kinds of which one may become the other while the thing stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Plan,
    Heading,
    Item,
    /// Anything else stays what it is.
    Own(Kind),
}

/// All kinds with their names.
const KINDS: &[(Kind, &str)] = &[
    (Kind::Plan, "plan"),
    (Kind::Section, "section"),
    (Kind::Phase, "phase"),
    (Kind::Task, "task"),
    (Kind::Criterion, "criterion"),
    (Kind::Step, "step"),
    (Kind::Gate, "gate"),
    (Kind::Point, "point"),
    (Kind::Procedure, "procedure"),
    (Kind::Severity, "severity"),
    (Kind::Scenario, "scenario"),
    (Kind::Message, "message"),
    (Kind::Risk, "risk"),
    (Kind::SignOff, "sign-off"),
    (Kind::Contact, "contact"),
    (Kind::Setting, "setting"),
    (Kind::Endpoint, "endpoint"),
    (Kind::Channel, "channel"),
];

impl Kind {
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("thing", |(_, name)| name)
    }

    pub fn named(name: &str) -> Option<Kind> {
        KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    pub fn class(self) -> Class {
        match self {
            Kind::Plan => Class::Plan,
            Kind::Section
            | Kind::Phase
            | Kind::Gate
            | Kind::Point
            | Kind::Procedure
            | Kind::Scenario
            | Kind::Message => Class::Heading,
            Kind::Task | Kind::Criterion | Kind::Step => Class::Item,
            kind => Class::Own(kind),
        }
    }

    /// Names that the plan only mentions: they are the thing, so another name is another thing, and one that is no
    /// longer mentioned goes without a word.
    pub fn is_name(self) -> bool {
        matches!(self, Kind::Setting | Kind::Endpoint | Kind::Channel)
    }

    /// Something to be done or answered.
    pub fn is_work(self) -> bool {
        self.class() == Class::Item
    }
}

/// A thing of a plan, before it has its code.
#[derive(Debug, Clone)]
pub struct Thing {
    pub kind: Kind,
    /// Place of the thing around it in the list of things; `None` for the plan alone.
    pub parent: Option<usize>,
    pub node: Option<NodeId>,
    /// Line from 1; 0 for the plan.
    pub line: u32,
    /// What it says, in canonical words, secrets taken out; at most [`WORDS`] letters.
    pub words: String,
    /// The id that its author gave it (`{#id}`).
    pub id: Option<String>,
    /// Of the thing without the things in it.
    pub own: Digest,
    /// Of the thing with all that is in it.
    pub tree: Digest,
}

/// Letters of [`Thing::words`] at most; longer words end in `…` and a digest of all of them.
pub const WORDS: usize = 200;

/// `words` in the length that is kept: equal exactly where the whole is equal.
pub fn kept(words: &str) -> String {
    if words.chars().count() <= WORDS {
        return words.to_owned();
    }
    let front: String = words.chars().take(WORDS - 14).collect();
    format!("{front}… {}", Digest::of(words).stub())
}

/// A fact of the plan's model: its kind and its place in the list of its kind.
pub type Fact = (Kind, usize);

/// All things of a plan, outer ones before inner ones, in the order of the text; the first is the plan.
#[derive(Debug, Clone, Default)]
pub struct Things {
    pub all: Vec<Thing>,
    pub of_node: BTreeMap<NodeId, usize>,
    /// Lines of paragraphs and of code that are things.
    pub of_line: BTreeMap<u32, usize>,
    pub of_fact: BTreeMap<Fact, usize>,
}

impl Things {
    /// The things in the order of their lines; of one line, as they were gathered.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|at| (self.all[*at].line, *at));
        order
    }
}
