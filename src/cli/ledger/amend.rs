//! `tminus ledger retire` and `move`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::{Timestamp, Zoned};

use super::{Opened, code};
use crate::ledger::Code;
use crate::ledger::amend::{self, Place, Retirement};

/// What was typed behind `retire`.
#[derive(Debug, Args)]
pub struct RetireArgs {
    /// Codes to take out, in any case.
    #[arg(value_parser = code, required_unless_present = "vanished")]
    codes: Vec<Code>,
    /// What took their place: their addresses lead there.
    #[arg(long, value_name = "CODE", value_parser = code)]
    to: Option<Code>,
    /// Why, in words for whoever follows an old link.
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Takes everything that the build reports as gone.
    #[arg(long)]
    vanished: bool,
}

/// What was typed behind `move`.
#[derive(Debug, Args)]
pub struct MoveArgs {
    /// The code that was published.
    #[arg(value_parser = code)]
    code: Code,
    /// The thing that it shall be: its code of now, or FILE:LINE.
    #[arg(value_parser = place)]
    target: Place,
    /// Gives the other thing this code's place.
    #[arg(long)]
    swap: bool,
}

/// Takes codes out.
pub fn retire(dir: &Path, args: &RetireArgs) -> ExitCode {
    let opened = match Opened::read(dir).sound() {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let wanted = Retirement {
        codes: args.codes.clone(),
        vanished: args.vanished,
        to: args.to.clone(),
        on: today(),
        why: args.why.clone(),
    };
    opened.finish(amend::retire(&opened.ledger, &opened.settled, &wanted))
}

/// Repairs a match.
pub fn move_code(dir: &Path, args: &MoveArgs) -> ExitCode {
    match Opened::read(dir).sound() {
        Ok(opened) => opened.finish(amend::move_code(
            &opened.ledger,
            &opened.settled,
            (&args.code, &args.target),
            args.swap,
        )),
        Err(code) => code,
    }
}

fn place(text: &str) -> Result<Place, String> {
    if let Some(code) = Code::parse(text) {
        return Ok(Place::Code(code));
    }
    match text.rsplit_once(':').map(|(file, line)| (file, line.parse::<u32>())) {
        Some((file, Ok(line))) if !file.is_empty() => Ok(Place::Line(file.replace('\\', "/"), line)),
        _ => Err("neither a code (CRM-7F3K) nor a place (content/crm.md:41)".to_owned()),
    }
}

/// The day, for tombstones: of `SOURCE_DATE_EPOCH` where builds are to be repeatable, else of the clock.
#[expect(clippy::disallowed_methods, reason = "a tombstone says when it was made")]
fn today() -> String {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse::<i64>().ok());
    match fixed.and_then(|seconds| Timestamp::from_second(seconds).ok()) {
        Some(moment) => moment.strftime("%Y-%m-%d").to_string(),
        None => Zoned::now().strftime("%Y-%m-%d").to_string(),
    }
}
