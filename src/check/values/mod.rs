//! Levels, limits, settings and secrets.

pub mod contradiction;
pub mod flag_never_changed;
pub mod possible_secret;
pub mod severity_gap;
pub mod severity_without_response;
pub mod undefined_setting;
