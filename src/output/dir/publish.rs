//! From all parts of a site to the site in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::assemble::{Parts, Tree};
use super::files::Files;
use super::manifest::{self, MARKER, Manifest, hash};
use super::{DirSink, plans, room, switch};

/// So many files are waited for one by one; more of them with the whole file system.
const FEW: usize = 16;

impl DirSink<'_> {
    /// Names the site that stands then.
    pub(super) fn publish(
        &self,
        manifest: &Manifest,
        fresh: &BTreeSet<String>,
        plans: &BTreeMap<String, &str>,
    ) -> io::Result<String> {
        let text = manifest.write();
        self.placed(manifest, &text, fresh, plans).map_err(|error| {
            let folders = manifest.folders().len() as u64 * room::BLOCK;
            let texts: usize = plans.values().map(|text| text.len()).sum();
            room::said(error, &self.folder.places.out, folders + (texts + text.len()) as u64)
        })
    }

    fn placed(
        &self,
        manifest: &Manifest,
        text: &str,
        fresh: &BTreeSet<String>,
        plans: &BTreeMap<String, &str>,
    ) -> io::Result<String> {
        let (files, places) = (&*self.folder.files, &self.folder.places);
        let Tree { path: tree, mut changed } = self.assemble(&Parts { files, places, manifest, fresh })?;
        let texts = plans.values().map(|text| (hash(text.as_bytes()), *text)).collect();
        let now = self.base.as_ref().map(|base| &base.manifest);
        plans::keep(files, places, &texts, now)?;
        files.write(&tree.join(MARKER), text.as_bytes())?;
        if let Some(changed) = &mut changed {
            changed.insert(tree.join(MARKER));
        }
        if self.how.durable {
            sync(files, &tree, changed)?;
        }
        let id = manifest::hex(&hash(text.as_bytes()))[..16].to_owned();
        switch::switch(files, places, &tree, &id, self.how.durable)?;
        // From here on the site is the new one; what fails is done by the next build.
        let _ = switch::settle(files, places);
        let _ = switch::prune(files, places, self.how.keep);
        Ok(id)
    }

    /// The complete tree: made of the oldest revision, where that one falls out now and others stay, else of links.
    fn assemble(&self, parts: &Parts<'_>) -> io::Result<Tree> {
        let revisions = parts.places.revisions()?;
        if self.base.is_some() && self.how.keep >= 2 && revisions.len() >= self.how.keep {
            let recycled = revisions.first().map(|oldest| parts.recycled(*oldest)).transpose()?.flatten();
            if let Some(tree) = recycled {
                return Ok(tree);
            }
        }
        parts.linked()
    }
}

/// Waits until the disk has a tree.
fn sync(files: &dyn Files, tree: &Path, changed: Option<BTreeSet<PathBuf>>) -> io::Result<()> {
    let few = changed.as_ref().filter(|changed| changed.len() <= FEW);
    if few.is_none() {
        match files.sync_all(tree) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            done => return done,
        }
    }
    let all = match changed {
        Some(changed) => changed.into_iter().collect(),
        None => walkdir::WalkDir::new(tree)
            .contents_first(true)
            .into_iter()
            .map(|entry| entry.map(walkdir::DirEntry::into_path))
            .collect::<Result<Vec<_>, _>>()?,
    };
    all.iter().try_for_each(|path| files.sync(path))
}
