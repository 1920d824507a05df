//! Sites for tests, made the way the pipeline makes them.

use super::{Site, SitePlan, SiteSettings};
use crate::diag::{Diagnostic, FileId, Report};
use crate::read::{self, FrontMatter, Source};
use crate::recognise::{Vocabulary, recognise};
use crate::{ledger, markdown};

/// A site of one plan, `plan.md`.
pub fn site(text: &str) -> Site {
    site_of(&[("plan.md", text)]).0
}

/// A site of one plan with front matter.
pub fn site_with(front: FrontMatter, text: &str) -> Site {
    let source = Source { path: "plan.md".into(), text: text.to_owned(), front, ..Source::default() };
    build(vec![source]).0
}

/// A site of several files with what building it found.
pub fn site_of(files: &[(&str, &str)]) -> (Site, Vec<Diagnostic>) {
    let sources = files
        .iter()
        .enumerate()
        .map(|(at, (path, text))| read::parse(FileId(at as u32), path.as_ref(), (*text).to_owned()).value);
    build(sources.collect())
}

fn build(sources: Vec<Source>) -> (Site, Vec<Diagnostic>) {
    let vocabulary = Vocabulary::built_in();
    let read = sources.into_iter().map(|source| {
        let document = markdown::parse(source.id, &source.text, source.body).value;
        let found = recognise(&source, &document, &vocabulary);
        (source.into(), document.into(), found.plan.into(), found.claims.into())
    });
    let mut report = Report::default();
    let settled = ledger::fresh(read.collect()).into_value(&mut report);
    let site = Site::build(SiteSettings::default(), vocabulary, settled).into_value(&mut report);
    (site, report.diagnostics)
}

/// `words -> target` of every reference, in order.
pub fn references(plan: &SitePlan) -> Vec<String> {
    let told = plan.references.iter().map(|r| {
        let mark = if r.resolved { "->" } else { "-?" };
        format!("{} {mark} {}", r.text, r.target.key(plan))
    });
    told.collect()
}
