//! What has a time.

use std::collections::BTreeSet;

use super::MomentView;
use super::clock::{Clock, Span};
use crate::ledger;
use crate::page::phase::name_of;
use crate::page::{PageContext, SourceMark};
use crate::plan::{GoNoGo, Phase, Timeline};
use crate::recognise::{Concept, duration};
use crate::site::{Address, PlanPage, SitePlan, fragment};

const DAY: i64 = 24 * 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Phase,
    Stage,
    Gate,
    Message,
    /// A row of a list of moments.
    Moment,
}

impl Kind {
    pub fn rank(self) -> u8 {
        self as u8
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Phase => "phase",
            Kind::Stage => "stage",
            Kind::Gate => "gate",
            Kind::Message => "message",
            Kind::Moment => "moment",
        }
    }
}

#[derive(Debug)]
pub struct Moment {
    pub kind: Kind,
    pub span: Option<Span>,
    /// Place in the list: that of the span, and for a phase not behind its first stage.
    pub order: i64,
    pub when: String,
    pub title: String,
    pub detail: String,
    pub href: String,
    pub source: SourceMark,
}

impl Moment {
    pub fn view(&self, clock: &Clock, zero: bool) -> MomentView {
        let in_days =
            clock.read(&self.when).is_some_and(|when| when.offset_days.is_some() && when.clock.is_none());
        let t = self.span.filter(|_| !in_days).and_then(|span| clock.distance(&self.when, span));
        MomentView {
            kind: self.kind.name(),
            when: self.when.clone(),
            t: t.unwrap_or_default(),
            title: self.title.clone(),
            detail: self.detail.clone(),
            href: self.href.clone(),
            source: self.source.clone(),
            zero,
        }
    }
}

/// Everything with a time, kind by kind.
pub fn all(ctx: &PageContext, plan: &SitePlan, clock: &Clock) -> Vec<Moment> {
    let facts = &plan.plan;
    let mut found: Vec<Moment> = Vec::new();
    found.extend(facts.gates.go_no_go.iter().enumerate().filter_map(|gate| of_gate(ctx, plan, clock, gate)));
    for phase in &facts.phases {
        found.extend(of_phase(ctx, plan, clock, phase));
    }
    for list in &facts.timelines {
        found.extend(of_timeline(ctx, plan, clock, list));
    }
    for entry in &facts.communication.schedule {
        let day = section_day(plan, clock, entry.place.section_id);
        let span =
            clock.place(&entry.when, day).filter(|_| !counts_for_itself(ctx, plan, entry.place.section_id));
        let told: Vec<&str> =
            [&entry.audience, &entry.channel].into_iter().flatten().map(String::as_str).collect();
        found.push(Moment {
            kind: Kind::Message,
            span,
            order: order(span),
            when: entry.when.clone(),
            title: entry.what.clone(),
            detail: told.join(", "),
            href: ctx.to(PlanPage::Messages),
            source: ctx.mark(&entry.place),
        });
    }
    without_repeats(found)
}

fn of_phase(ctx: &PageContext, plan: &SitePlan, clock: &Clock, phase: &Phase) -> Vec<Moment> {
    let address = Address::phase(&plan.id, &phase.slug);
    let when = phase.when.clone().unwrap_or_default();
    let span = clock.place(&when, clock.base());
    let mut found = vec![Moment {
        kind: Kind::Phase,
        span,
        order: order(span),
        when: when.clone(),
        title: name_of(phase),
        detail: phase.duration.clone().unwrap_or_default(),
        href: ctx.href(&address),
        source: ctx.mark(&phase.place),
    }];
    let day = clock.day_of(&when).or(clock.base());
    let mut last: Option<i64> = None;
    for stage in phase.stages.iter().filter(|s| s.when.is_some()) {
        let when = stage.when.clone().unwrap_or_default();
        let span = clock.place(&when, day).map(|span| after(&mut last, span));
        found.push(Moment {
            kind: Kind::Stage,
            span,
            order: order(span),
            when,
            title: stage.title.clone(),
            detail: stage.duration.clone().unwrap_or_default(),
            href: ctx.href(&address.clone().at(fragment::stage(&stage.slug))),
            source: ctx.mark(&stage.place),
        });
    }
    let first = found.iter().map(|m| m.order).min().unwrap_or(i64::MAX);
    let end = found.iter().filter_map(|m| m.span).map(|s| s.until).max();
    if let Some((phase, span)) = found.first_mut().and_then(|m| m.span.map(|span| (m, span))) {
        phase.order = if span.from - first < DAY { first } else { phase.order };
        let until = if span.until == span.from { end.unwrap_or(span.until) } else { span.until };
        phase.span = Some(Span { until, ..span });
    }
    found
}

