//! `tminus diff`: what changed between two revisions of the plans.

mod side;
mod write;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use self::side::{Read, read};
use super::report::{self, Format};
use crate::compare::{self, Comparison, PlanState, Revision, print};
use crate::diag::{Diagnostic, Files, Outcome, Report, Severity};
use crate::pipeline;
use crate::site::Site;

/// What was typed behind `diff`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct DiffArgs {
    /// The old side: a folder, a plan, or a revision that git knows (HEAD~3, v1.2, v1.2:docs, v1.2..HEAD).
    old: String,
    /// The new side, in the same ways.
    #[arg(default_value = ".")]
    new: String,
    /// How the changes are told.
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
    /// Folder for the page.
    #[arg(short, long, value_name = "DIR", required_if_eq("format", "page"))]
    output: Option<PathBuf>,
    /// Exits with 1 where anything changed.
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// To read here.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// A page to read, print and sign, with its styles beside it in the folder of `--output`.
    Page,
}

const EXIT_CODES: &str = "Exit codes:
  0  the sides were compared, whether or not anything changed
  1  with --exit-code: something changed; always: a plan could not be read
  2  a wrong command line, or a revision that git does not know
  3  a file cannot be read or written";

/// Compares the two sides and tells what changed.
pub fn run(args: &DiffArgs) -> ExitCode {
    let (old, new) = sides(&args.old, &args.new);
    let (mut before, mut after) = match (read(&old, &new), read(&new, &old)) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => return refused([before.err(), after.err()]),
    };
    if before.alone != after.alone {
        return refused([Some(file_and_folder(&before, &after)), None]);
    }
    let theme = std::mem::take(&mut after.input.theme);
    let (from, to) = pipeline::both(std::mem::take(&mut before.input), std::mem::take(&mut after.input));
    let (from, to) = (understood(from, &mut before), understood(to, &mut after));
    let mut difference = compare::compare(&from, &to, before.alone);
    // A plan that could not be read on one side neither came nor went.
    let unread: Vec<String> = [&before, &after].into_iter().flat_map(unread).collect();
    let file = |side: &Option<Revision>| side.as_ref().is_some_and(|side| unread.contains(&side.file));
    difference.plans.retain(|plan| plan.state == PlanState::Changed || !(file(&plan.old) || file(&plan.new)));
    let comparison = Comparison { old: before.side.clone(), new: after.side.clone(), difference };
    match args.format {
        DiffFormat::Text => report::out(&print::text(&comparison, std::io::stdout().is_terminal())),
        DiffFormat::Json => report::out(&print::json(&comparison)),
        DiffFormat::Page => {
            let plans: Vec<&PathBuf> = [&before.plans, &after.plans].into_iter().flatten().collect();
            let out = args.output.as_deref().unwrap_or(Path::new(""));
            if let Err(found) = write::page(&comparison, &theme, (out, &plans), &to.settings.language) {
                return refused([Some(found), None]);
            }
        }
    }
    let code = [tell("old", &before), tell("new", &after)].into_iter().max().unwrap_or(0);
    let changed = args.exit_code && !comparison.difference.is_empty();
    ExitCode::from(code.max(u8::from(changed)))
}

/// A link that leads nowhere, or a code that vanished, stops a build; the plans are compared all the same.
fn understood(graph: Outcome<Site>, side: &mut Read) -> Site {
    let stops = |found: &Diagnostic| matches!(found.code, "duplicate-id" | "too-deep");
    side.report.extend(graph.diagnostics.into_iter().filter(stops));
    graph.value
}

/// Files of one side that hold an error.
fn unread(side: &Read) -> Vec<String> {
    let errors = side.report.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let path = |found: &Diagnostic| {
        let of_span = found.span.and_then(|span| side.files.path(span.file));
        of_span.or(found.path.as_deref()).map(|path| path.display().to_string().replace('\\', "/"))
    };
    errors.filter_map(path).collect()
}

/// `A..B` is both sides at once, as git writes it.
fn sides(old: &str, new: &str) -> (String, String) {
    match old.split_once("..") {
        Some((from, to)) if new == "." && !from.is_empty() && !to.contains("..") && !is_path(old) => {
            let to = if to.is_empty() { "HEAD" } else { to };
            (from.to_owned(), to.to_owned())
        }
        _ => (old.to_owned(), new.to_owned()),
    }
}

fn is_path(name: &str) -> bool {
    name.contains('/') || Path::new(name).exists()
}

fn file_and_folder(before: &Read, after: &Read) -> Diagnostic {
    let (file, folder) = if before.alone { (before, after) } else { (after, before) };
    let message = format!("`{}` is one plan and `{}` is a folder", file.side.name, folder.side.name);
    Diagnostic::error("unlike-sides", message).hint("name two plans, or two folders")
}

/// Findings that keep anything from being compared: the arguments are wrong, or the disk is.
fn refused(found: [Option<Diagnostic>; 2]) -> ExitCode {
    let mut report = Report::default();
    report.extend(found.into_iter().flatten());
    // A name that is wrong on both sides is told once.
    report.diagnostics.dedup();
    report::print(&report, &Files::default(), Format::People);
    let disk = report.diagnostics.iter().any(|d| matches!(d.code, "unreadable" | "cannot-write"));
    ExitCode::from(if disk { 3 } else { 2 })
}

/// Tells of plans of one side that could not be read; gives the exit code that they come to.
fn tell(which: &str, side: &Read) -> u8 {
    let mut report = Report::default();
    report.extend(side.report.diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned());
    if report.diagnostics.is_empty() {
        return 0;
    }
    eprintln!("On the {which} side, {}, something cannot be read and is not compared:\n", side.side.shown());
    report::print(&report, &side.files, Format::People);
    if report.diagnostics.iter().any(|d| d.code == "unreadable") { 3 } else { 1 }
}
