//! The records held against the plans: what counts, and what is wrong with the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::nearest_role;
use super::file::{FOLDER, RecordFile, RecordFiles};
use super::people::{folded, same_words};
use super::record::{Placed, Signed};
use super::state::{Changed, SignOffState, Since, Sound, state};
use super::{Allowed, chain, moment, ssh};
use crate::diag::{Diagnostic, Outcome, Severity, nearest};

/// What changed since a revision of a plan, by its digest; `None` where the ledger knows no such revision.
pub type ChangesSince<'a> = &'a dyn Fn(&Signed, &str) -> Option<Vec<Changed>>;

/// The state of each plan by its id.
pub type Checked = BTreeMap<String, SignOffState>;

/// Checks every record of every plan.
pub fn check(files: &RecordFiles, plans: &[Signed], changes: ChangesSince<'_>) -> Outcome<Checked> {
    let mut diagnostics: Vec<Diagnostic> = files
        .files
        .iter()
        .filter(|f| !files.away.contains(&f.plan_id))
        .filter_map(|f| stray(f, plans))
        .collect();
    let mut checked = Checked::new();
    for plan in plans {
        let none = RecordFile::default();
        let file = files.of(&plan.id).unwrap_or(&none);
        diagnostics.extend(chain::check(file));
        diagnostics.extend(behind(file));
        let last = last_words(file);
        let mut sound = Vec::new();
        for (at, placed) in file.records.iter().enumerate() {
            let since = since(plan, &placed.record.digest, changes);
            if since == Since::Unknown && is_of(plan, placed) && last.contains(&at) {
                diagnostics.push(unknown_revision(placed));
            }
            let (findings, key) = against(plan, placed, &since, &files.allowed);
            let fails = findings.iter().any(|d| d.severity == Severity::Error) || !chain::is_whole(placed);
            diagnostics.extend(findings);
            if !fails {
                sound.push(Sound { record: &placed.record, key, since });
            }
        }
        let state = state(plan, &sound);
        diagnostics.extend(went_back(file, plan, &state));
        checked.insert(plan.id.clone(), state);
    }
    Outcome { value: checked, diagnostics }
}

fn since(plan: &Signed, digest: &str, changes: ChangesSince<'_>) -> Since {
    if plan.digest == digest {
        return Since::Nothing;
    }
    changes(plan, digest).map_or(Since::Unknown, Since::Changed)
}

/// A file that belongs to no plan.
fn stray(file: &RecordFile, plans: &[Signed]) -> Option<Diagnostic> {
    if plans.iter().any(|plan| plan.id == file.plan_id) {
        return None;
    }
    let id = &file.plan_id;
    let finding = Diagnostic::error("sign-off-plan", format!("records of a plan that is not there: `{id}`"));
    let finding = match file.records.first() {
        Some(first) => finding.at(first.head),
        None => finding.in_file(&file.path),
    };
    let mut codes = file.records.iter().map(|placed| placed.record.plan.as_str());
    let named = codes.find_map(|code| plans.iter().find(|plan| plan.code == code));
    let former = plans.iter().find(|plan| plan.former_ids.contains(id)).or(named);
    Some(match former {
        Some(plan) => finding.hint(format!("rename the file to `{FOLDER}/{}.yaml`", plan.id)),
        None => match nearest(id, plans.iter().map(|plan| plan.id.as_str())) {
            Some(near) => finding.hint(format!("did you mean the plan `{near}`?")),
            None => {
                finding.hint("keep the file with the plan that it belongs to, or move it out of the folder")
            }
        },
    })
}

