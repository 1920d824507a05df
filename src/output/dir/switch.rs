//! The step from one site to the next, and the way back into order after a build that was cut down.
//!
//! 1. The complete tree gets the name `ready-ID`, `ID` being that of its list.
//! 2. `ready-ID` and the site exchange their names in one step (`renameat2` with `RENAME_EXCHANGE`, `renamex_np`). From
//!    then on `ready-ID` is the site before.
//! 3. It gets the name of a revision.
//!
//! Whatever stops the process in between, the name says enough: where the site in its place has the list `ID`, the
//! exchange was done, and `ready-ID` is the site before; else it was never published and is taken away.
//!
//! A file system that cannot exchange names (some of the network, FAT) gets two renames: the site becomes a revision,
//! `ready-ID` the site. Between them, for some microseconds, there is none; a build that finds `ready-ID` and no site
//! does the second rename first of all.

use std::io;
use std::path::Path;

use super::files::{Files, remove_tree};
use super::intact::is_same_file;
use super::manifest::{MARKER, Manifest};
use super::places::Places;

/// Puts the complete tree in the place of the site; the one before stays beside it as `ready-ID` or as a revision. With
/// an error the site is the one before.
pub fn switch(files: &dyn Files, places: &Places, tree: &Path, id: &str, durable: bool) -> io::Result<()> {
    let ready = places.ready(id);
    files.rename(tree, &ready)?;
    let done = publish(files, places, &ready, durable);
    if done.is_err() && ready.exists() {
        // Never published: what is left of it goes the way of everything that is half made.
        let _ = files.rename(&ready, &places.staging());
    }
    done
}

fn publish(files: &dyn Files, places: &Places, ready: &Path, durable: bool) -> io::Result<()> {
    let sync = |folder: &Path| if durable { files.sync(folder) } else { Ok(()) };
    sync(&places.state)?;
    let stood = places.stands();
    if stood {
        exchange(files, places, ready)?;
    } else {
        // An empty folder gives way.
        if places.out.is_dir() {
            files.remove_folder(&places.out)?;
        }
        files.rename(ready, &places.out)?;
    }
    // What the disk did not take may be gone with the power: the site before is the one that is sure.
    sync(places.parent()).and_then(|()| sync(&places.state)).inspect_err(|_| {
        let _ = match (stood, ready.exists()) {
            (true, true) => files.exchange(ready, &places.out),
            (true, false) => undo_renames(files, places, ready),
            (false, _) => files.rename(&places.out, ready),
        };
    })
}

fn undo_renames(files: &dyn Files, places: &Places, ready: &Path) -> io::Result<()> {
    let last = places.revisions()?.last().copied().unwrap_or(0);
    files.rename(&places.out, ready)?;
    files.rename(&places.revision(last), &places.out)
}

/// Exchanges the site with `tree`, or does what comes nearest.
fn exchange(files: &dyn Files, places: &Places, tree: &Path) -> io::Result<()> {
    match files.exchange(tree, &places.out) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
        done => return done,
    }
    let before = places.revision(places.next()?);
    files.rename(&places.out, &before)?;
    files.rename(tree, &places.out).inspect_err(|_| {
        let _ = files.rename(&before, &places.out);
    })
}

/// Exchanges the site with a revision.
pub fn exchange_with_revision(files: &dyn Files, places: &Places, number: u64) -> io::Result<()> {
    let tree = places.revision(number);
    match files.exchange(&tree, &places.out) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
        done => return done,
    }
    let back = places.back(number);
    files.rename(&tree, &back)?;
    files.rename(&places.out, &tree)?;
    files.rename(&back, &places.out)
}

/// Brings the hidden folder in order after builds that were cut down, and finishes a switch that was cut in two.
pub fn settle(files: &dyn Files, places: &Places) -> io::Result<()> {
    for id in places.named("ready")? {
        let ready = places.ready(&id);
        let place_is_free = places.out.symlink_metadata().is_err();
        if place_is_free {
            files.rename(&ready, &places.out)?;
        } else if places.stands() && Manifest::of(&places.out)?.is_some_and(|listed| listed.id == id) {
            files.rename(&ready, &places.revision(places.next()?))?;
        } else {
            remove_tree(files, &ready)?;
        }
    }
    for number in places.numbered("back")? {
        let way =
            if places.out.symlink_metadata().is_err() { places.out.clone() } else { places.revision(number) };
        files.rename(&places.back(number), &way)?;
    }
    remove_tree(files, &places.staging())?;
    remove_tree(files, &places.recycled())?;
    for number in places.numbered("gone")? {
        clear(files, places, number)?;
    }
    Ok(())
}

/// Takes away the oldest revisions until `keep` are left. What could not be taken away is left to the next build.
pub fn prune(files: &dyn Files, places: &Places, keep: usize) -> io::Result<()> {
    let revisions = places.revisions()?;
    for number in revisions.iter().take(revisions.len().saturating_sub(keep)) {
        files.rename(&places.revision(*number), &places.gone(*number))?;
        clear(files, places, *number)?;
    }
    Ok(())
}

/// Takes away what the list of a revision names. What somebody else put there and the site does not have stays aside.
fn clear(files: &dyn Files, places: &Places, number: u64) -> io::Result<()> {
    let gone = places.gone(number);
    let Ok(Some(listed)) = Manifest::of(&gone) else {
        // Its list went last: what is left is not ours.
        return leave(files, places, number);
    };
    // A link that somebody put in the place of a folder is not followed.
    let real = |path: &str| {
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if gone.join(folder).symlink_metadata().is_ok_and(|m| !m.is_dir()) {
                return false;
            }
            rest = folder;
        }
        true
    };
    for (path, _) in listed.manifest.ours().filter(|(path, _)| real(path)) {
        absent_is_fine(files.remove(&gone.join(path)))?;
    }
    take_doubles(files, &gone, &places.out)?;
    absent_is_fine(files.remove(&gone.join(MARKER)))?;
    leave(files, places, number)
}

fn leave(files: &dyn Files, places: &Places, number: u64) -> io::Result<()> {
    let gone = places.gone(number);
    match files.remove_folder(&gone) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            files.rename(&gone, &places.aside(number))
        }
        done => done,
    }
}

/// Takes away the second names of files that the site has at the same path, and folders that are empty.
fn take_doubles(files: &dyn Files, gone: &Path, out: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(gone)? {
        let entry = entry?;
        let (path, twin) = (entry.path(), out.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            take_doubles(files, &path, &twin)?;
            // One that is not empty holds what is not ours.
            let _ = files.remove_folder(&path);
        } else if kind.is_file() && is_same_file(&path, &twin) && entry.file_name() != MARKER {
            files.remove(&path)?;
        }
    }
    Ok(())
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
