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
//! somebody else put into the site, [`strangers`].
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
mod refuse;
mod strangers;
mod switch;
#[cfg(test)]
mod tests;

pub use back::Back;
pub use refuse::{refusal, refusal_alone};

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Known, Sink};
use assemble::{Parts, Tree};
use files::{Files, Real};
use hold::Hold;
use manifest::{Hash, Line, Listed, MARKER, Manifest, hash};
use places::Places;

/// So many files are waited for one by one; more of them with the whole file system.
const FEW: usize = 16;

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

    /// What the build before made of each plan; nothing where that cannot be trusted.
    pub fn known(&self) -> Known {
        let text = std::fs::read_to_string(self.places.known());
        text.ok().and_then(|text| Known::parse(&text)).unwrap_or_default()
    }

    /// Remembers it for the next build.
    pub fn remember(&self, known: &Known) -> io::Result<()> {
        let (file, staged) = (self.places.known(), self.places.known().with_extension("new"));
        match self.files.remove(&staged) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.files.write(&staged, known.write().as_bytes())?;
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
        Ok(DirSink {
            folder: self,
            how,
            base,
            made: Mutex::default(),
            taken: Mutex::default(),
            finished: false,
        })
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

/// A build on its way to a folder. Dropped without [`DirSink::finish`] it leaves no trace.
#[derive(Debug)]
pub struct DirSink<'a> {
    folder: &'a SiteFolder,
    how: How,
    /// The site in its place.
    base: Option<Listed>,
    /// Folders that are there already: asking the disk again costs more than the small files in them.
    made: Mutex<HashSet<PathBuf>>,
    taken: Mutex<Taken>,
    finished: bool,
}

#[derive(Debug, Default)]
struct Taken {
    files: BTreeMap<String, Line>,
    /// Those that stand in the staging folder.
    fresh: BTreeSet<String>,
    mended: BTreeSet<String>,
    /// One path for each content that was written.
    written: HashMap<Hash, String>,
}

impl Sink for DirSink<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.go_on()?;
        let line = Line { hash: hash(bytes), size: bytes.len() as u64 };
        let listed = self.base.as_ref().filter(|base| base.manifest.get(path) == Some(&line));
        let stays = listed.is_some_and(|base| self.is_intact(path, &line, base));
        if !stays {
            self.write(path, bytes, line.hash)?;
        }
        let mut taken = self.held();
        if !stays {
            taken.fresh.insert(path.to_owned());
            taken.written.entry(line.hash).or_insert_with(|| path.to_owned());
            if listed.is_some() {
                taken.mended.insert(path.to_owned());
            }
        }
        taken.files.insert(path.to_owned(), line);
        Ok(())
    }

    fn keep(&self, path: &str, line: &Line) -> bool {
        let stays = self.go_on().is_ok()
            && self.base.as_ref().is_some_and(|base| {
                base.manifest.files.get(path) == Some(line) && self.is_intact(path, line, base)
            });
        if stays {
            self.held().files.insert(path.to_owned(), *line);
        }
        stays
    }

    fn taken(&self, path: &str) -> Option<Line> {
        self.held().files.get(path).copied()
    }
}

