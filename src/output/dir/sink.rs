//! A build on its way to a folder: what is new is staged, what is the same is linked, and all of it takes the place of the
//! site in one step.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::super::Sink;
use super::manifest::{Hash, Line, Listed, Manifest, hash};
use super::room::Room;
use super::{How, Published, SiteFolder, intact, strangers, switch};

/// A build on its way to a folder. Dropped without [`DirSink::finish`] it leaves no trace.
#[derive(Debug)]
pub struct DirSink<'a> {
    pub(super) folder: &'a SiteFolder,
    pub(super) how: How,
    /// The site in its place.
    pub(super) base: Option<Listed>,
    /// Folders that are there already: asking the disk again costs more than the small files in them.
    made: Mutex<HashSet<PathBuf>>,
    taken: Mutex<Taken>,
    room: Room,
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
            self.room.or_counted(path, line.size, || self.write(path, bytes, line.hash))?;
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
        // Where another page was put at the address, this one has to be put as well: the later one holds.
        let stays = self.go_on().is_ok()
            && !self.held().fresh.contains(path)
            && self.base.as_ref().is_some_and(|base| {
                base.manifest.files.get(path) == Some(line) && self.is_intact(path, line, base)
            });
        if stays {
            self.held().files.insert(path.to_owned(), *line);
        }
        stays
    }

    fn stands(&self, path: &str) -> Option<Line> {
        self.base.as_ref()?.manifest.files.get(path).copied()
    }

    fn taken(&self, path: &str) -> Option<Line> {
        self.held().files.get(path).copied()
    }
}

impl<'a> DirSink<'a> {
    /// `base` is the list of the site in its place.
    pub(super) fn over(folder: &'a SiteFolder, how: How, base: Option<Listed>) -> DirSink<'a> {
        DirSink {
            folder,
            how,
            base,
            made: Mutex::default(),
            taken: Mutex::default(),
            room: Room::default(),
            finished: false,
        }
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

    /// Whether the site in its place is the one of this list, and every file of it is as it was written.
    pub fn is_whole(&self, site: &str) -> bool {
        let Some(base) = self.base.as_ref().filter(|base| base.id == site) else { return false };
        let files: Vec<(&String, &Line)> = base.manifest.files.iter().collect();
        files.into_par_iter().all(|(path, line)| self.is_intact(path, line, base))
    }

    /// What became of a build that came to the site that is there.
    pub fn unchanged(&self) -> Published {
        let site = self.base.as_ref().map(|base| base.id.clone()).unwrap_or_default();
        Published { site, ..Published::default() }
    }

    /// The error, where the disk has no room for the site.
    pub fn has_room(&self) -> io::Result<()> {
        self.room.all_found(&self.folder.places.staging())
    }

    /// Puts what was taken in the place of the site before, which becomes a revision. `plans` are the texts it was built
    /// from. Where nothing is different, nothing is touched.
    pub fn finish(mut self, plans: &BTreeMap<String, &str>) -> io::Result<Published> {
        self.go_on()?;
        self.has_room()?;
        let taken = std::mem::take(&mut *self.held());
        let now = self.base.as_ref().map(|base| &base.manifest);
        if taken.fresh.is_empty() && now.is_some_and(|now| now.files == taken.files) {
            return Ok(self.unchanged());
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
        let site = self.publish(&manifest, &taken.fresh, plans)?;
        self.finished = true;
        Ok(Published {
            site,
            written: taken.fresh.len(),
            removed,
            foreign: manifest.foreign.into_iter().collect(),
            mended: taken.mended.into_iter().collect(),
        })
    }
}

impl Drop for DirSink<'_> {
    fn drop(&mut self) {
        if !self.finished {
            let _ = switch::settle(&*self.folder.files, &self.folder.places);
        }
    }
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
