//! Who signs, and what must be done before.

use serde::Serialize;

use super::Place;

/// A line, row or block to sign.
#[derive(Debug, Clone, Serialize)]
pub struct SignOff {
    pub role: String,
    /// The name, where it is written in already.
    pub name: Option<String>,
    /// `line`, `bold line`, `task item`, `table`, `block`.
    pub form: String,
    pub has_signature_blank: bool,
    pub has_date_blank: bool,
    /// Task items of the same section above the signature that are no signatures.
    pub preconditions: usize,
    /// What is approved, where a cell or a text behind the role says it.
    pub meaning: Option<String>,
    #[serde(flatten)]
    pub place: Place,
    /// The lines of the precondition tasks.
    #[serde(skip)]
    pub precondition_lines: Vec<u32>,
}

/// A date to fill that belongs to all signatures of the section.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SharedDate {
    pub present: bool,
    pub line: Option<u32>,
}
