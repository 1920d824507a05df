//! Exports, taken apart piece by piece with bounded memory.
//!
//! [`Chunks`] cuts the input into lines, or pieces of very long ones; a [`Format`] cuts a chunk into stretches of text:
//! cells, strings, or the whole of it. Rule files are read as a whole.

mod chunks;
mod csv;
mod json;
mod rules;
mod stretch;
mod unicode;

pub use chunks::{Chunk, Chunks, Fault};
pub use rules::{Annotation, LIMIT as RULES_LIMIT, annotations};
pub use stretch::{Format, Reader, Stretch};
pub use unicode::Unicode;
