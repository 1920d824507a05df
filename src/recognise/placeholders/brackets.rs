//! Which brackets are fields to fill.

use super::super::{Concept, Context};
use crate::markdown::is_pictograph;

/// What the text around a bracket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Sentences, where links and notes are already taken out.
    Prose,
    /// A fence of plain text or Markdown.
    Text,
    /// Commands: brackets are tests, classes and usage too.
    Shell,
    /// Programs and data: brackets are lists and indexes.
    Data,
}

impl Manner {
    /// By the language of a fence; `None` where brackets draw.
    pub fn of(lang: Option<&str>) -> Option<Manner> {
        Some(match lang {
            None | Some("text" | "txt" | "plaintext" | "plain" | "markdown" | "md" | "email" | "html") => {
                Manner::Text
            }
            Some("mermaid" | "dot" | "plantuml" | "regex") => return None,
            Some("bash" | "sh" | "shell" | "zsh" | "console" | "powershell" | "ps1" | "bat" | "cmd") => {
                Manner::Shell
            }
            Some(_) => Manner::Data,
        })
    }
}

/// The brackets of one line that are fields, each with the byte where it begins.
pub fn brackets<'t>(ctx: &Context, line: &'t str, manner: Manner) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = line[from..].find('[').map(|at| from + at) {
        let inside = open + 1;
        let Some(length) = line[inside..].find(['[', ']']) else { break };
        let end = inside + length;
        if line[end..].starts_with('[') {
            from = end.max(inside);
            if end == inside {
                from = line[inside..].find(']').map_or(line.len(), |at| inside + at);
            }
            continue;
        }
        from = end + 1;
        let (before, after) = (&line[..open], &line[from..]);
        if is_field(ctx, (before, &line[inside..end], after), manner) {
            found.push((open, &line[open..from]));
        }
    }
    found
}

fn is_field(ctx: &Context, (before, inner, after): (&str, &str, &str), manner: Manner) -> bool {
    if inner.trim().is_empty() || inner.chars().count() > 120 || is_box(inner, before) {
        return false;
    }
    let index = before
        .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | ']' | '!' | '}' | '\\' | '_'));
    let address = |text: &str| {
        // No address is longer; a line without a closing bracket is not searched to its end time and again.
        let near = &text[..text.floor_char_boundary(2048)];
        let inner = near.split(')').next().unwrap_or_default();
        inner.is_ascii() && !inner.contains(' ') && inner.contains(['/', '.', '#'])
    };
    let link = after.starts_with('[')
        || after.strip_prefix('(').is_some_and(address)
        || (before.trim().is_empty()
            && after.strip_prefix(':').is_some_and(|rest| rest.trim().starts_with("http")));
    if index || link || inner.starts_with(['!', '^', '"', '\'', '`', '-', '{', '$', ',', ' ', '.', '*']) {
        return false;
    }
    has_words(inner)
        && !inner.contains('{')
        && !is_tag(ctx, (before, inner, after))
        && fits(manner, (before, inner, after))
}

/// `[ ]`, `[x]`: a box; `[X]` behind words stands for a number.
fn is_box(inner: &str, before: &str) -> bool {
    let lone = inner.chars().count() == 1;
    let mark = matches!(inner, "x" | "✓" | "✔" | "✅" | "✗" | "~" | "/" | "?" | "!");
    lone && (mark
        || inner == "X"
            && !before
                .trim_end()
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '：' | '$' | '+' | '<' | '>')))
}

/// Letters enough for a name, a mark that stands for a number, or pictographs to choose from.
fn has_words(inner: &str) -> bool {
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let choice = inner.chars().all(|c| is_pictograph(c) || matches!(c, '/' | '|' | ' '))
        && inner.chars().any(is_pictograph);
    let counted = inner.starts_with(|c: char| c.is_ascii_digit()) && (letters <= 3 || !inner.contains(' '));
    let stand_in = letters == 1 && inner.starts_with(|c: char| c.is_ascii_uppercase());
    choice || (!counted && (letters >= 2 || stand_in))
}

/// A label in brackets before the text it marks: `[INFO]`, `[P1]`, `[Critical]`.
fn is_tag(ctx: &Context, (before, inner, after): (&str, &str, &str)) -> bool {
    const LOG: [&str; 14] = [
        "INFO", "WARN", "ERROR", "DEBUG", "TRACE", "OK", "FAIL", "FAILED", "PASS", "SKIP", "DONE", "NEW",
        "FATAL", "WIP",
    ];
    let level = [Concept::Note, Concept::Critical, Concept::High, Concept::Medium, Concept::Low];
    let lone_level = inner.len() <= 3
        && inner.starts_with(['P', 'L', 'S'])
        && inner[1..].chars().all(|c| c.is_ascii_digit())
        && inner.len() > 1;
    let leads = before.chars().all(|c| !c.is_alphanumeric())
        && !after.trim().is_empty()
        && !after.trim_start().starts_with([':', '-', '|']);
    LOG.contains(&inner)
        || (leads && (lone_level || level.iter().any(|concept| ctx.vocabulary.is(*concept, inner))))
}

/// Whether the bracket can be a field in a text of this manner.
fn fits(manner: Manner, (before, inner, after): (&str, &str, &str)) -> bool {
    let whole_line = before.trim().is_empty() && after.trim().is_empty();
    let code =
        |c: char| matches!(c, '=' | ',' | ';' | '$' | '<' | '(' | '"' | '\'' | '\\' | '{' | '*' | '|' | '!');
    let class = ["a-z", "A-Z", "0-9"].iter().any(|range| inner.contains(range));
    let answer = inner.eq_ignore_ascii_case("y/n") || inner.eq_ignore_ascii_case("yes/no");
    let glued =
        after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '*' | '+' | '?' | '{' | '.' | '='));
    match manner {
        Manner::Prose => !class,
        Manner::Text => !class,
        Manner::Shell if after.starts_with([':', '$', '(']) => false,
        Manner::Shell => {
            let tag = before.ends_with(['"', '\''])
                && after.starts_with(' ')
                && (before.contains("echo") || before.contains("print") || before.contains("log"));
            let section = whole_line && !inner.contains(' ');
            let other = class || answer || glued || tag || section;
            !other && !inner.ends_with(' ') && !inner.contains(code)
        }
        Manner::Data => {
            let named = inner.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
                || inner.to_lowercase().starts_with("your");
            !(class || glued) && named && inner.contains(' ') && !inner.contains(code)
        }
    }
}
