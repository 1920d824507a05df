//! Signatures as rows of a table, by its header cells.

use super::line::value_is_blank;
use crate::markdown::{Row, Table, without_pictographs};
use crate::plan::SignOff;
use crate::recognise::parts::{Part, split_bracket};
use crate::recognise::people::is_person;
use crate::recognise::{Concept, Context, TableColumns, columns};

/// The rows of the part's tables that are to be signed. Outside sign-off sections a table must have a column for
/// signatures beside one for roles or names.
pub fn find(ctx: &Context, part: &Part, about: bool) -> Vec<SignOff> {
    let mut found = Vec::new();
    for block in &part.blocks {
        let Some(table) = block.table() else { continue };
        let cols = columns(ctx, table, &ROLES);
        let people = cols.has(Concept::Role) || cols.has(Concept::Name) || first_is_role(ctx, table);
        let paper =
            cols.has(Concept::Signature) || (cols.has(Concept::Date) && (cols.has(Concept::Name) || about));
        let stated = cols.has(Concept::Status) || cols.has(Concept::Decision) || cols.has(Concept::SignOff);
        let fits = if about {
            (people || mostly_blank(table))
                && (paper || stated || cols.has(Concept::Name) || mostly_blank(table))
        } else {
            people && cols.has(Concept::Signature) && !has_tasks(ctx, table, &cols)
        };
        if !fits {
            continue;
        }
        ctx.claim(
            block.id,
            block.line,
            "sign-off",
            "table with columns for role or name and signature, date or state",
        );
        found.extend(table.rows.iter().filter_map(|row| of_row(ctx, part, &cols, row)));
    }
    found
}

const ROLES: [Concept; 9] = [
    Concept::Signature,
    Concept::Date,
    Concept::Name,
    Concept::Role,
    Concept::Title,
    Concept::Status,
    Concept::Decision,
    Concept::SignOff,
    Concept::Note,
];

fn has_tasks(ctx: &Context, table: &Table, cols: &TableColumns) -> bool {
    let first = table.head.first().map(|h| h.plain()).unwrap_or_default();
    cols.at(Concept::Role) != Some(0) && ctx.speaks(Concept::Task, &first)
}

/// Whether the first column names roles without a header that says so.
fn first_is_role(ctx: &Context, table: &Table) -> bool {
    let named = table
        .rows
        .iter()
        .filter(|row| row.cells.first().is_some_and(|c| ctx.speaks(Concept::JobTitle, &c.plain())));
    !table.rows.is_empty() && named.count() * 2 >= table.rows.len()
}

/// A form to fill: most cells behind the first are empty.
fn mostly_blank(table: &Table) -> bool {
    let cells = || table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    cells().filter(|c| value_is_blank(&c.plain())).count() * 2 > cells().count()
}

fn of_row(ctx: &Context, part: &Part, cols: &TableColumns, row: &Row) -> Option<SignOff> {
    let cell = |at: usize| row.cells.get(at).map(|c| without_pictographs(&c.plain())).unwrap_or_default();
    let written = |at: usize| Some(cell(at)).filter(|words| !value_is_blank(words));
    let role_at = cols.at(Concept::Role).or_else(|| cols.at(Concept::Title)).unwrap_or(0);
    let name = cols.at(Concept::Name).filter(|at| *at != role_at).and_then(written);
    let role = written(role_at).or_else(|| name.clone())?;
    let blank = |concept| cols.at(concept).map(|at| value_is_blank(&cell(at)));
    let states = [Concept::Name, Concept::SignOff, Concept::Status, Concept::Decision];
    let signature = blank(Concept::Signature).unwrap_or_else(|| {
        states.iter().filter(|c| cols.at(**c) != Some(role_at)).find_map(|c| blank(*c)).unwrap_or(false)
    });
    let (role, bracketed) = match split_bracket(&role) {
        (head, Some(inner))
            if name.is_none() && is_person(ctx, inner) && ctx.speaks(Concept::JobTitle, head) =>
        {
            (head.to_owned(), Some(inner.to_owned()))
        }
        _ => (role, None),
    };
    ctx.claim(row.id, row.line, "sign-off", "row of a table to sign");
    Some(SignOff {
        role,
        name: name.or(bracketed),
        form: "table".to_owned(),
        has_signature_blank: signature,
        has_date_blank: blank(Concept::Date).unwrap_or(false),
        preconditions: 0,
        meaning: cols.at(Concept::Note).and_then(written),
        place: ctx.place(part.section.id, row.id, row.line),
        precondition_lines: Vec::new(),
    })
}
