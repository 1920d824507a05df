//! Printers: a [`Report`] as text for people, as one line a finding, or as JSON.
//!
//! All of them show the same findings: sorted by path, then line; the first hundred, errors before the others; and
//! the number of what there was. Nothing is sent anywhere here.

mod json;
mod people;
mod short;

use std::path::{Path, PathBuf};

use super::{Diagnostic, Files, Position, Report, Severity};

/// Findings shown at most.
pub const SHOWN: usize = 100;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// With the line, underlined.
    #[default]
    People,
    /// `path:line:column: error[code]: message; help: hint`.
    Short,
    Json,
}

/// What a printer may use of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    pub colour: bool,
    /// Columns; `None` where nobody looks.
    pub width: Option<usize>,
}

/// The report as text, empty when there is nothing to say (JSON always says so).
pub fn print(report: &Report, files: &Files, style: Style, terminal: Terminal) -> String {
    match style {
        Style::People => people::print(report, files, terminal),
        Style::Short => short::print(report, files),
        Style::Json => json::print(report, files),
    }
}

/// A finding with its place worked out.
struct Placed<'a> {
    diagnostic: &'a Diagnostic,
    path: Option<PathBuf>,
    position: Option<Position>,
}

/// The findings to show in the order in which they are shown.
fn placed<'a>(report: &'a Report, files: &Files) -> Vec<Placed<'a>> {
    let mut all: Vec<Placed<'a>> = report.diagnostics.iter().map(|d| place(d, files)).collect();
    if all.len() > SHOWN {
        all.sort_by(|a, b| (a.diagnostic.severity, a.key()).cmp(&(b.diagnostic.severity, b.key())));
        all.truncate(SHOWN);
    }
    all.sort_by(|a, b| a.key().cmp(&b.key()));
    all
}

fn place<'a>(diagnostic: &'a Diagnostic, files: &Files) -> Placed<'a> {
    let of_span = diagnostic.span.and_then(|span| files.path(span.file)).map(Path::to_path_buf);
    let position = diagnostic.span.and_then(|span| files.position(span));
    Placed { diagnostic, path: of_span.or_else(|| diagnostic.path.clone()), position }
}

impl Placed<'_> {
    fn key(&self) -> (Option<&PathBuf>, Option<Position>, Severity, &str) {
        (self.path.as_ref(), self.position, self.diagnostic.severity, &self.diagnostic.message)
    }
}

/// `path:line:column`, as far as known.
fn place_text(placed: &Placed<'_>) -> Option<String> {
    let path = shown_path(placed.path.as_deref()?);
    Some(match placed.position {
        Some(at) => format!("{path}:{}:{}", at.line, at.column),
        None => path,
    })
}

/// A path with `/` on every platform, control characters and bytes that are not UTF-8 escaped.
fn shown_path(path: &Path) -> String {
    let chunks = path.as_os_str().as_encoded_bytes().utf8_chunks();
    let text: String = chunks
        .map(|chunk| {
            let strange: String = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")).collect();
            chunk.valid().to_owned() + &strange
        })
        .collect();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text };
    text.chars()
        .flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] })
        .collect()
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// `2 errors, 1 warning`, and how many of them were left out; `None` when there are none.
fn summary(report: &Report) -> Option<String> {
    let counted = |severity, one: &str| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let parts: Vec<String> =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
            .into_iter()
            .filter_map(|(severity, one)| counted(severity, one))
            .collect();
    let hidden = report.diagnostics.len().saturating_sub(SHOWN);
    let tail = if hidden > 0 { format!(" (the first {SHOWN} are shown)") } else { String::new() };
    (!parts.is_empty()).then(|| parts.join(", ") + &tail)
}

#[cfg(test)]
mod tests;
