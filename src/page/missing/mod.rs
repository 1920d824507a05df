//! What is missing: findings with their lines, and everything that is left to fill in.

mod quote;

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::SourceMark;
use super::gaps::Absent;
use super::{PageContext, contacts, gaps};
use crate::diag::{Diagnostic, Severity};
use crate::markdown::Lines;
use crate::markdown::html::escaped;
use crate::plan::MaskedItem;
use crate::plan::hidden::HIDDEN;
use crate::site::{PlanPage, SitePlan};
use quote::{Quote, quote};

#[derive(Debug, Serialize, Default)]
pub struct MissingView {
    pub open: usize,
    pub groups: Vec<FindingGroup>,
    pub blocked: Vec<String>,
    pub is_blocked: bool,
    pub people: Vec<contacts::Person>,
    pub unfinished: Vec<Gap>,
    pub commands: Vec<Gap>,
    pub samples: Vec<Gap>,
    pub blanks: Option<Gap>,
    /// Kinds of things that the plan has none of, each with the page that says what to write.
    pub absent: Vec<Absent>,
    pub contacts: String,
    /// Sum of what is left to fill in.
    pub left: usize,
}

/// The findings of one rule.
#[derive(Debug, Serialize)]
pub struct FindingGroup {
    pub code: String,
    pub title: String,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Serialize)]
pub struct Finding {
    pub anchor: String,
    /// `M01`.
    pub number: String,
    pub sign: &'static str,
    /// `error`, `warning`, `note`.
    pub weight: &'static str,
    /// HTML, as are the hints.
    pub message: String,
    pub lines: Vec<Quote>,
    pub hints: Vec<String>,
}

/// Text to fill in, with its lines.
#[derive(Debug, Serialize)]
pub struct Gap {
    pub text: String,
    pub count: usize,
    pub lines: Vec<SourceMark>,
}

pub fn view(ctx: &PageContext) -> MissingView {
    let Some(plan) = ctx.plan() else { return MissingView::default() };
    let written = &plan.plan.placeholders;
    let people: Vec<_> = contacts::people(ctx).into_iter().filter(|p| p.unfilled).collect();
    let unfinished: Vec<Gap> = written.unfinished.iter().map(|item| gap(ctx, item)).collect();
    let commands = commands(ctx, plan);
    let samples = written.masked.iter().chain(&written.sample).map(|item| gap(ctx, item));
    let blanks = (written.blank.count > 0).then(|| Gap {
        text: "____".to_owned(),
        count: written.blank.count,
        lines: ctx.mark_lines(&written.blank.lines),
    });
    MissingView {
        open: gaps::open(ctx),
        groups: groups(ctx, plan),
        blocked: plan.blockers(),
        is_blocked: plan.is_blocked(),
        left: people.len() + unfinished.len() + commands.len(),
        people,
        unfinished,
        commands,
        samples: samples.filter(|gap| gap.text != HIDDEN).collect(),
        blanks,
        absent: gaps::absent(ctx),
        contacts: ctx.to(PlanPage::Contacts),
    }
}

/// The findings, one group a run of the same rule and weight.
fn groups(ctx: &PageContext, plan: &SitePlan) -> Vec<FindingGroup> {
    let lines = Lines::of(&plan.source.text);
    let mut groups: Vec<FindingGroup> = Vec::new();
    let names = gaps::finding_names(ctx);
    for (at, (found, name)) in gaps::findings(ctx).into_iter().zip(names).enumerate() {
        let finding = Finding { anchor: name, ..finding(ctx, (plan, &lines), at + 1, found) };
        match groups.last_mut() {
            Some(last) if last.code == found.code => last.findings.push(finding),
            _ => groups.push(FindingGroup {
                code: found.code.to_owned(),
                title: title(found.code),
                findings: vec![finding],
            }),
        }
    }
    groups
}

/// `unfilled-contact`: Unfilled contact.
fn title(code: &str) -> String {
    capital(&code.replace('-', " ").replace("t zero", "T-0"))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a check says, as HTML: a capital in front, code for what stands in backticks.
pub fn spoken(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(&capital(text));
    }
    let part = |(at, part): (usize, &&str)| match at {
        0 => escaped(&capital(part)),
        at if at % 2 == 1 => format!("<code>{}</code>", escaped(part)),
        _ => escaped(part),
    };
    parts.iter().enumerate().map(part).collect()
}

fn finding(ctx: &PageContext, of: (&SitePlan, &Lines), number: usize, found: &Diagnostic) -> Finding {
    let first = found.span.filter(|span| span.end > span.start).map(|span| (span, ""));
    let others = found.labels.iter().filter(|(span, _)| span.file == of.0.source.id);
    let spans = first.into_iter().chain(others.map(|(span, text)| (*span, text.as_str())));
    Finding {
        anchor: String::new(),
        number: format!("M{number:02}"),
        sign: if gaps::contradicts(found) { "≠" } else { "∅" },
        weight: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: spoken(&ctx.shown(0, &found.message)),
        lines: labelled_once(spans.map(|(span, label)| quote(ctx, of, span, label)).collect()),
        hints: found.hints.iter().map(|hint| spoken(&ctx.shown(0, hint))).collect(),
    }
}

/// Of lines with the same label in a row, the last keeps it.
fn labelled_once(mut lines: Vec<Quote>) -> Vec<Quote> {
    for at in 1..lines.len() {
        if lines[at - 1].label == lines[at].label {
            lines[at - 1].label.clear();
        }
    }
    lines
}

fn gap(ctx: &PageContext, item: &MaskedItem) -> Gap {
    let line = item.lines.first().copied().unwrap_or(0);
    let text = ctx.shown(line, &item.text).into_owned();
    Gap { text, count: item.count, lines: ctx.mark_lines(&item.lines) }
}

/// Fields in commands by their words, each with its lines.
fn commands(ctx: &PageContext, plan: &SitePlan) -> Vec<Gap> {
    let mut by_text: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (line, fields) in gaps::fields_in_commands(plan) {
        for field in fields {
            by_text.entry(field).or_default().push(line);
        }
    }
    by_text
        .into_iter()
        .map(|(text, lines)| Gap { text, count: lines.len(), lines: ctx.mark_lines(&lines) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::page::testing;

    #[test]
    fn the_words_that_are_meant_are_parted_from_their_line() {
        let site = testing::site("# Plan\n\n- Erreur à plus de 5 %\n");
        let text = &site.plans[0].source.text;
        let start = text.find("plus").unwrap();
        let span = Span::new(site.plans[0].source.id, start, start + 11);
        let found = Diagnostic::warning("limit-clash", "two limits").at(span).hint("choose one");
        testing::on_with(&site, &[found], PlanPage::Missing, |ctx| {
            let view = view(ctx);
            let finding = &view.groups[0].findings[0];
            assert_eq!((finding.sign, finding.number.as_str()), ("≠", "M01"));
            let quote = &finding.lines[0];
            assert_eq!((quote.source.line, quote.before.as_str()), (3, "- Erreur à "));
            assert_eq!((quote.meant.as_str(), quote.after.as_str()), ("plus de 5 %", ""));
        });
    }

    #[test]
    fn what_a_check_says_becomes_html() {
        assert_eq!(spoken("the `<b>` is `5 %` here"), "The <code>&lt;b&gt;</code> is <code>5 %</code> here");
        assert_eq!(spoken("one ` alone"), "One ` alone");
        assert_eq!(title("no-t-zero"), "No T-0");
    }
}
