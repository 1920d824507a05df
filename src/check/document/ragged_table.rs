//! Rows of a table with more or fewer cells than its head.

use crate::check::{Case, Rule, case::count};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::Row;

pub const RULE: Rule = Rule {
    code: "ragged-table",
    text: "A row of a table has more or fewer cells than its head. Markdown drops what is too much without a word, and \
           where a `|` was forgotten in the middle, all cells behind it stand in the wrong column. Write one cell for \
           each column; a `|` in the text of a cell is written `\\|`. In a plan without front matter this is a warning, \
           else an error. A row that lacks cells is a note, but where it tells whom to call or how soon, it is taken as \
           seriously.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    case.walk(&mut |_, block| {
        let Some(table) = block.table() else { return };
        let columns = table.head.len();
        for row in &table.rows {
            let cells = cells(case.text(row.line));
            if cells.len() > columns {
                report.push(too_many(case, row, &cells, columns));
            } else if cells.len() < columns && cells.len() > 1 {
                report.push(too_few(case, row, cells.len(), columns));
            }
        }
    });
}

/// Byte ranges of the cells of a line, blanks around their words left out.
fn cells(line: &str) -> Vec<std::ops::Range<usize>> {
    let quoted = line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
    let end = line.trim_end().len();
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (quoted, false);
    for (at, c) in line[..end].char_indices().skip_while(|(at, _)| *at < quoted) {
        if c == '|' && !escaped {
            if at > quoted {
                cells.push(from..at);
            }
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if from < end {
        cells.push(from..end);
    }
    let trimmed = |cell: std::ops::Range<usize>| {
        let words = line[cell.clone()].trim_start();
        let start = cell.end - words.len();
        start..start + words.trim_end().len()
    };
    cells.into_iter().map(trimmed).collect()
}

fn too_many(case: &Case, row: &Row, cells: &[std::ops::Range<usize>], columns: usize) -> Diagnostic {
    let message = format!("the row has {}, the table {}", count(cells.len(), "cell", "cells"), of(columns));
    let found = match case.plan.source.front.present {
        true => Diagnostic::error(RULE.code, message),
        false => Diagnostic::warning(RULE.code, message),
    };
    let (first, last) = (cells[columns].start, cells[cells.len() - 1].end);
    let line = case.start_of(row.line);
    let span = Span::new(case.plan.source.id, line + first, line + last.max(first));
    found
        .at(span)
        .hint("what is underlined is on no page: give it a column, or remove it")
        .hint("a `|` inside a cell is written `\\|`")
}

fn too_few(case: &Case, row: &Row, cells: usize, columns: usize) -> Diagnostic {
    let message = format!("the row has {}, the table {}", count(cells, "cell", "cells"), of(columns));
    let found = match case.is_of_people(row.line) {
        true if case.plan.source.front.present => Diagnostic::error(RULE.code, message),
        true => Diagnostic::warning(RULE.code, message),
        false => Diagnostic::note(RULE.code, message),
    };
    found
        .at(case.line(row.line))
        .hint("where a `|` was forgotten, all behind it stands in the wrong column")
        .hint("write an empty cell (`| |`) for what is not known")
}

fn of(columns: usize) -> String {
    count(columns, "column", "columns")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings, lines};

    #[test]
    fn rows_are_counted_against_the_head() {
        let text = "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 1 \\| 2 | `x \\| y` |\n1 | 2 | 3\n\n> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n> | 1 | 2 |\n";
        assert_eq!(lines(&RULE, text), [6, 8, 12]);
        let lost = findings(&RULE, text)[0].span.unwrap_or_default();
        assert_eq!(&text[lost.start as usize..lost.end as usize], "3");
        assert_eq!(lines(&RULE, "# A\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n"), [5]);
    }
}
