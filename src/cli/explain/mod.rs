//! `tminus explain`: what each part of a plan was taken for, by which rule, and what was left as plain text.

mod parts;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::plan_file::{PlanFile, read_all};
use super::report::{self, Format};
use crate::diag::{Files, Report};
use crate::read::repair::Guesses;
use parts::Part;

/// What was typed behind `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A plan, or one line of it: `plan.md:42`.
    #[arg(value_name = "FILE[:LINE]")]
    place: String,
    #[arg(long, value_enum, default_value_t)]
    format: ExplainFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    #[default]
    Text,
    Json,
}

#[derive(Serialize)]
struct Explained<'a> {
    file: String,
    parts: Vec<&'a Part>,
    /// Lines with text that nothing was made of.
    plain_lines: usize,
}

pub fn run(args: &ExplainArgs) -> ExitCode {
    let (mut report, mut files) = (Report::default(), Files::default());
    let (path, line) = place(&args.place);
    let plans = read_all(&[path], Guesses::Leave, &mut files, &mut report);
    report::print(&report, &files, Format::People);
    if let Some(plan) = plans.first() {
        let parts = parts::of(plan);
        let chosen = chosen(&parts, line);
        match args.format {
            ExplainFormat::Text => report::out(&text(plan, &chosen, line)),
            ExplainFormat::Json => match json(plan, &chosen) {
                Some(text) => report::out(&text),
                None => return ExitCode::from(4),
            },
        }
    }
    report::exit_of_files(&report)
}

/// `plan.md:42` as file and line; a file whose name ends like that is a file.
fn place(text: &str) -> (PathBuf, Option<u32>) {
    let whole = PathBuf::from(text);
    match text.rsplit_once(':') {
        Some((path, line)) if !whole.exists() => match line.parse() {
            Ok(line) => (PathBuf::from(path), Some(line)),
            Err(_) => (whole, None),
        },
        _ => (whole, None),
    }
}

/// All parts, or those that hold the line: the heading above it and what stands on it.
fn chosen(parts: &[Part], line: Option<u32>) -> Vec<&Part> {
    let Some(line) = line else { return parts.iter().collect() };
    let heading = parts.iter().rfind(|p| p.is_heading() && p.line <= line);
    let on_it = parts.iter().filter(|p| !p.is_heading() && p.line <= line && line <= p.last_line);
    heading.into_iter().chain(on_it).collect()
}

fn text(plan: &PlanFile, parts: &[&Part], line: Option<u32>) -> String {
    let mut out = format!("{}\n", plan.source.path.display());
    for part in parts {
        out.push_str(&part.shown());
    }
    if line.is_none() {
        let plain: u32 = parts.iter().filter(|p| p.is_plain()).map(|p| p.last_line - p.line + 1).sum();
        let claimed = parts.iter().filter(|p| !p.claims.is_empty()).count();
        out.push_str(&format!(
            "\n{claimed} parts were taken for something; {plain} lines were left as plain text\n"
        ));
    }
    out
}

fn json(plan: &PlanFile, parts: &[&Part]) -> Option<String> {
    let plain_lines =
        parts.iter().filter(|p| p.is_plain()).map(|p| (p.last_line - p.line + 1) as usize).sum();
    let explained =
        Explained { file: plan.source.path.display().to_string(), parts: parts.to_vec(), plain_lines };
    serde_json::to_string_pretty(&explained).ok()
}
