//! Tables with a column of times.

use super::{Name, zone_of};
use crate::markdown::{Cell, Row, Table, without_pictographs};
use crate::plan::{Phase, Timeline};
use crate::recognise::phases::{PhaseNames, RowName};
use crate::recognise::{Concept, Context, columns, time};

/// Columns that tell when or how long, in the order in which they give the moment.
const TIMES: &[Concept] = &[Concept::Timeline, Concept::Time, Concept::Date, Concept::Duration];

/// Columns of tables whose times are no course of events: signatures, change logs, severities, contacts.
const OTHERS: &[Concept] = &[
    Concept::Signature,
    Concept::Version,
    Concept::Severity,
    Concept::Phone,
    Concept::Email,
    Concept::ResponseTime,
    Concept::UpdateFrequency,
    Concept::ResolutionTime,
];

/// Reads a table as a timeline: it has a column of times, and some of its cells hold one.
pub fn read(ctx: &Context, phases: &[Phase], table: &Table, name: impl FnOnce() -> Name) -> Option<Timeline> {
    let heads: Vec<String> = table.head.iter().map(|c| without_bracket(&c.plain())).collect();
    if heads.iter().any(|h| OTHERS.iter().any(|c| ctx.vocabulary.is(*c, h))) {
        return None;
    }
    let at = time_column(ctx, table, &heads)?;
    let name = name();
    let elsewhere = [Concept::SignOff, Concept::Contact, Concept::Escalation];
    if elsewhere.iter().any(|c| ctx.under(name.place.section_id, *c).is_some()) {
        return None;
    }
    let cell = |row: &Row, at: usize| row.cells.get(at).map(Cell::plain).unwrap_or_default();
    let entries: Vec<String> = table.rows.iter().map(|row| without_pictographs(&cell(row, at))).collect();
    let roles = [Concept::Phase, Concept::Step, Concept::Stage, Concept::Task];
    let columns = columns(ctx, table, &roles);
    let name_at = roles[..3].iter().find_map(|c| columns.at(*c));
    let text_at = columns
        .at(Concept::Task)
        .or_else(|| (0..heads.len()).find(|i| *i != at && Some(*i) != name_at))
        .unwrap_or(0);
    let names = PhaseNames::new(ctx, phases);
    let row_phase = table.rows.iter().map(|row| {
        let (phase, more) = (cell(row, name_at?), cell(row, text_at));
        let row_name = RowName { head: &heads[name_at?], name: &phase, more: &more };
        names.of_row(ctx, &row_name).map(|at| phases[at].slug.clone())
    });
    ctx.claim(name.place.node, name.place.line, "timeline", "table with a column of times or durations");
    Some(Timeline {
        title: name.title,
        form: "table".to_owned(),
        rows: table.rows.len(),
        time_zone: zone_of(&entries),
        row_phase: row_phase.collect(),
        texts: table.rows.iter().map(|row| (cell(row, text_at), row.line)).collect(),
        entries,
        place: name.place,
    })
}

/// The column of times: by its header, else the first column when all of its cells are times.
fn time_column(ctx: &Context, table: &Table, heads: &[String]) -> Option<usize> {
    let named = TIMES.iter().find_map(|concept| {
        (0..heads.len()).find(|at| is_time_head(ctx, *concept, &heads[*at]) && holds_times(table, *at))
    });
    named.or_else(|| {
        let cells = table.rows.iter().filter_map(|row| row.cells.first());
        let all = cells.clone().count() > 1
            && cells
                .clone()
                .all(|cell| time::whole(&without_pictographs(&cell.plain())).is_some_and(|t| t.strong));
        all.then_some(0)
    })
}

fn is_time_head(ctx: &Context, concept: Concept, head: &str) -> bool {
    let other = [Concept::Hours, Concept::Owner, Concept::Metric];
    ctx.vocabulary.is(concept, head)
        || (concept != Concept::Time
            && head.split_whitespace().count() <= 2
            && ctx.speaks(concept, head)
            && !other.iter().any(|c| ctx.speaks(*c, head)))
}

/// Whether any cell of the column is a time or a duration.
fn holds_times(table: &Table, at: usize) -> bool {
    table.rows.iter().filter_map(|row| row.cells.get(at)).any(|cell| {
        let text = without_pictographs(&cell.plain());
        time::leading(&text).is_some_and(|t| t.strong) || time::duration(&text).is_some()
    })
}

/// A header without its bracket: `Time (UTC)`.
fn without_bracket(head: &str) -> String {
    let plain = without_pictographs(head);
    plain.split(['(', '（', '[']).next().unwrap_or("").trim().to_owned()
}
