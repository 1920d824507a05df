//! Lines of the plan, quoted with the words that are meant.

use serde::Serialize;

use super::spoken;
use crate::diag::Span;
use crate::markdown::Lines;
use crate::page::PageContext;
use crate::page::context::SourceMark;
use crate::site::SitePlan;

/// A longer line is cut round the words that are underlined.
const LINE: usize = 200;

/// A line of the plan with the words that are meant.
#[derive(Debug, Serialize)]
pub struct Quote {
    pub source: SourceMark,
    pub before: String,
    pub meant: String,
    pub after: String,
    /// What the line has to do with it; HTML.
    pub label: String,
}

/// The line of `span`, parted at the words that are meant. A line with a hidden value is quoted whole.
pub fn quote(ctx: &PageContext, (plan, lines): (&SitePlan, &Lines), span: Span, label: &str) -> Quote {
    let text = plan.source.text.as_str();
    let start = (span.start as usize).min(text.len());
    let begin = lines.start(lines.line(start)).unwrap_or(0);
    let end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at);
    let stop = (span.end as usize).clamp(start, end);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let line = lines.line(span.start as usize);
    let source = ctx.mark_line(line, "");
    let again = label.trim_matches('`') == part(start, stop).trim();
    let label = if again { String::new() } else { spoken(&ctx.shown(0, label)) };
    let whole = ctx.shown(line, part(begin, end));
    if whole != part(begin, end) {
        return Quote {
            source,
            before: String::new(),
            meant: whole.into_owned(),
            after: String::new(),
            label,
        };
    }
    let room = LINE.saturating_sub(stop - start) / 2;
    Quote {
        source,
        before: tail(part(begin, start).trim_start(), room),
        meant: head(part(start, stop), LINE),
        after: head(part(stop, end).trim_end(), room),
        label,
    }
}

/// The first letters of a text, with dots where it goes on.
fn head(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters.max(8)) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The last letters of a text, with dots where it began before.
fn tail(text: &str, letters: usize) -> String {
    match text.char_indices().rev().nth(letters.max(8)) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_between_letters() {
        assert_eq!(head("ééééééééééé", 8), "éééééééé…");
        assert_eq!(tail("ééééééééééé", 8), "…éééééééé");
    }
}
