//! Who signs what, and what must be done before.

use std::collections::BTreeMap;

use serde::Serialize;

use super::signed::{self, Signed};
use super::{CodeMark, PageContext, SourceMark};
use crate::diag::Severity;
use crate::ledger::Kind;
use crate::markdown::{Item, Lines};
use crate::plan::SignOff;
use crate::site::{PlanPage, SitePlan, fragment};

/// More findings than these are counted, not listed.
const LISTED: usize = 24;

#[derive(Debug, Serialize, Default)]
pub struct SignOffView {
    pub groups: Vec<SignGroup>,
    pub signatures: usize,
    /// Roles of the front matter that approve, where the text asks nobody to sign.
    pub approvers: Vec<String>,
    pub shared_date: Option<SourceMark>,
    pub tasks: usize,
    pub phases: usize,
    pub gates: usize,
    pub findings: Vec<Known>,
    /// Findings beyond those listed.
    pub more: usize,
    pub missing: String,
    /// Roles that have signed, and all that must.
    pub signed: Option<(usize, usize)>,
}

/// Signatures of one place with one list of preconditions.
#[derive(Debug, Serialize)]
pub struct SignGroup {
    pub section: String,
    pub preconditions: Vec<Precondition>,
    /// Preconditions that were counted and cannot be shown.
    pub uncertain: usize,
    pub signatures: Vec<Signature>,
}

#[derive(Debug, Serialize)]
pub struct Precondition {
    /// HTML.
    pub text: String,
    pub checked: bool,
    pub source: SourceMark,
    pub mark: Option<CodeMark>,
}

#[derive(Debug, Serialize)]
pub struct Signature {
    /// Name in the page; empty where another signature of the role has it.
    pub id: String,
    pub role: String,
    pub name: Option<String>,
    pub meaning: Option<String>,
    /// What the records say of the role.
    pub signed: Option<Signed>,
    pub source: SourceMark,
    pub mark: Option<CodeMark>,
}

/// A finding that was open when the plan was signed.
#[derive(Debug, Serialize)]
pub struct Known {
    pub message: String,
    pub label: String,
    pub href: String,
}

pub fn view(ctx: &PageContext) -> SignOffView {
    let Some(plan) = ctx.plan() else { return SignOffView::default() };
    let facts = &plan.plan;
    let groups = groups(ctx, plan);
    let approvers = if facts.signoffs.is_empty() { plan.source.front.approvers.clone() } else { Vec::new() };
    let (findings, more) = known(ctx, plan);
    let shared = facts.signoff_shared_date.line.filter(|_| facts.signoff_shared_date.present);
    SignOffView {
        signatures: facts.signoffs.len().max(approvers.len()),
        groups,
        approvers,
        shared_date: shared.map(|line| ctx.mark_line(line, "")),
        tasks: super::belongs::tally(plan, |_| true).tasks,
        phases: facts.phases.len(),
        gates: facts.gates.go_no_go.len(),
        findings,
        more,
        missing: ctx.to(PlanPage::Missing),
        signed: signed::tally(plan),
    }
}

