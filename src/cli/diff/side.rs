//! One side of a comparison: a folder, a plan or a revision, read as far as the graph.

use std::path::{Path, PathBuf};

use super::super::plan_file::BEARABLE;
use crate::compare::Side;
use crate::config::Overrides;
use crate::diag::{Diagnostic, Files, Report};
use crate::pipeline::{self, Input};
use crate::read::git::{self, Revision, name_of_path};
use crate::read::repair::{Guesses, repair};
use crate::read::{self, Disk, Folder, Memory};

/// A side, read and not understood yet.
pub struct Read {
    pub side: Side,
    pub input: Input,
    /// It is one plan, not a folder of plans.
    pub alone: bool,
    /// The folder of the plans, where it is one on disk.
    pub plans: Option<PathBuf>,
    /// The folder of the plans below the side.
    from: PathBuf,
    pub files: Files,
    pub report: Report,
}

/// Reads the side called `name`. A revision without a path is looked at where `other`, the other side, stands.
pub fn read(name: &str, other: &str) -> Result<Read, Diagnostic> {
    let path = Path::new(name);
    if path.is_file() {
        let side = Side { name: name.to_owned(), commit: None };
        return single(&Disk::new(""), path, side);
    }
    if path.is_dir() {
        let side = Side { name: name.to_owned(), commit: None };
        let read = folder(&Disk::new(path), path, side);
        return Ok(Read { plans: Some(path.join(&read.from)), ..read });
    }
    let (dir, here) = beside(Path::new(other));
    let git = git::Command::in_folder(&dir);
    let revision = Revision::open(&git, name, &here)?;
    let side = Side { name: name.to_owned(), commit: Some(revision.commit.clone()) };
    match revision.file.clone() {
        Some(file) => single(&revision, &file, side),
        None => Ok(folder(&revision, Path::new(""), side)),
    }
}

/// Where git runs, and what it looks at below that.
fn beside(other: &Path) -> (PathBuf, String) {
    if other.is_dir() {
        return (other.to_owned(), "./".to_owned());
    }
    let parent = other.parent().filter(|parent| !parent.as_os_str().is_empty());
    match other.file_name().filter(|_| other.is_file()) {
        Some(name) => (parent.unwrap_or(Path::new(".")).to_owned(), name_of_path(Path::new(name))),
        None => (PathBuf::from("."), "./".to_owned()),
    }
}

/// One plan, as a folder that holds nothing else.
fn single(from: &dyn Folder, path: &Path, side: Side) -> Result<Read, Diagnostic> {
    let bytes = from.read(path)?;
    let only = Memory::default().with(path, bytes);
    Ok(Read { alone: true, ..folder(&only, Path::new(""), side) })
}

/// All plans of a project, or of a folder without `book.toml` and without a folder of plans.
fn folder(from: &dyn Folder, root: &Path, side: Side) -> Read {
    let (mut report, mut files) = (Report::default(), Files::default());
    let mut settings =
        pipeline::settings(from, root, Overrides::default(), &mut files).into_value(&mut report);
    if !from.holds(Path::new("book.toml")) && !from.holds(&settings.source_dir) {
        settings.source_dir = PathBuf::new();
    }
    let mut input = pipeline::read(from, &settings).into_value(&mut report);
    // Files beside the plans are no part of what is compared.
    input.beside.door = None;
    report.diagnostics.retain(|found| !BEARABLE.contains(&found.code));
    files.extend(std::mem::take(&mut input.files));
    input.sources.iter_mut().for_each(mend);
    Read { side, input, alone: false, plans: None, from: settings.source_dir, files, report }
}

/// Damage that repair can mend is no change of the plan.
fn mend(source: &mut read::Source) {
    let repaired = repair(&source.text, Guesses::Leave);
    if repaired.mojibake.occurrences > 0 {
        *source = read::parse(source.id, &source.path, repaired.text).value;
    }
}
