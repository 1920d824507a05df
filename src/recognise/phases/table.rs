//! Tables that speak of phases: they fill in what headings leave out, and stand for the headings where there are none.

use super::heading;
use super::label::concept_of;
use super::matching::{PhaseNames, RowName};
use crate::markdown::{Anchors, Block, Section, Table, page_slug};
use crate::plan::Phase;
use crate::recognise::{Concept, Context, TableColumns, columns, time};

/// Columns of a table of phases.
const ROLES: &[Concept] = &[
    Concept::Phase,
    Concept::Step,
    Concept::Stage,
    Concept::Duration,
    Concept::Timeline,
    Concept::Priority,
    Concept::Task,
    Concept::Time,
    Concept::Date,
    Concept::Milestone,
    Concept::Owner,
    Concept::Status,
];

/// A table whose rows name phases.
struct PhaseTable<'a> {
    section: &'a Section,
    table: &'a Table,
    columns: TableColumns,
    /// The column that names the phase.
    name_at: usize,
}

fn phase_tables<'a>(ctx: &Context<'a>) -> Vec<PhaseTable<'a>> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        section.walk(&mut |block: &'a Block| {
            let Some(table) = block.table() else { return };
            let columns = columns(ctx, table, ROLES);
            let names =
                [Concept::Phase, Concept::Stage, Concept::Step].into_iter().find_map(|c| columns.at(c));
            let timed = [Concept::Duration, Concept::Timeline, Concept::Time, Concept::Date];
            if let Some(name_at) = names.filter(|_| timed.iter().any(|c| columns.has(*c))) {
                found.push(PhaseTable { section, table, columns, name_at });
            }
        });
    }
    found
}

/// Gives phases the times, durations and priorities that a table of the plan has for them.
pub fn fill(ctx: &Context, phases: &mut [Phase]) {
    let names = PhaseNames::new(ctx, phases);
    for found in phase_tables(ctx) {
        let head = found.table.head[found.name_at].plain();
        for row in &found.table.rows {
            let name = row.cells.get(found.name_at).map(|c| c.plain()).unwrap_or_default();
            let more = found.columns.cell(row, Concept::Task).unwrap_or_default();
            let row_name = RowName { head: &head, name: &name, more: &more };
            let Some(phase) = names.of_row(ctx, &row_name).and_then(|at| phases.get_mut(at)) else {
                continue;
            };
            let cell = |role| found.columns.cell(row, role);
            let when =
                cell(Concept::Timeline).or_else(|| cell(Concept::Time)).or_else(|| cell(Concept::Date));
            let (when, length) = timed(when, cell(Concept::Duration));
            if phase.when.is_none() && when.is_some() {
                phase.offset_days = when.as_deref().and_then(time::when).and_then(|w| w.offset_days);
                phase.when = when;
            }
            phase.duration = phase.duration.take().or(length);
            phase.priority = phase.priority.take().or(cell(Concept::Priority));
            ctx.claim(
                row.id,
                row.line,
                "phase",
                "row of a table that belongs to a phase by its label or words",
            );
        }
    }
}

/// A cell of a time column may hold a duration, and the other way round; or neither (`TBD`, `✅ done`).
fn timed(when: Option<String>, duration: Option<String>) -> (Option<String>, Option<String>) {
    let when = when.filter(|cell| time::leading(cell).is_some() || cell.chars().any(|c| c.is_ascii_digit()));
    match (when, duration) {
        (Some(cell), None) if time::duration(&cell).is_some() => (None, Some(cell)),
        (None, Some(cell)) if time::when(&cell).is_some() => (Some(cell), None),
        pair => pair,
    }
}

/// Phases of a plan whose headings name none: the rows of the first table with a column of phases and one of times.
pub fn phases(ctx: &Context) -> Vec<Phase> {
    phase_tables(ctx)
        .iter()
        .map(|found| of_table(ctx, found))
        .find(|phases| phases.len() > 1)
        .unwrap_or_default()
}

fn of_table(ctx: &Context, found: &PhaseTable) -> Vec<Phase> {
    let head = found.table.head[found.name_at].plain();
    let named = concept_of(ctx, head.trim()).is_some_and(|c| c != Concept::Step);
    let mut anchors = Anchors::default();
    let mut phases: Vec<Phase> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for row in &found.table.rows {
        let name = row.cells.get(found.name_at).map(|c| crate::markdown::without_pictographs(&c.plain()));
        let Some(name) = name.filter(|n| !n.is_empty() && !ctx.vocabulary.leads(Concept::Total, n)) else {
            continue;
        };
        let said = heading::read(ctx, &name);
        let bare = name.chars().all(|c| c.is_numeric() || c == '.');
        if names.contains(&name) || !(named || said.label.is_some()) {
            continue;
        }
        let cell = |role| found.columns.cell(row, role);
        let title =
            if bare || said.title == name && said.label.is_some() { cell(Concept::Task) } else { None };
        let when = cell(Concept::Timeline).or_else(|| cell(Concept::Time)).or_else(|| cell(Concept::Date));
        let (when, duration) = timed(when, cell(Concept::Duration));
        let when = said.when.or(when);
        ctx.claim(row.id, row.line, "phase", "row of a table with a column of phases and one of times");
        let label = said.label.as_ref();
        phases.push(Phase {
            slug: anchors.claim(&label.map_or_else(|| page_slug(&name), |l| l.slug()), "phase"),
            group: None,
            number: label.map(|l| l.number).or_else(|| name.trim_end_matches('.').parse().ok()),
            title: title.unwrap_or(said.title),
            heading: name.clone(),
            level: found.section.level + 1,
            offset_days: when.as_deref().and_then(time::when).and_then(|w| w.offset_days),
            when,
            duration: said.duration.or(duration),
            priority: said.priority.or(cell(Concept::Priority)),
            stages: Vec::new(),
            place: ctx.place(found.section.id, row.id, row.line),
        });
        names.push(name);
    }
    phases
}
