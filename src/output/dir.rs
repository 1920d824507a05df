//! Files on disk: staged beside the output folder, switched in when complete.

#![expect(clippy::disallowed_methods, reason = "the one place that writes the site to disk")]

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::Sink;

/// A file of this name tells that a folder was written by tminus and may be replaced.
const MARKER: &str = ".tminus-site";

/// A build on its way to a folder. Dropped without [`DirSink::finish`] it leaves no trace.
#[derive(Debug)]
pub struct DirSink {
    out: PathBuf,
    staging: PathBuf,
    /// Folders that are there already: asking the disk again costs more than the small files in them.
    made: Mutex<HashSet<PathBuf>>,
    /// The marker of the staging folder, locked: what nobody holds was left by a build that was cut down.
    held: Option<fs::File>,
    finished: bool,
}

impl DirSink {
    /// Opens a fresh staging folder beside `out`, its own for each build.
    pub fn open(out: &Path) -> io::Result<DirSink> {
        let staging = beside(out, &format!("staging-{}", std::process::id()));
        if let Some(folder) = parent(out) {
            fs::create_dir_all(folder)?;
        }
        let _alone = alone(out);
        tidy(out);
        if staging.exists() {
            fs::remove_dir_all(&staging)?;
        }
        fs::create_dir_all(&staging)?;
        let marker = staging.join(MARKER);
        fs::write(&marker, "Written by tminus. This folder is replaced as a whole by every build.\n")?;
        let held = fs::File::open(&marker)?;
        // Where a disk knows no locks, it is done without.
        let _ = held.try_lock();
        Ok(DirSink {
            out: out.to_owned(),
            staging,
            made: Mutex::default(),
            held: Some(held),
            finished: false,
        })
    }

    /// Puts the staged site in the place of the one before. Of two builds at the same time the later one stays.
    pub fn finish(mut self) -> io::Result<()> {
        let _alone = alone(&self.out);
        self.held = None;
        let previous = beside(&self.out, "previous");
        if previous.exists() {
            fs::remove_dir_all(&previous)?;
        }
        if self.out.exists() {
            fs::rename(&self.out, &previous)?;
        }
        if let Err(error) = fs::rename(&self.staging, &self.out) {
            let _ = fs::rename(&previous, &self.out);
            return Err(error);
        }
        self.finished = true;
        if previous.exists() {
            fs::remove_dir_all(&previous)?;
        }
        Ok(())
    }
}

impl DirSink {
    fn make(&self, folder: &Path) -> io::Result<()> {
        if self.made.lock().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        Ok(())
    }
}

/// Keeps other builds out of the folder around `out` as long as it is held.
fn alone(out: &Path) -> Option<fs::File> {
    let folder = fs::File::open(parent(out).unwrap_or(Path::new("."))).ok()?;
    folder.lock().ok().map(|()| folder)
}

fn parent(out: &Path) -> Option<&Path> {
    out.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Takes away the staging folders of builds that were cut down.
fn tidy(out: &Path) {
    let begins = beside(out, "staging");
    let begins = begins.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    for entry in fs::read_dir(parent(out).unwrap_or(Path::new("."))).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&begins) {
            let free = fs::File::open(entry.path().join(MARKER)).map_or(true, |m| m.try_lock().is_ok());
            if free {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

impl Drop for DirSink {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

impl Sink for DirSink {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.staging.join(path);
        if let Some(folder) = file.parent() {
            self.make(folder)?;
        }
        fs::write(file, bytes)
    }
}

fn beside(out: &Path, what: &str) -> PathBuf {
    let name = out.file_name().map_or_else(|| "site".into(), |n| n.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}.tminus-{what}"))
}

/// Why `out` must not be written, when it must not: it is, holds or lies in the source folder; it is the home folder,
/// the root or a repository; it is a link; it is not empty and not ours.
pub fn refusal(out: &Path, sources: &Path) -> Option<String> {
    let (real, source) = (real_path(out), real_path(sources));
    if real == source || source.starts_with(&real) || real.starts_with(&source) {
        let shown = out.display();
        return Some(format!("the output folder `{shown}` is, holds or lies in the folder of the plans"));
    }
    refusal_alone(out)
}

/// As [`refusal`], where no folder of plans is known.
pub fn refusal_alone(out: &Path) -> Option<String> {
    if fs::symlink_metadata(out).is_ok_and(|m| m.file_type().is_symlink()) {
        return Some(format!("the output folder `{}` is a link", out.display()));
    }
    let real = real_path(out);
    let shown = out.display();
    if real.parent().is_none() {
        return Some(format!("the output folder `{shown}` is the root of the file system"));
    }
    if home().is_some_and(|home| real == home) {
        return Some(format!("the output folder `{shown}` is the home folder"));
    }
    if real.join(".git").exists() || real.components().any(|c| c.as_os_str() == ".git") {
        return Some(format!("the output folder `{shown}` is a repository"));
    }
    let mut entries = fs::read_dir(&real).ok()?;
    if entries.next().is_some() && !real.join(MARKER).exists() {
        return Some(format!("the output folder `{shown}` is not empty and was not written by tminus"));
    }
    None
}

/// The path with links resolved as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut existing = absolute.as_path();
    let mut rest = Vec::new();
    while !existing.exists() {
        let (Some(name), Some(parent)) = (existing.file_name(), existing.parent()) else { break };
        rest.push(name.to_owned());
        existing = parent;
    }
    let mut real = existing.canonicalize().unwrap_or_else(|_| existing.to_owned());
    real.extend(rest.iter().rev());
    real
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().and_then(|home| home.canonicalize().ok())
}
