//! Small plans for the tests of rules.

use super::{Case, Rule};
use crate::diag::{Diagnostic, Position, Report};
use crate::read::FrontMatter;
use crate::site::testing::site_with;

/// What `rule` finds in a plan without front matter.
pub fn findings(rule: &Rule, text: &str) -> Vec<Diagnostic> {
    findings_with(rule, FrontMatter::default(), text)
}

pub fn findings_with(rule: &Rule, front: FrontMatter, text: &str) -> Vec<Diagnostic> {
    let site = site_with(front, text);
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
