//! Single files that a command writes at the user's wish.
#![expect(clippy::disallowed_methods, reason = "this file writes for output/")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path` and makes its folders. A file that is there already stays, unless `replace` is said:
/// then the error is of the kind [`io::ErrorKind::AlreadyExists`]. The file appears whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    if !replace && path.symlink_metadata().is_ok() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the file exists"));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let name = path.file_name().map_or_else(|| "file".into(), |n| n.to_string_lossy().into_owned());
    let staged = path.with_file_name(format!(".{name}.tminus-new"));
    let written = synced(&staged, bytes).and_then(|()| fs::rename(&staged, path));
    if written.is_err() {
        let _ = fs::remove_file(&staged);
    }
    written
}

/// Writes a file and waits until the disk has it: a rename must never bring in one that is still empty.
fn synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
