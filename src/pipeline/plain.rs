//! The short way: read -> markdown -> page -> output, each plan by itself, one page a plan.
//!
//! No plan is kept once its page is written, so memory does not grow with their number. A plan whose text and all else that
//! its page is made of are those of the build before is not looked at: its page is taken over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Beside;
use crate::config::Settings;
use crate::diag::{Diagnostic, FileId, Files, Report};
use crate::markdown;
use crate::output::{Hash, Known, Seen, Sink, hash, put, put_all};
use crate::page::{Bundle, Layouts, Listed, PlainPlan, PlainSite, Theme, path_of, title_of};
use crate::plan::hidden;
use crate::read::{self, Folder};
use crate::recognise::{Vocabulary, only_secrets};
use crate::site::{check_files, files_of};

/// What a plain build is told.
#[derive(Debug, Clone, Copy)]
pub struct PlainHow<'a> {
    pub highlight: bool,
    /// Names the program that builds.
    pub program: &'a str,
    /// What the build before made.
    pub known: &'a Known,
}

/// What a plain build came to.
#[derive(Debug, Default)]
pub struct Plain {
    pub plans: usize,
    pub report: Report,
    /// The texts that messages quote: those with findings alone.
    pub files: Files,
    /// What was made, for the next build: of plans without findings alone, for the others have to tell theirs again.
    pub known: Known,
}

/// What came of one plan.
#[derive(Default)]
struct Made {
    listed: Option<Listed>,
    /// Digest of the bytes of a plan that had no findings.
    text: Option<Hash>,
    found: Vec<Diagnostic>,
    files: Files,
    /// Whether it points to files beside it.
    points: bool,
}

/// Compiles the plans of the project into `sink`, one page each.
pub fn plain(folder: &(dyn Folder + Sync), settings: &Settings, how: &PlainHow, sink: &dyn Sink) -> Plain {
    let mut built = Plain::default();
    let theme = Theme::read(folder, &mut built.files).into_value(&mut built.report);
    let (layouts, (vocabulary, listing)) = rayon::join(
        || Layouts::compile(&theme),
        || (Vocabulary::built_in(), folder.list(&settings.source_dir)),
    );
    let layouts = layouts.into_value(&mut built.report);
    built.report.extend(listing.diagnostics);
    let inside = |path: &Path| path_of(path.strip_prefix(&settings.source_dir).unwrap_or(path));
    let pages = pages(&listing.plans, &inside, &mut built.report);
    let site = PlainSite {
        title: &settings.title,
        language: &settings.language,
        pages,
        highlight: how.highlight,
        layouts: &layouts,
    };
    let key = key(how, &site, &theme);
    built.report.extend(super::input::forbidden_files(settings));
    // Files that many plans point to are read once.
    let beside = Beside { known: Some(Arc::default()), ..Beside::of(folder, settings) };
    let one = One { folder, site: &site, vocabulary: &vocabulary, known: how.known, key: &key, beside, sink };
    let made: Vec<Made> = listing
        .plans
        .par_iter()
        .enumerate()
        .map(|(at, path)| one.make(FileId(at as u32), path, &inside(path)))
        .collect();
    built.plans = made.len();
    built.known.key = key;
    let mut listed = Vec::with_capacity(made.len());
    for made in made {
        if let (Some(line), Some(text)) = (&made.listed, made.text)
            && let Some(page) = sink.taken(&line.href)
        {
            let seen = Seen { text, page, title: line.title.clone() };
            built.known.pages.insert(line.href.clone(), seen);
        }
        listed.extend(made.listed);
        built.report.extend(made.found);
        built.files.extend(made.files);
    }
    let list = site.list(listed).and_then(|html| put("index.html", html.as_bytes(), sink));
    built.report.extend(list.err());
    let single = theme.assets().filter(|(path, _)| !Bundle::holds(path));
    built.report.extend(put_all("assets", layouts.bundle.files().chain(single), sink));
    built
}

