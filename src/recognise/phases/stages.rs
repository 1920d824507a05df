//! Headings one level below a phase, and the fields right below a heading.

use super::heading::{self, Form, Heading};
use crate::markdown::{Anchors, Section, slug};
use crate::plan::Stage;
use crate::recognise::keyed_lines::{Field, below_heading};
use crate::recognise::{Concept, Context, time};

/// The stages of a phase, in order.
pub fn of(ctx: &Context, phase: &Section, anchors: &mut Anchors) -> Vec<Stage> {
    let mut headings: Vec<(&Section, Heading)> = phase
        .children
        .iter()
        .map(|id| ctx.document.section(*id))
        .map(|section| (section, heading::read(ctx, &section.title)))
        .collect();
    windows(headings.iter_mut().map(|(_, heading)| heading));
    headings.into_iter().map(|(section, heading)| stage(ctx, section, heading, anchors)).collect()
}

fn stage(ctx: &Context, section: &Section, mut heading: Heading, anchors: &mut Anchors) -> Stage {
    fill(ctx, section, &mut heading);
    ctx.claim(section.node, section.line, "stage", "heading one level below a phase");
    let wanted = match (&heading.number, heading.form) {
        (Some(number), _) => slug(number),
        (None, Form::Plain | Form::ClockBehind | Form::TimeBehind) => slug(&heading.title),
        _ => slug(&section.title),
    };
    let time_24h = heading.when.as_deref().and_then(time::when).and_then(|when| when.clock);
    Stage {
        slug: anchors.claim(&wanted, "stage"),
        number: heading.number,
        title: heading.title,
        heading: section.title.clone(),
        level: section.level,
        when: heading.when,
        time_24h: time_24h.map(|[first, _]| first),
        duration: heading.duration,
        priority: heading.priority,
        place: ctx.place(section.id, section.node, section.line),
    }
}

/// Spans of minutes or hours are durations, unless one heading beside begins at nothing (`0-15 minutes`): then all of
/// them count on from there.
pub fn windows<'h>(headings: impl Iterator<Item = &'h mut Heading>) {
    let mut headings: Vec<&mut Heading> = headings.collect();
    let from_start = headings.iter().any(|h| {
        h.when
            .as_deref()
            .and_then(time::when)
            .and_then(|w| w.offset_minutes)
            .is_some_and(|[a, b]| a == 0 && b > 0)
    });
    for heading in headings.iter_mut().filter(|h| from_start && h.when.is_none()) {
        if heading.duration.as_deref().is_some_and(|d| time::window(d).is_some()) {
            heading.when = heading.duration.take();
        }
    }
}

/// Takes from the fields right below the heading what the heading does not say.
pub fn fill(ctx: &Context, section: &Section, heading: &mut Heading) {
    for field in below_heading(ctx, section) {
        if field.value.is_empty() || field.value.starts_with(['[', '_']) {
            continue;
        }
        let is = |concept| ctx.vocabulary.is(concept, &field.key);
        if is(Concept::Duration) {
            if !tells_length(ctx, &field.value) {
                continue;
            }
            take(ctx, section, &mut heading.duration, &field, "duration");
        } else if is(Concept::Priority) {
            take(ctx, section, &mut heading.priority, &field, "priority");
        } else if is(Concept::Time) || is(Concept::Timing) {
            let is_duration = time::duration(&field.value).is_some();
            let slot = if is_duration { &mut heading.duration } else { &mut heading.when };
            take(ctx, section, slot, &field, "time");
        } else if (is(Concept::Date) || is(Concept::Timeline)) && time::when(&field.value).is_some() {
            take(ctx, section, &mut heading.when, &field, "time");
        }
    }
}

/// A duration, or a word or two that stand for one (`ongoing`); an effort that is high or low is none.
fn tells_length(ctx: &Context, value: &str) -> bool {
    let levels = [Concept::Critical, Concept::High, Concept::Medium, Concept::Low];
    let short =
        value.split_whitespace().count() <= 2 && !levels.iter().any(|c| ctx.vocabulary.leads(*c, value));
    short || time::begins_with_duration(value)
}

fn take(ctx: &Context, section: &Section, slot: &mut Option<String>, field: &Field, kind: &'static str) {
    if slot.is_none() {
        *slot = Some(field.value.clone());
        ctx.claim(section.node, field.line, kind, "field right below the heading of a phase or stage");
    }
}
