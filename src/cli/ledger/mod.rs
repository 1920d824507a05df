//! `tminus ledger`: what was published, and repairs of it.

mod amend;
mod list;
mod mend;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::lock;
use super::project::Project;
use super::report::{self, Format};
use crate::diag::{Diagnostic, Files, Report};
use crate::ledger::amend::{Amended, Refusal};
use crate::ledger::{Code, Ledger, Settled};
use crate::pipeline;

/// What was typed behind `ledger`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct LedgerArgs {
    #[command(subcommand)]
    command: LedgerCommand,
    /// Folder of the project: where book.toml is.
    #[arg(short = 'C', long, global = true, default_value = ".")]
    dir: PathBuf,
}

const EXIT_CODES: &str = "Exit codes:
  0  done, or shown
  1  refused, with what to do instead; or plans or ledger are broken. Nothing was written
  2  a wrong command line or book.toml
  3  a file cannot be read or written

The ledger (tminus.lock) remembers the code of everything that was ever published, so that no link
dies unsaid. `tminus build` keeps it; these commands are for the rest. Commit what they write.";

#[derive(Debug, Subcommand)]
enum LedgerCommand {
    /// Takes codes out for good: their addresses then say when, why, and what took their place.
    ///
    /// Take the text out of the plan first, then run this, then build. A plan goes with all that is in it.
    ///
    ///   tminus ledger retire CRM-7F3K --why "the old queue is gone"
    ///   tminus ledger retire CRM-7F3K --to CRM-9QRT --why "both checks are one now"
    ///   tminus ledger retire --vanished --why "cleaned up after the move"
    #[command(verbatim_doc_comment)]
    Retire(amend::RetireArgs),
    /// Says that a code is a thing that the build took for another one.
    ///
    /// TARGET is the code that the thing has now, or FILE:LINE where it stands.
    ///
    ///   tminus ledger move CRM-7F3K CRM-9QRT          the error of the build names both
    ///   tminus ledger move CRM-7F3K content/crm.md:41
    ///   tminus ledger move --swap CRM-7F3K CRM-9QRT   two were mistaken for each other
    #[command(verbatim_doc_comment)]
    Move(amend::MoveArgs),
    /// Heals a ledger with the marks of an unfinished merge: keeps the lines of both sides, joined and sorted.
    Mend,
    /// Shows what is known of one code: where it stands, its addresses, what became of it.
    Show(show::ShowArgs),
    /// Lists codes with their words.
    List(list::ListArgs),
}

/// Runs what was typed.
pub fn run(args: &LedgerArgs) -> ExitCode {
    match &args.command {
        LedgerCommand::Retire(retire) => amend::retire(&args.dir, retire),
        LedgerCommand::Move(to) => amend::move_code(&args.dir, to),
        LedgerCommand::Mend => mend::run(&args.dir),
        LedgerCommand::Show(show) => show::run(&args.dir, show),
        LedgerCommand::List(list) => list::run(&args.dir, list),
    }
}

/// A project with its ledger, and what the plans come to by it.
struct Opened {
    root: PathBuf,
    ledger: Ledger,
    settled: Settled,
    report: Report,
    files: Files,
}

impl Opened {
    fn read(dir: &std::path::Path) -> Opened {
        let Project { settings, input, mut report, files } = Project::open(dir, None);
        let ledger = input.ledger.clone();
        let settled = pipeline::identified(input.sources, &input.vocabulary, &ledger).into_value(&mut report);
        Opened { root: settings.root, ledger, settled, report, files }
    }

    /// Without this, what cannot be read would pass for gone.
    fn sound(self) -> Result<Opened, ExitCode> {
        let Opened { root, ledger, settled, mut report, files } = self;
        report
            .diagnostics
            .retain(|d| d.severity == crate::diag::Severity::Error && d.code != "vanished-code");
        if report.has_errors() {
            report::print(&report, &files, Format::People);
            return Err(report::exit(&report));
        }
        Ok(Opened { root, ledger, settled, report, files })
    }

    /// Writes what was amended and says what it was, or says why not.
    fn finish(&self, outcome: Result<Amended, Refusal>) -> ExitCode {
        match outcome {
            Ok(amended) => {
                let before = self.files.text(pipeline::LEDGER_ID);
                written(lock::write(&self.root, before, &amended.ledger), &amended.said)
            }
            Err(refusal) => refused(refusal),
        }
    }
}

fn written(failed: Option<Diagnostic>, said: &[String]) -> ExitCode {
    if let Some(error) = failed {
        let report = Report { diagnostics: vec![error] };
        report::print(&report, &Files::default(), Format::People);
        return report::exit(&report);
    }
    report::out(&said.join("\n"));
    ExitCode::SUCCESS
}

fn refused(refusal: Refusal) -> ExitCode {
    let error = Diagnostic::error("ledger-refused", refusal.message);
    let error = refusal.hints.into_iter().fold(error, Diagnostic::hint);
    let report = Report { diagnostics: vec![error] };
    report::print(&report, &Files::default(), Format::People);
    report::exit(&report)
}

/// A code as it was typed, in any case.
fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| {
        "this is no code: codes look like CRM-7F3K, with letters and digits that are not mistaken for each other"
            .to_owned()
    })
}
