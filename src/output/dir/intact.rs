//! Whether a file is still as it was written.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::manifest::{Line, hash};

/// Whether a file is as its list says, by what a glance tells: it is a file, its size is right, and nobody wrote to it
/// after the list was written.
pub fn is_intact(path: &Path, line: &Line, written: SystemTime) -> bool {
    let Ok(metadata) = path.symlink_metadata() else { return false };
    metadata.is_file()
        && metadata.len() == line.size
        && metadata.modified().is_ok_and(|modified| modified <= written)
}

/// Whether a file's bytes are those of the list.
pub fn holds(path: &Path, line: &Line) -> bool {
    path.symlink_metadata().is_ok_and(|m| m.is_file() && m.len() == line.size)
        && fs::read(path).is_ok_and(|bytes| hash(&bytes) == line.hash)
}

/// Whether two names are of one file, so that one of them may go.
#[cfg(unix)]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let name = |path: &Path| path.symlink_metadata().map(|m| (m.dev(), m.ino())).ok();
    name(one).is_some() && name(one) == name(other)
}

#[cfg(not(unix))]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
