//! Files that plans point to: each is read once, looked at, put into the site, and let go.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::config::Settings;
use crate::diag::Diagnostic;
use crate::ledger::ReadPlan;
use crate::output::{Sink, put};
use crate::read::attached::{Allowed, Facts, Finder, look};
use crate::read::{Door, Folder, Source};
use crate::recognise::secret_in;
use crate::site::{Attached, Attachments, files_of};

/// Where files that plans point to are found.
#[derive(Default, Clone)]
pub struct Beside {
    /// The project; `None` where nobody looks for files.
    pub door: Option<Door>,
    /// The folder of the plans.
    pub dir: PathBuf,
    pub allowed: Allowed,
    /// The site of the last good build: plans that stand in for broken ones find there what they pointed to then.
    pub before: Option<Door>,
    /// The one plan whose files are looked for, where it is one.
    pub only: Option<PathBuf>,
    /// What was found out about files, each looked at once; `None` where each is asked for once only.
    pub known: Option<Arc<Known>>,
}

/// What became of a file, once somebody looked at it.
type Found = Arc<OnceLock<Result<Attached, Diagnostic>>>;

/// What was found out about files, by their paths.
#[derive(Default)]
pub struct Known {
    files: Mutex<BTreeMap<String, Found>>,
}

impl Known {
    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Found>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, path: &str) -> Found {
        Arc::clone(self.held().entry(path.to_owned()).or_default())
    }
}

impl Beside {
    /// Files in `folder`, by the settings.
    pub fn of(folder: &dyn Folder, settings: &Settings) -> Beside {
        Beside {
            door: folder.shared(),
            dir: settings.source_dir.clone(),
            allowed: Allowed::with(settings.allowed_files.iter().map(|ending| ending.value.clone())),
            before: None,
            known: None,
            only: None,
        }
    }

    /// Forgets what is known of these files, and of those in these folders; of all where none are named. What was wrong
    /// is looked at again in any case.
    pub fn forget(&self, named: Option<&BTreeSet<PathBuf>>) {
        let Some(known) = &self.known else { return };
        let touched = |path: &str| {
            named.is_none_or(|named| Path::new(path).ancestors().any(|around| named.contains(around)))
        };
        known.held().retain(|path, found| !touched(path) && found.get().is_some_and(Result::is_ok));
    }

    /// The files that these plans point to, put into `sink` as they are read. `stale` says which plans stand in with an
    /// earlier text.
    pub fn of_plans(
        &self,
        plans: &[ReadPlan],
        stale: &dyn Fn(&Path) -> bool,
        sink: &dyn Sink,
    ) -> Attachments {
        if self.door.is_none() {
            return Attachments::default();
        }
        // The path of each file, and whether a plan as it is now points to it.
        let mut wanted: BTreeMap<String, bool> = BTreeMap::new();
        let is_asked = |source: &Source| self.only.as_ref().is_none_or(|only| *only == source.path);
        for (source, document, ..) in plans.iter().filter(|plan| is_asked(&plan.0)) {
            let is_now = !stale(&source.path);
            for path in files_of(&source.path, document) {
                *wanted.entry(path).or_default() |= is_now;
            }
        }
        self.look_at(wanted, sink)
    }

    /// The files of these paths.
    pub fn of_paths(&self, paths: BTreeSet<String>, sink: &dyn Sink) -> Attachments {
        self.look_at(paths.into_iter().map(|path| (path, true)).collect(), sink)
    }

    fn look_at(&self, wanted: BTreeMap<String, bool>, sink: &dyn Sink) -> Attachments {
        let Some(door) = &self.door else { return Attachments::default() };
        let addresses = Attachments::of(&self.dir, BTreeMap::new());
        let finder = Finder::default();
        let wanted: Vec<(String, bool)> = wanted.into_iter().collect();
        let seen = |path: &str, is_now: bool| {
            let address = addresses.address(path).path;
            let found = self.one(&**door, &finder, path).or_else(|wrong| match (&self.before, is_now) {
                (Some(before), false) => look(&**before, &self.allowed, &address).map_err(|_| wrong),
                _ => Err(wrong),
            });
            let (facts, bytes) = found?;
            put(&address, &bytes, sink)?;
            let text = || String::from_utf8_lossy(&bytes);
            let secret = if facts.is_text { secret_in(&text()) } else { None };
            Ok(Attached { facts, secret })
        };
        let one = |(path, is_now): (String, bool)| {
            let found = match &self.known {
                Some(known) => known.of(&path).get_or_init(|| seen(&path, is_now)).clone(),
                None => seen(&path, is_now),
            };
            (path, found)
        };
        Attachments::of(&self.dir, wanted.into_par_iter().map(one).collect())
    }

    fn one(&self, door: &dyn Folder, finder: &Finder, path: &str) -> Result<(Facts, Vec<u8>), Diagnostic> {
        finder.find(door, &self.dir, path)?;
        look(door, &self.allowed, path)
    }

    /// The bytes of a published file, where they are still those that were looked at.
    pub fn bytes(&self, path: &str, attached: &Attached) -> Option<Vec<u8>> {
        let door = self.door.as_ref()?;
        let (facts, bytes) = self.one(&**door, &Finder::default(), path).ok()?;
        (facts == attached.facts).then_some(bytes)
    }
}
