//! What is left to write: blanks on paper, fields at use, unfinished text; and values that should not be there.

use serde::Serialize;

#[derive(Debug, Clone, Default, Serialize)]
pub struct Placeholders {
    pub bracket: Brackets,
    pub blank: BlankLines,
    pub masked: Vec<MaskedItem>,
    pub sample: Vec<MaskedItem>,
    /// TBD, TODO, XXX and the like.
    pub unfinished: Vec<MaskedItem>,
}

/// `[Name]` in prose and fences.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Brackets {
    pub count: usize,
    pub distinct: usize,
    pub items: Vec<BracketItem>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BracketItem {
    pub text: String,
    pub count: usize,
    pub lines: Vec<u32>,
}

/// Lines with three or more underscores.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BlankLines {
    /// Runs of underscores.
    pub count: usize,
    pub lines: Vec<u32>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MaskedItem {
    pub text: String,
    pub count: usize,
    pub lines: Vec<u32>,
}

/// A value that a reader should be warned of. `literal` is for `facts` alone: pages and indexes never show it.
#[derive(Debug, Clone, Serialize)]
pub struct PossibleSecret {
    pub key: String,
    pub literal: String,
    pub kind: String,
    /// `masked`, `sample` or `default` (may be in use).
    pub looks_like: String,
    pub line: u32,
}