impl DirSink<'_> {
    fn held(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An error where somebody asked the process to end.
    fn go_on(&self) -> io::Result<()> {
        match self.how.stop.load(Ordering::Relaxed) {
            0 => Ok(()),
            _ => Err(io::Error::new(io::ErrorKind::Interrupted, "the build was stopped")),
        }
    }

    fn is_intact(&self, path: &str, line: &Line, base: &Listed) -> bool {
        let file = self.folder.places.out.join(path);
        if self.how.verify {
            intact::holds(&file, line)
        } else {
            intact::is_intact(&file, line, base.written)
        }
    }

    /// Writes a file into the staging folder; one that reads like another becomes a second name of it.
    fn write(&self, path: &str, bytes: &[u8], hash: Hash) -> io::Result<()> {
        let (files, staging) = (&*self.folder.files, self.folder.places.staging());
        let file = staging.join(path);
        if let Some(folder) = file.parent() {
            self.make(folder)?;
        }
        let twin = self.held().written.get(&hash).map(|twin| staging.join(twin));
        if twin.is_some_and(|twin| files.link(&twin, &file).is_ok()) {
            return Ok(());
        }
        match files.write(&file, bytes) {
            // Of two pages at one address the later one stays.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                files.remove(&file)?;
                files.write(&file, bytes)
            }
            done => done,
        }
    }

    fn make(&self, folder: &Path) -> io::Result<()> {
        if self.made.lock().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        self.folder.files.make(folder)?;
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        Ok(())
    }

    /// Puts what was taken in the place of the site before, which becomes a revision. `plans` are the texts it was built
    /// from. Where nothing is different, nothing is touched.
    pub fn finish(mut self, plans: &BTreeMap<String, &str>) -> io::Result<Published> {
        self.go_on()?;
        let taken = std::mem::take(&mut *self.held());
        let now = self.base.as_ref().map(|base| &base.manifest);
        if taken.fresh.is_empty() && now.is_some_and(|now| now.files == taken.files) {
            return Ok(Published::default());
        }
        let foreign = match &self.base {
            Some(base) => strangers::strangers(&self.folder.places.out, base)?,
            None => BTreeSet::new(),
        };
        if let Some(path) = foreign.iter().find(|path| in_the_way(&taken.files, path)) {
            return Err(strangers::odd(path, "stands where a page is to be written"));
        }
        let removed =
            now.map_or(0, |now| now.files.keys().filter(|path| !taken.files.contains_key(*path)).count());
        let manifest = Manifest {
            kept: now.map(|now| superseded(now, &taken.files)).unwrap_or_default(),
            plans: plans.iter().map(|(path, text)| (path.clone(), hash(text.as_bytes()))).collect(),
            files: taken.files,
            foreign,
        };
        self.publish(&manifest, &taken.fresh, plans)?;
        self.finished = true;
        Ok(Published {
            written: taken.fresh.len(),
            removed,
            foreign: manifest.foreign.into_iter().collect(),
            mended: taken.mended.into_iter().collect(),
        })
    }

    fn publish(
        &self,
        manifest: &Manifest,
        fresh: &BTreeSet<String>,
        plans: &BTreeMap<String, &str>,
    ) -> io::Result<()> {
        let (files, places) = (&*self.folder.files, &self.folder.places);
        let Tree { path: tree, mut changed } = self.assemble(&Parts { files, places, manifest, fresh })?;
        let texts = plans.values().map(|text| (hash(text.as_bytes()), *text)).collect();
        let now = self.base.as_ref().map(|base| &base.manifest);
        plans::keep(files, places, &texts, now)?;
        let text = manifest.write();
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
        Ok(())
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

impl Drop for DirSink<'_> {
    fn drop(&mut self) {
        if !self.finished {
            let _ = switch::settle(&*self.folder.files, &self.folder.places);
        }
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

/// Styles and scripts that the site before named and the next one does not: a page that somebody has just opened still
/// asks for them. They stay for one build; their names hold their digests, so that they never are those of another.
fn superseded(now: &Manifest, next: &BTreeMap<String, Line>) -> BTreeMap<String, Line> {
    let old = now.files.iter().filter(|(path, _)| is_hashed(path) && !next.contains_key(*path));
    old.map(|(path, line)| (path.clone(), *line)).collect()
}

/// `assets/site-0123456789ab.css`.
fn is_hashed(path: &str) -> bool {
    let stem =
        path.strip_prefix("assets/").and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
    let digest = stem.rsplit_once('-').map_or("", |(_, digest)| digest);
    digest.len() == 12 && digest.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether a file at `path` and the files of a site cannot be in one folder.
fn in_the_way(files: &BTreeMap<String, Line>, path: &str) -> bool {
    let above = path.match_indices('/').any(|(at, _)| files.contains_key(&path[..at]));
    let below = format!("{path}/");
    let inside = files.range(below.clone()..).next().is_some_and(|(first, _)| first.starts_with(&below));
    above || inside || files.contains_key(path)
}
