//! `tminus signoff verify`: whether every record is sound.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::super::report::{self, Format};
use super::arguments::VerifyArgs;
use super::{Opened, Told, refused, tell};
use crate::diag::Severity;
use crate::diag::print::{Style, Terminal, print};
use crate::site::SitePlan;

/// Checks the records of one plan or of all. Exit code 0 when all are sound, else 1.
pub(super) fn run(args: &VerifyArgs) -> ExitCode {
    let mut opened = Opened::at(&args.at.dir);
    opened.report.diagnostics.retain(|d| d.severity != Severity::Note);
    let plans: Vec<SitePlan> = match opened.plans(&args.at.dir, args.plan.as_deref()) {
        Ok(plans) => plans.into_iter().cloned().collect(),
        Err(finding) => return refused(finding),
    };
    if let (Some(_), [plan]) = (&args.plan, &plans[..]) {
        opened.report = opened.own(plan);
    }
    let complete = plans.iter().all(|plan| plan.sign_off.roles.is_empty() || plan.sign_off.is_complete());
    let sound = !opened.report.has_errors();
    let shown: Vec<&SitePlan> = plans.iter().collect();
    match args.format {
        Told::Json => report::out(&object(&opened, &shown, sound, complete)),
        Told::Text => {
            opened.print(Format::People);
            report::out(&tell::verdict(&shown, &opened.records, &opened.report));
        }
    }
    if sound && args.complete && !complete { ExitCode::from(1) } else { report::exit(&opened.report) }
}

fn object(opened: &Opened, plans: &[&SitePlan], sound: bool, complete: bool) -> String {
    let said = print(&opened.report, &opened.files, Style::Json, Terminal::default());
    let findings: Value = serde_json::from_str(&said).unwrap_or_default();
    let plans: Value = serde_json::from_str(&tell::json(plans)).unwrap_or_default();
    let object = json!({ "sound": sound, "complete": complete, "plans": plans, "findings": findings });
    serde_json::to_string_pretty(&object).unwrap_or_default()
}
