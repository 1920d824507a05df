//! Every change that a build makes on disk goes through [`Files`], so that a test can stop it at any of them.

use std::fmt::Debug;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The ways to change a disk.
///
/// There is none to write into a file that is there: old and new sites share their unchanged files, and a byte changed
/// in one would change in all.
pub trait Files: Debug + Send + Sync {
    /// Makes a folder and those above it; one that is there is no error.
    fn make(&self, folder: &Path) -> io::Result<()>;
    /// Writes a new file. One that is there is an error.
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes behind the end of a file that is never published.
    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// A second name for a file.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// A second file with the same bytes, where the disk knows no links.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Each takes the name of the other in one step. [`io::ErrorKind::Unsupported`] where the disk cannot.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    fn remove(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Waits until the disk has a file or a folder.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Waits until the disk has everything of the file system that `folder` is on. [`io::ErrorKind::Unsupported`] where
    /// that cannot be asked for.
    fn sync_all(&self, folder: &Path) -> io::Result<()>;
}

/// The disk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Real;

impl Files for Real {
    fn make(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::OpenOptions::new().write(true).create_new(true).open(file)?.write_all(bytes)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::OpenOptions::new().append(true).create(true).open(file)?.write_all(bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut new = fs::OpenOptions::new().write(true).create_new(true).open(to)?;
        io::copy(&mut fs::File::open(from)?, &mut new).map(drop)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        exchange(one, other)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        // A folder cannot be opened everywhere; where it cannot, its names are written by the system in its own time.
        if cfg!(not(unix)) && path.is_dir() {
            return Ok(());
        }
        fs::File::open(path)?.sync_all()
    }

    fn sync_all(&self, folder: &Path) -> io::Result<()> {
        sync_all(folder)
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        errno => errno.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_all(folder: &Path) -> io::Result<()> {
    rustix::fs::syncfs(fs::File::open(folder)?).map_err(|errno| match errno {
        rustix::io::Errno::NOSYS => io::ErrorKind::Unsupported.into(),
        errno => errno.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_all(_folder: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Links `to` to the file at `from`; where that cannot be done, copies it.
pub fn link_or_copy(files: &dyn Files, from: &Path, to: &Path) -> io::Result<()> {
    match files.link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => files.copy(from, to),
    }
}

/// Takes away a folder that is all ours, and what is in it. Links in it are taken away, never followed.
pub fn remove_tree(files: &dyn Files, folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_tree(files, &entry.path())?;
        } else {
            files.remove(&entry.path())?;
        }
    }
    files.remove_folder(folder)
}
