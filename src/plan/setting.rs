//! Settings, flags and endpoints.

use serde::Serialize;

use super::Place;

/// An upper-case name that is set or read.
#[derive(Debug, Clone, Serialize)]
pub struct Setting {
    pub name: String,
    /// Every line where it occurs.
    pub lines: Vec<u32>,
    /// True when its value must not be shown.
    pub secret: bool,
    /// First value that the plan sets; `None` for secrets and for names that are only read.
    pub value: Option<String>,
}

/// A setting with a truth value that the plan calls a feature flag.
#[derive(Debug, Clone, Serialize)]
pub struct FeatureFlag {
    pub name: String,
    /// Line of the default.
    pub defined: u32,
    /// As written: `false`, `True`.
    pub default: String,
    pub changes: Vec<FlagChange>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FlagChange {
    pub line: u32,
    pub value: String,
    /// Slug of the phase, or `rollback`, where the change stands.
    pub phase: Option<String>,
}

/// An address named for checking.
#[derive(Debug, Clone, Serialize)]
pub struct Endpoint {
    pub literal: String,
    pub method: Option<String>,
    /// Without query.
    pub path: String,
    /// `health`, `webhook`, `other`.
    pub kind: String,
    pub purpose: Option<String>,
    /// Other lines that name it.
    pub also: Vec<u32>,
    #[serde(flatten)]
    pub place: Place,
}