/// A gate: at its own time, at that of the stage it stands in, or at the end of its phase.
fn of_gate(
    ctx: &PageContext,
    plan: &SitePlan,
    clock: &Clock,
    (at, gate): (usize, &GoNoGo),
) -> Option<Moment> {
    let lineage: Vec<usize> = match plan.document.sections.get(gate.place.section_id) {
        Some(_) => plan.document.lineage(gate.place.section_id).map(|s| s.id).collect(),
        None => Vec::new(),
    };
    let phase = plan.plan.phases.iter().rfind(|p| lineage.contains(&p.place.section_id));
    let stage = phase.and_then(|p| p.stages.iter().find(|s| lineage.contains(&s.place.section_id)));
    let when = gate.when.clone().or_else(|| stage.and_then(|s| s.when.clone()));
    let phase_when = phase.and_then(|p| p.when.as_deref());
    let day = phase_when.and_then(|w| clock.day_of(w)).or(clock.base());
    let own = when.as_deref().and_then(|w| clock.place(w, day));
    let end =
        phase_when.and_then(|w| clock.place(w, clock.base())).map(|s| Span { from: s.until, until: s.until });
    let span = if when.is_some() { own } else { end };
    (span.is_some() || when.is_some()).then(|| Moment {
        kind: Kind::Gate,
        span,
        order: order(span),
        when: when.unwrap_or_default(),
        title: gate.title.clone(),
        detail: gate.owner.clone().unwrap_or_default(),
        href: ctx.to_fact(ledger::Kind::Gate, at),
        source: ctx.mark(&gate.place),
    })
}

/// The rows of a list of moments. Lists made of headings are phases and stages already; windows of a procedure count
/// from its own beginning.
fn of_timeline(ctx: &PageContext, plan: &SitePlan, clock: &Clock, list: &Timeline) -> Vec<Moment> {
    let own = list.form == "headings" || list.form.starts_with("numbered list");
    if own || counts_for_itself(ctx, plan, list.place.section_id) {
        return Vec::new();
    }
    let named = in_bracket(&list.title).and_then(|inner| clock.day_of(inner));
    let day = named.or_else(|| section_day(plan, clock, list.place.section_id)).or(clock.base());
    let mut last: Option<i64> = None;
    let mut found = Vec::new();
    for (at, when) in list.entries.iter().enumerate() {
        if clock.read(when).is_none() && duration(when).is_some() {
            continue;
        }
        let (text, line) = list.texts.get(at).cloned().unwrap_or((String::new(), list.place.line));
        let span = clock.place(when, day).map(|span| after(&mut last, span));
        found.push(Moment {
            kind: Kind::Moment,
            span,
            order: order(span),
            when: when.clone(),
            title: title_of(list, text),
            detail: list.title.clone(),
            href: ctx.mark_line(line, "").href,
            source: ctx.mark_line(line, ""),
        });
    }
    found
}

/// What happens, after the title of the list where that is no word: `Pupils per day: 20`.
fn title_of(list: &Timeline, text: String) -> String {
    match text.chars().any(char::is_alphabetic) {
        true => text,
        false if text.is_empty() => list.title.clone(),
        false => format!("{}: {text}", list.title),
    }
}

/// A clock time that is far earlier than the one before it in the same list belongs to the next day.
fn after(last: &mut Option<i64>, span: Span) -> Span {
    let back = last.is_some_and(|last| span.from < last - DAY / 2 && span.from > last - DAY);
    let span = if back { Span { from: span.from + DAY, until: span.until + DAY } } else { span };
    *last = Some(span.from);
    span
}

fn order(span: Option<Span>) -> i64 {
    span.map_or(i64::MAX, |span| span.from)
}

/// What stands in the last bracket of a title.
fn in_bracket(title: &str) -> Option<&str> {
    title.rsplit_once('(').map(|(_, inner)| inner.trim_end_matches(')'))
}

/// Whether times in the section count from an incident or a rollback rather than from T-0.
fn counts_for_itself(ctx: &PageContext, plan: &SitePlan, section: usize) -> bool {
    let own = [Concept::Rollback, Concept::Incident, Concept::Contingency, Concept::Escalation];
    let words = &ctx.site.vocabulary;
    let told = |title: &str| own.iter().any(|concept| words.speaks(*concept, title));
    plan.document.sections.get(section).is_some()
        && plan.document.lineage(section).any(|s| s.level > 1 && told(&s.title))
}

/// The day that the section, or one above it, is about: its phase's, or the time in the bracket of its heading.
fn section_day(plan: &SitePlan, clock: &Clock, section: usize) -> Option<i64> {
    plan.document.sections.get(section)?;
    plan.document.lineage(section).find_map(|s| {
        let phase = plan.plan.phases.iter().find(|p| p.place.line == s.line);
        clock.day_of(phase.and_then(|p| p.when.as_deref()).or(in_bracket(&s.title))?)
    })
}

/// A moment that says the same as another (same time, same words) stands once: the first of gate, phase, stage, moment, message.
fn without_repeats(found: Vec<Moment>) -> Vec<Moment> {
    let mut seen = BTreeSet::new();
    let lines: BTreeSet<u32> =
        found.iter().filter(|m| m.kind != Kind::Moment).map(|m| m.source.line).collect();
    let mut keep = |m: &Moment| {
        let repeated = m.kind == Kind::Moment && lines.contains(&m.source.line);
        !repeated && seen.insert((m.when.to_lowercase(), m.title.to_lowercase()))
    };
    found.into_iter().filter(|m| keep(m)).collect()
}
