//! Small plans for the tests of rules.

use super::{Case, Rule};
use crate::diag::{Diagnostic, Position, Report};
use crate::read::FrontMatter;
use crate::site::Site;
use crate::site::testing::{site, site_with};

/// What `rule` finds in a plan.
pub fn findings(rule: &Rule, text: &str) -> Vec<Diagnostic> {
    found(rule, &site(text))
}

/// What `rule` finds in a plan whose front matter is given as it would be read.
pub fn findings_with(rule: &Rule, front: FrontMatter, text: &str) -> Vec<Diagnostic> {
    found(rule, &site_with(front, text))
}

fn found(rule: &Rule, site: &Site) -> Vec<Diagnostic> {
    let mut report = Report::default();
    (rule.check)(&Case::of(&site.plans[0], &site.vocabulary), &mut report);
    assert!(report.diagnostics.iter().all(|d| d.code == rule.code));
    report.diagnostics
}

/// The lines of what `rule` finds, labels after the place of each.
pub fn lines(rule: &Rule, text: &str) -> Vec<u32> {
    let found = findings(rule, text);
    let spans = found.iter().flat_map(|d| d.span.into_iter().chain(d.labels.iter().map(|(span, _)| *span)));
    spans.map(|span| Position::of(text, span.start).line).collect()
}
