//! Go/no-go in tables.

use super::verdict::{self, Verdict};
use crate::markdown::{NodeId, Row, Table, without_leading_pictographs, without_pictographs};
use crate::recognise::parts::is_blank;
use crate::recognise::{Concept, Context};

/// A criterion of a row.
pub struct Criterion {
    pub text: String,
    pub node: NodeId,
    pub line: u32,
}

/// The criteria of a table below a title that tells the outcome: one a row.
pub fn criteria(ctx: &Context, table: &Table) -> Vec<Criterion> {
    let at = name_column(ctx, table);
    let rows = table.rows.iter().map(|row| Criterion { text: cell(row, at), node: row.id, line: row.line });
    rows.filter(|c| !c.text.is_empty()).collect()
}

/// The criteria of a table in a go/no-go section with their outcomes: by its Go and No-Go columns, by a cell that names
/// the outcome, else one to go in each row. Tables that record the decision, risks or people hold none.
pub fn decisions(ctx: &Context, table: &Table) -> Vec<(Verdict, Criterion)> {
    let heads: Vec<String> = table.head.iter().map(|h| h.plain()).collect();
    let by_head: Vec<(usize, Verdict)> =
        heads.iter().enumerate().filter_map(|(at, head)| Some((at, verdict::exact(ctx, head)?))).collect();
    let name = name_column(ctx, table);
    if !by_head.is_empty() {
        return table.rows.iter().flat_map(|row| by_columns(row, name, &by_head)).collect();
    }
    let named = outcomes(ctx, table);
    if !named.is_empty() {
        return named;
    }
    let others = [
        Concept::Date,
        Concept::Signature,
        Concept::Role,
        Concept::Name,
        Concept::Owner,
        Concept::Mitigation,
        Concept::Risk,
        Concept::Milestone,
    ];
    let about_criteria = heads.first().is_some_and(|head| {
        [Concept::Condition, Concept::Trigger, Concept::Task, Concept::HoldPoint, Concept::Metric]
            .iter()
            .any(|c| ctx.speaks(*c, head))
    });
    if !about_criteria || heads.iter().take(1).any(|h| others.iter().any(|c| ctx.speaks(*c, h))) {
        return Vec::new();
    }
    criteria(ctx, table).into_iter().map(|c| (Verdict::Go, c)).collect()
}

/// The rows that name an outcome in a cell.
pub fn outcomes(ctx: &Context, table: &Table) -> Vec<(Verdict, Criterion)> {
    table.rows.iter().filter_map(|row| by_cell(ctx, row)).collect()
}

/// `| Errors | < 1% | > 2% |`: a tick stands for the name alone, words are joined to it.
fn by_columns(row: &Row, name: usize, columns: &[(usize, Verdict)]) -> Vec<(Verdict, Criterion)> {
    let label = cell(row, name);
    let mut found = Vec::new();
    for (at, verdict) in columns {
        let raw = row.cells.get(*at).map(|c| c.plain()).unwrap_or_default();
        let words = cell(row, *at);
        let ticked = is_tick(&raw);
        let crossed = raw.contains(['❌', '✗', '✘']) || is_blank(&raw) && !ticked;
        if label.is_empty() || crossed && words.trim().is_empty() || raw.trim().is_empty() {
            continue;
        }
        let text = if ticked || is_blank(&words) { label.clone() } else { format!("{label}: {words}") };
        found.push((*verdict, Criterion { text, node: row.id, line: row.line }));
    }
    found
}

/// A row with a cell that names the outcome at its head: the other words are the criterion.
fn by_cell(ctx: &Context, row: &Row) -> Option<(Verdict, Criterion)> {
    let at = row.cells.iter().skip(1).position(|c| verdict_cell(ctx, &c.plain()).is_some())? + 1;
    let verdict = verdict_cell(ctx, &row.cells[at].plain())?;
    let text =
        row.cells.first().map(|c| without_leading_pictographs(&c.plain()).to_owned()).unwrap_or_default();
    (!text.is_empty()).then_some((verdict, Criterion { text, node: row.id, line: row.line }))
}

/// An outcome and no choice between two.
fn verdict_cell(ctx: &Context, text: &str) -> Option<Verdict> {
    if ctx.speaks(Concept::GoNoGo, text) || text.contains('/') {
        return None;
    }
    let head: String = text.split([':', '—', '–', '(', '（', '→']).next().unwrap_or("").to_owned();
    verdict::exact(ctx, &head).or_else(|| verdict::exact(ctx, head.split(" - ").next().unwrap_or("")))
}

/// The column that says what is checked: by its header, else the first that is no number or box.
fn name_column(ctx: &Context, table: &Table) -> usize {
    let heads: Vec<String> = table.head.iter().map(|h| h.plain()).collect();
    let says = |c: Concept| heads.iter().position(|head| ctx.vocabulary.is(c, head));
    says(Concept::Condition).or_else(|| says(Concept::Task)).unwrap_or_else(|| {
        let lettered =
            |at: &usize| table.rows.iter().any(|row| cell(row, *at).split_whitespace().count() > 1);
        (0..heads.len()).find(lettered).unwrap_or(0)
    })
}

fn cell(row: &Row, at: usize) -> String {
    row.cells.get(at).map(|c| without_pictographs(&c.plain())).unwrap_or_default()
}

fn is_tick(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| c.is_whitespace() || "✓✔✅☑☐□xX●\u{fe0f}[]".contains(c))
}
