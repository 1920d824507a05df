//! A disk that fails where a test wants it to.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::files::{Files, Real};

/// What happens at the call in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The process is killed: this call and all after it do nothing.
    Killed,
    /// It is killed in the middle: a write gets half of its bytes to the disk.
    Torn,
    /// The disk is full from here on: what needs room fails, a write after half of its bytes.
    Full,
    /// This call alone fails, whatever it is.
    Once,
}

/// The real disk, but for one fault. It waits for nothing, so that tests are quick.
#[derive(Debug, Clone)]
pub struct Faulty {
    pub fault: Fault,
    /// The call at which it happens, from 1.
    pub at: usize,
    pub calls: Arc<AtomicUsize>,
    /// A file system that cannot exchange names.
    pub plain: bool,
    /// A file system without links.
    pub linkless: bool,
}

impl Faulty {
    pub fn new(fault: Fault, at: usize) -> Faulty {
        Faulty { fault, at, calls: Arc::default(), plain: false, linkless: false }
    }

    /// A disk on which all goes well.
    pub fn none() -> Faulty {
        Faulty::new(Fault::Once, usize::MAX)
    }

    /// Counts the call; `true` in an error says that the call is done by half.
    fn call(&self, needs_room: bool) -> Result<(), (io::Error, bool)> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let killed = || io::Error::other("killed");
        match self.fault {
            Fault::Killed if call >= self.at => Err((killed(), false)),
            Fault::Torn if call >= self.at => Err((killed(), call == self.at)),
            Fault::Full if call >= self.at && needs_room => Err((ErrorKind::StorageFull.into(), true)),
            Fault::Once if call == self.at => Err((io::Error::other("the disk failed"), true)),
            _ => Ok(()),
        }
    }

    fn plainly(&self, needs_room: bool) -> io::Result<()> {
        self.call(needs_room).map_err(|(error, _)| error)
    }

    fn written(&self, bytes: &[u8], write: impl Fn(&[u8]) -> io::Result<()>) -> io::Result<()> {
        self.call(true).map_err(|(error, by_half)| {
            if by_half {
                let _ = write(&bytes[..bytes.len() / 2]);
            }
            error
        })?;
        write(bytes)
    }
}

impl Files for Faulty {
    fn make(&self, folder: &Path) -> io::Result<()> {
        self.plainly(true)?;
        Real.make(folder)
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.written(bytes, |bytes| Real.write(file, bytes))
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.written(bytes, |bytes| Real.append(file, bytes))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.plainly(true)?;
        if self.linkless {
            return Err(ErrorKind::Unsupported.into());
        }
        Real.link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.plainly(true)?;
        Real.copy(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.plainly(false)?;
        Real.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if self.plain {
            return Err(ErrorKind::Unsupported.into());
        }
        self.plainly(false)?;
        Real.exchange(one, other)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.plainly(false)?;
        Real.remove(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.plainly(false)?;
        Real.remove_folder(folder)
    }

    fn sync(&self, _path: &Path) -> io::Result<()> {
        self.plainly(false)
    }

    fn sync_all(&self, _folder: &Path) -> io::Result<()> {
        self.plainly(false)
    }
}
