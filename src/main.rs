//! Parse, run, exit.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build makes millions of short strings on all cores; the allocator of the system spends a sixth of its time on them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    tminus::cli::run()
}
