//! Files that plans point to: what is known of each, and where it is published.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Address;
use crate::diag::Diagnostic;
use crate::read::attached::Facts;

/// A file that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    pub facts: Facts,
    /// The first line in it that looks like a secret, and what kind of one.
    pub secret: Option<(u32, String)>,
}

/// What is known of a file, or why it is not published.
type Found = Result<Attached, Diagnostic>;

/// The files that plans point to, by their paths from the project down.
#[derive(Debug, Clone, Default)]
pub struct Attachments {
    /// The folder of the plans with `/` at its end; empty for the project itself. `None` where nobody looked for files.
    dir: Option<String>,
    found: BTreeMap<String, Found>,
}

impl Attachments {
    /// Those below `dir`, the folder of the plans; an error says why one is not published.
    pub fn of(dir: &Path, found: BTreeMap<String, Found>) -> Attachments {
        let dir = dir.to_string_lossy().replace('\\', "/");
        let dir = match dir.trim_start_matches("./").trim_end_matches('/') {
            "" | "." => String::new(),
            dir => format!("{dir}/"),
        };
        Attachments { dir: Some(dir), found }
    }

    /// Whether anybody looked for files. Where nobody did, nothing is said of them.
    pub fn is_seen(&self) -> bool {
        self.dir.is_some()
    }

    pub fn get(&self, path: &str) -> Option<&Found> {
        self.found.get(path)
    }

    /// All files that are known of, with what that is.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Found)> {
        self.found.iter().map(|(path, found)| (path.as_str(), found))
    }

    /// Takes what is known of further files, or known anew; gives what was known of them before.
    pub fn extend(&mut self, other: Attachments) -> Vec<(String, Option<Found>)> {
        self.dir = self.dir.take().or(other.dir);
        let found = other.found.into_iter();
        found.map(|(path, found)| (path.clone(), self.found.insert(path, found))).collect()
    }

    /// Takes back what [`Attachments::extend`] took.
    pub fn undo(&mut self, before: Vec<(String, Option<Found>)>) {
        for (path, found) in before {
            match found {
                Some(found) => drop(self.found.insert(path, found)),
                None => drop(self.found.remove(&path)),
            }
        }
    }

    /// Where the file at `path` is published.
    pub fn address(&self, path: &str) -> Address {
        let below = self.dir.as_deref().and_then(|dir| path.strip_prefix(dir)).unwrap_or(path);
        Address::file(below)
    }

    /// The file that is published at `address`, a path of the site: its own path, and what is known of it.
    pub fn at(&self, address: &str) -> Option<(String, &Attached)> {
        let below = address.strip_prefix(Address::FILES)?;
        let path = format!("{}{below}", self.dir.as_deref()?);
        let attached = self.found.get(&path)?.as_ref().ok()?;
        Some((path, attached))
    }

    /// The paths in the site of all that are published.
    pub fn published(&self) -> impl Iterator<Item = (String, &Attached)> {
        let fit = |(path, found)| Some((path, Result::as_ref(found).ok()?));
        self.found.iter().filter_map(fit).map(|(path, attached)| (self.address(path).path, attached))
    }

    /// Leaves the files that `wanted` holds.
    pub fn retain(&mut self, wanted: &BTreeSet<&str>) {
        self.found.retain(|path, _| wanted.contains(path.as_str()));
    }
}
