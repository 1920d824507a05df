//! Every moment that a plan names, with its place.

use crate::check::Case;
use crate::plan::When;
use crate::recognise::when;

/// Lines below a heading in which its fields stand.
const FIELDS: u32 = 6;

/// A time of the plan.
pub struct Moment {
    pub line: u32,
    pub when: When,
}

/// The times of phases, stages, gates, timelines and messages, in order of lines, each line once.
pub fn moments(case: &Case) -> Vec<Moment> {
    let plan = case.facts();
    let mut literals: Vec<(u32, &str)> = Vec::new();
    for phase in &plan.phases {
        literals.extend(phase.when.as_deref().and_then(|w| Some((written(case, phase.place.line, w)?, w))));
        let stages = phase.stages.iter().filter_map(|s| Some((s.place.line, s.when.as_deref()?)));
        literals.extend(stages.filter_map(|(line, w)| Some((written(case, line, w)?, w))));
    }
    literals.extend(plan.gates.go_no_go.iter().filter_map(|g| Some((g.place.line, g.when.as_deref()?))));
    for timeline in &plan.timelines {
        let zone = timeline.time_zone.is_some();
        let rows = timeline.texts.iter().zip(&timeline.entries).filter(|_| !zone);
        literals.extend(rows.map(|((_, line), moment)| (*line, moment.as_str())));
    }
    literals.extend(plan.communication.schedule.iter().map(|s| (s.place.line, s.when.as_str())));
    let mut found: Vec<Moment> =
        literals.into_iter().filter_map(|(line, words)| Some(Moment { line, when: when(words)? })).collect();
    found.sort_by_key(|m| m.line);
    found.dedup_by_key(|m| m.line);
    found
}

/// The line that writes `literal`: the heading or a field right below it. A time that a table gives is the table's.
fn written(case: &Case, heading: u32, literal: &str) -> Option<u32> {
    (heading..heading + FIELDS).find(|line| case.text(*line).contains(literal))
}
