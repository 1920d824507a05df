//! The stages in order: read -> markdown -> recognise -> ledger -> site -> check, page, search -> output.

mod again;
mod attached;
mod input;
mod plain;
mod same;

use again::Again;
pub use attached::Beside;
pub use input::{Input, LEDGER_ID, around, ledger, ledger_text, of_settings, read, settings};
pub use plain::{Plain, PlainHow, plain};
pub use same::{of_all, of_attachments, with_ledger};

use rayon::prelude::*;

use crate::check;
use crate::diag::{Diagnostic, Outcome, Report, Severity};
use crate::ledger::{self as ledgers, Kind, Ledger, ReadPlan, Settled};
use crate::markdown;
use crate::message;
use crate::output::{Made, Nowhere, Sink, put, put_all};
use crate::page::{self, Bundle, Layouts, Press, Theme};
use crate::plan::hidden;
use crate::read::Source;
use crate::recognise::{self, Vocabulary};
use crate::search;
use crate::site::{Site, home};
use crate::tickets::{self, Catalogue};

/// What a build came to.
pub struct Built {
    pub plans: usize,
    pub site: Site,
    pub report: Report,
    /// What was published before and now: to be written before the site is.
    pub ledger: Ledger,
    /// What was made of what, for the next build.
    pub made: Made,
}

/// Compiles the plans of `input` into `sink`. With an error in the report nothing that was put may be published.
pub fn build(input: Input, sink: &dyn Sink) -> Built {
    build_over(&Made::default(), "", input, sink)
}

/// The same over the site of the build before, which `program` made. Pages of plans that it `made` of the very same are
/// taken over.
pub fn build_over(before: &Made, program: &str, mut input: Input, sink: &dyn Sink) -> Built {
    let mut report = Report::default();
    let (theme, ignored) = (std::mem::take(&mut input.theme), std::mem::take(&mut input.ignored));
    let (site, ledger) = settled_into(input, sink).into_value(&mut report);
    let layouts = Layouts::compile(&theme).into_value(&mut report);
    let mut findings = check::check(&site);
    findings.retain(|d| d.severity == Severity::Error || !ignored.iter().any(|code| code == d.code));
    report.extend(findings.iter().cloned());
    report.extend(message::check(&site));
    let mut made = Made::default();
    if !report.has_errors() {
        let press = Press { site: &site, findings: &findings, layouts: &layouts };
        let again = Again::new(&press, &theme, program, before, sink);
        let emit: &page::Emit = &|path, bytes| put(path, bytes, sink);
        let programs = || -> Vec<Diagnostic> {
            indexes(&site).iter().filter_map(|(path, bytes)| emit(path, bytes).err()).collect()
        };
        let (pages, (words, programs)) = rayon::join(
            || page::render(press, &again, emit),
            || rayon::join(|| search::write(&site, emit), programs),
        );
        made = again.into_made();
        report.extend(pages.diagnostics);
        report.extend(words.diagnostics);
        report.extend(put_all("assets", assets(&theme, &layouts), sink));
        report.extend(programs);
    }
    Built { plans: site.plans.len(), site, report, ledger, made }
}

/// The files of `assets/`: those of the theme, and what is put together of them.
pub fn assets<'a>(theme: &'a Theme, layouts: &'a Layouts) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    layouts.bundle.files().chain(theme.assets().filter(|(path, _)| !Bundle::holds(path)))
}

/// Files for programs, with their paths in the site.
pub fn indexes(site: &Site) -> Vec<(String, Vec<u8>)> {
    let all = Catalogue::of(site);
    let json =
        [("links.json", tickets::links_json(site, &all)), ("alerts.json", tickets::alerts_json(site, &all))];
    json.into_iter().map(|(path, json)| (path.to_owned(), json.into_bytes())).collect()
}

/// Two sets of plans as graphs, for what only looks at them. Where one side has no ledger, its things find their codes
/// in that of the other; where neither has, the new ones find theirs among the old ones.
pub fn both(old: Input, new: Input) -> (Outcome<Site>, Outcome<Site>) {
    let known = if old.ledger.is_empty() { new.ledger.clone() } else { old.ledger.clone() };
    let (old, was) = graph(old, &known);
    let known = if new.ledger.is_empty() { was } else { new.ledger.clone() };
    (old, graph(new, &known).0)
}

/// The graph of one side, and the ledger that it would write.
fn graph(input: Input, known: &Ledger) -> (Outcome<Site>, Ledger) {
    let mut report = Report::default();
    let plans = understand(input.sources, &input.vocabulary).into_value(&mut report);
    let mut settled = ledgers::identify(known, LEDGER_ID, plans).into_value(&mut report);
    let ledger = std::mem::take(&mut settled.ledger);
    // What is gone is no error where nothing is published.
    report.diagnostics.retain(|found| found.code != "vanished-code");
    let site = Site::build(input.settings, input.vocabulary, settled).into_value(&mut report);
    (Outcome { value: site, diagnostics: report.diagnostics }, ledger)
}

