//! The stages in order: read -> markdown -> recognise -> site -> check, page -> output.

use rayon::prelude::*;

use crate::check;
use crate::diag::{Diagnostic, Outcome, Report};
use crate::markdown::{self, Document};
use crate::output::{Sink, put, put_all};
use crate::page::{self, Layouts, Theme};
use crate::plan::Plan;
use crate::read::Source;
use crate::recognise::{self, Claim, Vocabulary};
use crate::site::{Site, SiteSettings};

/// What one build has to work with: everything that was read.
pub struct Input {
    pub settings: SiteSettings,
    pub vocabulary: Vocabulary,
    pub theme: Theme,
    pub sources: Vec<Source>,
}

/// A plan on its way from text to site.
type Understood = (Source, Document, Plan, Vec<Claim>);

/// Compiles the plans of `input` into `sink`. With an error in the report nothing that was put may be published.
pub fn build(input: Input, sink: &dyn Sink) -> Report {
    let mut report = Report::default();
    let plans = understand(input.sources, &input.vocabulary).into_value(&mut report);
    let site = Site::build(input.settings, input.vocabulary, plans).into_value(&mut report);
    let layouts = Layouts::compile(&input.theme).into_value(&mut report);
    if report.has_errors() {
        return report;
    }
    let findings = check::check(&site);
    report.extend(page::render(&site, &findings, &layouts, &|path, html| put(path, html, sink)).diagnostics);
    report.extend(put_all("assets", input.theme.assets(), sink));
    report.extend(findings);
    report
}

/// Text to syntax to meaning, plan by plan.
fn understand(sources: Vec<Source>, vocabulary: &Vocabulary) -> Outcome<Vec<Understood>> {
    let (plans, diagnostics): (Vec<Understood>, Vec<Vec<Diagnostic>>) = sources
        .into_par_iter()
        .map(|source| {
            let document = markdown::parse(source.id, &source.text, source.body);
            let found = recognise::recognise(&source, &document.value, vocabulary);
            ((source, document.value, found.plan, found.claims), document.diagnostics)
        })
        .unzip();
    Outcome { value: plans, diagnostics: diagnostics.into_iter().flatten().collect() }
}
