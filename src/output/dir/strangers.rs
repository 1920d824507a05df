//! What somebody else put into a site: never taken away, but carried along.
//!
//! A name that is put into a folder makes the folder younger than the list of the site, so that only such folders are
//! read through, and not the hundred thousand others.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::manifest::{Listed, MARKER, Manifest};

/// The files in `tree` that its list does not know or calls foreign, by path. Links and devices are errors: carried
/// along they would lead elsewhere, and what they lead to is nobody's business here.
pub fn strangers(tree: &Path, listed: &Listed) -> io::Result<BTreeSet<String>> {
    let Listed { manifest, written, .. } = listed;
    let folders = manifest.folders();
    let mut looked_into = vec![""];
    looked_into.extend(
        folders
            .iter()
            .copied()
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter(|folder| {
                // A folder that is gone has nothing to carry; one that is a link is found where it stands.
                modified(&tree.join(folder)).is_ok_and(|at| at > *written)
            })
            .collect::<Vec<_>>(),
    );
    let mut found = BTreeSet::new();
    let walk = Walk { tree, manifest, folders: &folders };
    for folder in looked_into {
        walk.list(folder, false, &mut found)?;
    }
    for path in &manifest.foreign {
        if tree.join(path).symlink_metadata().is_ok_and(|m| m.is_file()) {
            found.insert(path.clone());
        }
    }
    Ok(found)
}

fn modified(path: &Path) -> io::Result<SystemTime> {
    path.symlink_metadata()?.modified()
}

struct Walk<'a> {
    tree: &'a Path,
    manifest: &'a Manifest,
    folders: &'a BTreeSet<&'a str>,
}

impl Walk<'_> {
    /// The strangers right in a folder; in one that is strange itself, those below it as well.
    fn list(&self, folder: &str, strange: bool, found: &mut BTreeSet<String>) -> io::Result<()> {
        let entries = match fs::read_dir(self.tree.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                return Err(odd(
                    &entry.path().strip_prefix(self.tree).unwrap_or(&entry.path()).display().to_string(),
                    "has a name that is not UTF-8",
                ));
            };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let known = !strange && (self.folders.contains(path.as_str()) || path == MARKER);
            let ours = !strange && self.manifest.get(&path).is_some();
            if kind.is_dir() {
                if !known {
                    self.list(&path, true, found)?;
                }
            } else if kind.is_file() {
                if !known && !ours {
                    found.insert(path);
                }
            } else {
                return Err(odd(&path, "is a link, a pipe or a device"));
            }
        }
        Ok(())
    }
}

/// The error for what can be neither taken away nor carried along.
pub fn odd(path: &str, why: &str) -> io::Error {
    let what = format!("`{path}` was put into the site by somebody else and {why}");
    io::Error::new(io::ErrorKind::AlreadyExists, what)
}
