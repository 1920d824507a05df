//! Places in source files.

use serde::Serialize;

/// A source file of this run; the number is its place in the sorted walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct FileId(pub u32);

/// A range of bytes in the decoded text of one file (after the byte order mark is taken off and line ends are `\n`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }
}

/// A value together with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// A line and a column as people count them: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Position {
    /// The position of the byte `offset` in `text`; past the end it is the position after the last character.
    pub fn of(text: &str, offset: u32) -> Position {
        let upto = text.get(..offset as usize).unwrap_or(text);
        let line_start = upto.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: upto.bytes().filter(|b| *b == b'\n').count() as u32 + 1,
            column: upto[line_start..].chars().count() as u32 + 1,
        }
    }
}
