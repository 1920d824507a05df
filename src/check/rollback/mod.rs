//! The way back.

pub mod no_rollback;
pub mod no_rollback_triggers;
pub mod unowned_rollback;
