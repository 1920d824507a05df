//! The texts that messages quote.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{FileId, Position, Span};

/// Path and text of the files of a run, by number. Only printers read it.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<FileId, (PathBuf, String)>,
    /// Where the text begins in a file of which only a piece is kept.
    begins: BTreeMap<FileId, Position>,
}

impl Files {
    /// Adds a file; `path` is relative to the project where it lies in it.
    pub fn add(&mut self, id: FileId, path: impl Into<PathBuf>, text: impl Into<String>) {
        self.files.insert(id, (path.into(), text.into()));
    }

    /// Adds a piece of a file that is too large to be kept, such as one line; it begins at `at` in the file.
    pub fn add_piece(&mut self, id: FileId, path: impl Into<PathBuf>, at: Position, text: impl Into<String>) {
        self.add(id, path, text);
        self.begins.insert(id, at);
    }

    /// Where the text of `id` begins in its file.
    pub fn begin(&self, id: FileId) -> Position {
        self.begins.get(&id).copied().unwrap_or(Position { line: 1, column: 1 })
    }

    pub fn extend(&mut self, other: Files) {
        self.files.extend(other.files);
        self.begins.extend(other.begins);
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
        self.place(span, span.start)
    }

    /// Line and column right behind the last byte of `span`.
    pub fn end(&self, span: Span) -> Option<Position> {
        self.place(span, span.end)
    }

    fn place(&self, span: Span, offset: u32) -> Option<Position> {
        let (at, begin) = (Position::of(self.text(span.file)?, offset), self.begin(span.file));
        let column = if at.line == 1 { at.column + begin.column - 1 } else { at.column };
        Some(Position { line: at.line + begin.line - 1, column })
    }
}
