//! Settings in sentences, items and cells.

use super::fences::lookups;
use super::names::{is_name, is_telling_name, is_truth};
use super::{Deed, Occurrence, Place, shell};
use crate::markdown::{RunKind, Table, Text};
use crate::recognise::{Concept, Context};

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
                flagged: place.flagged,
            });
        };
        if run.kind == RunKind::Code {
            let code = run.text.trim();
            let words: String = text.runs[at + 1..].iter().take(2).map(|r| r.text.as_str()).collect();
            if is_name(code) {
                match given(&words) {
                    Some(value) => push(code, Deed::Set, Some(value)),
                    None if place.setting && is_telling_name(code) => push(code, Deed::Set, None),
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
        } else if place.setting && at == 0 {
            let word = run
                .text
                .trim_start()
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .next()
                .unwrap_or("");
            if is_telling_name(word) {
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
pub(super) fn table(ctx: &Context, table: &Table, place: Place, found: &mut Vec<Occurrence>) {
    let heads: Vec<String> = table.head.iter().map(|cell| cell.plain()).collect();
    let speaks = heads.first().is_some_and(|head| ctx.speaks(Concept::Setting, head));
    let values = heads.iter().position(|head| ctx.speaks(Concept::DefaultValue, head));
    for row in &table.rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let name = cell.plain();
            if at == 0 && (speaks || place.setting || place.flagged) && is_name(&name) {
                let value = values.and_then(|column| row.cells.get(column)).map(|cell| cell.plain());
                let value = value.filter(|v| !v.is_empty());
                let line = cell.line().unwrap_or(row.line);
                let (section, flagged) = (place.section, place.flagged);
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
