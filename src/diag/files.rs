//! The texts that messages quote.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{FileId, Position, Span};

/// Path and text of the files of a run, by number. Only printers read it.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<FileId, File>,
    /// Where the text begins in a file of which only a piece is kept.
    begins: BTreeMap<FileId, Position>,
}

#[derive(Debug, Clone, Default)]
struct File {
    path: PathBuf,
    text: String,
    /// Byte at which each line begins: thousands of findings in one file are placed without reading it each time.
    lines: Vec<u32>,
}

impl Files {
    /// Adds a file; `path` is relative to the project where it lies in it.
    pub fn add(&mut self, id: FileId, path: impl Into<PathBuf>, text: impl Into<String>) {
        let text: String = text.into();
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        self.files.insert(id, File { path: path.into(), text, lines });
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

    /// All files with their texts, by number.
    pub fn all(&self) -> impl Iterator<Item = (FileId, &Path, &str)> {
        self.files.iter().map(|(id, file)| (*id, file.path.as_path(), file.text.as_str()))
    }

    pub fn path(&self, id: FileId) -> Option<&Path> {
        self.files.get(&id).map(|file| file.path.as_path())
    }

    pub fn text(&self, id: FileId) -> Option<&str> {
        self.files.get(&id).map(|file| file.text.as_str())
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
        let (at, begin) = (self.files.get(&span.file)?.position(offset), self.begin(span.file));
        let column = if at.line == 1 { at.column + begin.column - 1 } else { at.column };
        Some(Position { line: at.line + begin.line - 1, column })
    }
}

impl File {
    /// As [`Position::of`].
    fn position(&self, offset: u32) -> Position {
        let whole = self.text.get(..offset as usize).map_or(self.text.len() as u32, |_| offset);
        let line = self.lines.partition_point(|start| *start <= whole);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start as usize..whole as usize).unwrap_or("");
        Position { line: line as u32, column: before.chars().count() as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text() {
        for text in ["", "a", "ä\nb\n\nc", "\n", "a\n"] {
            let mut files = Files::default();
            files.add(FileId(0), "x", text);
            for offset in 0..text.len() as u32 + 2 {
                let span = Span { file: FileId(0), start: offset, end: offset };
                assert_eq!(files.position(span), Some(Position::of(text, offset)), "{text:?} {offset}");
            }
        }
    }
}
