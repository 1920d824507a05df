//! Headings that look like phases and are none.

use super::heading::{Form, Heading};
use crate::markdown::Section;
use crate::recognise::structure::title_section;
use crate::recognise::{Concept, Context};

/// Sections in which times and numbers tell other things than the course of the plan.
const ELSEWHERE: &[Concept] = &[
    Concept::Communication,
    Concept::Severity,
    Concept::IncidentClassification,
    Concept::Escalation,
    Concept::Metric,
    Concept::SuccessCriteria,
    Concept::Contact,
    Concept::Risk,
    Concept::Template,
];

/// What a heading itself may not speak of when only a time makes it a phase.
const OTHER_THINGS: &[Concept] = &[
    Concept::Communication,
    Concept::Severity,
    Concept::Escalation,
    Concept::Metric,
    Concept::SuccessCriteria,
    Concept::Contact,
    Concept::Risk,
    Concept::ResponseTime,
    Concept::UpdateFrequency,
    Concept::Template,
];

/// Whether the section is no phase for what it or a heading above it speaks of.
pub fn is_trap(ctx: &Context, section: &Section, heading: &Heading) -> bool {
    let by_time_alone = !matches!(heading.form, Form::Label | Form::Time);
    let recurs = || ctx.vocabulary.is(Concept::Frequency, &heading.title);
    let itself = by_time_alone && (recurs() || OTHER_THINGS.iter().any(|c| ctx.speaks(*c, &section.title)));
    itself || above(ctx, section).any(|title| is_elsewhere(ctx, title, heading))
}

/// The headings above the section, the title of the plan left out.
fn above<'a>(ctx: &Context<'a>, section: &Section) -> impl Iterator<Item = &'a str> {
    let title = title_section(ctx.document).map(|t| t.id);
    let parents = section.parent.into_iter().flat_map(|parent| ctx.document.lineage(parent));
    parents.filter(move |s| Some(s.id) != title).map(|s| s.title.as_str())
}

fn is_elsewhere(ctx: &Context, title: &str, heading: &Heading) -> bool {
    let speaks = |concepts: &[Concept]| concepts.iter().any(|c| ctx.speaks(*c, title));
    if speaks(&[Concept::Later]) {
        return true;
    }
    if speaks(&[Concept::Phase, Concept::Stage, Concept::Timeline]) {
        return false;
    }
    // A way back has a clock and steps of its own; a numbered phase of it is still a phase.
    let is_phase = heading.label.as_ref().is_some_and(|l| l.concept == Concept::Phase);
    let way_back =
        speaks(&[Concept::Rollback, Concept::Contingency]) && !title.contains(['&', '/', ',', '+']);
    speaks(ELSEWHERE) || (way_back && !is_phase)
}
