//! From a change of files to the next good state of the site, or to what is wrong.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::live::Live;
use super::progress::Progress;
use super::shelf::{Seen, Shelf};
use super::waking::Waking;
use super::watch::Changes;
use crate::check;
use crate::config::{Overrides, Settings};
use crate::diag::{Diagnostic, FileId, Files, Report, Severity};
use crate::ledger::{self, Apart, ReadPlan};
use crate::message;
use crate::output::Nowhere;
use crate::page::{Layouts, Theme};
use crate::pipeline::{self, Input};
use crate::read::git::{self, last_commits};
use crate::read::{Disk, is_message, messages};
use crate::recognise::Vocabulary;
use crate::site::{FormerCodes, Lexicon, SitePlan, files_of, read_again};

/// Numbers of message files begin here, behind those of plans.
pub(super) const FIRST_MESSAGE: usize = 0x7000_0000;

/// The last good state, for those who answer requests.
pub type Shown = Arc<RwLock<Option<Live>>>;

/// Keeps the last good state up to date.
pub struct Engine {
    root: PathBuf,
    disk: Disk,
    settings: Settings,
    /// All that was read but the plans.
    around: Input,
    /// What is wrong with it, layouts aside.
    trouble: Vec<Diagnostic>,
    layouts: Arc<Layouts>,
    theme: Arc<Theme>,
    /// Texts of the layouts, for what goes wrong while a page is made.
    layout_files: Arc<Files>,
    layout_trouble: Vec<Diagnostic>,
    shelf: Shelf,
    files: Files,
    progress: Arc<Progress>,
    shown: Shown,
    /// What is worked out once, for single plans.
    lexicon: Lexicon,
    apart: Apart,
    former: FormerCodes,
    /// Plans whose text is not that of the state that is shown.
    dirty: BTreeSet<PathBuf>,
    /// Whether the state that is shown was made of all else as it is now.
    stale: bool,
}

/// What a change came to.
pub struct Verdict<'a> {
    /// With errors, the state that is shown is the one before.
    pub report: Report,
    /// The texts that the report quotes.
    pub files: &'a Files,
    /// Texts of the layouts.
    pub layout_files: Arc<Files>,
    pub plans: usize,
    /// Whether another state is shown than before.
    pub is_new: bool,
    /// Whether the plans that changed were made anew without the others.
    pub alone: bool,
    /// Whether the folder of the plans was looked through, for more than the files that were named.
    pub looked: bool,
}

impl Engine {
    /// Knows nothing yet: the first [`Engine::update`] reads all.
    pub fn new(root: &Path) -> Engine {
        let nothing = Settings::settle(root, Default::default(), Overrides::default());
        Engine {
            root: root.to_owned(),
            disk: Disk::new(root),
            settings: nothing,
            around: Input::default(),
            trouble: Vec::new(),
            layouts: Arc::new(Layouts::compile(&Theme::default()).value),
            theme: Arc::default(),
            layout_files: Arc::default(),
            layout_trouble: Vec::new(),
            shelf: Shelf::default(),
            files: Files::default(),
            progress: Arc::default(),
            shown: Shown::default(),
            lexicon: Lexicon::of(&Vocabulary::default()),
            apart: Apart::default(),
            former: FormerCodes::default(),
            dirty: BTreeSet::new(),
            stale: true,
        }
    }

    pub fn shown(&self) -> Shown {
        Arc::clone(&self.shown)
    }

    /// What is shown until the first [`Engine::update`] is through.
    pub fn wake(&mut self) -> Waking {
        let files = &mut Files::default();
        self.settings = pipeline::settings(&self.disk, &self.root, Overrides::default(), files).value;
        self.read_theme();
        let looks = (Arc::clone(&self.layouts), Arc::clone(&self.theme));
        let waking = Waking::new(self.disk.clone(), self.settings.clone(), looks);
        self.progress.begin(waking.plans());
        waking
    }

    /// How many plans are read.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// The folder of the plans, relative to the project.
    pub fn source_dir(&self) -> &Path {
        &self.settings.source_dir
    }

