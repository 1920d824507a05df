//! Settings in sentences, items and cells.

use super::fences::lookups;
use super::names::{is_name, is_telling_name, is_truth};
use super::{Deed, Occurrence, Place, shell};
use crate::markdown::{RunKind, Table, Text};
use crate::recognise::Concept;

/// Reads the inline code of a text, and below a heading that speaks of settings the names in it.
pub(super) fn text(text: &Text, place: Place, found: &mut Vec<Occurrence>) {
    for (at, run) in text.runs.iter().enumerate() {
        let mut push = |name: &str, deed: Deed, value: Option<String>| {
            let (name, line) = (name.to_owned(), run.line);
            found.push(Occurrence {
                name,
                line,
                deed,
                value,
                section: place.section,
                flagged: place.is_flagged(),
            });
        };
        if run.kind == RunKind::Code {
            let code = run.text.trim();
            let words: String = text.runs[at + 1..].iter().take(2).map(|r| r.text.as_str()).collect();
            if is_name(code) {
                match given(&words) {
                    Some(value) => push(code, Deed::Set, Some(value)),
                    None if is_telling_name(code) && place.lists_settings() => push(code, Deed::Set, None),
                    None => {}
                }
            }
            if let Some((name, value)) = code.split_once(':')
                && is_name(name)
                && value.starts_with(' ')
            {
                push(name, Deed::Set, Some(value.trim().trim_matches(['"', '\'']).to_owned()));
            }
            for assignment in shell::assignments(code, false) {
                push(&assignment.name, Deed::Set, Some(assignment.value));
            }
            if let Some(assignment) = shell::added(code) {
                push(&assignment.name, Deed::Set, Some(assignment.value));
            }
            lookups(code).into_iter().for_each(|name| push(name, Deed::Read, None));
            shell::reads(code).into_iter().for_each(|name| push(name, Deed::Read, None));
        } else if at == 0 {
            let word = run
                .text
                .trim_start()
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .next()
                .unwrap_or("");
            if is_telling_name(word) && place.lists_settings() {
                let value = given(&run.text.trim_start()[word.len()..]);
                push(word, Deed::Set, value);
            }
        }
    }
}

/// The value in the words behind a name: `= false`, `to true`.
fn given(words: &str) -> Option<String> {
    let words = words.trim_start();
    let (sign, rest) = match words.strip_prefix('=') {
        Some(rest) => (true, rest),
        None => (false, words.trim_start_matches([':', '→']).trim_start()),
    };
    let rest = if sign {
        rest
    } else {
        rest.split_once(' ').filter(|(to, _)| is_short(to)).map_or(rest, |(_, r)| r)
    };
    let value = rest.split_whitespace().next()?.trim_matches(['"', '\'', ',', '.', ';', ')']);
    (sign || is_truth(value)).then(|| value.to_owned()).filter(|v| !v.is_empty())
}

/// `to`, `auf`, `à`, `a`: a word that can stand between a name and its value.
fn is_short(word: &str) -> bool {
    word.chars().count() <= 3 && word.chars().all(char::is_alphabetic) && !is_truth(word)
}

/// A table of settings: its names stand in a column of their own.
pub(super) fn table(table: &Table, place: Place, found: &mut Vec<Occurrence>) {
    let ctx = place.above.ctx;
    let speaks = |head: &Text, concept: Concept| ctx.speaks(concept, &head.plain());
    let lists = || table.head.first().is_some_and(|head| speaks(head, Concept::Setting));
    for row in &table.rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let name = if at == 0 { cell.plain() } else { String::new() };
            if is_name(&name) && (lists() || place.lists_settings() || place.is_flagged()) {
                let values = table.head.iter().position(|head| speaks(head, Concept::DefaultValue));
                let value = values.and_then(|column| row.cells.get(column)).map(|cell| cell.plain());
                let value = value.filter(|v| !v.is_empty());
                let line = cell.line().unwrap_or(row.line);
                let (section, flagged) = (place.section, place.is_flagged());
                found.push(Occurrence { name, line, deed: Deed::Set, value, section, flagged });
            } else {
                text(cell, place, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn names_in_prose_are_set_when_the_text_says_so() {
        let plan = plan(
            "# T\n\n## Switches\n\n- turn `FAST_PATH` = false on\n- set `LOUD_MODE` to true\n- mention `ERROR_CODE` only\n- read `$SITE_ROOT`\n\n## Environment variables\n\n- `STORE_URL` of the shop\n\n| Variable | Default |\n|---|---|\n| `RETRIES` | 3 |\n",
        );
        let names: Vec<(&str, Option<&str>)> =
            plan.env_vars.iter().map(|s| (s.name.as_str(), s.value.as_deref())).collect();
        assert_eq!(
            names,
            [
                ("FAST_PATH", Some("false")),
                ("LOUD_MODE", Some("true")),
                ("SITE_ROOT", None),
                ("STORE_URL", None),
                ("RETRIES", Some("3"))
            ]
        );
        assert_eq!(plan.env_vars_used_undefined, ["SITE_ROOT"]);
    }
}
