//! Disk to text: [`Source`] files, decoded strictly, with their front matter read and placed.

mod front_matter;
pub mod repair;
mod source;

pub use front_matter::{ContactEntry, FrontMatter, SeverityEntry};
pub use source::Source;
