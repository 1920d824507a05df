//! Findings and words for the person at the terminal, and the exit code that they come to.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::ValueEnum;

use crate::diag::print::{self, Style, Terminal};
use crate::diag::{Files, Report, Severity};

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line, underlined.
    #[default]
    People,
    /// One line a finding.
    Short,
    /// One JSON object.
    Json,
}

/// Prints the findings: JSON to standard output, all else to standard error.
pub fn print(report: &Report, files: &Files, format: Format) {
    let style = match format {
        Format::People => Style::People,
        Format::Short => Style::Short,
        Format::Json => Style::Json,
    };
    let seen = std::io::stderr().is_terminal();
    let terminal = Terminal { colour: seen, width: None };
    let text = print::print(report, files, style, terminal);
    match format {
        Format::Json => out(&text),
        _ => err(&text),
    }
}

/// Says a sentence to the person at the terminal; silent in a pipe.
pub fn say(text: &str) {
    if std::io::stderr().is_terminal() {
        err(text);
    }
}

/// Shows a line to the person at the terminal in the place of the one shown so before; silent in a pipe.
pub fn over(text: &str) {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr(), "\r\x1b[K{text}");
    }
}

/// Prints to standard error; one that is closed is no fault.
pub fn err(text: &str) {
    let text = text.trim_end();
    if !text.is_empty() {
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// 0 without errors; else 3 when the disk failed, 2 when settings are wrong, 1 when plans are.
pub fn exit(report: &Report) -> ExitCode {
    let errors = report.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let code = errors.map(|d| match d.code {
        "cannot-write" | "output-busy" | "foreign-file" | "output-damaged" => 3,
        "config" | "no-folder" | "already-there" => 2,
        _ => 1,
    });
    ExitCode::from(code.max().unwrap_or(0))
}

/// As [`exit`], for commands that name files: one that cannot be read is the disk's fault.
pub fn exit_of_files(report: &Report) -> ExitCode {
    let of_disk = |code: &str| matches!(code, "unreadable" | "not-a-file" | "not-text");
    let failed = report.diagnostics.iter().any(|d| d.severity == Severity::Error && of_disk(d.code));
    if failed { ExitCode::from(3) } else { exit(report) }
}

/// Prints to standard output; a reader that went away (`| head`) is no fault.
pub fn out(text: &str) {
    let text = text.trim_end();
    if !text.is_empty() {
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}

/// Prints a text as it is, with a line end behind it.
pub fn exact(text: &str) {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let _ = write!(std::io::stdout(), "{text}{end}");
}
