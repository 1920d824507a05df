//! Back to the revision before.

use std::collections::BTreeSet;
use std::io;

use rayon::prelude::*;

use super::files::{Files, link_or_copy};
use super::intact::{holds, is_intact};
use super::manifest::{Listed, Manifest};
use super::places::Places;
use super::strangers::strangers;
use super::switch::exchange_with_revision;

/// What a way back came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    /// Files that the site has now and had not a moment ago.
    pub came: BTreeSet<String>,
    /// Files that it had and has no more.
    pub went: BTreeSet<String>,
    /// Files that read otherwise now.
    pub changed: BTreeSet<String>,
}

/// Exchanges the site with the newest revision, which then holds the site of a moment ago: the same once more undoes it.
pub fn back(files: &dyn Files, places: &Places) -> io::Result<Back> {
    let Some(number) = places.revisions()?.last().copied() else {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there is no revision before this one"));
    };
    let tree = places.revision(number);
    let Some(before) = Manifest::of(&tree)? else {
        let what = format!("the revision in `{}` has lost its list of files", tree.display());
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    };
    let damaged: Vec<&String> = before
        .manifest
        .ours()
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter(|(path, line)| {
            let path = tree.join(path);
            !is_intact(&path, line, before.written) && !holds(&path, line)
        })
        .map(|(path, _)| path)
        .collect();
    if let Some(first) = damaged.first() {
        let what = format!(
            "{} files of the revision before were changed by hand, `{first}` among them; nothing was changed",
            damaged.len()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    let now = Manifest::of(&places.out)?;
    match &now {
        Some(now) => {
            for path in strangers(&places.out, now)? {
                carry(files, places, number, &path)?;
            }
            exchange_with_revision(files, places, number)?;
        }
        None => files.rename(&tree, &places.out)?,
    }
    files.sync(places.parent())?;
    files.sync(&places.state)?;
    Ok(difference(now.as_ref(), &before))
}

/// What somebody else put into the site stays in it, unless the revision has something of that name.
fn carry(files: &dyn Files, places: &Places, number: u64, path: &str) -> io::Result<()> {
    let to = places.revision(number).join(path);
    if to.symlink_metadata().is_ok() {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        files.make(folder)?;
    }
    link_or_copy(files, &places.out.join(path), &to)
}

fn difference(now: Option<&Listed>, before: &Listed) -> Back {
    let mut back = Back::default();
    for (path, line) in before.manifest.ours() {
        match now.and_then(|now| now.manifest.get(path)) {
            None => drop(back.came.insert(path.clone())),
            Some(other) if other != line => drop(back.changed.insert(path.clone())),
            Some(_) => {}
        }
    }
    let all = now.iter().flat_map(|now| now.manifest.ours());
    back.went =
        all.filter(|(path, _)| before.manifest.get(path).is_none()).map(|(path, _)| path.clone()).collect();
    back
}
