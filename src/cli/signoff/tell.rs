//! Where a plan stands with its signatures, in words and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::diag::{Report, Severity};
use crate::ledger::signoff::{Ask, Given, RecordFiles, RoleState, SignOffState, Since, Standing};
use crate::site::SitePlan;

/// Codes of changed things that are named; the others are counted.
const NAMED: usize = 6;

/// A plan with its roles, one a line.
pub(super) fn plan(plan: &SitePlan) -> String {
    let mut out = String::new();
    let state = &plan.sign_off;
    let _ = writeln!(out, "{}  {}", plan.code, plan.title());
    let _ = writeln!(out, "{}", "=".repeat((plan.code.len() + 2 + plan.title().chars().count()).min(72)));
    let _ = writeln!(out, "revision {}  {}", state.revision, groups(&state.digest));
    if state.roles.is_empty() {
        let _ = writeln!(out, "  nobody is asked to sign: name `approvers` in the front matter");
    }
    let width = state.roles.iter().map(|role| asked(&role.ask).chars().count()).max().unwrap_or(0).min(40);
    for role in &state.roles {
        let _ = writeln!(
            out,
            "  {:<9}{:<width$}  {}",
            word(role.standing),
            asked(&role.ask),
            of_role(role, state.revision)
        );
        let more = role.given.iter().chain(&role.earlier).chain(&role.rejected).skip(1);
        for given in more {
            let _ = writeln!(out, "  {:<9}{:<width$}  {}", "", "", signature(given, state.revision));
        }
    }
    for given in &state.others {
        let _ = writeln!(out, "  {:<9}{}: {}", "not asked", given.role, signature(given, state.revision));
    }
    if state.went_back {
        let _ = writeln!(out, "  The plan went back to this revision after a later one was signed.");
    }
    out
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Missing => "missing",
        Standing::Partly => "partly",
        Standing::Signed => "signed",
        Standing::Outdated => "outdated",
        Standing::Rejected => "REJECTED",
    }
}

fn asked(ask: &Ask) -> String {
    if ask.people > 1 { format!("{} ({} people)", ask.role, ask.people) } else { ask.role.clone() }
}

fn of_role(role: &RoleState, now: u32) -> String {
    let first = role.given.iter().chain(&role.earlier).chain(&role.rejected).next();
    let signed = first.map_or_else(|| "-".to_owned(), |given| signature(given, now));
    match role.standing {
        Standing::Partly => format!("{} of {} people; {signed}", role.given.len(), role.ask.people),
        _ => signed,
    }
}

/// Who, as what, when, how, and what changed since; the plan is at revision `now`.
fn signature(given: &Given, now: u32) -> String {
    let key = given.signer.as_ref().map_or_else(String::new, |signer| format!(" by {signer}"));
    let mut text = format!("{}, {}, {}, {}{key}", given.name, given.meaning, given.time, given.how);
    match &given.since {
        Since::Nothing if given.revision != now => {
            let _ = write!(text, "; as revision {}, which says the same", given.revision);
        }
        Since::Nothing => {}
        Since::Unknown => {
            let _ = write!(text, "; revision {}, which the ledger does not know", given.revision);
        }
        Since::Changed(changes) => {
            let named: Vec<String> =
                changes.iter().take(NAMED).map(|c| format!("{} {}", c.code, c.what)).collect();
            let more = changes.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let count = counted(changes.len(), "thing");
            let _ = write!(
                text,
                "; revision {}, {count} changed since: {}{more}",
                given.revision,
                named.join(", ")
            );
        }
    }
    text
}

/// What `verify` says: what counts, what is outdated, what is missing.
pub(super) fn verdict(plans: &[&SitePlan], records: &RecordFiles, report: &Report) -> String {
    let mut out = String::new();
    for plan in plans {
        let state = &plan.sign_off;
        let (signed, all) = state.counts();
        let file = records.of(&plan.id);
        let read = file.map_or(0, |file| file.records.len());
        if all == 0 && read == 0 {
            continue;
        }
        let _ = writeln!(
            out,
            "{}  {}, revision {}  {}",
            plan.code,
            plan.title(),
            state.revision,
            groups(&state.digest)
        );
        let _ = writeln!(
            out,
            "  records   {}",
            file.map_or_else(|| "none".to_owned(), |f| format!("{read} in {}", f.path.display()))
        );
        let _ = writeln!(out, "  counts    {signed} of {}", counted(all, "role"));
        lines(&mut out, "partly", state, Standing::Partly);
        lines(&mut out, "outdated", state, Standing::Outdated);
        lines(&mut out, "rejected", state, Standing::Rejected);
        lines(&mut out, "missing", state, Standing::Missing);
    }
    let errors = report.count(Severity::Error);
    let _ = match errors {
        0 => writeln!(out, "All records are sound."),
        1 => writeln!(out, "Not sound: 1 error, told above."),
        n => writeln!(out, "Not sound: {n} errors, told above."),
    };
    out
}

fn lines(out: &mut String, label: &str, state: &SignOffState, standing: Standing) {
    let roles: Vec<String> =
        state.roles.iter().filter(|r| r.standing == standing).map(|r| asked(&r.ask)).collect();
    if !roles.is_empty() {
        let _ = writeln!(out, "  {label:<9} {}", roles.join(", "));
    }
}

/// The plans as a list.
pub(super) fn json(plans: &[&SitePlan]) -> String {
    let plans: Vec<Value> = plans
        .iter()
        .map(|plan| {
            let state = serde_json::to_value(&plan.sign_off).unwrap_or_default();
            json!({
                "id": plan.id,
                "code": plan.code,
                "title": plan.title(),
                "complete": plan.sign_off.is_complete(),
                "sign_off": state,
            })
        })
        .collect();
    serde_json::to_string_pretty(&plans).unwrap_or_default()
}

/// The first 16 digits of a digest in groups of four.
pub(super) fn groups(digest: &str) -> String {
    let digits: Vec<char> = digest.to_uppercase().chars().take(16).collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

pub(super) fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
