//! The ledger to text.

use super::fields::quoted;
use super::{END, HEADER, VERSION, checksum};
use crate::ledger::entry::{Entry, Revision, SIGNS, State};
use crate::ledger::{Code, Ledger};

/// What stands below the first line.
const ABOUT: &str = "\
# What this site has published: a line for every plan and every thing in it, and for every revision.
# `tminus build` writes it. Commit it: it keeps pasted links alive. Change it with `tminus ledger`, not by hand.";

/// The text of `tminus.lock`: the same ledger always gives the same bytes.
pub fn write(ledger: &Ledger) -> String {
    let mut lines: Vec<String> = ledger.entries().map(entry).collect();
    lines.extend(ledger.revisions().map(revision));
    lines.sort();
    lines.dedup();
    let mut out = format!("{HEADER}{VERSION}\n{ABOUT}\n");
    for line in lines {
        out.push_str(&format!("{line} #{}\n", checksum(&line)));
    }
    out.push_str(END);
    out.push('\n');
    out
}

fn entry(entry: &Entry) -> String {
    let mut fields = vec![entry.code.to_string(), entry.kind.name().to_owned()];
    fields.extend(entry.parent.iter().map(|code| format!("in={code}")));
    fields.push(format!("at={}", entry.order));
    fields.push(format!("own={}", entry.own));
    fields.extend(entry.id.iter().map(|id| quoted("id", id)));
    fields.extend(entry.file.iter().map(|file| quoted("file", file)));
    if !entry.names.is_empty() {
        fields.push(quoted("names", &entry.names.join(" ")));
    }
    fields.extend(entry.pin.iter().map(|pin| format!("pin={pin}")));
    match &entry.state {
        State::Live => {}
        State::Same(code) => fields.push(format!("same={code}")),
        State::Retired(gone) => {
            fields.push(format!("retired={}", gone.on));
            fields.extend(gone.to.iter().map(|to| format!("to={to}")));
            fields.push(quoted("why", &gone.why));
        }
    }
    fields.push(quoted("text", &entry.words));
    fields.join(" ")
}

fn revision(revision: &Revision) -> String {
    // Four letters drawn from the revision scatter these lines among those of the things: two branches that each add a
    // revision must not write to the same place.
    let place = Code::draw(&revision.plan, &["revision", &revision.name()], 0);
    let mut fields = vec![format!("{place}@{:04}.{}", revision.number, revision.digest)];
    if !revision.after.is_empty() {
        fields.push(format!("after={}", revision.after.join(",")));
    }
    for (what, sign) in SIGNS {
        let codes = revision.changes.iter().filter(|change| change.what == *what);
        let codes: Vec<String> = codes
            .map(|c| if c.was.is_empty() { c.code.to_string() } else { format!("{}:{}", c.code, c.was) })
            .collect();
        if !codes.is_empty() {
            fields.push(format!("{sign}={}", codes.join(",")));
        }
    }
    fields.join(" ")
}
