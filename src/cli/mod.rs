//! The command line: the only place that prints and exits.

mod build;
mod eject;
mod facts;
mod init;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Compiles operational plans into a runbook site.
#[derive(Debug, Parser)]
#[command(name = "tminus", version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds the site.
    Build(build::BuildArgs),
    /// Copies layouts and assets into the project, to be changed there.
    Eject(eject::EjectArgs),
    /// Makes a folder to begin with: settings and a first plan.
    Init(init::InitArgs),
    /// Prints what was found in plans.
    Facts {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, default_value = "text")]
        format: String,
    },
}

/// Runs the command that was typed and gives the exit code.
pub fn run() -> ExitCode {
    match Args::parse().command {
        Command::Build(args) => build::run(args),
        Command::Eject(args) => eject::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Facts { files, .. } => facts::run(&files),
    }
}
