//! Headings under which several phases or stages carry a time.

use super::zone_of;
use crate::plan::{Phase, Place, Timeline};
use crate::recognise::Context;

/// A moment, what happens then, and the phase that it is the time of.
type Row<'p> = (&'p str, (&'p str, u32), Option<&'p str>);

/// Timelines of tracks and of stages, in source order.
pub fn find(ctx: &Context, phases: &[Phase]) -> Vec<Timeline> {
    let mut found = Vec::new();
    let mut groups: Vec<&str> = Vec::new();
    for phase in phases {
        if let Some(group) = phase.group.as_deref().filter(|g| !groups.contains(g)) {
            groups.push(group);
            let rows = phases.iter().filter(|p| p.group.as_deref() == Some(group)).filter_map(|p| {
                Some((p.when.as_deref()?, (p.title.as_str(), p.place.line), Some(p.slug.as_str())))
            });
            let parent = ctx.document.section(phase.place.section_id).parent;
            if let Some(parent) = parent.map(|id| ctx.document.section(id)) {
                found.extend(timeline(
                    ctx,
                    group,
                    ctx.place(parent.id, parent.node, parent.line),
                    rows.collect(),
                ));
            }
        }
        let rows = phase
            .stages
            .iter()
            .filter_map(|s| Some((s.when.as_deref()?, (s.title.as_str(), s.place.line), None)));
        found.extend(timeline(ctx, &phase.title, phase.place.clone(), rows.collect()));
    }
    found
}

fn timeline(ctx: &Context, title: &str, place: Place, rows: Vec<Row>) -> Option<Timeline> {
    if rows.len() < 2 {
        return None;
    }
    ctx.claim(
        place.node,
        place.line,
        "timeline",
        "heading under which two or more phases or stages carry a time",
    );
    let entries: Vec<String> = rows.iter().map(|(when, ..)| (*when).to_owned()).collect();
    Some(Timeline {
        title: title.to_owned(),
        form: "headings".to_owned(),
        rows: rows.len(),
        time_zone: zone_of(&entries),
        row_phase: rows.iter().map(|(.., phase)| phase.map(str::to_owned)).collect(),
        texts: rows.iter().map(|(_, (text, line), _)| ((*text).to_owned(), *line)).collect(),
        entries,
        place,
    })
}