/// Signatures that follow each other in one section and ask for the same preconditions.
fn groups(ctx: &PageContext, plan: &SitePlan) -> Vec<SignGroup> {
    let items = boxed_items(plan);
    let mut groups: Vec<(&SignOff, SignGroup)> = Vec::new();
    let mut named: BTreeMap<String, ()> = BTreeMap::new();
    for (at, sign) in plan.plan.signoffs.iter().enumerate() {
        let id = fragment::sign_off(&sign.role);
        let new = named.insert(id.clone(), ()).is_none();
        let signature = Signature {
            id: if new { id } else { String::new() },
            role: sign.role.clone(),
            name: sign.name.clone(),
            meaning: sign.meaning.clone(),
            signed: signed::of_role(ctx, plan, &sign.role).filter(|_| new),
            source: ctx.mark(&sign.place),
            mark: ctx.code_of(Kind::SignOff, at),
        };
        let same = |other: &SignOff| {
            other.place.section_id == sign.place.section_id
                && other.precondition_lines == sign.precondition_lines
        };
        match groups.last_mut().filter(|(first, _)| same(first)) {
            Some((_, group)) => group.signatures.push(signature),
            None => groups.push((sign, group(ctx, &items, sign, signature))),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn group(ctx: &PageContext, items: &BTreeMap<u32, &Item>, sign: &SignOff, first: Signature) -> SignGroup {
    let precondition = |line: &u32| {
        items.get(line).map(|item| Precondition {
            text: ctx.inline(&item.text),
            checked: item.tick.is_some_and(|tick| tick.checked),
            source: ctx.mark_line(*line, ""),
            mark: ctx.code_at(item.id),
        })
    };
    let preconditions: Vec<Precondition> = sign.precondition_lines.iter().filter_map(precondition).collect();
    SignGroup {
        section: sign.place.section.clone(),
        uncertain: sign.preconditions.saturating_sub(preconditions.len()),
        preconditions,
        signatures: vec![first],
    }
}

/// The items with boxes by their lines.
fn boxed_items(plan: &SitePlan) -> BTreeMap<u32, &Item> {
    let mut items = BTreeMap::new();
    for section in &plan.document.sections {
        section.walk(&mut |block| {
            let boxed = block.list().into_iter().flat_map(|list| &list.items).filter(|i| i.tick.is_some());
            items.extend(boxed.map(|item| (item.line, item)));
        });
    }
    items
}

fn known(ctx: &PageContext, plan: &SitePlan) -> (Vec<Known>, usize) {
    let lines = Lines::of(&plan.source.text);
    let found: Vec<_> = ctx.findings().iter().filter(|d| d.severity != Severity::Note).collect();
    let listed = found.iter().take(LISTED).map(|finding| {
        let line = finding.span.map_or(1, |span| lines.line(span.start as usize));
        let mark = ctx.mark_line(line, "");
        Known { message: finding.message.clone(), label: mark.label, href: mark.href }
    });
    (listed.collect(), found.len().saturating_sub(LISTED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, pages, place, site_with, words};
    use crate::plan::SharedDate;

    fn sign(plan: &SitePlan, role: &str, lines: &[u32]) -> SignOff {
        SignOff {
            role: role.into(),
            name: None,
            form: "line".into(),
            has_signature_blank: true,
            has_date_blank: false,
            preconditions: lines.len(),
            meaning: None,
            place: place(plan, "Leave"),
            precondition_lines: lines.to_vec(),
        }
    }

    #[test]
    fn preconditions_shared_by_signatures_stand_once() {
        let text = "# Plan\n## Leave\n- [ ] Doors `shut`\n- [x] Lights out\n\nPilot: ____\nPurser: ____\n";
        let site = site_with(text, |p| {
            p.plan.signoffs = vec![sign(p, "Pilot", &[3, 4]), sign(p, "Purser", &[3, 4])];
            p.plan.signoff_shared_date = SharedDate { present: true, line: Some(7) };
        });
        let view = on(&site, PlanPage::SignOff, view);
        assert_eq!(view.groups.len(), 1);
        assert_eq!(view.groups[0].signatures.len(), 2);
        let html = &pages(&site)["plan/sign-off.html"];
        assert_eq!(html.matches("<code>shut</code>").count(), 1);
        assert_eq!(words(html).matches("Printed name").count(), 2);
        assert!(html.contains("id=\"sign-off-purser\""));
    }

    #[test]
    fn without_signatures_the_approvers_may_sign() {
        let site = site_with("# Plan\n", |p| p.source.front.approvers = vec!["Board".into()]);
        let said = words(&pages(&site)["plan/sign-off.html"]);
        assert!(said.contains("asks nobody to sign") && said.contains("Board"), "{said}");
    }
}
