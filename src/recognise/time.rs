//! The time grammar: literals to [`When`] and [`Duration`].

use crate::plan::{Duration, When};

/// Reads a literal that is a time as a whole; `None` when it is none.
pub fn when(_literal: &str) -> Option<When> {
    None
}

/// Reads a literal that is a duration as a whole; `None` when it is none.
pub fn duration(_literal: &str) -> Option<Duration> {
    None
}
