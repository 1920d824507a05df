//! Lists of moments.

use serde::Serialize;

use super::Place;

#[derive(Debug, Clone, Serialize)]
pub struct Timeline {
    pub title: String,
    /// `headings`, `table`, `list with bold times`, `text block`, `numbered list with windows in the step title`.
    pub form: String,
    pub rows: usize,
    /// As written in the rows (`CET`).
    pub time_zone: Option<String>,
    /// The moments, one a row.
    pub entries: Vec<String>,
    /// Slug of the phase of each row, where rows belong to phases.
    pub row_phase: Vec<Option<String>>,
    #[serde(flatten)]
    pub place: Place,
    /// What happens at each moment, one a row, with its line.
    #[serde(skip)]
    pub texts: Vec<(String, u32)>,
}

/// A recurring duty.
#[derive(Debug, Clone, Serialize)]
pub struct Cadence {
    pub what: String,
    /// Literal: `every 5 minutes`.
    pub frequency: String,
    pub line: u32,
}
