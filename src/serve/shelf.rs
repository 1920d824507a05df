//! The plans as they were last read and understood. A file whose bytes are those of before is not read through again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::progress::Progress;
use crate::diag::{Diagnostic, FileId, Files, Outcome};
use crate::ledger::ReadPlan;
use crate::pipeline;
use crate::read::{self, Disk, Folder};
use crate::recognise::Vocabulary;

/// All plans of the project.
#[derive(Default)]
pub struct Shelf {
    plans: BTreeMap<PathBuf, Held>,
    /// Numbers of files, kept as long as the server runs.
    numbers: BTreeMap<PathBuf, FileId>,
    /// What is wrong with the folder itself.
    trouble: Vec<Diagnostic>,
}

/// One file.
struct Held {
    digest: Option<[u8; 32]>,
    /// `None` for a draft, and for what cannot be read.
    plan: Option<Arc<ReadPlan>>,
    /// The id of a draft.
    draft: Option<String>,
    findings: Vec<Diagnostic>,
}

/// What a look at the folder came to.
#[derive(Debug, Default)]
pub struct Seen {
    /// Files that are not as they were, those that are gone among them.
    pub changed: BTreeSet<PathBuf>,
    /// Whether the folder was looked through.
    pub looked: bool,
}

impl Shelf {
    /// Reads what is new below `dir`: the named files, and those that came or went; all files where none are named.
    pub fn look(
        &mut self,
        (disk, dir): (&Disk, &Path),
        named: Option<&BTreeSet<PathBuf>>,
        (vocabulary, progress): (&Vocabulary, &Progress),
        files: &mut Files,
    ) -> Seen {
        let mut seen = Seen::default();
        let known = |path: &PathBuf| self.plans.contains_key(path) && disk.is_plain(path);
        let paths: Vec<PathBuf> = match named {
            // An editor saved a plan where it stands: nothing else moved.
            Some(named) if named.iter().all(known) => named.iter().cloned().collect(),
            _ => {
                seen.looked = true;
                let mut listing = disk.list(dir);
                listing.plans.retain(|path| !read::is_message(dir, path));
                self.trouble = listing.diagnostics;
                let there: BTreeSet<&PathBuf> = listing.plans.iter().collect();
                let gone: Vec<PathBuf> =
                    self.plans.keys().filter(|path| !there.contains(path)).cloned().collect();
                for path in gone {
                    self.plans.remove(&path);
                    seen.changed.insert(path);
                }
                let is_new = |path: &PathBuf| !self.plans.contains_key(path);
                let asked = |path: &PathBuf| named.is_none_or(|named| touches(named, path));
                listing.plans.into_iter().filter(|path| is_new(path) || asked(path)).collect()
            }
        };
        for path in &paths {
            let next = FileId(self.numbers.len() as u32);
            self.numbers.entry(path.clone()).or_insert(next);
        }
        progress.begin(paths.len());
        let read: Vec<(PathBuf, Option<(Held, Files)>)> = paths
            .into_par_iter()
            .map(|path| {
                let id = self.numbers.get(&path).copied().unwrap_or_default();
                let before = self.plans.get(&path).and_then(|held| held.digest);
                let held = held((id, &path), disk.read(&path), before, vocabulary);
                progress.one_more();
                (path, held)
            })
            .collect();
        for (path, held) in read {
            let Some((held, text)) = held else { continue };
            files.extend(text);
            self.plans.insert(path.clone(), held);
            seen.changed.insert(path);
        }
        seen
    }

    /// What is wrong with the files.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.trouble.iter().chain(self.plans.values().flat_map(|held| &held.findings))
    }

    /// The plans, in order of their paths.
    pub fn plans(&self) -> impl Iterator<Item = &Arc<ReadPlan>> {
        self.plans.values().filter_map(|held| held.plan.as_ref())
    }

    pub fn plan(&self, path: &Path) -> Option<&Arc<ReadPlan>> {
        self.plans.get(path)?.plan.as_ref()
    }

    /// The ids of plans that are read no further.
    pub fn drafts(&self) -> Vec<String> {
        self.plans.values().filter_map(|held| held.draft.clone()).collect()
    }
}

/// Whether a file, or a folder around it, is among those that were named.
fn touches(named: &BTreeSet<PathBuf>, path: &Path) -> bool {
    path.ancestors().any(|around| named.contains(around))
}

/// Reads one file and understands it; `None` where its bytes are those of before.
fn held(
    (id, path): (FileId, &Path),
    bytes: Result<Vec<u8>, Diagnostic>,
    before: Option<[u8; 32]>,
    vocabulary: &Vocabulary,
) -> Option<(Held, Files)> {
    let mut files = Files::default();
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(finding) => {
            return Some((Held { digest: None, plan: None, draft: None, findings: vec![finding] }, files));
        }
    };
    let digest: [u8; 32] = Sha256::digest(&bytes).into();
    if before == Some(digest) {
        return None;
    }
    let Outcome { value: source, diagnostics: mut findings } = read::read_plan(id, path, &bytes, &mut files);
    let (mut plan, mut draft) = (None, None);
    match source {
        Some(source) if source.front.draft => draft = Some(pipeline::own_id(&source)),
        Some(source) => {
            let understood = pipeline::understood(source, vocabulary);
            findings.extend(understood.diagnostics);
            plan = Some(Arc::new(understood.value));
        }
        None => {}
    }
    Some((Held { digest: Some(digest), plan, draft, findings }, files))
}
