//! Addresses of this site that are in use elsewhere: in tickets, chats, monitoring rules.
//!
//! [`read`] takes exports apart piece by piece, [`find`] finds the addresses in a piece, and what a build publishes
//! ([`Published`]) says whether each of them leads somewhere.

pub mod find;
mod published;
pub mod read;

pub use published::Published;
