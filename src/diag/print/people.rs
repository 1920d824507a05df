//! Findings with the line they stand on, underlined.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Placed, Terminal, placed, shown_path, summary};
use crate::diag::{Diagnostic, FileId, Files, Report, Severity, Span};

/// Lines longer than this are named and not shown.
const LONGEST_LINE: usize = 1000;

/// Columns where nobody says how wide the terminal is.
const WIDTH: usize = 120;

pub(super) fn print(report: &Report, files: &Files, terminal: Terminal) -> String {
    let renderer = if terminal.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(terminal.width.unwrap_or(WIDTH));
    let mut out = String::new();
    for placed in placed(report, files) {
        // The renderer shows control characters as signs, but for those behind ASCII, which some terminals obey.
        let shown = renderer
            .render(&[group(&placed, files)])
            .replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "\u{fffd}");
        out.push_str(shown.trim_end());
        out.push_str("\n\n");
    }
    if let Some(summary) = summary(report) {
        out.push_str(&summary);
        out.push('\n');
    }
    out
}

fn group<'a>(placed: &Placed<'a>, files: &'a Files) -> Group<'a> {
    let d: &'a Diagnostic = placed.diagnostic;
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(d.message.as_str()).id(d.code));
    match d.span {
        Some(span) if files.text(span.file).is_some() => group = with_snippets(group, d, span, files),
        _ => {
            if let Some(path) = &placed.path {
                group = group.element(Origin::path(shown_path(path)));
            }
        }
    }
    d.hints.iter().fold(group, |group, hint| group.element(Level::HELP.message(hint.as_str())))
}

/// The file of the finding first, then those of its labels.
fn with_snippets<'a>(mut group: Group<'a>, d: &'a Diagnostic, span: Span, files: &'a Files) -> Group<'a> {
    let mut order = vec![span.file];
    for (label, _) in &d.labels {
        if !order.contains(&label.file) {
            order.push(label.file);
        }
    }
    for file in order {
        let mut marks: Vec<(Span, Option<&'a str>, bool)> = Vec::new();
        if file == span.file {
            marks.push((span, None, true));
        }
        marks.extend(
            d.labels.iter().filter(|(s, _)| s.file == file).map(|(s, t)| (*s, Some(t.as_str()), false)),
        );
        group = with_snippet(group, file, &marks, files);
    }
    group
}

fn with_snippet<'a>(
    group: Group<'a>,
    file: FileId,
    marks: &[(Span, Option<&'a str>, bool)],
    files: &'a Files,
) -> Group<'a> {
    let (Some(text), Some(path)) = (files.text(file), files.path(file)) else { return group };
    let path = shown_path(path);
    let (start, end) = excerpt(text, marks);
    let shown = &text[start..end];
    let begin = files.begin(file);
    if begin.column > 1 || shown.lines().any(|line| line.len() > LONGEST_LINE) {
        let at = files.position(marks[0].0);
        let origin = Origin::path(path);
        return group.element(match at {
            Some(at) => origin.line(at.line as usize).char_column(at.column as usize),
            None => origin,
        });
    }
    let line = text[..start].bytes().filter(|b| *b == b'\n').count() + begin.line as usize;
    let annotations =
        marks.iter().map(|(span, label, primary)| annotation(shown, start, *span, *label, *primary));
    group.element(Snippet::source(shown).line_start(line).path(path).annotations(annotations))
}

fn annotation<'a>(
    shown: &str,
    start: usize,
    span: Span,
    label: Option<&'a str>,
    primary: bool,
) -> Annotation<'a> {
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let from = shown.floor_char_boundary((span.start as usize).saturating_sub(start).min(shown.len()));
    let to = shown.ceil_char_boundary((span.end as usize).saturating_sub(start).min(shown.len())).max(from);
    // A line break at the end of a place would underline the next line too.
    let to = from + shown[from..to].trim_end_matches(['\n', '\r']).len();
    kind.span(from..to).label(label)
}

/// The whole lines from the first mark to the last; a finding over many lines is shown by its first three.
fn excerpt(text: &str, marks: &[(Span, Option<&str>, bool)]) -> (usize, usize) {
    let starts = marks.iter().map(|(s, ..)| (s.start as usize).min(text.len()));
    let first = text.floor_char_boundary(starts.clone().min().unwrap_or(0));
    let last = text.floor_char_boundary(starts.max().unwrap_or(0));
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].match_indices('\n').next().map_or(text.len(), |(at, _)| last + at);
    (start, end)
}
