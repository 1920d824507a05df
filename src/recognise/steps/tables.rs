//! Steps as rows of a table that numbers them.

use super::Steps;
use crate::markdown::{Block, Table};
use crate::plan::Step;
use crate::recognise::parts::{Part, is_span};
use crate::recognise::{Concept, Context, columns};

/// The rows of a table whose first column counts them (`1`, `R.2`, `Step 3`), or whose first header says Step.
pub fn numbered_rows(ctx: &Context, part: &Part) -> Option<Steps> {
    let (block, table) = part.blocks.iter().find_map(|b| Some((*b, numbered_table(ctx, b)?)))?;
    let cols = columns(ctx, table, &[Concept::Task, Concept::Duration, Concept::Time]);
    let text_at = cols.at(Concept::Task).filter(|at| *at > 0).unwrap_or(usize::from(table.head.len() > 1));
    let steps = table.rows.iter().map(|row| Step {
        text: row.cells.get(text_at).map(|c| c.plain()).unwrap_or_default(),
        line: row.line,
        window: cols.cell(row, Concept::Duration).filter(|cell| is_span(ctx, cell)),
        substeps: Vec::new(),
        node: Some(row.id),
        code: None,
    });
    Some(Steps { steps: steps.collect(), form: "table", blocks: vec![block.id], code_blocks: 0 })
}

fn numbered_table<'a>(ctx: &Context, block: &'a Block) -> Option<&'a Table> {
    let table = block.table()?;
    let head = table.head.first()?.plain();
    let says_step = ctx.speaks(Concept::Step, &head)
        || matches!(head.trim(), "#" | "No" | "No." | "Nr" | "Nr." | "N°" | "Nº");
    let counts =
        table.rows.iter().filter(|row| row.cells.first().is_some_and(|c| is_number(&c.plain()))).count();
    (table.rows.len() >= 2 && (says_step || counts == table.rows.len())).then_some(table)
}

/// `1`, `2.`, `R.3`, `S4`.
fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches('.');
    cell.len() <= 5
        && cell.ends_with(|c: char| c.is_ascii_digit())
        && cell.chars().filter(|c| c.is_alphabetic()).count() <= 1
}
