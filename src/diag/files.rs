//! The texts that messages quote.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{FileId, Position, Span};

/// Path and text of the files of a run, by number. Only printers read it.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<FileId, (PathBuf, String)>,
}

impl Files {
    /// Adds a file; `path` is relative to the project where it lies in it.
    pub fn add(&mut self, id: FileId, path: impl Into<PathBuf>, text: impl Into<String>) {
        self.files.insert(id, (path.into(), text.into()));
    }

    pub fn extend(&mut self, other: Files) {
        self.files.extend(other.files);
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub fn path(&self, id: FileId) -> Option<&Path> {
        self.files.get(&id).map(|(path, _)| path.as_path())
    }

    pub fn text(&self, id: FileId) -> Option<&str> {
        self.files.get(&id).map(|(_, text)| text.as_str())
    }

    /// Line and column of the first byte of `span`.
    pub fn position(&self, span: Span) -> Option<Position> {
        self.text(span.file).map(|text| Position::of(text, span.start))
    }

    /// Line and column right behind the last byte of `span`.
    pub fn end(&self, span: Span) -> Option<Position> {
        self.text(span.file).map(|text| Position::of(text, span.end))
    }
}
