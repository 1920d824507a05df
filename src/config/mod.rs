//! What the user asked for: `book.toml` and flags, settled into [`Settings`].
//!
//! [`read`] takes the text of `book.toml` apart by the table [`KEYS`]: what is written twice, of a wrong type or not
//! known is an error at its place. [`Settings::settle`] decides everything that was left open. Only settings go down.

mod file;
mod keys;
mod settings;

pub use file::{ConfigFile, read};
pub use keys::{KEYS, Key, Kind};
pub use settings::{Overrides, Settings};
