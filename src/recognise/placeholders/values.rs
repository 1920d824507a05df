//! Masked and sample values, and text that is still to be written.

use super::super::{Concept, Context};
use super::Tally;
use crate::plan::MaskedItem;

/// Marks of unfinished text; they count in capitals only (`todo` is a word elsewhere).
const MARKS: [&str; 6] = ["TBD", "TBC", "TBA", "TODO", "FIXME", "XXX"];

/// Masked values, sample values and unfinished text, each with its lines.
pub fn find(ctx: &Context) -> (Vec<MaskedItem>, Vec<MaskedItem>, Vec<MaskedItem>) {
    let (mut masked, mut sample, mut unfinished) = (Tally::default(), Tally::default(), Tally::default());
    let edge = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '(' | ')' | '[' | ']' | ',' | '|' | ';')
    };
    for (number, line) in ctx.text_lines() {
        for word in line.split(edge).filter(|word| word.len() > 2) {
            let word = word.trim_end_matches(['.', ':']);
            if is_masked(word) {
                masked.note(word, number);
            } else if let Some(text) = sample_in(word) {
                sample.note(text, number);
            }
        }
        line_fields(line).into_iter().for_each(|field| sample.note(field, number));
        if let Some(text) = unfinished_in(ctx, line) {
            unfinished.note(text, number);
        }
    }
    (masked.items(), sample.items(), unfinished.items())
}

/// `xxxx`, `+49-1XXXXXX`, `****`: characters blanked out.
fn is_masked(word: &str) -> bool {
    let run =
        |mark: char, least: usize| word.split(|c| c != mark).any(|run| run.len() >= least * mark.len_utf8());
    let digits = word.chars().any(|c| c.is_ascii_digit());
    let stars = run('*', 4) && word.chars().any(char::is_alphanumeric) && !word.starts_with("**");
    run('x', 4) || run('X', 4) || (digits && run('X', 3)) || stars || run('•', 3)
}

/// A value that only shows where the real one goes.
fn sample_in(word: &str) -> Option<&str> {
    let lower = word.to_ascii_lowercase();
    let value = word.split_once('=').map_or(word, |(_, value)| value);
    let pointed = [
        "your-",
        "your_",
        "yourdomain",
        "yourcompany",
        "changeme",
        "change-me",
        "change_me",
        "replace-me",
        "replace_me",
    ];
    let credentials = ["user:pass", "username:password", "user:password"];
    let found = pointed.iter().chain(&credentials).any(|mark| lower.contains(mark));
    found.then_some(value).filter(|v| !v.is_empty())
}

/// `{{field}}` and `<field>` in a line; tags of HTML and addresses are none.
fn line_fields(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (open, close) in [("{{", "}}"), ("<", ">")] {
        let mut from = 0;
        while let Some(at) = line[from..].find(open).map(|at| from + at) {
            let Some(end) = line[at..].find(close).map(|end| at + end) else { break };
            let inner = &line[at + open.len()..end];
            if is_field_name(inner, open == "<") {
                found.push(&line[at..end + close.len()]);
            }
            from = end + close.len();
        }
    }
    found
}

/// Whether `inner` names a field: words, with blanks, hyphens or underscores; `angle` leaves out tags of HTML.
pub fn is_field_name(inner: &str, angle: bool) -> bool {
    const TAGS: [&str; 26] = [
        "a", "b", "i", "u", "p", "br", "hr", "ul", "ol", "li", "td", "tr", "th", "div", "sub", "sup", "img",
        "pre", "kbd", "span", "code", "table", "details", "summary", "strong", "em",
    ];
    let inner = inner.trim();
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | '/' | ':' | '\'');
    let lower = inner.to_ascii_lowercase();
    let tag = TAGS.contains(&lower.split(' ').next().unwrap_or(""));
    !inner.is_empty()
        && inner.chars().count() <= 60
        && inner.starts_with(char::is_alphabetic)
        && inner.chars().all(good)
        && !(angle && (tag || inner.contains("://") || inner.contains(": ") || inner.contains(". ")))
}

fn unfinished_in<'t>(ctx: &Context, line: &'t str) -> Option<&'t str> {
    let word = line.split(|c: char| !c.is_alphanumeric()).find(|word| MARKS.contains(word));
    word.or_else(|| {
        let text = line.trim().trim_start_matches(['-', '*', '|', '#', ' ']).trim_end_matches(['|', ' ']);
        (ctx.speaks(Concept::Unfinished, text)).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn four_kinds_of_values_to_write() {
        let plan = plan(
            "# T\n\nLead: TBD, todo el equipo\n\n- phone +49-1XXXXXX\n- host your-host.example\n- id <order id> and {{ticket}}, <br>\n- le prix est à définir\n",
        );
        let texts =
            |items: &[crate::plan::MaskedItem]| items.iter().map(|i| i.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&plan.placeholders.masked), ["+49-1XXXXXX"]);
        assert_eq!(texts(&plan.placeholders.sample), ["your-host.example", "{{ticket}}", "<order id>"]);
        assert_eq!(texts(&plan.placeholders.unfinished), ["TBD", "le prix est à définir"]);
    }
}
