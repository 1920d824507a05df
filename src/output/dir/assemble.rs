//! The next site, put together of what was written anew and what stays.
//!
//! Where a revision falls out of those that are kept, it is made over into the next site: only what differs is linked,
//! moved or taken away. Else every unchanged file is linked once. Either way no file is written that was written before.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::{Files, link_or_copy};
use super::intact::{is_intact, is_same_file};
use super::manifest::{Line, Listed, MARKER, Manifest};
use super::places::Places;
use super::strangers::strangers;

/// What a new site is made of.
pub struct Parts<'a> {
    pub files: &'a dyn Files,
    pub places: &'a Places,
    /// The new list; `kept` and `foreign` included.
    pub manifest: &'a Manifest,
    /// The files of `manifest` that stand in the staging folder; all others stand in the site of now.
    pub fresh: &'a BTreeSet<String>,
}

/// A complete tree, but for its list, and the folders and files in it that the disk was not asked to keep yet.
pub struct Tree {
    pub path: PathBuf,
    /// `None`: too many to be named.
    pub changed: Option<BTreeSet<PathBuf>>,
}

impl Parts<'_> {
    /// Links all that stays into the staging folder.
    pub fn linked(&self) -> io::Result<Tree> {
        let tree = self.places.staging();
        let stay: Vec<&String> = self.paths().filter(|path| !self.fresh.contains(*path)).collect();
        let folders: BTreeSet<&str> =
            stay.iter().filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
        folders.into_par_iter().try_for_each(|folder| self.files.make(&tree.join(folder)))?;
        stay.into_par_iter()
            .try_for_each(|path| link_or_copy(self.files, &self.places.out.join(path), &tree.join(path)))?;
        Ok(Tree { path: tree, changed: None })
    }

    /// Makes a revision over. `None`, and nothing is touched, where that revision is not as it was left.
    pub fn recycled(&self, number: u64) -> io::Result<Option<Tree>> {
        let old = self.places.revision(number);
        let Ok(Some(listed)) = Manifest::of(&old) else { return Ok(None) };
        let Ok(guests) = strangers(&old, &listed) else { return Ok(None) };
        // What somebody put there may go from there where the site of now has it as well.
        if !guests.iter().all(|path| is_same_file(&old.join(path), &self.places.out.join(path))) {
            return Ok(None);
        }
        let tree = self.places.recycled();
        self.files.rename(&old, &tree)?;
        let mut changed = BTreeSet::from([tree.clone()]);
        self.clear(&tree, &listed, &guests, &mut changed)?;
        for path in self.fresh {
            self.bring(&tree, path, &mut changed)?;
            self.files.rename(&self.places.staging().join(path), &tree.join(path))?;
            changed.insert(tree.join(path));
        }
        let stay: Vec<&String> = self.paths().filter(|path| !self.fresh.contains(*path)).collect();
        let missing: Vec<&String> =
            stay.into_par_iter().filter(|path| !self.stays(&tree, &listed, path)).collect();
        for path in missing {
            self.bring(&tree, path, &mut changed)?;
            link_or_copy(self.files, &self.places.out.join(path), &tree.join(path))?;
        }
        Ok(Some(Tree { path: tree, changed: Some(changed) }))
    }

    /// All paths of the new site.
    fn paths(&self) -> impl Iterator<Item = &String> {
        self.manifest.ours().map(|(path, _)| path).chain(&self.manifest.foreign)
    }

    /// Whether the file that the revision has at `path` is the one of the new site.
    fn stays(&self, tree: &Path, listed: &Listed, path: &str) -> bool {
        let same = |line: &Line| self.manifest.get(path) == Some(line);
        listed.manifest.get(path).is_some_and(same) && tree.join(path).symlink_metadata().is_ok()
    }

    /// Takes away everything that does not stay, and folders that are empty then.
    fn clear(
        &self,
        tree: &Path,
        listed: &Listed,
        guests: &BTreeSet<String>,
        changed: &mut BTreeSet<PathBuf>,
    ) -> io::Result<()> {
        let stays: BTreeMap<&String, bool> = listed
            .manifest
            .ours()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(path, line)| {
                let wanted = self.manifest.get(path) == Some(line) && !self.fresh.contains(path);
                (path, wanted && is_intact(&tree.join(path), line, listed.written))
            })
            .collect();
        let away = stays.into_iter().filter(|(_, stays)| !stays).map(|(path, _)| path);
        let mut emptied = BTreeSet::new();
        for path in away.chain(guests) {
            match self.files.remove(&tree.join(path)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            emptied.extend(path.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        }
        self.files.remove(&tree.join(MARKER))?;
        // The deepest first; one that is taken away may leave the one above it empty.
        while let Some(folder) = emptied.pop_last() {
            let path = tree.join(&folder);
            let empty = std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_none());
            if empty {
                self.files.remove_folder(&path)?;
                emptied.extend(folder.rsplit_once('/').map(|(above, _)| above.to_owned()));
            } else if path.is_dir() {
                changed.insert(path);
            }
        }
        Ok(())
    }

    /// Makes the folder of `path`.
    fn bring(&self, tree: &Path, path: &str, changed: &mut BTreeSet<PathBuf>) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        let mut above = tree.join(folder);
        if changed.contains(&above) && above.is_dir() {
            return Ok(());
        }
        while !above.is_dir() {
            changed.insert(above.clone());
            above.pop();
        }
        changed.insert(above);
        changed.insert(tree.join(folder));
        self.files.make(&tree.join(folder))
    }
}
