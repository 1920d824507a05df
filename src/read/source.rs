//! A file as text.

use std::path::PathBuf;

use crate::diag::FileId;

use super::FrontMatter;

/// A decoded file: no byte order mark, line ends are `\n`.
#[derive(Debug, Clone, Default)]
pub struct Source {
    pub id: FileId,
    /// Relative to the project, with `/`.
    pub path: PathBuf,
    pub text: String,
    /// Byte where the Markdown begins (behind the front matter).
    pub body: usize,
    pub front: FrontMatter,
}
