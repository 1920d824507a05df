//! A fault of ours: a panic becomes a message that asks for a report, and exit code 4.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::process::ExitCode;

/// Runs `command`; a panic in it is told in words.
pub fn guarded(command: impl FnOnce() -> ExitCode) -> ExitCode {
    set_hook(Box::new(|info| eprintln!("{}", message(info))));
    catch_unwind(AssertUnwindSafe(command)).unwrap_or(ExitCode::from(4))
}

fn message(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let what = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let place = info.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
    format!(
        "error: a fault in tminus, not in your plans: {what}{place}\n\
         help: nothing was published; please report this with the plan that caused it, tminus {}",
        env!("CARGO_PKG_VERSION")
    )
}
