//! A length of time as a plan writes it.

/// A duration read from a literal (`30 minutes`, `1-2 hours`, `< 5 minutes`, `~10 hours`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duration {
    pub literal: String,
    /// Shortest and longest, in minutes; a working day counts 24 hours.
    pub minutes: Option<[u32; 2]>,
}
