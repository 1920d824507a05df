//! What is left to fill in: blanks, fields in commands, unfinished text, contacts without a fact.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::markdown::Lines;
use crate::site::{PlanPage, SitePlan, fragment};

use super::PageContext;

/// Fields to fill that stand inside commands: line -> fields, templates of messages left out (theirs are filled at use).
pub fn fields_in_commands(plan: &SitePlan) -> BTreeMap<u32, Vec<String>> {
    let mut by_line: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for item in &plan.plan.placeholders.bracket.items {
        for line in &item.lines {
            by_line.entry(*line).or_default().push(item.text.clone());
        }
    }
    let mut found = BTreeMap::new();
    for section in &plan.document.sections {
        section.walk(&mut |block| {
            if let Some(code) = block.code().filter(|code| code.lang.is_some()) {
                let last = code.first_line + code.text.lines().count() as u32;
                let inside = by_line.range(code.first_line..last);
                found.extend(inside.map(|(line, fields)| (*line, fields.clone())));
            }
        });
    }
    for template in &plan.plan.communication.templates {
        let last = template.place.line + template.text.lines().count() as u32 + 2;
        found.retain(|line, _| !(template.place.line..=last).contains(line));
    }
    found
}

/// The findings of the plan in the order in which pages list and number them: errors, warnings, notes; contradictions
/// first; then by rule and line.
pub fn findings<'a>(ctx: &PageContext<'a>) -> Vec<&'a Diagnostic> {
    let mut found: Vec<&Diagnostic> = ctx.findings().iter().collect();
    found.sort_by_key(|d| (d.severity, !contradicts(d), d.code, d.span));
    found
}

/// The names of the findings in the page of what is missing, in the order of [`findings`].
pub fn finding_names(ctx: &PageContext) -> Vec<String> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let lines = Lines::of(&plan.source.text);
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let name = |found: &'_ Diagnostic| {
        let line = found.span.map_or(0, |span| lines.line(span.start as usize));
        let tail = plan.identity.around_line(line).map_or("", |known| known.code.tail());
        (found.code, tail)
    };
    let mut named = Vec::new();
    for found in findings(ctx) {
        let (rule, tail) = name(found);
        let number = counts.entry((rule, tail)).or_default();
        *number += 1;
        named.push(fragment::finding(rule, tail, *number));
    }
    named
}

/// Whether the finding is that two places cannot both hold.
pub fn contradicts(found: &Diagnostic) -> bool {
    ["contradict", "clash", "differ", "mismatch", "disagree"].iter().any(|word| found.code.contains(word))
}

/// How many findings of the checks are open in the plan; notes are none.
pub fn open(ctx: &PageContext) -> usize {
    ctx.findings().iter().filter(|d| d.severity != Severity::Note).count()
}

/// A kind of thing that a plan is asked for and has none of.
#[derive(Debug, Serialize)]
pub struct Absent {
    pub what: &'static str,
    /// The page that says what to write.
    pub href: String,
    /// The key of the front matter that fills it, where there is one.
    pub key: Option<&'static str>,
}

/// What the plan of the page has nothing of.
pub fn absent(ctx: &PageContext) -> Vec<Absent> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let (facts, front) = (&plan.plan, &plan.source.front);
    let no_levels = facts.escalation.severities.is_empty() && front.severities.is_empty();
    let nobody = facts.contacts.is_empty() && front.contacts.is_empty();
    let asked = [
        (facts.phases.is_empty(), "phases", PlanPage::Phases, None),
        (facts.gates.go_no_go.is_empty(), "go/no-go gates", PlanPage::Gates, None),
        (facts.rollback.procedures.is_empty(), "rollback procedure", PlanPage::Rollback, None),
        (no_levels, "severities", PlanPage::Escalation, None),
        (nobody, "contacts", PlanPage::Contacts, None),
        (facts.communication.templates.is_empty(), "message templates", PlanPage::Messages, None),
        (facts.risks.is_empty(), "risks", PlanPage::Risks, None),
        (facts.metrics.is_empty(), "metrics", PlanPage::Metrics, None),
        (facts.signoffs.is_empty(), "sign-offs", PlanPage::SignOff, None),
        (front.owners.is_empty(), "owners", PlanPage::Overview, Some("owners")),
        (front.t_zero.is_none(), "T-0", PlanPage::Overview, Some("t_zero")),
    ];
    let missing = asked.into_iter().filter(|(none, ..)| *none);
    missing.map(|(_, what, page, key)| Absent { what, href: ctx.to(page), key }).collect()
}
