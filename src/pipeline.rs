//! The stages in order: read -> markdown -> recognise -> site -> check, page -> output.

use std::path::Path;

use rayon::prelude::*;

use crate::check;
use crate::config::Settings;
use crate::diag::{Diagnostic, Files, Outcome, Report, Severity, nearest};
use crate::markdown;
use crate::output::{Sink, put, put_all};
use crate::page::{self, Layouts, Theme};
use crate::read::{self, Folder, Source};
use crate::recognise::{self, Concept, Vocabulary};
use crate::site::{ReadPlan, Site, SiteSettings};

/// All that was read for a build.
#[derive(Default)]
pub struct Input {
    pub settings: SiteSettings,
    pub vocabulary: Vocabulary,
    pub theme: Theme,
    pub sources: Vec<Source>,
    /// Codes of findings that are left out.
    pub ignored: Vec<String>,
    /// The texts that messages quote.
    pub files: Files,
}

/// What a build came to.
pub struct Built {
    pub plans: usize,
    pub report: Report,
}

/// Reads the plans, the layouts and the words of the project.
pub fn read(folder: &dyn Folder, settings: &Settings) -> Outcome<Input> {
    let mut report = Report::default();
    let mut loaded = read::load(folder, &settings.source_dir).into_value(&mut report);
    let theme = Theme::read(folder, &mut loaded.files).into_value(&mut report);
    let vocabulary = vocabulary(settings).into_value(&mut report);
    let input = Input {
        settings: site_settings(settings),
        vocabulary,
        theme,
        sources: loaded.sources,
        ignored: ignored(settings).into_value(&mut report),
        files: loaded.files,
    };
    Outcome { value: input, diagnostics: report.diagnostics }
}

/// Compiles the plans of `input` into `sink`. With an error in the report nothing that was put may be published.
pub fn build(input: Input, sink: &dyn Sink) -> Built {
    let mut report = Report::default();
    let plans = understand(input.sources, &input.vocabulary).into_value(&mut report);
    let site = Site::build(input.settings, input.vocabulary, plans).into_value(&mut report);
    let layouts = Layouts::compile(&input.theme).into_value(&mut report);
    let mut findings = check::check(&site);
    findings.retain(|d| d.severity == Severity::Error || !input.ignored.iter().any(|code| code == d.code));
    report.extend(findings.iter().cloned());
    if !report.has_errors() {
        report.extend(
            page::render(&site, &findings, &layouts, &|path, html| put(path, html, sink)).diagnostics,
        );
        report.extend(put_all("assets", input.theme.assets(), sink));
    }
    Built { plans: site.plans.len(), report }
}

/// Text to syntax to meaning, plan by plan.
fn understand(sources: Vec<Source>, vocabulary: &Vocabulary) -> Outcome<Vec<ReadPlan>> {
    let (plans, diagnostics): (Vec<ReadPlan>, Vec<Vec<Diagnostic>>) = sources
        .into_par_iter()
        .map(|source| {
            let document = markdown::parse(source.id, &source.text, source.body);
            let found = recognise::recognise(&source, &document.value, vocabulary);
            ((source, document.value, found.plan, found.claims), document.diagnostics)
        })
        .unzip();
    Outcome { value: plans, diagnostics: diagnostics.into_iter().flatten().collect() }
}

fn site_settings(settings: &Settings) -> SiteSettings {
    SiteSettings {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        authors: settings.authors.clone(),
        base_url: settings.base_url.clone(),
    }
}

/// Our words and the site's; a concept that does not exist is an error.
fn vocabulary(settings: &Settings) -> Outcome<Vocabulary> {
    let mut vocabulary = Vocabulary::built_in();
    let mut diagnostics = Vec::new();
    for (name, (span, words)) in &settings.vocabulary {
        match Concept::named(name) {
            Some(concept) => vocabulary.extend(&[(concept, words.clone())].into()),
            None => diagnostics.push(unknown(name, *span, "concept", &vocabulary.names())),
        }
    }
    Outcome { value: vocabulary, diagnostics }
}

fn ignored(settings: &Settings) -> Outcome<Vec<String>> {
    let codes: Vec<String> = check::RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let (known, strange): (Vec<_>, Vec<_>) =
        settings.ignored.iter().partition(|code| codes.contains(&code.value));
    let diagnostics = strange.iter().map(|code| unknown(&code.value, code.span, "finding", &codes)).collect();
    Outcome { value: known.into_iter().map(|code| code.value.clone()).collect(), diagnostics }
}

fn unknown(name: &str, span: crate::diag::Span, what: &str, known: &[String]) -> Diagnostic {
    let found = Diagnostic::error("config", format!("there is no {what} `{name}`")).at(span);
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint(format!("there are {}", known.join(", "))),
    }
}

/// The settings file of a project.
pub const SETTINGS_FILE: &str = "book.toml";

/// Reads `book.toml` of the project, where there is one, and settles the settings. Its text goes to `files`.
pub fn settings(
    folder: &dyn Folder,
    root: &Path,
    overrides: crate::config::Overrides,
    files: &mut Files,
) -> Outcome<Settings> {
    let mut report = Report::default();
    let file = match folder.read(Path::new(SETTINGS_FILE)) {
        Ok(bytes) => {
            let id = crate::diag::FileId(u32::MAX);
            let text = read::decode::decode(id, &bytes).into_value(&mut report);
            files.add(id, SETTINGS_FILE, text.as_str());
            crate::config::read(id, &text).into_value(&mut report)
        }
        Err(_) => crate::config::ConfigFile::default(),
    };
    Outcome { value: Settings::settle(root, file, overrides), diagnostics: report.diagnostics }
}
