//! What has a time.

use std::collections::BTreeSet;

use super::clock::{Clock, Span};
use super::{MomentView, ways};
use crate::diag::Diagnostic;
use crate::page::belongs::Belongings;
use crate::page::phase::name_of;
use crate::page::{PageContext, SourceMark};
use crate::plan::{Phase, Timeline};
use crate::recognise::{Concept, duration, shortest};
use crate::site::{Address, PlanPage, SitePlan, fragment};

const DAY: i64 = 24 * 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Phase,
    Stage,
    Gate,
    /// A point from which the plan can be taken back.
    Back,
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
            Kind::Back => "back",
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
    pub more: More,
}

/// What only the picture tells.
#[derive(Debug, Default)]
pub struct More {
    /// The list of phases that a phase belongs to.
    pub track: Option<String>,
    /// Fewer words for it, where its title finds no room.
    pub short: Option<String>,
    /// How many tasks a phase has.
    pub tasks: usize,
    /// Where a way back leads.
    pub back: Option<i64>,
    /// True for a gate without criteria.
    pub bare: bool,
    /// What the checks say of its time.
    pub wrong: Option<String>,
    /// Where the stages of a phase end that need more time than it has.
    pub over: Option<i64>,
}

impl Moment {
    /// `when` and `title` are as the plan writes them.
    pub fn new(
        kind: Kind,
        span: Option<Span>,
        (when, title): (String, String),
        href: String,
        source: SourceMark,
    ) -> Moment {
        let order = span.map_or(i64::MAX, |span| span.from);
        Moment { kind, span, order, when, title, detail: String::new(), href, source, more: More::default() }
    }

    /// Whether its time is the end of what it is written in.
    pub fn is_at_end(&self) -> bool {
        matches!(self.kind, Kind::Gate | Kind::Back)
    }

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
    let mut found = ways::all(ctx, plan, clock);
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
        let (href, source) = (ctx.to(PlanPage::Messages), ctx.mark(&entry.place));
        found.push(Moment {
            detail: told.join(", "),
            ..Moment::new(Kind::Message, span, (entry.when.clone(), entry.what.clone()), href, source)
        });
    }
    without_repeats(found)
}

/// What the checks say of the time of the thing on `line`.
fn wrong(ctx: &PageContext, line: u32) -> Option<String> {
    let of_time = |found: &&Diagnostic| matches!(found.code, "overrun" | "contradiction");
    let stands = |found: &&Diagnostic| found.span.is_some_and(|span| ctx.line_at(span.start) == line);
    ctx.findings().iter().filter(of_time).find(stands).map(|found| ctx.shown(0, &found.message).into_owned())
}

fn of_phase(ctx: &PageContext, plan: &SitePlan, clock: &Clock, phase: &Phase) -> Vec<Moment> {
    let address = Address::phase(&plan.id, &phase.slug);
    let when = phase.when.clone().unwrap_or_default();
    let span = clock.lasting(&when, clock.base());
    let first = clock.place(&when, clock.base());
    let wrong = wrong(ctx, phase.place.line);
    let needed: u32 = phase.stages.iter().filter_map(|s| shortest(s.duration.as_deref()?)).sum();
    let more = More {
        track: phase.group.clone(),
        tasks: Belongings::of(plan, phase).tally().tasks,
        over: span.filter(|_| wrong.is_some()).map(|span| span.from + i64::from(needed)),
        wrong,
        ..More::default()
    };
    let mut found = vec![Moment {
        detail: phase.duration.clone().unwrap_or_default(),
        more,
        ..Moment::new(
            Kind::Phase,
            span,
            (when.clone(), name_of(phase)),
            ctx.href(&address),
            ctx.mark(&phase.place),
        )
    }];
    let day = clock.day_of(&when).or(clock.base());
    let mut last: Option<i64> = None;
    for stage in phase.stages.iter().filter(|s| s.when.is_some()) {
        let when = stage.when.clone().unwrap_or_default();
        let span = clock.place(&when, day).map(|span| after(&mut last, span));
        let href = ctx.href(&address.clone().at(fragment::stage(&stage.slug)));
        found.push(Moment {
            detail: stage.duration.clone().unwrap_or_default(),
            ..Moment::new(Kind::Stage, span, (when, stage.title.clone()), href, ctx.mark(&stage.place))
        });
    }
    let earliest = found.iter().map(|m| m.order).min().unwrap_or(i64::MAX);
    let end = found.iter().skip(1).filter_map(|m| m.span).map(|s| s.until).max();
    if let Some((phase, span)) = found.first_mut().and_then(|m| m.span.map(|span| (m, span))) {
        phase.order = if span.from - earliest < DAY { earliest } else { phase.order };
        // A phase that names a moment or a day lasts as long as its stages, where they say how long.
        let open = first.is_some_and(|first| first.from == first.until);
        let until = if open { end.filter(|end| *end > span.from).unwrap_or(span.until) } else { span.until };
        phase.span = Some(Span { until, ..span });
    }
    found
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
        let source = ctx.mark_line(line, "");
        found.push(Moment {
            detail: list.title.clone(),
            ..Moment::new(
                Kind::Moment,
                span,
                (when.clone(), title_of(list, text)),
                source.href.clone(),
                source,
            )
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
