//! The words of a text with their places, for looking names up.

use std::ops::Range;

use crate::markdown::{Run, RunKind, Text};
use crate::recognise::fold;

/// A word: letters and digits of any script, `_` inside, a point between digits. `&` is the word "and".
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// Place of its run in the text.
    pub run: usize,
    /// Its bytes in the run.
    pub range: Range<usize>,
    /// As written.
    pub raw: &'a str,
    pub folded: String,
    /// Part of inline code.
    pub code: bool,
    /// Something that ends a phrase stands before it: a stop, a colon, a bracket, a link.
    pub parted: bool,
    /// The letter right before it, if any.
    pub before: Option<char>,
}

impl Word<'_> {
    /// The word without the ending of its plural, so that "runbooks" meets "runbook".
    pub fn stem(&self) -> &str {
        stem(&self.folded)
    }

    /// Whether the word is a whole number.
    pub fn number(&self) -> Option<u32> {
        self.folded.parse().ok()
    }
}

/// `folded` without a plural ending.
pub fn stem(folded: &str) -> &str {
    if folded.len() < 4 || !folded.is_ascii() {
        return folded;
    }
    if let Some(stem) = folded.strip_suffix("ies").or_else(|| folded.strip_suffix('y')) {
        return stem;
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if folded.ends_with(ending) {
            return &folded[..folded.len() - 2];
        }
    }
    match folded.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem,
        _ => folded,
    }
}

/// The words of all runs that may hold a reference: text and inline code outside the author's links.
pub fn words(text: &Text) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut parted = true;
    for (at, run) in text.runs.iter().enumerate() {
        match run.kind {
            RunKind::SoftBreak => {}
            RunKind::Text | RunKind::Code if run.link.is_none() => {
                parted = words_of_run(at, run, parted, &mut found);
            }
            _ => parted = true,
        }
    }
    found
}

/// The words of a bare string.
pub fn words_of(text: &str) -> Vec<String> {
    pieces(text).map(|(range, _)| folded(&text[range])).collect()
}

/// The words of a bare string, each with whether something that ends a phrase stands before it.
pub fn parted_words(text: &str) -> Vec<(String, bool)> {
    let mut end = 0;
    let words = pieces(text).map(|(range, _)| {
        let parted = text[end..range.start].contains(parts);
        end = range.end;
        (folded(&text[range]), parted)
    });
    words.collect()
}

fn words_of_run<'a>(at: usize, run: &'a Run, mut parted: bool, found: &mut Vec<Word<'a>>) -> bool {
    let code = run.kind == RunKind::Code;
    let mut end = 0;
    for (range, before) in pieces(&run.text) {
        parted |= run.text[end..range.start].contains(parts);
        end = range.end;
        let raw = &run.text[range.clone()];
        found.push(Word { run: at, range, raw, folded: folded(raw), code, parted, before });
        parted = false;
    }
    parted | run.text[end..].contains(parts)
}

fn folded(raw: &str) -> String {
    if raw == "&" {
        "and".to_owned()
    } else if raw.is_ascii() {
        raw.to_ascii_lowercase()
    } else {
        fold(raw)
    }
}

/// Whether the letter ends a phrase.
fn parts(c: char) -> bool {
    !(c.is_whitespace()
        || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '/' | '"' | '“' | '”' | '\'' | '’' | '*'))
}

/// The places of the words in `text`, each with the letter before it.
fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, Option<char>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|c: char| c.is_alphanumeric() || c == '&')?;
        let end = start + width(&text[start..]);
        at = end;
        Some((start..end, text[..start].chars().next_back()))
    })
}

/// Bytes of the word at the front of `text`.
fn width(text: &str) -> usize {
    let mut last: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside = match c {
            '&' => at == 0,
            '.' => is_digit(last) && is_digit(next),
            '\'' | '’' => last.is_some() && next.is_some_and(char::is_alphanumeric),
            '_' => true,
            c => c.is_alphanumeric() && last != Some('&'),
        };
        if !inside {
            return at;
        }
        last = Some(c);
    }
    text.len()
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_names_and_numbers_whole() {
        assert_eq!(
            words_of("Set `CRM_OPEN`=1, see 2.1. Risks & what's left"),
            ["set", "crm_open", "1", "see", "2.1", "risks", "and", "what's", "left"]
        );
    }

    #[test]
    fn plurals_meet() {
        for (one, many) in [("policy", "policies"), ("process", "processes"), ("runbook", "runbooks")] {
            assert_eq!(stem(one), stem(many));
        }
        assert_eq!(stem("is"), "is");
    }
}
