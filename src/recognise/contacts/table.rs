//! Contacts as rows of a table, by its header cells.

use super::bare;
use super::values::{cut, is_placeholder, put, settle};
use crate::markdown::{Block, Row, Table, without_pictographs};
use crate::plan::Contact;
use crate::recognise::parts::{Part, is_blank};
use crate::recognise::{Concept, Context, TableColumns, columns};

const ROLES: [Concept; 7] = [
    Concept::Phone,
    Concept::Email,
    Concept::Role,
    Concept::Name,
    Concept::Channel,
    Concept::Hours,
    Concept::Backup,
];

/// The rows of a table below a heading that speaks of contacts; elsewhere of one with columns for a role or a name and
/// for telephone numbers or e-mail addresses.
pub fn find(ctx: &Context, part: &Part, block: &Block, table: &Table, about: bool) -> Vec<Contact> {
    let cols = columns(ctx, table, &ROLES);
    let exact =
        |concept| cols.at(concept).is_some_and(|at| ctx.vocabulary.is(concept, &table.head[at].plain()));
    let (role, name) = (cols.has(Concept::Role), cols.has(Concept::Name));
    let fits = if about {
        role || name || exact(Concept::Phone) || exact(Concept::Email) || cols.has(Concept::Channel)
    } else {
        (role || name) && exact(Concept::Phone) || role && name && exact(Concept::Email)
    };
    if !fits || ctx.claimed_as(block.id, &["sign-off", "trigger", "risk"]) {
        return Vec::new();
    }
    ctx.claim(block.id, block.line, "contact", "table with columns for roles or names and how to reach them");
    table.rows.iter().filter_map(|row| of_row(ctx, part, table, &cols, row)).collect()
}

fn of_row(ctx: &Context, part: &Part, table: &Table, cols: &TableColumns, row: &Row) -> Option<Contact> {
    let role_at = cols
        .at(Concept::Role)
        .or_else(|| (cols.at(Concept::Name) != Some(0)).then_some(0))
        .or(cols.at(Concept::Name))?;
    let role = without_pictographs(&row.cells.get(role_at)?.plain());
    let mut contact = bare(ctx, part, role, (row.id, row.line));
    for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| *at != role_at) {
        let text = cell.plain();
        let head = table.head.get(at).map(|h| h.plain()).unwrap_or_default();
        let kept_whole =
            [Concept::Name, Concept::Phone, Concept::Hours].iter().any(|c| cols.at(*c) == Some(at));
        let pieces = if kept_whole { vec![text.trim()] } else { cut(&text) };
        for piece in pieces {
            if cols.at(Concept::Backup) == Some(at) && !is_blank(piece) && !is_placeholder(piece) {
                contact.other.push((head.clone(), piece.to_owned()));
            } else {
                put(ctx, &mut contact, Some(&head), piece);
            }
        }
    }
    if is_blank(&contact.role) {
        contact.role = contact.name.clone()?;
    }
    ctx.claim(row.id, row.line, "contact", "row of a table of contacts");
    Some(settle(contact))
}
