//! Risks as rows of a table.

use super::{bare, level};
use crate::markdown::{Block, Row, Table, without_pictographs};
use crate::plan::Risk;
use crate::recognise::parts::{Part, is_blank};
use crate::recognise::{Concept, Context, TableColumns, columns};

const ROLES: [Concept; 10] = [
    Concept::Risk,
    Concept::Probability,
    Concept::Impact,
    Concept::Mitigation,
    Concept::Contingency,
    Concept::Owner,
    Concept::Severity,
    Concept::Priority,
    Concept::Rating,
    Concept::Condition,
];

/// The rows of a table below a heading that speaks of risks; elsewhere of one that has columns for risks and for what
/// is done about them.
pub fn find(ctx: &Context, part: &Part, block: &Block, table: &Table, about: bool) -> Vec<Risk> {
    let cols = columns(ctx, table, &ROLES);
    let measured = cols.has(Concept::Mitigation) || cols.has(Concept::Probability);
    let register = cols.has(Concept::Risk) && (measured || cols.has(Concept::Impact));
    let free = !ctx.claimed_as(block.id, &["go", "no-go", "trigger", "sign-off", "contact"]);
    if !free || !(about || register && measured) {
        return Vec::new();
    }
    let title_at = title_column(ctx, table, &cols);
    ctx.claim(
        block.id,
        block.line,
        "risk",
        "table below a heading that speaks of risks, or with columns of a risk register",
    );
    table.rows.iter().filter_map(|row| of_row(ctx, part, &cols, title_at, row)).collect()
}

/// The column of the risk's words: named Risk, else a description, else the first that is no number.
fn title_column(ctx: &Context, table: &Table, cols: &TableColumns) -> usize {
    let is_number = |at: usize| {
        table.rows.iter().all(|row| {
            row.cells.get(at).is_none_or(|c| c.plain().chars().filter(|c| c.is_alphabetic()).count() <= 2)
        })
    };
    let named = cols
        .at(Concept::Risk)
        .filter(|at| !is_number(*at) && !level::names_level(ctx, &table.head[*at].plain()));
    let described =
        || (0..table.head.len()).find(|at| ctx.vocabulary.is(Concept::Condition, &table.head[*at].plain()));
    let taken = |at: &usize| ROLES[1..9].iter().any(|role| cols.at(*role) == Some(*at));
    let first = || (0..table.head.len()).find(|at| !is_number(*at) && !taken(at));
    let leading = (!is_number(0) && !taken(&0)).then_some(0);
    named.or(leading).or_else(described).or_else(first).unwrap_or(0)
}

fn of_row(ctx: &Context, part: &Part, cols: &TableColumns, title_at: usize, row: &Row) -> Option<Risk> {
    let title = row.cells.get(title_at).map(|c| without_pictographs(&c.plain())).filter(|t| !is_blank(t))?;
    let cell = |concept| {
        let at = cols.at(concept).filter(|at| *at != title_at)?;
        let text = row.cells.get(at)?.plain();
        Some(level_word(&text)).filter(|t| !is_blank(t))
    };
    ctx.claim(row.id, row.line, "risk", "row of a table of risks");
    let of_heading = level::of_section(ctx, part.section.id).or_else(|| level::of_title(ctx, &part.title));
    let own = cell(Concept::Severity).or_else(|| cell(Concept::Priority)).or_else(|| cell(Concept::Rating));
    let by_header = cols.at(Concept::Risk).filter(|at| *at != title_at).and(cell(Concept::Risk));
    let mut risk = bare(
        title,
        own.or(by_header).or(of_heading.map(str::to_owned)),
        ctx.place(part.section.id, row.id, row.line),
    );
    risk.probability = cell(Concept::Probability);
    risk.impact = cell(Concept::Impact);
    risk.risk = cell(Concept::Condition);
    risk.owner = cell(Concept::Owner);
    risk.mitigation_text = cell(Concept::Mitigation);
    risk.contingency_text = cell(Concept::Contingency);
    risk.mitigation = risk.mitigation_text.is_some();
    risk.contingency = risk.contingency_text.is_some();
    Some(risk)
}

/// The words of a cell; of a cell with nothing but a coloured mark, the level of the colour.
fn level_word(text: &str) -> String {
    let words = without_pictographs(text);
    if !words.is_empty() {
        return words;
    }
    match text.trim().chars().next() {
        Some('🔴' | '🟥') => "High".to_owned(),
        Some('🟠' | '🟡' | '🟨' | '🟧') => "Medium".to_owned(),
        Some('🟢' | '🟩') => "Low".to_owned(),
        _ => words,
    }
}