/// The graph of all plans with who signed them, and the ledger as it is to be written. Files beside the plans are not
/// looked for.
pub fn settled(mut input: Input) -> Outcome<(Site, Ledger)> {
    input.beside.door = None;
    settled_into(input, &Nowhere)
}

/// The same, with the files that plans point to put into `sink`.
fn settled_into(mut input: Input, sink: &dyn Sink) -> Outcome<(Site, Ledger)> {
    let sources = std::mem::take(&mut input.sources);
    let drafts: Vec<String> = sources.iter().filter(|s| s.front.draft).map(own_id).collect();
    let read = understand(sources, &input.vocabulary);
    let mut settled = shown_into(read.value, &drafts, &mut input, sink);
    let (site, ledger) = &mut settled.value;
    home::publish(&site.plans, ledger);
    settled.diagnostics.splice(0..0, read.diagnostics);
    settled
}

/// The same of plans that are understood. `drafts` are the ids of those that are read no further; of `input` all is used
/// but the sources.
pub fn settle(plans: Vec<ReadPlan>, drafts: &[String], input: &mut Input) -> Outcome<(Site, Ledger)> {
    let mut settled = shown(plans, drafts, input);
    let (site, ledger) = &mut settled.value;
    home::publish(&site.plans, ledger);
    settled
}

/// The same without the names of today in the ledger, which is not to be written then.
pub fn shown(plans: Vec<ReadPlan>, drafts: &[String], input: &mut Input) -> Outcome<(Site, Ledger)> {
    shown_into(plans, drafts, input, &Nowhere)
}

fn shown_into(
    plans: Vec<ReadPlan>,
    drafts: &[String],
    input: &mut Input,
    sink: &dyn Sink,
) -> Outcome<(Site, Ledger)> {
    let mut report = Report::default();
    let files = input.beside.of_plans(&plans, &|path| input.stale.contains_key(path), sink);
    let mut settled = ledgers::identify(&input.ledger, LEDGER_ID, plans).into_value(&mut report);
    let ledger = std::mem::take(&mut settled.ledger);
    let (settings, vocabulary) = (input.settings.clone(), input.vocabulary.clone());
    let mut site = Site::with_files(settings, vocabulary, settled, files).into_value(&mut report);
    site.messages = input.messages.clone();
    for plan in &mut site.plans {
        plan.commit = input.commits.get(&plan.source.path).cloned();
        plan.stale = input.stale.get(&plan.source.path).cloned();
    }
    let known = ledger.entries().filter(|entry| entry.kind == Kind::Plan);
    input.records.away = known.filter_map(|entry| entry.id.clone()).chain(drafts.iter().cloned()).collect();
    report.extend(site.sign(&input.records, &ledger));
    Outcome { value: (site, ledger), diagnostics: report.diagnostics }
}

/// The id of a plan that is read no further.
pub fn own_id(source: &Source) -> String {
    let stem = source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    markdown::slug(source.front.id.as_deref().unwrap_or(&stem.unwrap_or_default()))
}

/// The plans with their codes by this ledger, and no further: for what only repairs the ledger.
pub fn identified(sources: Vec<Source>, vocabulary: &Vocabulary, ledger: &Ledger) -> Outcome<Settled> {
    let mut report = Report::default();
    let plans = understand(sources, vocabulary).into_value(&mut report);
    let settled = ledgers::identify(ledger, LEDGER_ID, plans).into_value(&mut report);
    Outcome { value: settled, diagnostics: report.diagnostics }
}

/// Text to syntax to meaning, plan by plan; drafts stay out.
fn understand(sources: Vec<Source>, vocabulary: &Vocabulary) -> Outcome<Vec<ReadPlan>> {
    let (plans, diagnostics): (Vec<ReadPlan>, Vec<Vec<Diagnostic>>) = sources
        .into_par_iter()
        .filter(|source| !source.front.draft)
        .map(|source| {
            let read = understood(source, vocabulary);
            (read.value, read.diagnostics)
        })
        .unzip();
    Outcome { value: plans, diagnostics: diagnostics.into_iter().flatten().collect() }
}

/// One plan.
pub fn understood(source: Source, vocabulary: &Vocabulary) -> Outcome<ReadPlan> {
    let mut document = markdown::parse(source.id, &source.text, source.body);
    let mut found = recognise::recognise(&source, &document.value, vocabulary);
    if document.value.hide_in_headings(&|line, text| hidden::in_line(&found.plan, line, text)) {
        // All that is named by such a heading is named anew.
        let secrets = found.plan.possible_secrets;
        found = recognise::recognise(&source, &document.value, vocabulary);
        found.plan.possible_secrets = secrets;
    }
    let plan = (source.into(), document.value.into(), found.plan.into(), found.claims.into());
    Outcome { value: plan, diagnostics: document.diagnostics }
}
