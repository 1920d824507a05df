//! Rows of tables with boxes.

use super::choices::{are_answers, boxes_in};
use crate::markdown::{Cell, Row, Table, leading_box, without_pictographs};
use crate::plan::{Task, TaskForm};
use crate::recognise::{Concept, Context, columns};

/// The tasks of a table: rows with at least one box cell, unless the boxes of the row answer one question.
pub fn tasks(ctx: &Context, table: &Table) -> Vec<Task> {
    let heads: Vec<String> = table.head.iter().map(Cell::plain).collect();
    let roles = [Concept::Task, Concept::Owner, Concept::Time, Concept::Priority];
    let columns = columns(ctx, table, &roles);
    let mut found = Vec::new();
    if is_legend(table) {
        return found;
    }
    for row in &table.rows {
        let boxes: Vec<(usize, bool)> =
            row.cells.iter().enumerate().filter_map(|(at, cell)| Some((at, state(cell)?))).collect();
        let titles = boxes.iter().filter_map(|(at, _)| heads.get(*at)).map(String::as_str);
        if boxes.is_empty() || are_answers(ctx, titles) {
            continue;
        }
        let text_at =
            columns.at(Concept::Task).filter(|at| has_words(row, *at)).or_else(|| first_words(row, &boxes));
        let text = text_at.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default();
        found.push(Task {
            node: row.id,
            line: row.line,
            form: TaskForm::Row,
            checked: boxes.iter().all(|(_, checked)| *checked),
            words: without_box(&text.plain()),
            text,
            depth: 1,
            group: None,
            owner: columns.cell(row, Concept::Owner),
            when: columns.cell(row, Concept::Time),
            priority: columns.cell(row, Concept::Priority),
            is_signature: false,
        });
    }
    found
}

/// A table that explains signs: each row has another one, alone in its cell.
fn is_legend(table: &Table) -> bool {
    let signs: Vec<String> = table.rows.iter().filter_map(|row| row.cells.first()).map(Cell::plain).collect();
    let alone = |sign: &String| !sign.is_empty() && without_pictographs(sign).is_empty();
    let distinct = signs.iter().enumerate().all(|(at, sign)| !signs[..at].contains(sign));
    signs.len() > 2 && signs.iter().all(alone) && distinct
}

/// The state of a box cell: a box, alone or with a word or two; `None` for any other cell.
fn state(cell: &Cell) -> Option<bool> {
    let text = cell.plain();
    if boxes_in(&text) != 1 {
        return None;
    }
    if let Some((tick, _)) = leading_box(&text) {
        return Some(tick.checked);
    }
    let (at, _) = text.char_indices().rev().find(|(at, _)| leading_box(&text[*at..]).is_some())?;
    let closes = text[at..].chars().count() <= 3;
    closes.then(|| leading_box(&text[at..]).map(|(tick, _)| tick.checked))?
}

fn without_box(text: &str) -> String {
    leading_box(text).map_or(text, |(_, width)| &text[width..]).trim().to_owned()
}

fn has_words(row: &Row, at: usize) -> bool {
    row.cells.get(at).is_some_and(|cell| without_box(&cell.plain()).chars().any(char::is_alphabetic))
}

/// The first cell with words that is no box cell, else the words beside the first box.
fn first_words(row: &Row, boxes: &[(usize, bool)]) -> Option<usize> {
    let plain = (0..row.cells.len()).find(|at| {
        let words = without_pictographs(&row.cells[*at].plain());
        !boxes.iter().any(|(b, _)| b == at) && words.chars().filter(|c| c.is_alphabetic()).count() > 1
    });
    plain.or_else(|| boxes.first().map(|(at, _)| *at))
}