    /// Takes in what changed. The state that is shown is a new one afterwards, or the same as before and the report
    /// says why.
    pub fn update(&mut self, changes: &Changes) -> Verdict<'_> {
        let source = &self.settings.source_dir;
        let plans = |path: &PathBuf| path.starts_with(source) && !is_message(source, path);
        let theme = |path: &PathBuf| path.starts_with("layouts") || path.starts_with("assets");
        let rest = changes.all || changes.paths.iter().any(|path| !plans(path) && !theme(path));
        let named: BTreeSet<PathBuf> = changes.paths.iter().filter(|path| plans(path)).cloned().collect();
        let mut is_new = false;
        if changes.all || changes.paths.iter().any(theme) {
            self.read_theme();
            is_new = true;
        }
        let all = (rest && self.read_around()) || changes.all;
        let seen = match (all, named.is_empty()) {
            (true, _) => self.look(None),
            (false, false) => self.look(Some(&named)),
            (false, true) => Seen::default(),
        };
        if !all {
            self.edited(&seen.changed);
        }
        self.dirty.extend(seen.changed);
        self.beside((!all).then_some(&named));
        let mut alone = false;
        let mut report = Report::default();
        let trouble = self.layout_trouble.iter().chain(&self.trouble).chain(self.shelf.findings());
        report.extend(trouble.cloned());
        if !report.has_errors() && (self.stale || !self.dirty.is_empty()) {
            let some = if self.stale { None } else { self.some() };
            is_new |= match some {
                Some(wrong) => {
                    alone = true;
                    report.extend(wrong);
                    !report.has_errors()
                }
                None => self.whole(&mut report),
            };
        }
        if !report.has_errors() && is_new {
            self.dress();
        }
        let (is_new, plans) = (is_new && !report.has_errors(), self.shelf.plans().count());
        let layout_files = Arc::clone(&self.layout_files);
        Verdict { report, files: &self.files, layout_files, plans, is_new, alone, looked: seen.looked }
    }

    fn look(&mut self, named: Option<&BTreeSet<PathBuf>>) -> Seen {
        let place = (&self.disk, self.settings.source_dir.as_path());
        self.shelf.look(place, named, (&self.around.vocabulary, &self.progress), &mut self.files)
    }

    /// Files beside plans changed, those of `named` or nobody knows which: plans that point to them are made anew.
    fn beside(&mut self, named: Option<&BTreeSet<PathBuf>>) {
        self.around.beside.forget(named);
        let touched = |path: &str| {
            named.is_none_or(|named| Path::new(path).ancestors().any(|around| named.contains(around)))
        };
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let plans = shown.iter().flat_map(|live| &live.site.plans);
        let of = plans.filter(|plan| plan.links.files().any(touched));
        let paths: Vec<PathBuf> =
            of.map(|plan| plan.source.path.clone()).filter(|path| self.shelf.plan(path).is_some()).collect();
        drop(shown);
        self.dirty.extend(paths);
    }

    /// Files that are not as git knew them when all was read.
    fn edited(&mut self, paths: &BTreeSet<PathBuf>) {
        const CHANGES: &str = " and changes";
        for path in paths {
            if let Some(commit) = self.around.commits.get_mut(path).filter(|c| !c.ends_with(CHANGES)) {
                commit.push_str(CHANGES);
            }
        }
    }

    /// Gives the state that is shown the layouts as they are now.
    fn dress(&self) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(live) = shown.as_mut() {
            (live.layouts, live.theme) = (Arc::clone(&self.layouts), Arc::clone(&self.theme));
            live.changed();
        }
    }

    fn read_theme(&mut self) {
        let mut report = Report::default();
        let mut files = Files::default();
        let theme = Theme::read(&self.disk, &mut files).into_value(&mut report);
        self.layouts = Arc::new(Layouts::compile(&theme).into_value(&mut report));
        self.theme = Arc::new(theme);
        self.files.extend(files.clone());
        self.layout_files = Arc::new(files);
        self.layout_trouble = report.diagnostics;
    }

    /// Reads settings, ledger and records anew. True where all plans must be read through again: they are elsewhere, or
    /// words mean something else.
    fn read_around(&mut self) -> bool {
        let mut report = Report::default();
        let settings = pipeline::settings(&self.disk, &self.root, Overrides::default(), &mut self.files)
            .into_value(&mut report);
        let mut around = pipeline::around(&self.disk, &settings, Files::default());
        // Those of layouts are known by their own reading.
        let of_theme = |d: &Diagnostic| {
            d.path.as_ref().is_some_and(|p| p.starts_with("layouts") || p.starts_with("assets"))
        };
        around.diagnostics.retain(|d| !of_theme(d));
        let mut around = around.into_value(&mut report);
        self.files.extend(std::mem::take(&mut around.files));
        around.messages = messages(&self.disk, &settings.source_dir, FIRST_MESSAGE, &mut self.files)
            .into_value(&mut report);
        around.theme = Theme::default();
        around.beside.known = Some(Arc::default());
        around.commits = last_commits(&git::Command::in_folder(&self.root), &settings.source_dir);
        let again = settings.source_dir != self.settings.source_dir
            || settings.vocabulary != self.settings.vocabulary;
        if again {
            self.shelf = Shelf::default();
        }
        self.lexicon = Lexicon::of(&around.vocabulary);
        self.apart = Apart::of(&around.ledger);
        (self.settings, self.around) = (settings, around);
        (self.trouble, self.stale) = (report.diagnostics, true);
        again
    }

    /// Makes the whole graph anew; true where it is good.
    fn whole(&mut self, report: &mut Report) -> bool {
        let plans: Vec<ReadPlan> = self.shelf.plans().map(|plan| ReadPlan::clone(plan)).collect();
        let settled = pipeline::shown(plans, &self.shelf.drafts(), &mut self.around);
        let (site, ledger) = settled.into_value(report);
        let findings = self.heeded(check::check(&site));
        report.extend(findings.iter().cloned());
        report.extend(message::check(&site));
        if report.has_errors() {
            return false;
        }
        self.former = FormerCodes::of(&ledger);
        let looks = (Arc::clone(&self.layouts), Arc::clone(&self.theme));
        let live = Live::new(site, findings, looks, self.around.beside.clone());
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Some(live);
        self.dirty.clear();
        self.stale = false;
        true
    }

    /// Puts the plans that changed into the graph that is shown; gives what is wrong with them, in which case it stays as
    /// it was. `None` where other plans may have to do with it.
    fn some(&mut self) -> Option<Vec<Diagnostic>> {
        let plans = {
            let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
            let site = &shown.as_ref()?.site;
            if site.plans.len() != self.shelf.plans().count() {
                return None;
            }
            let again = |path: &PathBuf| {
                let before = site.plans.iter().find(|plan| plan.source.path == *path)?;
                let now = ReadPlan::clone(self.shelf.plan(path)?);
                let code = before.identity.plan()?.code.clone();
                let known = (before.id.as_str(), &code, &*before.source);
                let identified = ledger::again(&self.around.ledger, &self.apart, known, now)?;
                let mut plan = read_again(identified, &self.lexicon);
                plan.commit = self.around.commits.get(path).cloned();
                Some(plan)
            };
            self.dirty.iter().map(again).collect::<Option<Vec<SitePlan>>>()?
        };
        let numbers: Vec<FileId> = plans.iter().map(|plan| plan.source.id).collect();
        let mut wrong = Vec::new();
        let mut findings = Vec::new();
        let vocabulary = &self.around.vocabulary;
        for plan in &plans {
            findings.extend(check::check_plan(plan, vocabulary));
        }
        let wanted = plans.iter().flat_map(|plan| files_of(&plan.source.path, &plan.document)).collect();
        let files = self.around.beside.of_paths(wanted, &Nowhere);
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        let live = shown.as_mut()?;
        let (before, of_links) = live.site.renew(plans, files);
        wrong.extend(of_links);
        for at in before.places() {
            let records = &self.around.records;
            wrong.extend(live.site.plans.get_mut(at)?.sign(records, vocabulary, &self.former));
        }
        let findings = self.heeded(findings);
        wrong.extend(findings.iter().cloned());
        if wrong.iter().any(|d| d.severity == Severity::Error) {
            live.site.undo(before);
            return Some(wrong);
        }
        live.site.tidy();
        live.take_findings(&numbers, findings);
        live.changed();
        drop(shown);
        self.dirty.clear();
        Some(wrong)
    }

    /// The findings that the settings do not leave out.
    fn heeded(&self, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let ignored = &self.around.ignored;
        findings.retain(|d| d.severity == Severity::Error || !ignored.iter().any(|code| code == d.code));
        findings
    }
}
