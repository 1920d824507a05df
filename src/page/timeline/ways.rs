//! Where a plan stops and where it turns back: gates, criteria that end a phase, rollback points.

use super::clock::{Clock, Span};
use super::moments::{Kind, Moment, More};
use crate::ledger;
use crate::page::PageContext;
use crate::page::belongs::Belongings;
use crate::page::phase::name_of;
use crate::plan::{GoNoGo, Phase, Place, RollbackPoint, SuccessCriteria};
use crate::site::{PlanPage, SitePlan, fragment};

/// Gates first, then criteria that end a phase, then ways back.
pub fn all(ctx: &PageContext, plan: &SitePlan, clock: &Clock) -> Vec<Moment> {
    let facts = &plan.plan.gates;
    let gates = facts.go_no_go.iter().enumerate().filter_map(|gate| of_gate(ctx, plan, clock, gate));
    let mut found: Vec<Moment> = gates.collect();
    for phase in &plan.plan.phases {
        let belongings = Belongings::of(plan, phase);
        let taken = |list: &&SuccessCriteria| {
            belongings.gates().iter().any(|gate| gate.place.section_id == list.place.section_id)
        };
        let criteria = belongings.criteria().into_iter().filter(|list| !taken(list));
        found.extend(criteria.filter_map(|list| of_criteria(ctx, clock, phase, list)));
        for point in belongings.points() {
            let at = facts.rollback_points.iter().position(|p| std::ptr::eq(p, point));
            found.extend(at.and_then(|at| of_point(ctx, clock, phase, (at, point))));
        }
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
    let day = phase.and_then(|p| clock.day_of(p.when.as_deref()?)).or(clock.base());
    let own = when.as_deref().and_then(|w| clock.place(w, day));
    let span = if when.is_some() { own } else { phase.and_then(|p| end_of(clock, p)) };
    let bare = gate.go.is_empty() && gate.no_go.is_empty();
    (span.is_some() || when.is_some()).then(|| Moment {
        detail: gate.owner.clone().unwrap_or_default(),
        more: More { bare, ..More::default() },
        ..Moment::new(
            Kind::Gate,
            span,
            (when.unwrap_or_default(), gate.title.clone()),
            ctx.to_fact(ledger::Kind::Gate, at),
            ctx.mark(&gate.place),
        )
    })
}

/// Criteria of success below a phase stand at its end: they say when it is over.
fn of_criteria(ctx: &PageContext, clock: &Clock, phase: &Phase, list: &SuccessCriteria) -> Option<Moment> {
    let count = if list.items == 1 { "1 criterion".to_owned() } else { format!("{} criteria", list.items) };
    at_end(ctx, clock, phase, &list.place, |span, when, source| Moment {
        detail: name_of(phase),
        more: More { short: Some(count.clone()), ..More::default() },
        ..Moment::new(
            Kind::Gate,
            Some(span),
            (when, format!("{}, {count}", list.title)),
            ctx.to(PlanPage::Gates),
            source,
        )
    })
}

/// From a rollback point one goes back to where its phase began.
fn of_point(
    ctx: &PageContext,
    clock: &Clock,
    phase: &Phase,
    (at, point): (usize, &RollbackPoint),
) -> Option<Moment> {
    let begin = clock.lasting(phase.when.as_deref()?, clock.base())?.from;
    let href = match ctx.code_of(ledger::Kind::Point, at) {
        Some(_) => ctx.to_fact(ledger::Kind::Point, at),
        None => ctx.to_at(PlanPage::Rollback, &fragment::point(&point.label)),
    };
    at_end(ctx, clock, phase, &point.place, |span, when, source| Moment {
        detail: point.condition.clone(),
        more: More { back: Some(begin), short: Some(point.label.clone()), ..More::default() },
        ..Moment::new(
            Kind::Back,
            Some(span),
            (when, format!("{}: {}", point.label, point.action)),
            href,
            source,
        )
    })
}

fn at_end(
    ctx: &PageContext,
    clock: &Clock,
    phase: &Phase,
    place: &Place,
    make: impl FnOnce(Span, String, crate::page::SourceMark) -> Moment,
) -> Option<Moment> {
    let span = end_of(clock, phase)?;
    Some(make(span, phase.when.clone().unwrap_or_default(), ctx.mark(place)))
}

fn end_of(clock: &Clock, phase: &Phase) -> Option<Span> {
    let span = clock.lasting(phase.when.as_deref()?, clock.base())?;
    Some(Span { from: span.until, until: span.until })
}
