//! A value with the findings that came up while it was made.

use super::{Diagnostic, Report};

/// Warnings ride beside the value; an error beside a value means that the value is the best that could be made of
/// the input and must not be published.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    pub fn clean(value: T) -> Outcome<T> {
        Outcome { value, diagnostics: Vec::new() }
    }

    /// Whether the value must not be published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == super::Severity::Error)
    }

    /// Moves the findings to `report` and gives the bare value.
    pub fn into_value(self, report: &mut Report) -> T {
        report.extend(self.diagnostics);
        self.value
    }
}
