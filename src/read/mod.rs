//! Disk to text: [`Source`] files, decoded strictly, with their front matter read and placed.
//!
//! [`load`] reads a project through a [`Folder`], the only door to files. Steps for each file: `decode` makes text of
//! bytes, `front` reads the front matter; `repair` finds damaged text, which `facts` and `import` mend and a build
//! only warns of.

pub mod attached;
pub mod decode;
mod disk;
mod folder;
pub mod front;
pub mod git;
pub mod limits;
mod load;
mod messages;
mod names;
pub mod repair;
mod source;
pub mod yaml;

pub use disk::{Disk, stream};
pub use folder::{Door, Folder, Listing, Memory, Standing};
pub use front::{ContactEntry, FieldEntry, FrontMatter, MessageFront, SeverityEntry};
pub use load::{Loaded, load, parse, read_plan};
pub use messages::{MessageSource, is_message, messages};
pub use source::Source;
