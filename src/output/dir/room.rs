//! What finds no room on a full disk: counted to the end of the build, so that one is told how much to free.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The smallest piece of a disk that a file or folder takes, bytes.
pub const BLOCK: u64 = 4_096;

/// Files that could not be written for want of room.
#[derive(Debug, Default)]
pub struct Room {
    missing: Mutex<Missing>,
}

#[derive(Debug, Default)]
struct Missing {
    /// The least of their paths: threads come in any order.
    first: Option<String>,
    files: u64,
    bytes: u64,
}

impl Room {
    fn held(&self) -> MutexGuard<'_, Missing> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn is_out(&self) -> bool {
        self.held().first.is_some()
    }

    /// What `write` came to; a file of `size` bytes that finds no room is counted, and no error yet.
    pub fn or_counted(
        &self,
        path: &str,
        size: u64,
        write: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        match if self.is_out() { Err(ErrorKind::StorageFull.into()) } else { write() } {
            Err(error) if is_full(&error) => {
                let mut missing = self.held();
                missing.files += 1;
                missing.bytes += size.next_multiple_of(BLOCK);
                if missing.first.as_deref().is_none_or(|first| path < first) {
                    missing.first = Some(path.to_owned());
                }
                Ok(())
            }
            done => done,
        }
    }

    /// The error, where anything found no room. `tree` is where it was to be written.
    pub fn all_found(&self, tree: &Path) -> io::Result<()> {
        let missing = self.held();
        let Some(first) = &missing.first else { return Ok(()) };
        let path = tree.join(first);
        let more = match missing.files {
            1 => String::new(),
            2 => " and one more file".to_owned(),
            files => format!(" and {} more files", files - 1),
        };
        Err(lacking(&path, &more, missing.bytes))
    }
}

/// The same error, where it is one of room with where and how many bytes.
pub fn said(error: io::Error, path: &Path, bytes: u64) -> io::Error {
    if is_full(&error) { lacking(path, "", bytes) } else { error }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

fn lacking(path: &Path, more: &str, bytes: u64) -> io::Error {
    let what =
        format!("No space left on device for `{}`{more}: {bytes} bytes more are needed", path.display());
    io::Error::new(ErrorKind::StorageFull, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_room_is_counted_to_the_end() {
        let room = Room::default();
        let full = || Err(ErrorKind::StorageFull.into());
        assert!(room.or_counted("a", 1, || Ok(())).is_ok() && room.all_found(Path::new("s")).is_ok());
        assert!(room.or_counted("c", 5_000, full).is_ok());
        assert!(room.or_counted("b", 1, || panic!("there is no room")).is_ok());
        let error = room.all_found(Path::new("s")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        assert_eq!(
            error.to_string(),
            "No space left on device for `s/b` and one more file: 12288 bytes more are needed"
        );
        let other = Room::default();
        assert!(other.or_counted("a", 1, || Err(ErrorKind::ReadOnlyFilesystem.into())).is_err());
        assert!(!other.is_out());
    }
}
