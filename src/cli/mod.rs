//! The command line: the only place that prints and exits.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

mod build;
mod check;
mod diff;
mod eject;
mod explain;
mod facts;
mod fault;
mod import;
mod init;
mod ledger;
mod link;
mod lock;
mod message;
mod plan_file;
mod project;
mod report;
mod schema;
mod serve;
mod signoff;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Compiles operational plans into a runbook site.
#[derive(Debug, Parser)]
#[command(name = "tminus", version, about, after_help = EXIT_CODES)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

/// What the exit code says.
const EXIT_CODES: &str = "Exit codes:
  0  all is well
  1  errors in the plans
  2  a wrong command line or book.toml
  3  a file cannot be read or written, or another build is at work
  4  a fault of tminus itself
  129, 130, 143  the build was told to end";

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds the site.
    Build(build::BuildArgs),
    /// Checks everything that a build checks and writes nothing.
    Check(check::CheckArgs),
    /// Says what changed between two revisions of the plans.
    Diff(diff::DiffArgs),
    /// Copies layouts and assets into the project, to be changed there.
    Eject(eject::EjectArgs),
    /// Makes a folder to begin with: settings and a first plan.
    Init(init::InitArgs),
    /// Prints the permanent address of a thing, ready to be pasted.
    Link(link::LinkArgs),
    /// Shows and repairs what was published: codes taken out, matches, merges.
    Ledger(ledger::LedgerArgs),
    /// Prints a filled message, for a pipe, and says which fields are missing.
    Message(message::MessageArgs),
    /// Prints what was found in plans.
    Facts(facts::FactsArgs),
    /// Says what each part of a plan was taken for, and by which rule.
    Explain(explain::ExplainArgs),
    /// Makes plans with front matter of bare ones, repairing damaged text.
    Import(import::ImportArgs),
    /// Records, lists and verifies signatures of plans.
    Signoff(signoff::SignoffArgs),
    /// Shows the site in a browser while the plans are written.
    Serve(serve::ServeArgs),
    /// Prints a JSON Schema of the front matter, for editors.
    Schema,
}

/// Runs the command that was typed and gives the exit code.
pub fn run() -> ExitCode {
    let args = Args::parse();
    fault::guarded(|| dispatch(args.command))
}

fn dispatch(command: Command) -> ExitCode {
    match command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Eject(args) => eject::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Link(args) => link::run(&args),
        Command::Ledger(args) => ledger::run(&args),
        Command::Message(args) => message::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Signoff(args) => signoff::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Schema => schema::run(),
    }
}
