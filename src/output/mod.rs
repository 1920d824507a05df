//! Artifacts to bytes on disk or in memory.
//!
//! A build writes into a [`Sink`]. [`DirSink`] stages beside the output folder and switches when all is written;
//! [`MemorySink`] keeps the files for tests and the dev server.

mod dir;
mod file;
mod known;
mod last;
pub mod made;
mod memory;
mod sealed;

pub use dir::manifest::{Hash, Line, hash};
pub use dir::{Back, DirSink, How, Published, SiteFolder, refusal, refusal_alone};
pub use file::{replace_file, tidy, write_file};
pub use known::{Known, Seen};
pub use last::LastBuild;
pub use made::{Made, MadePlan};
pub use memory::MemorySink;
pub use sealed::Memory;

use std::io;

use crate::diag::Diagnostic;

/// Takes the files of one build. Called from many threads.
pub trait Sink: Sync {
    /// Takes the file at `path`, relative to the site's root with `/`.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Takes over the file that the site before has at `path`, where it is the very one of `line`. `false`: it has to be
    /// put.
    fn keep(&self, _path: &str, _line: &Line) -> bool {
        false
    }

    /// What the list of the site before says of `path`; whether it is true is told by [`Sink::keep`].
    fn stands(&self, _path: &str) -> Option<Line> {
        None
    }

    /// What was taken for `path`, where the sink remembers it.
    fn taken(&self, _path: &str) -> Option<Line> {
        None
    }
}

/// Takes nothing: for a build that only looks for errors.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _path: &str, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// Puts every file below `folder`; gives an error for each that could not be written.
pub fn put_all<'a>(
    folder: &str,
    files: impl Iterator<Item = (&'a str, &'a [u8])>,
    sink: &dyn Sink,
) -> Vec<Diagnostic> {
    files.filter_map(|(path, bytes)| put(&format!("{folder}/{path}"), bytes, sink).err()).collect()
}

/// Puts one file; what the system says against it becomes an error of the kind `cannot-write`.
pub fn put(path: &str, bytes: &[u8], sink: &dyn Sink) -> Result<(), Diagnostic> {
    sink.put(path, bytes).map_err(|e| {
        Diagnostic::error("cannot-write", format!("cannot write `{path}`: {e}"))
            .hint("see whether the disk is full or the folder is read-only; the previous site is untouched")
    })
}
