//! Sign-off records: who signed which revision of a plan, as what, when and how.
//!
//! `signoffs/<id of the plan>.yaml` is a list that only grows. [`file`] reads it with the place of every value and
//! appends to it; each record carries a hash over its [`canonical`] text and the hash of the record before it
//! ([`chain`]). [`check`] holds the records against the plan; [`state`] says which roles have signed this revision.

pub mod allowed;
pub mod asked;
pub mod canonical;
mod chain;
mod check;
mod entry;
pub mod file;
pub mod keys;
mod moment;
mod pattern;
pub mod people;
mod record;
pub mod ssh;
pub mod state;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod write;

pub use allowed::{Allowed, AllowedSigner};
pub use asked::{Ask, asked};
pub use check::{ChangesSince, Checked, check, role_hints};
pub use file::{RecordFile, RecordFiles};
pub use moment::{rfc3339, settle as settle_time};
pub use people::same_words;
pub use record::{AGAINST, MEANINGS, Placed, Record, Signed};
pub use state::{Changed, Given, RoleState, SignOffState, Since, Standing};
