//! Levels, limits, settings and secrets.

mod commands;
pub mod contradiction;
pub mod flag_never_changed;
pub mod hidden_character;
pub mod possible_secret;
pub mod severity_gap;
pub mod severity_without_response;
pub mod typographic_command;
pub mod undefined_setting;
pub mod unknown_letter;
