//! The plan on one screen: what it is, what state it is in, what is missing, where to go now.

use serde::Serialize;

use super::belongs::{Belongings, Tally, tally};
use super::phase::name_of;
use super::phases::tracks;
use super::{PageContext, SourceMark, gaps, missing, timeline};
use crate::diag::{Diagnostic, Severity};
use crate::ledger::Kind;
use crate::markdown::Lines;
use crate::plan::Phase;
use crate::site::{Address, PlanPage, SitePlan};

/// Findings that the overview shows; the page of what is missing has them all.
const SHOWN: usize = 6;
/// Letters of a title that still fit its place at the size of titles.
const LONG: usize = 70;

#[derive(Debug, Serialize, Default)]
pub struct OverviewView {
    pub title: String,
    /// From the front matter, else the first paragraph of the plan (HTML).
    pub summary: String,
    pub systems: Vec<String>,
    pub owners: Vec<String>,
    pub approvers: Vec<String>,
    /// True for a title that is too long for the size of titles.
    pub is_long: bool,
    /// Day and month of T-0, for the big figure where no script counts.
    pub zero_day: Option<String>,
    /// The day, and the clock where it is given.
    pub zero_said: Option<String>,
    pub clock: timeline::Glance,
    pub timeline: String,
    pub review_by: Option<String>,
    pub tally: Tally,
    pub signatures: usize,
    pub gate: Option<GateFact>,
    pub tracks: Vec<TrackRows>,
    pub findings: Vec<FindingRow>,
    /// Errors and warnings.
    pub wrong: usize,
    pub missing: String,
    pub phases: String,
    pub gates: String,
    pub sign_off: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct GateFact {
    pub title: String,
    pub when: Option<String>,
    pub href: String,
    pub bare: bool,
}

#[derive(Debug, Serialize)]
pub struct TrackRows {
    pub title: Option<String>,
    pub phases: Vec<PhaseRow>,
}

#[derive(Debug, Serialize)]
pub struct PhaseRow {
    pub title: String,
    pub when: Option<String>,
    pub duration: Option<String>,
    pub tally: Tally,
    pub href: String,
    /// Gates and criteria that end the phase.
    pub ends: Vec<String>,
    pub ways_back: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct FindingRow {
    /// HTML.
    pub message: String,
    pub sign: &'static str,
    pub source: SourceMark,
    pub href: String,
}

pub fn view(ctx: &PageContext) -> OverviewView {
    let Some(plan) = ctx.plan() else { return OverviewView::default() };
    let front = &plan.source.front;
    let findings: Vec<&Diagnostic> = ctx.findings().iter().filter(|d| d.severity != Severity::Note).collect();
    let rows = tracks(plan).into_iter().map(|(title, phases)| TrackRows {
        title,
        phases: phases.into_iter().map(|phase| phase_row(ctx, plan, phase)).collect(),
    });
    OverviewView {
        title: plan.title().to_owned(),
        summary: summary(ctx, plan),
        systems: front.systems.clone(),
        owners: front.owners.clone(),
        approvers: front.approvers.clone(),
        is_long: plan.title().chars().count() > LONG,
        zero_day: front.t_zero.as_deref().and_then(|zero| spoken(zero, "%-d %b")),
        zero_said: front.t_zero.as_deref().and_then(zero_said),
        clock: timeline::glance(ctx),
        timeline: ctx.to(PlanPage::Timeline),
        review_by: front.review_by.clone(),
        tally: tally(plan, |_| true),
        signatures: plan.plan.signoffs.len(),
        gate: plan.plan.gates.go_no_go.first().map(|gate| GateFact {
            title: gate.title.clone(),
            when: gate.when.clone(),
            href: ctx.to_fact(Kind::Gate, 0),
            bare: gate.go.is_empty() && gate.no_go.is_empty(),
        }),
        tracks: rows.collect(),
        wrong: findings.len(),
        findings: first_findings(ctx, plan, &findings),
        missing: ctx.to(PlanPage::Missing),
        phases: ctx.to(PlanPage::Phases),
        gates: ctx.to(PlanPage::Gates),
        sign_off: ctx.to(PlanPage::SignOff),
        text: ctx.to(PlanPage::Text),
    }
}

/// What the plan is: the summary of the front matter, else its first paragraph that is no list of fields.
fn summary(ctx: &PageContext, plan: &SitePlan) -> String {
    if let Some(summary) = &plan.source.front.summary {
        return crate::markdown::html::escaped(summary);
    }
    let top = plan.document.sections.iter().take_while(|s| s.level < 2);
    let prose = top.flat_map(|s| &s.blocks).filter_map(|b| b.paragraph());
    let mut prose = prose.filter(|text| !text.is_empty() && text.bold_lead().is_none());
    prose.next().map_or_else(String::new, |text| ctx.inline(text))
}

fn phase_row(ctx: &PageContext, plan: &SitePlan, phase: &Phase) -> PhaseRow {
    let belongings = Belongings::of(plan, phase);
    let gates = belongings.gates().into_iter().map(|gate| gate.title.clone());
    let criteria = belongings.criteria().into_iter().map(|list| match list.items {
        1 => format!("{}, 1 criterion", list.title),
        n => format!("{}, {n} criteria", list.title),
    });
    let back = belongings.points().into_iter().map(|point| format!("{}: {}", point.label, point.action));
    PhaseRow {
        title: name_of(phase),
        when: phase.when.clone(),
        duration: phase.duration.clone(),
        tally: belongings.tally(),
        href: ctx.href(&Address::phase(&plan.id, &phase.slug)),
        ends: gates.chain(criteria).collect(),
        ways_back: back.collect(),
    }
}

/// Errors before warnings, each in order of lines.
fn first_findings(ctx: &PageContext, plan: &SitePlan, findings: &[&Diagnostic]) -> Vec<FindingRow> {
    let lines = Lines::of(&plan.source.text);
    let mut findings = findings.to_vec();
    findings.sort_by_key(|d| d.severity);
    let row = |finding: &&Diagnostic| {
        let line = finding.span.map_or(1, |span| lines.line(span.start as usize));
        FindingRow {
            message: missing::spoken(&finding.message),
            sign: if gaps::contradicts(finding) { "≠" } else { "∅" },
            source: ctx.mark_line(line, ""),
            href: ctx.to(PlanPage::Missing),
        }
    };
    findings.iter().take(SHOWN).map(row).collect()
}

/// The date of `2025-10-28 10:00` in another form.
fn spoken(zero: &str, form: &str) -> Option<String> {
    let date: jiff::civil::Date = zero.get(..10)?.parse().ok()?;
    Some(date.strftime(form).to_string())
}

/// `Tuesday 28 October 2025, 10:00`.
fn zero_said(zero: &str) -> Option<String> {
    let day = spoken(zero, "%A %-d %B %Y")?;
    let clock = zero.get(11..16).filter(|clock| clock.as_bytes().get(2) == Some(&b':'));
    Some(clock.map_or(day.clone(), |clock| format!("{day}, {clock}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::page::testing::{checklists, on_with, pages, phase, site_with, words};

    #[test]
    fn what_is_missing_stands_in_its_place() {
        let site =
            site_with("# Plan\n\n**Owner:** none\n\nMoves the `desk`.\n\n## Move\n- [x] a\n- [ ] b\n", |p| {
                p.plan.checklists = checklists(p);
                p.plan.phases = vec![phase(p, "Move", "move", None)];
                p.plan.gates = Default::default();
            });
        let html = &pages(&site)["plan/index.html"];
        let said = words(html);
        for text in ["Moves the desk.", "no date", "no gate", "nobody", "no time", "1 of 2"] {
            assert!(said.contains(text), "{text}: {said}");
        }
        assert!(html.contains("phase/move.html"));
    }

    #[test]
    fn errors_come_before_warnings() {
        let site = site_with("# Plan\nx\ny\n", |_| {});
        let file = site.plans[0].source.id;
        let findings = [
            Diagnostic::warning("w", "first line").at(Span::new(file, 0, 3)),
            Diagnostic::error("e", "third line").at(Span::new(file, 9, 10)),
            Diagnostic::note("n", "a note").at(Span::new(file, 0, 3)),
        ];
        let view = on_with(&site, &findings, PlanPage::Overview, view);
        let found: Vec<_> = view.findings.iter().map(|f| (f.message.as_str(), f.source.line)).collect();
        assert_eq!(found, [("Third line", 3), ("First line", 1)]);
        assert_eq!(view.wrong, 2);
    }

    #[test]
    fn the_day_of_zero() {
        assert_eq!(spoken("2025-10-28 10:00", "%-d %b").as_deref(), Some("28 Oct"));
        assert_eq!(zero_said("2025-10-28T10:00+01:00").as_deref(), Some("Tuesday 28 October 2025, 10:00"));
        assert_eq!(zero_said("2025-10-28").as_deref(), Some("Tuesday 28 October 2025"));
        assert_eq!(zero_said("soon"), None);
        assert_eq!(zero_said("été 2025 à 10"), None);
    }
}
