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

/// Puts `after` in the place of a file that must still hold `before` (`None`: it must not be there). The file holds the
/// old text or the new one, whenever the power goes; of two programs at the same time one is told to try again.
pub fn replace_file(path: &Path, before: Option<&str>, after: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Where a folder cannot be locked, the comparison below still stands. The lock goes with the process.
    let lock = fs::File::open(folder).ok();
    if let Some(lock) = &lock {
        let _ = lock.lock();
    }
    let now = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        Err(e) => return Err(e),
    };
    if !is_same(now.as_deref(), before) {
        return Err(io::Error::other("the file was changed in the meantime; try again"));
    }
    let name = path.file_name().map_or_else(|| "file".into(), |n| n.to_string_lossy().into_owned());
    let staged = path.with_file_name(format!(".{name}.tminus-new"));
    let written = synced(&staged, after.as_bytes()).and_then(|()| fs::rename(&staged, path));
    if written.is_err() {
        let _ = fs::remove_file(&staged);
    }
    written
}

/// Whether the bytes are those of the text that was read from them: mark and line ends aside.
fn is_same(bytes: Option<&[u8]>, text: Option<&str>) -> bool {
    match (bytes, text) {
        (None, None) => true,
        (Some(bytes), Some(text)) => {
            let now = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
            now.strip_prefix('\u{FEFF}').unwrap_or(&now) == text
        }
        _ => false,
    }
}

/// Writes a file and waits until the disk has it: a rename must never bring in one that is still empty.
fn synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Takes away what a program that was cut down while it wrote `path` left beside it.
pub fn tidy(path: &Path) {
    let name = path.file_name().map_or_else(|| "file".into(), |n| n.to_string_lossy().into_owned());
    let staged = path.with_file_name(format!(".{name}.tminus-new"));
    // Who holds the lock of the folder is writing it right now.
    let lock = fs::File::open(path.parent().unwrap_or(Path::new("."))).ok();
    if staged.symlink_metadata().is_ok() && lock.is_none_or(|lock| lock.try_lock().is_ok()) {
        let _ = fs::remove_file(&staged);
    }
}
