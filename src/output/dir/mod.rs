//! Files on disk: the site before or the next one, whole, whatever happens.
//!
//! Beside the site `book` lies one hidden folder, `.book.tminus`. A build takes its lock, writes what is new or changed
//! into `staging` there, makes it complete with second names (hard links) of all that stays, writes the list of its
//! files ([`manifest`]), waits until the disk has everything, and exchanges the names of the two folders in one step
//! ([`switch`]). Of the ways to switch, the exchange is the one that leaves no moment without a site and needs no link
//! in the place of the folder, which web servers, archives and copies each treat in their own way. What the site was
//! before stays beside it as a revision.
//!
//! How a folder is put together without linking each file every time tells [`assemble`]; what becomes of files that
//! somebody else put into the site, [`strangers`]. What finds no room on a full disk is counted to the end ([`room`]).
//!
//! A file that is to stay is looked at, not read: its size must be right, and it must not be younger than the list.
//! Where somebody wrote into it, it is written anew. [`How::verify`] reads all of them.
//!
//! Disk: of 1,000 plans each revision is folders alone, for unchanged files are one file with several names. Never is
//! anything written into a file that was published: see [`files`].

#![expect(clippy::disallowed_methods, reason = "the one place that writes the site to disk")]

mod assemble;
mod back;
#[cfg(test)]
mod fault;
mod files;
mod hold;
mod intact;
pub(super) mod manifest;
mod places;
mod plans;
mod publish;
mod refuse;
mod room;
mod sink;
mod strangers;
mod switch;
#[cfg(test)]
mod tests;

pub use back::Back;
pub use refuse::{refusal, refusal_alone};
pub use sink::DirSink;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::Memory;
use files::{Files, Real};
use hold::Hold;
use manifest::Manifest;
use places::Places;

/// Files in the hidden folder that go with it.
const OWN: &[&str] = &[".gitignore"];

/// How a site is written.
#[derive(Debug, Clone)]
pub struct How {
    /// Revisions that are kept beside the site.
    pub keep: usize,
    /// Reads every published file instead of looking at it.
    pub verify: bool,
    /// Waits until the disk has everything before the site is switched.
    pub durable: bool,
    /// Not zero: somebody asked the process to end.
    pub stop: Arc<AtomicUsize>,
}

impl Default for How {
    fn default() -> How {
        How { keep: 2, verify: false, durable: true, stop: Arc::default() }
    }
}

/// An output folder, held by this process alone.
#[derive(Debug)]
pub struct SiteFolder {
    /// As it was named.
    path: PathBuf,
    places: Places,
    files: Box<dyn Files>,
    hold: Hold,
}

impl SiteFolder {
    /// Takes the lock of the folder, waiting for other builds, and brings in order what one that was cut down left.
    /// `told` hears that it has to wait.
    pub fn hold(out: &Path, told: &dyn Fn(&str)) -> io::Result<SiteFolder> {
        SiteFolder::hold_with(out, Box::new(Real), told)
    }

    fn hold_with(out: &Path, files: Box<dyn Files>, told: &dyn Fn(&str)) -> io::Result<SiteFolder> {
        let places = Places::of(out);
        let hold = Hold::take(&places, hold::PATIENCE, told)?;
        let folder = SiteFolder { path: out.to_owned(), places, files, hold };
        let ignore = folder.places.state.join(OWN[0]);
        if !ignore.exists() {
            folder.files.write(&ignore, b"*\n")?;
        }
        switch::settle(&*folder.files, &folder.places)?;
        Ok(folder)
    }

    /// Where the site is, as it was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The texts of the plans that the site in its place was built from, by their paths.
    pub fn plans(&self) -> io::Result<BTreeMap<String, String>> {
        match Manifest::of(&self.places.out)? {
            Some(listed) => plans::of_site(&self.places, &listed.manifest),
            None => Ok(BTreeMap::new()),
        }
    }

    /// What the build before left; nothing where that cannot be trusted.
    pub fn recall<M: Memory>(&self) -> M {
        let text = std::fs::read_to_string(self.places.memory(M::FILE));
        text.ok().and_then(|text| M::parse(&text)).unwrap_or_default()
    }

    /// Leaves it to the next build.
    pub fn remember<M: Memory>(&self, memory: &M) -> io::Result<()> {
        let file = self.places.memory(M::FILE);
        let staged = file.with_extension("new");
        match self.files.remove(&staged) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.files.write(&staged, memory.write().as_bytes())?;
        self.files.rename(&staged, &file)
    }

    /// Exchanges the site with the revision before.
    pub fn back(&self) -> io::Result<Back> {
        back::back(&*self.files, &self.places)
    }

    /// Begins to write the next site.
    pub fn begin(&self, how: How) -> io::Result<DirSink<'_>> {
        let base = Manifest::of(&self.places.out)?;
        self.files.make(&self.places.staging())?;
        Ok(DirSink::over(self, how, base))
    }
}

impl Drop for SiteFolder {
    fn drop(&mut self) {
        self.hold.release(&self.places, OWN);
    }
}

/// What became of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Names the list of the site, this one or that which stays.
    pub site: String,
    /// Files that were written; 0 where the site is the same as before and was left alone.
    pub written: usize,
    /// Files of the site before that are no more.
    pub removed: usize,
    /// Files that somebody else put into the site, and that stay in it.
    pub foreign: Vec<String>,
    /// Files that somebody had changed in the site, and that were written anew.
    pub mended: Vec<String>,
}

impl Published {
    pub fn is_same(&self) -> bool {
        self.written == 0 && self.removed == 0
    }
}
