//! Tables with a column of levels.

use super::super::entries::{headings, lead_above, trimmed};
use super::blocks::names;
use super::level::{Titled, is_time, titled, word_rank};
use super::{Family, Found, is_graded};
use crate::markdown::{Block, Section, Table};
use crate::plan::SeveritySource;
use crate::recognise::{Concept, Context, TableColumns, columns};

const ROLES: [Concept; 7] = [
    Concept::ResponseTime,
    Concept::UpdateFrequency,
    Concept::ResolutionTime,
    Concept::Notify,
    Concept::Escalation,
    Concept::Audience,
    Concept::Condition,
];

pub(super) fn find(ctx: &Context) -> Vec<Found> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if let Some(table) = block.table() {
                let lead = lead_above(&section.blocks, at).map(|lead| lead.title);
                found.extend(of_table(ctx, section, (block, table), lead));
            }
        }
    }
    found
}

/// The column whose cells are all levels, each another one.
pub(super) fn level_column(ctx: &Context, table: &Table) -> Option<(usize, Vec<Titled>)> {
    (0..table.head.len().min(3)).find_map(|column| {
        let mut levels: Vec<Titled> = Vec::new();
        for row in &table.rows {
            let read = titled(ctx, &row.cells.get(column)?.plain())?;
            if levels.iter().any(|known| known.level.same(&read.level)) {
                return None;
            }
            levels.push(read);
        }
        (levels.len() > 1).then_some((column, levels))
    })
}

fn of_table(
    ctx: &Context,
    section: &Section,
    (_, table): (&Block, &Table),
    lead: Option<String>,
) -> Vec<Found> {
    let Some((column, levels)) = level_column(ctx, table) else { return Vec::new() };
    let roles = columns(ctx, table, &ROLES);
    let response = roles.at(Concept::ResponseTime);
    let response = response
        .or(roles.at(Concept::Notify).filter(|at| is_time_column(ctx, table, *at)))
        .or_else(|| time_column(ctx, table, column, &roles));
    let people = |at: &usize| {
        !table.rows.iter().all(|row| row.cells.get(*at).is_some_and(|cell| is_time(ctx, &cell.plain())))
    };
    let told_column = [Concept::Notify, Concept::Escalation, Concept::Audience]
        .iter()
        .filter_map(|role| roles.at(*role))
        .find(people);
    let head = table.head.get(column).map(|cell| cell.plain()).unwrap_or_default();
    let above = headings(ctx, section);
    let title = ctx.document.sections.iter().find(|s| s.level == 1).map(|s| s.title.as_str());
    let titles: Vec<&str> = std::iter::once(head.as_str())
        .chain(lead.as_deref())
        .chain(above.iter().map(|a| a.title.as_str()))
        .chain(title)
        .collect();
    let timed =
        response.is_some() || roles.has(Concept::UpdateFrequency) || roles.has(Concept::ResolutionTime);
    let told = timed || roles.has(Concept::Notify) || roles.has(Concept::Condition);
    let graded = levels.iter().all(|titled| match titled.level.family {
        Family::Word => {
            timed && (is_graded(ctx, &titled.level, &titles) || ctx.speaks(Concept::Priority, &head))
        }
        Family::Priority => timed || is_graded(ctx, &titled.level, &titles),
        _ => is_graded(ctx, &titled.level, &titles),
    });
    let risk = [Concept::Probability, Concept::Risk]
        .iter()
        .any(|c| table.head.iter().any(|cell| ctx.speaks(*c, &cell.plain())));
    if !graded || !told || risk {
        return Vec::new();
    }
    let classifies = titles
        .iter()
        .any(|t| ctx.speaks(Concept::Severity, t) || ctx.speaks(Concept::IncidentClassification, t));
    let mut found = Vec::new();
    for (row, titled) in table.rows.iter().zip(levels) {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.cells.get(at))
                .map(|cell| trimmed(&cell.plain()))
                .filter(|text| text.chars().any(char::is_alphanumeric))
        };
        ctx.claim(row.id, row.line, "severity", "row of a table whose cells are levels");
        let condition = cell(roles.at(Concept::Condition)).map(|text| (text, row.line));
        let grade =
            |at: &usize| *at != column && cell(Some(*at)).is_some_and(|text| word_rank(ctx, &text).is_some());
        let label = titled.label.clone().or_else(|| cell((0..row.cells.len()).find(grade)));
        let notify = cell(told_column);
        found.push(Found {
            level: titled.level,
            source: SeveritySource {
                conditions: usize::from(condition.is_some()),
                label,
                response_time: cell(response).or(titled.response),
                place: ctx.place(section.id, row.id, row.line),
                texts: condition.into_iter().collect(),
            },
            classifies,
            update: cell(roles.at(Concept::UpdateFrequency)),
            resolution: cell(roles.at(Concept::ResolutionTime)),
            notify: notify.map(|who| names(&who)).unwrap_or_default(),
        });
    }
    found
}

/// A column without a known head whose cells are all times.
fn time_column(ctx: &Context, table: &Table, level: usize, roles: &TableColumns) -> Option<usize> {
    let taken = |at: usize| at == level || ROLES.iter().any(|role| roles.at(*role) == Some(at));
    (0..table.head.len()).filter(|at| !taken(*at)).find(|at| is_time_column(ctx, table, *at))
}

fn is_time_column(ctx: &Context, table: &Table, at: usize) -> bool {
    table.rows.iter().all(|row| {
        let text = row.cells.get(at).map(|cell| cell.plain()).unwrap_or_default();
        is_time(ctx, &text) && text.split_whitespace().count() <= 4
    })
}
