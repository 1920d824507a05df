//! What a comparison comes to: plain data, serialised as `tminus diff --format json` prints it.

use serde::Serialize;

use super::Kind;

/// All that changed between two sides, plan by plan.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Difference {
    /// Plans that differ, those with loosened criteria first.
    pub plans: Vec<PlanDifference>,
    /// How many plans are the same on both sides.
    pub unchanged: usize,
}

/// What changed in one plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanDifference {
    pub id: String,
    pub code: String,
    pub title: String,
    pub state: PlanState,
    /// The id that the plan had on the old side, where that was another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<String>,
    pub old: Option<Revision>,
    pub new: Option<Revision>,
    /// In the order of [`Class`], within a class in the order of the text.
    pub changes: Vec<Change>,
}

/// Whether a plan stands on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanState {
    Changed,
    Removed,
    Added,
}

/// A plan as it stood on one side.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Revision {
    pub file: String,
    /// As the front matter writes it.
    pub version: Option<String>,
    /// SHA-256 of the canonical form, in hexadecimal.
    pub digest: String,
    /// The same in short groups.
    pub short: String,
    pub tasks: usize,
    pub criteria: usize,
    pub signatures: usize,
    /// Who is asked to sign: approvers of the front matter, then roles of the text.
    pub signers: Vec<String>,
}

/// The parts in which changes are told, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    Loosened,
    Removed,
    Added,
    Retimed,
    Reworded,
    Moved,
    Rest,
}

impl Class {
    pub const ALL: [Class; 7] = [
        Class::Loosened,
        Class::Removed,
        Class::Added,
        Class::Retimed,
        Class::Reworded,
        Class::Moved,
        Class::Rest,
    ];

    /// Title of the part.
    pub fn title(self) -> &'static str {
        match self {
            Class::Loosened => "Loosened",
            Class::Removed => "Removed",
            Class::Added => "Added",
            Class::Retimed => "Retimed",
            Class::Reworded => "Reworded",
            Class::Moved => "Moved",
            Class::Rest => "Other facts",
        }
    }

    /// `2 loosened`.
    pub fn word(self) -> &'static str {
        match self {
            Class::Loosened => "loosened",
            Class::Removed => "removed",
            Class::Added => "added",
            Class::Retimed => "retimed",
            Class::Reworded => "reworded",
            Class::Moved => "moved",
            Class::Rest => "other",
        }
    }
}

/// What happened to a thing; several may happen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    Removed,
    Added,
    Retimed,
    Reworded,
    /// To another part of the plan.
    Moved,
    /// To another place among its neighbours.
    Reordered,
    /// Only its number is another one.
    Renumbered,
    /// It is another kind of thing now.
    Retyped,
}

/// Whether a plan asks for less than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    Loosened,
    /// Loosened in one part and tightened in another.
    Mixed,
    Tightened,
}

/// One thing that is not as it was.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    pub class: Class,
    pub kind: Kind,
    pub how: Vec<How>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The code of the thing in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Saying>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Saying>,
    /// The words of both sides in one row; empty where nothing was reworded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Piece>,
    /// What the change comes to, each in one sentence without full stop.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Reason>,
}

/// What a thing says on one side, and where.
#[derive(Debug, Clone, Serialize)]
pub struct Saying {
    pub text: String,
    pub line: u32,
    /// Headings from level 2 down, joined with ` > `.
    pub section: String,
}

/// A run of words of a rewording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub how: Fate,
    /// With the blank in front of it, where there is one.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Kept,
    Went,
    Came,
}

/// One reason why a change has its direction, or what value changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }

    /// How many changes of a class there are in all plans.
    pub fn count(&self, class: Class) -> usize {
        self.plans.iter().map(|plan| plan.count(class)).sum()
    }
}

impl PlanDifference {
    pub fn count(&self, class: Class) -> usize {
        self.changes.iter().filter(|change| change.class == class).count()
    }
}

/// One of the two sides, as it was named.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Side {
    /// What was typed: a folder, a file or a revision.
    pub name: String,
    /// The commit, in hexadecimal, where the side is a revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
}

/// A difference and the names of its sides.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    pub old: Side,
    pub new: Side,
    pub difference: Difference,
}

impl Side {
    /// The name with the first letters of the commit.
    pub fn shown(&self) -> String {
        match &self.commit {
            Some(commit) => format!("{} ({})", self.name, commit.get(..10).unwrap_or(commit)),
            None => self.name.clone(),
        }
    }
}
