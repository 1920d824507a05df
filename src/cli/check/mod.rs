//! `tminus check`: everything that a build checks, with nothing written; and links that are in use elsewhere.

mod links_in;
mod overdue;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use super::project::{Project, without_notes, without_vanished};
use super::report::{self, Format};
use crate::diag::Severity;
use crate::output::Nowhere;
use crate::pipeline;

/// What was typed behind `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folder of the project: where book.toml is.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Prints notes as well as errors and warnings.
    #[arg(long)]
    notes: bool,
    /// Warnings count as errors: exit code 1 where there is any.
    #[arg(long)]
    strict: bool,
    /// The day against which `review_by` is held, 2026-03-01. Default: today.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[command(flatten)]
    links: links_in::LinkArgs,
}

/// Checks the project, and links where files with links were named. Exit codes as for a build.
pub fn run(args: &CheckArgs) -> ExitCode {
    if args.links.is_asked() {
        return links_in::run(args);
    }
    let Project { input, mut report, files, .. } = Project::open(&args.dir, None);
    let built = pipeline::build(input, &Nowhere);
    let unread = report.has_errors();
    let findings = built.report.diagnostics;
    report.extend(if unread { without_vanished(findings) } else { findings });
    report.extend(overdue::overdue(&built.site, args.today.unwrap_or_else(overdue::today)));
    without_notes(&mut report, args.notes);
    report::print(&report, &files, args.format);
    if !report.has_errors() {
        report::say(&format!("{} plans checked, nothing written", built.plans));
    }
    if args.strict && !report.has_errors() && report.count(Severity::Warning) > 0 {
        report::err("warnings count as errors here: --strict");
        return ExitCode::from(1);
    }
    report::exit(&report)
}
