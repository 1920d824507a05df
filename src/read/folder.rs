//! The one door to files: [`Folder`], with [`Disk`](super::Disk) for people and [`Memory`] for tests and the dev server.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::limits;
use crate::diag::Diagnostic;

/// A project folder. All paths are relative to it and use `/`.
pub trait Folder {
    /// Everything below `dir`, sorted by path.
    fn list(&self, dir: &Path) -> Listing;

    /// Whether anything stands at `path`.
    fn holds(&self, path: &Path) -> bool;

    /// The bytes of a file that people write, at most [`limits::FILE`] of them.
    fn read(&self, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        self.read_up_to(path, limits::FILE)
    }

    /// The bytes of a file, at most `limit` of them.
    fn read_up_to(&self, path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic>;

    /// The names in a folder, sorted; none where there is no such folder.
    fn names(&self, _dir: &Path) -> Vec<String> {
        Vec::new()
    }

    /// What stands at `path`, a link followed where it stays in `home`. Nothing is opened.
    fn standing(&self, _path: &Path, _home: &Path) -> Standing {
        Standing::Nothing
    }

    /// The same folder for those who read on while others do; `None` where it holds no files but plans.
    fn shared(&self) -> Option<Door> {
        None
    }
}

/// A folder in many hands.
pub type Door = Arc<dyn Folder + Send + Sync>;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Nothing,
    File,
    Folder,
    /// A pipe, a socket, a device.
    Special(&'static str),
    /// A link that leads out.
    Outside,
}

/// What stands in a folder.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Markdown files.
    pub plans: Vec<PathBuf>,
    /// Files that a plan may point to, such as pictures.
    pub others: Vec<PathBuf>,
    /// Files that are never published: hidden ones, backups, web pages and server settings.
    pub passed_over: Vec<PathBuf>,
    /// Links that lead out, pipes and what could not be opened.
    pub diagnostics: Vec<Diagnostic>,
}

impl Listing {
    /// Puts a file where it belongs by its name.
    pub(super) fn add(&mut self, path: PathBuf) {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().to_lowercase());
        if is_passed_over(&name) {
            self.passed_over.push(path);
        } else if name.ends_with(".md") || name.ends_with(".markdown") {
            self.plans.push(path);
        } else {
            self.others.push(path);
        }
    }
}

/// Names of hidden files and folders, backups of editors, and what a web server would obey.
pub(super) fn is_passed_over(name: &str) -> bool {
    const ENDINGS: &[&str] =
        &["~", ".swp", ".swo", ".bak", ".orig", ".rej", ".tmp", ".part", ".html", ".htm", ".php", ".cgi"];
    name.starts_with(['.', '#']) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

pub(super) fn too_large(path: &Path, size: u64, limit: usize) -> Diagnostic {
    let (size, limit) = (size.div_ceil(1024 * 1024), limit / (1024 * 1024));
    Diagnostic::error("file-too-large", format!("the file has {size} MiB; the limit is {limit} MiB"))
        .in_file(path)
        .hint("split the plan, or take pasted logs out of it")
}

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Memory {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Folder for Memory {
    fn list(&self, dir: &Path) -> Listing {
        let mut listing = Listing::default();
        for path in self.files.keys().filter(|path| path.starts_with(dir)) {
            listing.add(path.clone());
        }
        listing
    }

    fn holds(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn read_up_to(&self, path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
        match self.files.get(path) {
            Some(bytes) if bytes.len() > limit => Err(too_large(path, bytes.len() as u64, limit)),
            Some(bytes) => Ok(bytes.clone()),
            None => Err(Diagnostic::error("unreadable", "there is no such file").in_file(path)),
        }
    }

    fn names(&self, dir: &Path) -> Vec<String> {
        let below = self.files.keys().filter_map(|path| path.strip_prefix(dir).ok()?.iter().next());
        let names: BTreeSet<String> = below.map(|name| name.to_string_lossy().into_owned()).collect();
        names.into_iter().collect()
    }

    fn standing(&self, path: &Path, _home: &Path) -> Standing {
        match self.files.contains_key(path) {
            true => Standing::File,
            false if self.files.keys().any(|file| file.starts_with(path)) => Standing::Folder,
            false => Standing::Nothing,
        }
    }

    fn shared(&self) -> Option<Door> {
        Some(Arc::new(self.clone()))
    }
}