/// What is wrong with one record, and the key that signed it.
fn against(
    plan: &Signed,
    placed: &Placed,
    since: &Since,
    allowed: &Allowed,
) -> (Vec<Diagnostic>, Option<String>) {
    let record = &placed.record;
    let mut findings = Vec::new();
    if !is_of(plan, placed) {
        findings.push(
            Diagnostic::error(
                "sign-off-plan",
                format!("a record for the plan {}; this file is for {}", record.plan, plan.code),
            )
            .at(placed.at("plan"))
            .hint("a record counts for one plan alone; move it back to the file of its plan"),
        );
    }
    if !plan.asked.iter().any(|ask| same_words(&ask.role, &record.role)) {
        findings.push(unknown_role(plan, placed, since));
    }
    let moment = moment::settle(&record.time).ok().filter(|_| chain::is_whole(placed));
    let verified = moment.map_or(Ok(None), |moment| ssh::verify(record, moment, allowed));
    let key = verified.unwrap_or_else(|wrong| {
        let finding = Diagnostic::error("sign-off-signature", wrong.message);
        findings.push(finding.at(placed.at(wrong.key)).hint(wrong.hint));
        None
    });
    (findings, key)
}

fn is_of(plan: &Signed, placed: &Placed) -> bool {
    placed.record.plan == plan.code || plan.former_codes.contains(&placed.record.plan)
}

/// The records that no later one of the same name and role follows.
fn last_words(file: &RecordFile) -> BTreeSet<usize> {
    let key = |placed: &Placed| (folded(&placed.record.name), folded(&placed.record.role));
    let last: BTreeMap<_, usize> =
        file.records.iter().enumerate().map(|(at, placed)| (key(placed), at)).collect();
    last.into_values().collect()
}

fn unknown_revision(placed: &Placed) -> Diagnostic {
    let message = format!("{} signed a revision that the ledger does not know", placed.record.name);
    Diagnostic::warning("sign-off-revision", message)
        .at(placed.at("digest"))
        .hint("the record counts for no revision of this plan; what changed since cannot be said")
}

/// A role that nobody asks for. Of an earlier revision it may have been asked then, so that is no error.
fn unknown_role(plan: &Signed, placed: &Placed, since: &Since) -> Diagnostic {
    let role = &placed.record.role;
    let finding = match since {
        Since::Changed(_) => {
            Diagnostic::note("sign-off-role", format!("the plan no longer asks `{role}` to sign"))
        }
        _ => Diagnostic::error("sign-off-role", format!("the plan asks no `{role}` to sign")),
    };
    role_hints(finding.at(placed.at("role")), plan, role)
}

/// Adds the role that was meant, or all roles.
pub fn role_hints(finding: Diagnostic, plan: &Signed, role: &str) -> Diagnostic {
    let add = "a further role goes to `approvers` in the front matter of the plan";
    let finding = match nearest_role(role, &plan.asked) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None if plan.asked.is_empty() => finding,
        None => {
            let roles: Vec<&str> = plan.asked.iter().map(|ask| ask.role.as_str()).collect();
            finding.hint(format!("it asks {}", roles.join(", ")))
        }
    };
    finding.hint(add)
}

/// Signatures of an older revision behind the last one of the newest: nobody has signed the newest since.
fn behind(file: &RecordFile) -> Vec<Diagnostic> {
    let revision = |placed: &Placed| placed.record.revision;
    let Some(newest) = file.records.iter().max_by_key(|placed| revision(placed)) else { return Vec::new() };
    let late = file.records.iter().rev().take_while(|placed| revision(placed) < revision(newest));
    let finding = |placed: &Placed| {
        let (name, number) = (&placed.record.name, revision(placed));
        Diagnostic::warning(
            "sign-off-older",
            format!("{name} signed revision {number} after revision {} was signed", revision(newest)),
        )
        .at(placed.at("revision"))
        .label(newest.at("revision"), "the later one")
        .hint("a signature of an older revision says nothing of the later one")
    };
    late.map(finding).collect()
}

/// The plan is back at a revision that was signed before a later one was.
fn went_back(file: &RecordFile, plan: &Signed, state: &SignOffState) -> Option<Diagnostic> {
    let own = file.records.iter().rev().find(|p| p.record.digest == plan.digest)?;
    let later = file.records.last().filter(|_| state.went_back)?;
    let message = format!("the plan is back at revision {}, which was signed before", own.record.revision);
    Some(
        Diagnostic::warning("sign-off-older", message)
            .at(own.head)
            .label(later.head, format!("revision {} was signed since", later.record.revision))
            .hint("signatures of then count again; have it signed anew when that is not meant"),
    )
}
