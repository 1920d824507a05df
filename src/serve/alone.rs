//! One plan read and understood without the others, as long as those are being read: all that it says itself is there, and
//! its links lead where they will. What others say of it is not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::desk::printed;
use super::heads::Head;
use super::live::Live;
use super::waking::Waking;
use crate::check;
use crate::diag::{FileId, Files, Report, Severity};
use crate::ledger::ReadPlan;
use crate::markdown;
use crate::pipeline::{self, Beside, Input};
use crate::plan::{Plan, hidden};
use crate::read::{self, Folder, Source};
use crate::recognise;
use crate::site::linked_files;

/// Other plans that a plan links to of which the headings are read: a list of all plans is none that waits for them.
const NEIGHBOURS: usize = 50;

/// What one plan came to.
pub enum Alone {
    Made(Box<Live>),
    /// What is wrong with it, as it is printed.
    Wrong(String),
    /// All plans must be read to know.
    Later,
}

/// Makes the graph of one plan of these bytes.
pub fn alone(waking: &Waking, head: &Head, bytes: &[u8]) -> Alone {
    let (mut files, mut report) = (Files::default(), Report::default());
    let read = read::read_plan(FileId(0), &head.path, bytes, &mut files).into_value(&mut report);
    let Some(source) = read.filter(|_| !report.has_errors()) else {
        return Alone::Wrong(printed(&report, &files));
    };
    let known = [&head.id].into_iter().chain(&head.aliases).find_map(|id| waking.ledger.code_of(id));
    let Some(ledger) = waking.ledger.part(known.or(head.code.as_deref()).unwrap_or("")) else {
        return Alone::Later;
    };
    let plan = pipeline::understood(source, &waking.vocabulary).into_value(&mut report);
    let others = linked_files(&plan.0.path, &plan.1);
    let plans = [plan].into_iter().chain(neighbours(waking, &head.path, &others)).collect();
    let (records, messages) = waking.records();
    let mut input = Input {
        settings: waking.site.settings.clone(),
        vocabulary: waking.vocabulary.clone(),
        ledger,
        records: records.clone(),
        messages: messages.clone(),
        beside: Beside { only: Some(head.path.clone()), ..Beside::of(&waking.disk, &waking.settings) },
        ..Input::default()
    };
    // What is wrong between plans is told once all are read.
    let (site, _) = pipeline::shown(plans, &[], &mut input).value;
    let Some(plan) = site.plan(&head.id) else { return Alone::Later };
    let mut findings = check::check_plan(plan, &site.vocabulary);
    findings.retain(|d| d.severity == Severity::Error || !waking.ignored.iter().any(|code| code == d.code));
    findings.sort_by_key(|d| d.span);
    let looks = (Arc::clone(&waking.layouts), Arc::clone(&waking.theme));
    Alone::Made(Box::new(Live::new(site, findings, looks, input.beside)))
}

/// The plans in these files by their headings alone: links lead to those.
fn neighbours(waking: &Waking, own: &Path, files: &BTreeSet<PathBuf>) -> Vec<ReadPlan> {
    let known = files.iter().filter(|path| *path != own).filter_map(|path| waking.heads.of_file(path));
    let read = known.take(NEIGHBOURS).enumerate().filter_map(|(at, head)| {
        let bytes = waking.disk.read(&head.path).ok()?;
        let number = FileId(at as u32 + 1);
        read::read_plan(number, &head.path, &bytes, &mut Files::default()).value
    });
    read.map(|source| headings(source, waking)).collect()
}

fn headings(source: Source, waking: &Waking) -> ReadPlan {
    let mut document = markdown::parse(source.id, &source.text, source.body).value;
    let name = source.path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let plan = Plan { name, ..recognise::only_secrets(&source, &document, &waking.vocabulary) };
    document.hide_in_headings(&|line, text| hidden::in_line(&plan, line, text));
    (source.into(), document.into(), plan.into(), Vec::new().into())
}
