//! The fields of a message.

use super::super::Context;
use super::super::placeholders::{Manner, brackets, is_field_name};
use crate::plan::TemplateField;

/// The fields of a message in order: `[name]`, `{{name}}`, `{name}`, `<name>`, `【name】`.
pub fn fields(ctx: &Context, text: &str) -> Vec<TemplateField> {
    let mut found: Vec<(usize, TemplateField)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut note = |at: usize, literal: &str, inner: &str| {
            let label = inner.trim().to_owned();
            let choices = choices(&label);
            found.push((start + at, TemplateField { literal: literal.to_owned(), label, choices }));
        };
        for (at, literal) in brackets(ctx, line, Manner::Text) {
            note(at, literal, literal.trim_matches(['[', ']']));
        }
        for (open, close) in [("{{", "}}"), ("{", "}"), ("<", ">"), ("【", "】"), ("［", "］"), ("<<", ">>")]
        {
            for (at, literal, inner) in pairs(line, open, close) {
                note(at, literal, inner);
            }
        }
        start += line.len();
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, field)| field).collect()
}

/// The words between `open` and `close`, where they name a field.
fn pairs<'t>(line: &'t str, open: &str, close: &str) -> Vec<(usize, &'t str, &'t str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find(open).map(|at| from + at) {
        let inside = at + open.len();
        let Some(length) = line[inside..].find(close) else { break };
        let end = inside + length;
        let inner = &line[inside..end];
        from = end + close.len();
        let doubled = open.len() == 1 && (line[..at].ends_with(open) || line[from..].starts_with(close));
        let local = !open.is_ascii();
        let worded = open.starts_with('{') && is_worded(inner);
        if !doubled && (local && !inner.trim().is_empty() || worded || is_field_name(inner, open == "<")) {
            found.push((at, &line[at..from], inner));
        }
    }
    found
}

/// Whether braces hold words: letters, and nothing that a program would put there.
fn is_worded(inner: &str) -> bool {
    let code = |c: char| matches!(c, '"' | '=' | ';' | '{' | '$' | '<' | '\\' | '%' | '#');
    inner.chars().any(char::is_alphabetic) && inner.chars().count() <= 80 && !inner.contains(code)
}

/// The values that a field lists: single words parted by a slash, or any parted by a bar; a date format lists none.
fn choices(label: &str) -> Vec<String> {
    let bars: Vec<&str> = label.split('|').map(str::trim).collect();
    let slashes: Vec<&str> = label.split('/').map(str::trim).collect();
    let format = label.chars().all(|c| {
        matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | '/' | '-' | ' ' | 't' | 'j' | 'a')
    });
    let parts = if bars.len() > 1 {
        bars
    } else if slashes.len() > 1 && !format && slashes.iter().all(|part| !part.contains(' ')) {
        slashes
    } else {
        return Vec::new();
    };
    if parts.iter().any(|part| part.is_empty()) && parts.len() < 3 {
        return Vec::new();
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
