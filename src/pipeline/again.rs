//! Which plans need no new pages: those whose pages were made of the very same before, and still stand.
//!
//! A page of a plan is made of its plan and of what [`Again::around`] and [`Again::of`] digest. A page that comes to show
//! anything more has to be told of here; `tests/incremental.rs` holds builds over another against clean ones.

use std::collections::BTreeSet;
use std::fmt::{self, Debug, Write};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::diag::Diagnostic;
use crate::ledger::Entry;
use crate::output::{Hash, Line, Made, MadePlan, Sink, hash, made};
use crate::page::{Earlier, Page, Press, Theme, beyond, plan_findings};
use crate::site::{SitePlan, home};

/// What is known of the build before, and what becomes known of this one.
pub struct Again<'a> {
    before: &'a Made,
    sink: &'a dyn Sink,
    /// Digest of what the pages of every plan are made of.
    around: Hash,
    now: Mutex<Made>,
}

impl<'a> Again<'a> {
    /// `program` names the program that builds.
    pub fn new(
        press: &Press,
        theme: &Theme,
        program: &str,
        before: &'a Made,
        sink: &'a dyn Sink,
    ) -> Again<'a> {
        Again { before, sink, around: Again::around(press, theme, program), now: Mutex::default() }
    }

    pub fn into_made(self) -> Made {
        self.now.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn around(press: &Press, theme: &Theme, program: &str) -> Hash {
        let site = press.site;
        let mut all = Digesting::default();
        all.add(&program);
        for (path, file) in theme.layouts.iter().chain(&theme.assets) {
            all.add(&(path, hash(&file.bytes)));
        }
        all.add(&site.settings);
        all.add(&site.vocabulary.words());
        all.add(&site.messages);
        all.add(&press.repeats_messages());
        all.add(&beyond::of_site(press));
        all.end()
    }

    fn of(&self, press: &Press, plan: &SitePlan) -> Hash {
        let mut all = Digesting::default();
        all.add(&self.around);
        all.add(&(&plan.id, &plan.code, &plan.source.path, &plan.commit, &plan.stale));
        all.add(&plan.source.text);
        // Names that the ledger settled.
        plan.document.sections.iter().for_each(|section| all.add(&section.anchor));
        plan.plan.phases.iter().for_each(|phase| all.add(&phase.slug));
        identity(plan, &mut all);
        plan.followed.iter().for_each(|(folder, entries)| {
            all.add(folder);
            entries.iter().for_each(|entry| all.add(&placeless(entry)));
        });
        all.add(&plan.links);
        all.add(&plan.sign_off);
        for found in plan_findings(press.findings, plan) {
            finding(found, &mut all);
        }
        all.add(&beyond::of_plan(press, plan));
        all.end()
    }

    fn remember(&self, press: &Press, plan: &SitePlan, pages: Hash) {
        let of = self.of(press, plan);
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.plans.insert(plan.id.clone(), MadePlan { of, pages });
    }
}

impl Earlier for Again<'_> {
    fn stand(&self, press: &Press, plan: &SitePlan, pages: &[Page]) -> bool {
        let Some(before) = self.before.plans.get(&plan.id) else { return false };
        let lines: Vec<(&str, Option<Line>)> =
            pages.iter().map(|p| (p.path.as_str(), self.sink.stands(&p.path))).collect();
        if before.pages != made::pages(lines.iter().copied()) || before.of != self.of(press, plan) {
            return false;
        }
        let stand = lines.iter().all(|(path, line)| line.is_none_or(|line| self.sink.keep(path, &line)));
        if stand {
            self.now.lock().unwrap_or_else(PoisonError::into_inner).plans.insert(plan.id.clone(), *before);
        }
        stand
    }

    fn made(&self, press: &Press, plan: &SitePlan, pages: &[Page]) {
        let pages = made::pages(pages.iter().map(|p| (p.path.as_str(), self.sink.taken(&p.path))));
        self.remember(press, plan, pages);
    }
}

/// Things and codes. A thing has the names of today once it was published; nothing else may tell a first build from the second.
fn identity(plan: &SitePlan, all: &mut Digesting) {
    let identity = &plan.identity;
    for (known, names) in identity.things.iter().zip(home::names(plan)) {
        let names: BTreeSet<&String> = known.former.iter().chain(&names).collect();
        all.add(&(&known.thing, &known.code, names));
    }
    all.add(&(identity.revision, &identity.digest, &identity.log, &identity.same));
    identity.retired.iter().for_each(|entry| all.add(&placeless(entry)));
}

/// Where it stands in the ledger is shown nowhere.
fn placeless(entry: &Entry) -> Entry {
    Entry { place: (0, 0), ..entry.clone() }
}

/// A finding without the number of its file.
fn finding(found: &Diagnostic, all: &mut Digesting) {
    let span = found.span.map(|span| (span.start, span.end));
    let labels = found.labels.iter().map(|(span, text)| (span.start, span.end, text));
    all.add(&(found.code, found.severity, span, &found.message, &found.hints));
    all.add(&labels.collect::<Vec<_>>());
}

/// A digest of what things say of themselves.
#[derive(Default)]
pub(super) struct Digesting(Sha256);

impl Digesting {
    pub(super) fn add(&mut self, thing: &impl Debug) {
        let _ = writeln!(self, "{thing:?}");
    }

    pub(super) fn end(self) -> Hash {
        self.0.finalize().into()
    }
}

impl Write for Digesting {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}
