//! Where things are: the site, and beside it one hidden folder with all else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::MARKER;
use super::refuse::real_path;

/// The site's folder and the hidden one beside it: `book` and `.book.tminus`.
#[derive(Debug, Clone)]
pub struct Places {
    pub out: PathBuf,
    pub state: PathBuf,
}

impl Places {
    pub fn of(out: &Path) -> Places {
        let out = real_path(out);
        let name = out.file_name().map_or_else(|| "site".into(), |n| n.to_string_lossy().into_owned());
        let state = out.with_file_name(format!(".{name}.tminus"));
        Places { out, state }
    }

    /// The folder that both are in.
    pub fn parent(&self) -> &Path {
        self.out.parent().unwrap_or(Path::new("."))
    }

    /// What a build writes anew.
    pub fn staging(&self) -> PathBuf {
        self.state.join("staging")
    }

    /// The oldest revision, on its way to become the next site.
    pub fn recycled(&self) -> PathBuf {
        self.state.join("recycled")
    }

    /// A complete site right before the switch; right after it, the site before. `id` is that of the new one.
    pub fn ready(&self, id: &str) -> PathBuf {
        self.state.join(format!("ready-{id}"))
    }

    pub fn revision(&self, number: u64) -> PathBuf {
        self.state.join(format!("revision-{number}"))
    }

    /// A revision on its way to become the site again, where names cannot be exchanged.
    pub fn back(&self, number: u64) -> PathBuf {
        self.state.join(format!("back-{number}"))
    }

    /// A revision that is being taken away.
    pub fn gone(&self, number: u64) -> PathBuf {
        self.state.join(format!("gone-{number}"))
    }

    /// What others had put into a revision that was taken away.
    pub fn aside(&self, number: u64) -> PathBuf {
        self.state.join(format!("aside-{number}"))
    }

    pub fn plans(&self) -> PathBuf {
        self.state.join("plans")
    }

    /// What the last build left to the next, by the name of the file.
    pub fn memory(&self, file: &str) -> PathBuf {
        self.state.join(file)
    }

    /// The folders `WHAT-N` in the hidden folder, by number.
    pub fn numbered(&self, what: &str) -> io::Result<Vec<u64>> {
        let mut numbers: Vec<u64> =
            self.named(what)?.iter().filter_map(|name| name.parse::<u64>().ok()).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// What stands behind `WHAT-` in the names in the hidden folder.
    pub fn named(&self, what: &str) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.state) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let begins = format!("{what}-");
        let mut names = Vec::new();
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_prefix(&begins).map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// The numbers of the revisions, the oldest first.
    pub fn revisions(&self) -> io::Result<Vec<u64>> {
        self.numbered("revision")
    }

    /// The number of the next revision: above all that are or were.
    pub fn next(&self) -> io::Result<u64> {
        let all = [self.numbered("revision")?, self.numbered("gone")?, self.numbered("aside")?];
        Ok(all.into_iter().flatten().max().unwrap_or(0) + 1)
    }

    /// Whether a site of ours stands in its place.
    pub fn stands(&self) -> bool {
        self.out.join(MARKER).symlink_metadata().is_ok_and(|m| m.is_file())
    }
}
