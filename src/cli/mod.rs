//! The command line: the only place that prints and exits.

mod build;
mod eject;
mod facts;
mod init;

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
    Build {
        /// Folder of the project.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Where the site goes.
        #[arg(short, long)]
        dest_dir: Option<PathBuf>,
    },
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
        Command::Build { dir, dest_dir } => build::run(dir, dest_dir),
        Command::Eject(args) => eject::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Facts { files, .. } => facts::run(&files),
    }
}
