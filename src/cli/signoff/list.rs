//! `tminus signoff list`: who has signed and who has not.

use std::process::ExitCode;

use super::super::report::{self, Format};
use super::arguments::ListArgs;
use super::{Opened, Told, refused, tell};

/// Prints where the plans stand. Findings go to standard error, and do not change the exit code unless a record is
/// unsound.
pub(super) fn run(args: &ListArgs) -> ExitCode {
    let mut opened = Opened::at(&args.at.dir);
    let text = match opened.plans(&args.at.dir, args.plan.as_deref()) {
        Ok(plans) => match args.format {
            Told::Text => plans.into_iter().map(tell::plan).collect::<Vec<_>>().join("\n"),
            Told::Json => tell::json(&plans),
        },
        Err(finding) => return refused(finding),
    };
    opened.print(Format::People);
    report::out(&text);
    report::exit(&opened.report)
}
