//! Findings for programs.

use serde::Serialize;

use super::{Placed, placed, severity_name, shown_path};
use crate::diag::{Files, Report, Severity, Span};

#[derive(Serialize)]
struct Printed<'a> {
    diagnostics: Vec<Finding<'a>>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place,
    labels: Vec<Label<'a>>,
    hints: &'a [String],
}

#[derive(Serialize)]
struct Label<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: Place,
}

/// Lines and columns count from 1, columns in characters; the end is the place behind the last character.
#[derive(Serialize)]
struct Place {
    path: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

pub(super) fn print(report: &Report, files: &Files) -> String {
    let printed = Printed {
        diagnostics: placed(report, files).iter().map(|p| finding(p, files)).collect(),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        notes: report.count(Severity::Note),
    };
    serde_json::to_string_pretty(&printed).map_or_else(|_| String::new(), |json| json + "\n")
}

fn finding<'a>(placed: &Placed<'a>, files: &Files) -> Finding<'a> {
    let d = placed.diagnostic;
    let mut place = place(d.span, files);
    place.path = placed.path.as_deref().map(shown_path);
    Finding {
        severity: severity_name(d.severity),
        code: d.code,
        message: &d.message,
        place,
        labels: d
            .labels
            .iter()
            .map(|(span, text)| Label { text, place: self::place(Some(*span), files) })
            .collect(),
        hints: &d.hints,
    }
}

fn place(span: Option<Span>, files: &Files) -> Place {
    let start = span.and_then(|s| files.position(s));
    let end = span.and_then(|s| files.end(s));
    Place {
        path: span.and_then(|s| files.path(s.file)).map(shown_path),
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
    }
}
