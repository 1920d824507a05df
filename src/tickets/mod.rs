//! Addresses of this site that are in use elsewhere: in tickets, chats, monitoring rules.
//!
//! [`read`] takes exports apart piece by piece, [`find`] finds the addresses in a piece, and what a build publishes
//! ([`Published`]) says whether each of them leads somewhere.

mod catalogue;
pub mod find;
mod indexes;
mod published;
pub mod read;
pub mod resolve;
mod scan;
pub mod search;
mod tally;

pub use catalogue::{Catalogue, Item, Tomb};
pub use indexes::{alerts_json, links_json, prometheus, written};
pub use published::Published;
pub use scan::{Use, scan};
pub use tally::Tally;
