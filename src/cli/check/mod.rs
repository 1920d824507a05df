//! `tminus check`: everything that a build checks, with nothing written; and links that are in use elsewhere.

mod links_in;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::project::{Project, without_notes, without_vanished};
use super::report::{self, Format};
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
    without_notes(&mut report, args.notes);
    report::print(&report, &files, args.format);
    if !report.has_errors() {
        report::say(&format!("{} plans checked, nothing written", built.plans));
    }
    report::exit(&report)
}
