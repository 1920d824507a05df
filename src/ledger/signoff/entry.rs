//! One record of a file: its keys, their shapes and values.

use std::collections::BTreeMap;

use super::canonical::{self, is_digest};
use super::keys::{FORM, KEYS};
use super::moment;
use super::record::{Placed, Record};
use crate::diag::{Diagnostic, Span, nearest};
use crate::read::yaml::{Node, Value};

/// One record; nothing where it lacks what makes it one.
pub(super) fn read(item: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed> {
    let Value::Map(entries) = &item.value else {
        diagnostics
            .push(Diagnostic::error("wrong-type", "a record is a block of `key: value` lines").at(item.span));
        return None;
    };
    let head = entries.first().map_or(item.span, |(_, key, _)| *key);
    let mut values: BTreeMap<&'static str, (&str, Span)> = BTreeMap::new();
    let from = diagnostics.len();
    if let Some(newer) = entries.iter().find_map(newer_form) {
        diagnostics.push(newer);
        return None;
    }
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (name, key, node) in entries {
        if let Some(first) = seen.insert(name, *key) {
            diagnostics.push(twice(name, *key, first));
            continue;
        }
        match (KEYS.iter().find(|k| k.name == name), &node.value) {
            (None, _) => diagnostics.push(unknown(name, *key)),
            (Some(known), Value::Scalar(text)) if !text.trim().is_empty() => {
                values.insert(known.name, (text, node.span));
            }
            (Some(_), Value::Scalar(_) | Value::Null) => {}
            (Some(known), _) => diagnostics
                .push(Diagnostic::error("wrong-type", format!("`{}` is one text", known.name)).at(*key)),
        }
    }
    let missing = KEYS.iter().filter(|k| k.required && !values.contains_key(k.name));
    diagnostics.extend(missing.filter(|k| !is_faulty(entries, k.name)).map(|k| lacks(k.name, head)));
    diagnostics.extend(values.iter().filter_map(|(key, (text, span))| value(key, text, *span)));
    (diagnostics.len() == from).then(|| placed(&values, head))
}

/// Whether the key stands there with a list or map, which was told of.
fn is_faulty(entries: &[(String, Span, Node)], key: &str) -> bool {
    entries.iter().any(|(name, _, node)| name == key && matches!(node.value, Value::List(_) | Value::Map(_)))
}

fn placed(values: &BTreeMap<&'static str, (&str, Span)>, head: Span) -> Placed {
    let raw = |key: &str| values.get(key).map(|(text, _)| (*text).to_owned());
    // As it was hashed, and fit for a terminal.
    let text = |key: &str| raw(key).map(|text| canonical::tidy(&text));
    let must = |key: &str| text(key).unwrap_or_default();
    let record = Record {
        plan: must("plan"),
        role: must("role"),
        name: must("name"),
        meaning: must("meaning"),
        time: must("time"),
        revision: must("revision").parse().unwrap_or_default(),
        digest: must("digest"),
        how: must("how"),
        signer: text("signer"),
        previous: text("previous").filter(|previous| previous != canonical::NONE),
        hash: must("hash"),
        signature: raw("signature"),
    };
    Placed { record, head, places: values.iter().map(|(key, (_, span))| (*key, *span)).collect() }
}

/// A record of a form that a later version wrote: nothing else can be said of it.
fn newer_form((name, _, node): &(String, Span, Node)) -> Option<Diagnostic> {
    let Value::Scalar(form) = &node.value else { return None };
    let number: u32 = form.strip_prefix('v')?.parse().ok()?;
    (name == "record" && number > 1).then(|| {
        Diagnostic::error(
            "sign-off-version",
            format!("this record has form `{form}`; this tminus knows `{FORM}`"),
        )
        .at(node.span)
        .hint("a newer tminus wrote it: take that one. Nothing was written")
    })
}

/// What is wrong with one value.
fn value(key: &str, text: &str, span: Span) -> Option<Diagnostic> {
    let (message, hint) = match key {
        "time" => {
            let (message, hint) = moment::settle(text).err()?;
            return Some(Diagnostic::error("sign-off-time", message).at(span).hint(hint));
        }
        "record" if text != FORM => {
            (format!("`{text}` is no form of a record"), "records begin `- record: v1`")
        }
        "digest" | "hash" if !is_digest(text) => {
            (format!("`{key}` is no digest"), "it has 64 digits, 0 to 9 and a to f")
        }
        "previous" if text != canonical::NONE && !is_digest(text) => {
            ("`previous` is no hash".to_owned(), "it has 64 digits, 0 to 9 and a to f, or is `none`")
        }
        "revision" if text.parse::<u32>().is_err() => {
            (format!("`{text}` is no number of a revision"), "write the number alone, such as 3")
        }
        _ => return None,
    };
    Some(Diagnostic::error("sign-off-value", message).at(span).hint(hint))
}

fn lacks(key: &str, head: Span) -> Diagnostic {
    Diagnostic::error("missing-key", format!("the record has no `{key}`"))
        .at(head)
        .hint("take the file back from version control; records are written by `tminus signoff record`")
}

fn twice(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("the key `{name}` is given twice"))
        .at(span)
        .label(first, "first given here")
        .hint("take the file back from version control")
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let names = || KEYS.iter().map(|k| k.name);
    let hint = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a record has {}", names().collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("unknown-key", format!("unknown key `{name}` in a record")).at(span).hint(hint)
}
