//! `tminus build --keep-last-good`: one broken plan does not hold up the others.
//!
//! A plan with an error is built from its text of the last build that could, as if it had not been edited: lists, ledger,
//! codes and links stay those of a whole site. Its pages say so at their head. What never was published is left out.
//! An error that belongs to no plan (settings, layouts, a damaged ledger) still stops everything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::super::lock;
use super::super::project::{Project, Settled, without_vanished};
use super::{BuildArgs, Said, disk, written};
use crate::diag::{Diagnostic, FileId, Files, Report, Severity};
use crate::ledger::{Families, Ledger};
use crate::output::{How, Nowhere, Published, SiteFolder};
use crate::pipeline;
use crate::read::git::{self, last_commits};
use crate::read::{self, Disk, Folder, Source};
use crate::site::Stale;

/// Plans may turn out to be broken once others stand in with an earlier text, such as two that took one id. More rounds
/// than these say that something else is wrong.
const ROUNDS: usize = 5;

/// Numbers of the earlier texts, below those of settings and ledger.
const FIRST_ID: u32 = u32::MAX - 1_000_000;

/// What stands in for a plan that cannot be built.
enum StandIn {
    Text(String),
    /// It was never published.
    Nothing,
}

type StandIns = BTreeMap<PathBuf, StandIn>;

/// Builds and publishes what can be built.
pub fn publish(args: &BuildArgs, settled: &Settled, to: (&SiteFolder, &How)) -> (Said, Option<Published>) {
    let texts = to.0.plans().unwrap_or_default();
    let mut broken = StandIns::new();
    let mut said: Vec<Diagnostic> = Vec::new();
    let mut all_files = Files::default();
    for _ in 0..ROUNDS {
        let mut project = settled.read();
        project.input.commits =
            last_commits(&git::Command::in_folder(&args.dir), &project.settings.source_dir);
        project.input.beside.before = Disk::new(to.0.path()).shared();
        let unread = errors(&project.report.diagnostics, &said);
        stand_in(&mut project, &broken);
        let Project { settings, input, files, report } = project;
        let ledger = input.ledger.clone();
        let read = files.text(pipeline::LEDGER_ID);
        // Whoever could not be read has an error already: what the ledger misses of them is no other one.
        let (built, published) = if unread.is_empty() {
            written(input, to, &|built| {
                lock::keep(&settings.root, read, (&ledger, &built.ledger), args.locked)
            })
        } else {
            let mut built = pipeline::build(input, &Nowhere);
            built.report.diagnostics = without_vanished(built.report.diagnostics);
            (built, None)
        };
        let new: Vec<Diagnostic> =
            unread.into_iter().chain(errors(&built.report.diagnostics, &said)).collect();
        let found: BTreeSet<PathBuf> =
            new.iter().filter_map(|error| plan_of(error, &files, &ledger, &settings.source_dir)).collect();
        let strange = new.iter().any(|e| plan_of(e, &files, &ledger, &settings.source_dir).is_none());
        said.extend(new);
        if let Some(published) = published {
            let rest = report.diagnostics.into_iter().chain(built.report.diagnostics);
            said.extend(rest.filter(|d| d.severity != Severity::Error));
            said.extend(broken.iter().map(|(path, text)| told(path, text, &built.site)));
            said.extend(disk::told(&published));
            disk::say(&published, built.site.plans.len(), &settings.build_dir);
            all_files.extend(files);
            return ((Report { diagnostics: said }, all_files), Some(published));
        }
        all_files.extend(files);
        let before = broken.len();
        for path in found {
            let text = texts.get(&path.to_string_lossy().replace('\\', "/"));
            broken.entry(path).or_insert_with(|| text.map_or(StandIn::Nothing, |t| StandIn::Text(t.clone())));
        }
        if strange || broken.len() == before {
            break;
        }
    }
    ((Report { diagnostics: said }, all_files), None)
}

/// The errors that were not said yet.
fn errors(found: &[Diagnostic], said: &[Diagnostic]) -> Vec<Diagnostic> {
    found.iter().filter(|d| d.severity == Severity::Error && !said.contains(d)).cloned().collect()
}

/// The file of the plan that an error belongs to: it stands in it, or at a line of the ledger that is about it.
fn plan_of(error: &Diagnostic, files: &Files, ledger: &Ledger, plans: &Path) -> Option<PathBuf> {
    let span = error.span.filter(|span| span.file != pipeline::LEDGER_ID);
    if let Some(span) = error.span.filter(|span| span.file == pipeline::LEDGER_ID) {
        if error.code != "vanished-code" {
            return None;
        }
        let entry = ledger.entries().find(|e| e.place == (span.start as usize, span.end as usize))?;
        let families = Families::of_ledger(ledger);
        return ledger.get(families.plan_of(&entry.code))?.file.as_ref().map(PathBuf::from);
    }
    let path =
        span.and_then(|span| files.path(span.file)).map(Path::to_owned).or_else(|| error.path.clone())?;
    (path.starts_with(plans) && path.extension().is_some_and(|ending| ending == "md")).then_some(path)
}

/// Puts the earlier texts in the place of the broken ones.
fn stand_in(project: &mut Project, broken: &StandIns) {
    let input = &mut project.input;
    input.sources.retain(|source| !broken.contains_key(&source.path));
    for (at, (path, text)) in broken.iter().enumerate() {
        let StandIn::Text(text) = text else { continue };
        let id = FileId(FIRST_ID + at as u32);
        project.files.add(id, path, text.as_str());
        let source: Source = read::parse(id, path, text.clone()).value;
        input.sources.push(source);
        let since = input.commits.remove(path);
        input.stale.insert(path.clone(), Stale { since });
    }
    input.sources.sort_by(|a, b| a.path.cmp(&b.path));
}

fn told(path: &Path, text: &StandIn, site: &crate::site::Site) -> Diagnostic {
    let revision = site.plans.iter().find(|plan| plan.source.path == path).map(|plan| plan.identity.revision);
    let what = match (text, revision) {
        (StandIn::Text(_), Some(revision)) => {
            format!("this plan is published as it last was, revision {revision}")
        }
        (StandIn::Text(_), None) => {
            "this plan was a draft when it last could be built, and is left out".to_owned()
        }
        (StandIn::Nothing, _) => "this plan was never published, and is left out".to_owned(),
    };
    Diagnostic::warning("last-good", what).in_file(path).hint("the other plans are published as they are")
}
