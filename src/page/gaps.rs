//! What is left to fill in: blanks, fields in commands, unfinished text, contacts without a fact.

use std::collections::BTreeMap;

use crate::diag::Severity;
use crate::site::{PlanPage, SitePlan};

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

/// How many findings of the checks are open in the plan; notes are none.
pub fn open(ctx: &PageContext) -> usize {
    ctx.findings().iter().filter(|d| d.severity != Severity::Note).count()
}

/// Kinds of things that a plan is asked for and has none of, each with the page that says what to write.
pub fn absent(plan: &SitePlan) -> Vec<(&'static str, PlanPage)> {
    let facts = &plan.plan;
    let front = &plan.source.front;
    let asked = [
        (facts.phases.is_empty(), "phases", PlanPage::Phases),
        (facts.gates.go_no_go.is_empty(), "go/no-go gates", PlanPage::Gates),
        (facts.rollback.procedures.is_empty(), "rollback procedure", PlanPage::Rollback),
        (
            facts.escalation.severities.is_empty() && front.severities.is_empty(),
            "severities",
            PlanPage::Escalation,
        ),
        (facts.contacts.is_empty() && front.contacts.is_empty(), "contacts", PlanPage::Contacts),
        (facts.communication.templates.is_empty(), "message templates", PlanPage::Messages),
        (facts.risks.is_empty(), "risks", PlanPage::Risks),
        (facts.metrics.is_empty(), "metrics", PlanPage::Metrics),
        (facts.signoffs.is_empty(), "sign-offs", PlanPage::SignOff),
        (front.owners.is_empty(), "owners", PlanPage::Overview),
        (front.t_zero.is_none(), "T-0", PlanPage::Overview),
    ];
    asked.into_iter().filter(|(none, ..)| *none).map(|(_, what, page)| (what, page)).collect()
}
