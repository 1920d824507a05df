//! Moments and durations that are missing or do not fit.

pub mod dependency_order;
pub mod late_prerequisite;
pub mod missing_time_zone;
pub mod mixed_notation;
mod moments;
pub mod no_t_zero;
pub mod overrun;
pub mod relative_dates_only;
