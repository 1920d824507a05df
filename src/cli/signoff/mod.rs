//! `tminus signoff`: who signed which revision of a plan.

mod arguments;
mod list;
mod receipt;
mod record;
mod ssh;
mod tell;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::project::Project;
use super::report::{self, Format};
use crate::check;
use crate::diag::{Diagnostic, FileId, Files, Report, Severity, nearest};
use crate::ledger::signoff::RecordFiles;
use crate::ledger::{Ledger, Revision};
use crate::pipeline;
use crate::site::{Site, SitePlan};

/// What was typed behind `signoff`.
#[derive(Debug, Args)]
pub struct SignoffArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Records a signature of the plan as it is now, and shows what exactly was signed.
    Record(arguments::RecordArgs),
    /// Shows who has signed and who has not.
    List(arguments::ListArgs),
    /// Checks every record: the texts, their chain, the SSH signatures, the roles.
    Verify(arguments::VerifyArgs),
}

/// How a command tells what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Told {
    /// To read.
    #[default]
    Text,
    /// One JSON value.
    Json,
}

/// Runs the command behind `signoff`.
pub fn run(args: &SignoffArgs) -> ExitCode {
    match &args.command {
        Command::Record(args) => record::run(args),
        Command::List(args) => list::run(args),
        Command::Verify(args) => verify::run(args),
    }
}

/// A project with its records, read as a build reads it.
struct Opened {
    site: Site,
    /// The ledger as a build would write it.
    ledger: Ledger,
    /// The revisions that were built before.
    before: Vec<Revision>,
    records: RecordFiles,
    report: Report,
    files: Files,
    /// What the checks found; no part of the report.
    findings: Vec<Diagnostic>,
}

impl Opened {
    fn at(dir: &Path) -> Opened {
        let Project { input, mut report, files, .. } = Project::open(dir, None);
        let (ignored, records, before) =
            (input.ignored.clone(), input.records.clone(), input.ledger.revisions().cloned().collect());
        let (site, ledger) = pipeline::settled(input).into_value(&mut report);
        let mut findings = check::check(&site);
        findings.retain(|d| d.severity == Severity::Error || !ignored.iter().any(|code| code == d.code));
        Opened { site, ledger, before, records, report, files, findings }
    }

    /// The plan that was named by its id, its code or its file.
    fn plan(&self, dir: &Path, name: &str) -> Result<&SitePlan, Diagnostic> {
        let same_file = |plan: &SitePlan| {
            let typed = Path::new(name);
            plan.source.path == typed || is_same(&dir.join(&plan.source.path), typed)
        };
        let found = self
            .site
            .plans
            .iter()
            .find(|plan| plan.id == name || plan.code.eq_ignore_ascii_case(name) || same_file(plan));
        found.ok_or_else(|| {
            let finding = Diagnostic::error("no-plan", format!("there is no plan `{name}`"));
            let plans = || self.site.plans.iter();
            let names = plans().map(|plan| plan.id.as_str()).chain(plans().map(|plan| plan.code.as_str()));
            match nearest(name, names) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => {
                    let all: Vec<&str> = plans().map(|plan| plan.id.as_str()).collect();
                    finding.hint(format!("there are {}", all.join(", ")))
                }
            }
        })
    }

    /// The plans that are meant: the one that was named, or all.
    fn plans(&self, dir: &Path, name: Option<&str>) -> Result<Vec<&SitePlan>, Diagnostic> {
        match name {
            Some(name) => self.plan(dir, name).map(|plan| vec![plan]),
            None => Ok(self.site.plans.iter().collect()),
        }
    }

    /// Whether the ledger remembers the revision that the plan is at.
    fn is_built(&self, plan: &SitePlan) -> bool {
        let key = plan.identity.digest.key();
        self.before.iter().any(|revision| revision.plan.as_str() == plan.code && revision.digest == key)
    }

    /// What is said of this plan, its records and the project, and of no other plan.
    fn own(&self, plan: &SitePlan) -> Report {
        let plans = self.site.plans.iter().filter(|p| p.id != plan.id).map(|p| p.source.id);
        let records = self.records.files.iter().filter(|file| file.plan_id != plan.id).map(|file| file.id);
        let foreign: Vec<FileId> = plans.chain(records).collect();
        let mut diagnostics = self.report.diagnostics.clone();
        diagnostics.retain(|d| d.span.is_none_or(|span| !foreign.contains(&span.file)));
        Report { diagnostics }
    }

    /// Prints the errors and warnings.
    fn print(&mut self, format: Format) {
        self.report.diagnostics.retain(|d| d.severity != Severity::Note);
        report::print(&self.report, &self.files, format);
    }
}

fn is_same(path: &Path, typed: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(path).is_some_and(|path| real(typed) == Some(path))
}

/// The folder of the project, for commands that name a plan first.
#[derive(Debug, Args)]
struct At {
    /// Folder of the project: where book.toml is.
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Ends a command that was typed wrong.
fn refused(finding: Diagnostic) -> ExitCode {
    let report = Report { diagnostics: vec![finding] };
    report::print(&report, &Files::default(), Format::People);
    ExitCode::from(2)
}
