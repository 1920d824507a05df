//! One line a finding, for editors and for `grep`.

use super::{Placed, place_text, placed, severity_name, summary};
use crate::diag::{Files, Report};

pub(super) fn print(report: &Report, files: &Files) -> String {
    let mut out = String::new();
    for placed in placed(report, files) {
        out.push_str(&line(&placed));
        out.push('\n');
    }
    if let Some(summary) = summary(report) {
        out.push_str(&summary);
        out.push('\n');
    }
    out
}

fn line(placed: &Placed<'_>) -> String {
    let d = placed.diagnostic;
    let place = place_text(placed).map_or_else(String::new, |place| place + ": ");
    let hints: String = d.hints.iter().map(|hint| format!("; help: {hint}")).collect();
    one_line(&format!("{place}{}[{}]: {}{hints}", severity_name(d.severity), d.code, d.message))
}

/// What a file holds must not end the line or speak to the terminal.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
