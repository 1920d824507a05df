//! The short way: read -> markdown -> page -> output, each plan by itself, one page a plan.
//!
//! No plan is kept once its page is written, so memory does not grow with their number.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Settings;
use crate::diag::{Diagnostic, FileId, Files, Report};
use crate::markdown;
use crate::output::{Sink, put, put_all};
use crate::page::{Bundle, Layouts, Listed, PlainPlan, PlainSite, Theme, path_of, title_of};
use crate::read::{self, Folder};
use crate::recognise::{Vocabulary, only_secrets};

/// What a plain build came to.
#[derive(Debug, Default)]
pub struct Plain {
    pub plans: usize,
    pub report: Report,
    /// The texts that messages quote: those with findings alone.
    pub files: Files,
}

/// What came of one plan.
type Made = (Option<Listed>, Vec<Diagnostic>, Files);

/// Compiles the plans of the project into `sink`, one page each.
pub fn plain(folder: &(dyn Folder + Sync), settings: &Settings, highlight: bool, sink: &dyn Sink) -> Plain {
    let mut built = Plain::default();
    let theme = Theme::read(folder, &mut built.files).into_value(&mut built.report);
    let layouts = Layouts::compile(&theme).into_value(&mut built.report);
    let listing = folder.list(&settings.source_dir);
    built.report.extend(listing.diagnostics);
    let vocabulary = Vocabulary::built_in();
    let inside = |path: &Path| path_of(path.strip_prefix(&settings.source_dir).unwrap_or(path));
    let site = PlainSite {
        title: &settings.title,
        language: &settings.language,
        pages: listing.plans.iter().map(|path| inside(path)).collect(),
        highlight,
        layouts: &layouts,
    };
    let made: Vec<Made> = listing
        .plans
        .par_iter()
        .enumerate()
        .map(|(at, path)| one(folder, (FileId(at as u32), path, &inside(path)), (&site, &vocabulary), sink))
        .collect();
    built.plans = made.len();
    let mut listed = Vec::with_capacity(made.len());
    for (line, found, files) in made {
        listed.extend(line);
        built.report.extend(found);
        built.files.extend(files);
    }
    let list = site.list(listed).and_then(|html| put("index.html", html.as_bytes(), sink));
    built.report.extend(list.err());
    let single = theme.assets().filter(|(path, _)| !Bundle::holds(path));
    built.report.extend(put_all("assets", layouts.bundle.files().chain(single), sink));
    built
}

fn one(
    folder: &(dyn Folder + Sync),
    (id, file, path): (FileId, &PathBuf, &str),
    (site, vocabulary): (&PlainSite, &Vocabulary),
    sink: &dyn Sink,
) -> Made {
    let mut files = Files::default();
    let bytes = match folder.read(file) {
        Ok(bytes) => bytes,
        Err(found) => return (None, vec![found], files),
    };
    let mut report = Report::default();
    let text = read::decode::decode(id, &bytes).into_value(&mut report);
    let source = read::parse(id, file, text).into_value(&mut report);
    let document = markdown::parse(id, &source.text, source.body).into_value(&mut report);
    if !report.diagnostics.is_empty() {
        files.add(id, file, source.text.as_str());
    }
    if source.front.draft || report.has_errors() {
        return (None, report.diagnostics, files);
    }
    let plan = only_secrets(&source, &document, vocabulary);
    let page = PlainPlan { path, source: &source, document: &document, plan: &plan };
    let written = site.page(&page).and_then(|html| put(path, html.as_bytes(), sink));
    report.extend(written.err());
    let line = Listed { href: path.to_owned(), title: title_of(&source, &document).into_owned() };
    (Some(line), report.diagnostics, files)
}
