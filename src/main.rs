//! Parse, run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    tminus::cli::run()
}
