//! A moment or span as a plan writes it.

/// A time read from a literal. Unsaid parts are `None`; nothing is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct When {
    /// The words of the plan.
    pub literal: String,
    /// Minutes from T-0, first and last (`T-7 days` is -10080 twice; `Day 0 - Hours 0-2` is 0 and 120).
    pub offset_minutes: Option<[i64; 2]>,
    /// Days from T-0, first and last, where the literal counts in days or weeks.
    pub offset_days: Option<[i32; 2]>,
    /// Clock times `HH:MM`, first and last.
    pub clock: Option<[String; 2]>,
    /// ISO dates, first and last; a date without year stays out.
    pub date: Option<[String; 2]>,
    /// Zone as written (`EST`, `NPT`, `UTC`, `CET`).
    pub zone: Option<String>,
}
