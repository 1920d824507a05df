//! What `signoff record` shows of the signature: everything that was signed, and what was known to be missing.

use std::fmt::Write;

use super::record::path_of;
use super::{Opened, tell};
use crate::diag::{Diagnostic, Severity};
use crate::ledger::signoff::{Record, same_words};
use crate::site::SitePlan;

/// What exactly was signed.
pub(super) fn of(opened: &Opened, plan: &SitePlan, record: &Record, dry_run: bool) -> String {
    let mut out = String::new();
    let verb = if dry_run { "Would be signed; nothing was written" } else { "Signed" };
    let _ = writeln!(out, "{verb}\n{}", "=".repeat(verb.len()));
    let _ = writeln!(out, "  plan      {}  {}", plan.code, plan.title());
    let _ = writeln!(out, "  file      {}", plan.source.path.display());
    let _ = writeln!(out, "  revision  {}  {}", record.revision, tell::groups(&record.digest));
    let _ = writeln!(out, "  role      {}", record.role);
    let _ = writeln!(out, "  name      {}", record.name);
    let _ = writeln!(out, "  meaning   {}", record.meaning);
    let _ = writeln!(out, "  time      {}", record.time);
    let signer = record.signer.as_ref().map_or_else(String::new, |signer| format!(", {signer}"));
    let _ = writeln!(out, "  how       {}{signer}", record.how);
    let count = opened.records.of(&plan.id).map_or(0, |file| file.records.len()) + 1;
    let _ =
        writeln!(out, "  record    {count} in {}, {}", path_of(plan).display(), tell::groups(&record.hash));
    known(&mut out, opened, plan);
    let open = open_roles(plan, record);
    if !open.is_empty() {
        let _ = writeln!(out, "\nStill to sign: {}", open.join(", "));
    }
    if !dry_run {
        let _ = writeln!(out, "\nCommit {}: version control is part of the proof.", path_of(plan).display());
    }
    out
}

/// More of what is missing is counted, not listed.
const LISTED: usize = 10;

fn known(out: &mut String, opened: &Opened, plan: &SitePlan) {
    let own = |d: &&Diagnostic| d.span.is_some_and(|span| span.file == plan.source.id);
    let shown = opened.findings.iter().filter(own).filter(|d| d.severity != Severity::Note);
    let found: Vec<&Diagnostic> = shown.collect();
    if found.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nKnown to be missing or contradictory ({}):", found.len());
    for finding in found.iter().take(LISTED) {
        let line = finding.span.and_then(|span| opened.files.position(span)).map_or(1, |at| at.line);
        let _ = writeln!(out, "  line {line:<5} {}", finding.message);
    }
    if found.len() > LISTED {
        let _ = writeln!(out, "  and {} more; `tminus check` lists them", found.len() - LISTED);
    }
}

/// Roles that have not signed this revision, the one just recorded aside.
fn open_roles(plan: &SitePlan, record: &Record) -> Vec<String> {
    let roles = plan.sign_off.roles.iter();
    let open = roles.filter_map(|role| {
        let own = record.is_for() && same_words(&role.ask.role, &record.role);
        let more = role.ask.people.saturating_sub(role.given.len() + usize::from(own));
        match more {
            0 => None,
            1 => Some(role.ask.role.clone()),
            n => Some(format!("{} ({n} people)", role.ask.role)),
        }
    });
    open.collect()
}