/// The paths of all pages; an error for each plan whose page would stand at the address of another.
fn pages(plans: &[PathBuf], inside: &dyn Fn(&Path) -> String, report: &mut Report) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, &Path> = BTreeMap::new();
    for plan in plans {
        let path = inside(plan);
        let other = match pages.get(&path) {
            Some(other) => format!("the page of `{}`", other.display()),
            None if path == "index.html" => "the list of all plans".to_owned(),
            None => {
                pages.insert(path, plan);
                continue;
            }
        };
        let found = Diagnostic::error("same-address", format!("its page and {other} would both be `{path}`"));
        report.push(found.in_file(plan.clone()).hint("give the file another name, or build without --plain"));
    }
    pages.into_keys().collect()
}

/// Digest of all that a page depends on besides the text of its plan.
fn key(how: &PlainHow, site: &PlainSite, theme: &Theme) -> Hash {
    let mut all = format!("{}\n{:?}\n", how.program, (site.title, site.language, how.highlight)).into_bytes();
    let layouts = theme.layouts.iter().map(|(path, file)| (path, hash(&file.bytes)));
    all.extend(format!("{:?}\n", layouts.collect::<Vec<_>>()).into_bytes());
    all.extend(
        format!("{}\n{}\n", site.layouts.bundle.style.name, site.layouts.bundle.script.name).into_bytes(),
    );
    for page in &site.pages {
        all.extend(page.as_bytes());
        all.push(b'\n');
    }
    hash(&all)
}

/// How one plan becomes its page.
struct One<'a> {
    folder: &'a (dyn Folder + Sync),
    site: &'a PlainSite<'a>,
    vocabulary: &'a Vocabulary,
    known: &'a Known,
    key: &'a Hash,
    beside: Beside,
    sink: &'a dyn Sink,
}

impl One<'_> {
    fn make(&self, id: FileId, file: &Path, path: &str) -> Made {
        let bytes = match self.folder.read(file) {
            Ok(bytes) => bytes,
            Err(found) => return Made { found: vec![found], ..Made::default() },
        };
        let text = hash(&bytes);
        if let Some(seen) = self.known.of(self.key, path, &text)
            && self.sink.keep(path, &seen.page)
        {
            let listed = Listed { href: path.to_owned(), title: seen.title.clone() };
            return Made { listed: Some(listed), text: Some(text), ..Made::default() };
        }
        let made = self.read(id, file, path, &bytes);
        // What it points to may change while its text does not.
        Made { text: (made.found.is_empty() && !made.points).then_some(text), ..made }
    }

    fn read(&self, id: FileId, file: &Path, path: &str, bytes: &[u8]) -> Made {
        let (mut files, mut report) = (Files::default(), Report::default());
        let text = read::decode::decode(id, bytes).into_value(&mut report);
        let source = read::parse(id, file, text).into_value(&mut report);
        let mut document = markdown::parse(id, &source.text, source.body).into_value(&mut report);
        if !report.diagnostics.is_empty() {
            files.add(id, file, source.text.as_str());
        }
        if source.front.draft || report.has_errors() {
            return Made { found: report.diagnostics, files, ..Made::default() };
        }
        let plan = only_secrets(&source, &document, self.vocabulary);
        document.hide_in_headings(&|line, text| hidden::in_line(&plan, line, text));
        let wanted = files_of(file, &document);
        let points = !wanted.is_empty();
        let beside = self.beside.of_paths(wanted, self.sink);
        let wrong = check_files(&source, &document, &beside);
        if !wrong.is_empty() {
            files.add(id, file, source.text.as_str());
        }
        report.extend(wrong);
        let page = PlainPlan { path, source: &source, document: &document, plan: &plan, files: &beside };
        let written = self.site.page(&page).and_then(|html| put(path, html.as_bytes(), self.sink));
        report.extend(written.err());
        let listed = Listed { href: path.to_owned(), title: title_of(&source, &document).into_owned() };
        Made { listed: Some(listed), text: None, found: report.diagnostics, files, points }
    }
}
