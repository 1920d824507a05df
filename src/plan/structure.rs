//! The plan as a text: headings, metadata, code, tables, options, trees, dependencies.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Place;

#[derive(Debug, Clone, Default, Serialize)]
pub struct Headings {
    pub total: usize,
    pub by_level: BTreeMap<u8, usize>,
}

/// A key and a value written in the text (`**Version:** 1.0`).
#[derive(Debug, Clone, Serialize)]
pub struct Metadata {
    /// Lower case, words joined by underscores.
    pub key: String,
    pub value: MetadataValue,
    /// ISO date, where one can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum MetadataValue {
    Text(String),
    List(Vec<String>),
    /// Only a placeholder stands there.
    Missing,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct CodeBlocks {
    pub total: usize,
    pub by_lang: Vec<LangCount>,
    pub inside_list_items: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct LangCount {
    pub lang: Option<String>,
    pub count: usize,
}

/// A fence without language and what it really holds.
#[derive(Debug, Clone, Serialize)]
pub struct TextBlock {
    pub title: String,
    /// `template`, `schedule`, `procedure`, `scenarios`, `decision tree`, `specification`, `outline`, `settings`, `text`.
    pub kind: String,
    pub groups: usize,
    /// Rows of each group, its title left out; of a single group all lines that are not blank.
    pub rows: Vec<usize>,
    #[serde(flatten)]
    pub place: Place,
}

#[derive(Debug, Clone, Serialize)]
pub struct TableShape {
    pub rows: usize,
    pub columns: Vec<String>,
    #[serde(flatten)]
    pub place: Place,
}

/// Alternatives of which one is to be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Options {
    pub title: String,
    pub form: String,
    pub choices: Vec<PlanOption>,
    #[serde(flatten)]
    pub place: Place,
}

#[derive(Debug, Clone, Serialize)]
pub struct PlanOption {
    /// With its letter, without the bracket: `Option A: Managed hosting`.
    pub label: String,
    pub note: Option<String>,
    pub recommended: bool,
    pub line: u32,
}

/// A row of the table that has a Dependencies column.
#[derive(Debug, Clone, Serialize)]
pub struct Dependency {
    /// Slug of the phase of the row.
    pub phase: Option<String>,
    /// The cell as written.
    pub literal: String,
    /// Slugs of phases that must be done before.
    pub depends_on: Vec<String>,
    /// Needs that are no phases.
    pub external: Vec<String>,
    pub priority: Option<String>,
    pub line: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct DecisionTree {
    pub title: String,
    pub form: String,
    pub parts: Vec<TreePart>,
    #[serde(flatten)]
    pub place: Place,
    /// The drawing as written.
    #[serde(skip)]
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct TreePart {
    pub root: String,
    pub line: u32,
    pub question: Option<String>,
    pub question_line: Option<u32>,
    pub question_detail: Vec<String>,
    pub branches: Vec<TreeBranch>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TreeBranch {
    /// `YES`, `Automated`; `None` for a plain line.
    pub answer: Option<String>,
    pub action: String,
    pub time: Option<String>,
    pub line: u32,
    pub steps: Vec<String>,
}
