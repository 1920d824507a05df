//! Writing `tminus.lock`, or not.

use std::path::Path;

use crate::diag::Diagnostic;
use crate::ledger::{Entry, Ledger, file};
use crate::output::write_file;

/// Changes of the ledger that are told by their words.
const TOLD: usize = 5;

/// Writes the ledger where it changed. With `locked` a change is an error instead.
pub fn keep(root: &Path, (before, after): (&Ledger, &Ledger), locked: bool) -> Option<Diagnostic> {
    let text = file::write(after);
    let path = root.join(file::NAME);
    if !before.is_empty() && text == file::write(before) {
        return None;
    }
    if locked {
        return Some(stale(before, after));
    }
    let failed = write_file(&path, text.as_bytes(), true).err()?;
    Some(
        Diagnostic::error("cannot-write", format!("cannot write the ledger: {failed}"))
            .in_file(file::NAME)
            .hint("see whether the disk is full or the folder is read-only; the previous site is untouched"),
    )
}

fn stale(before: &Ledger, after: &Ledger) -> Diagnostic {
    let new: Vec<&Entry> = after.entries().filter(|entry| before.get(&entry.code).is_none()).collect();
    let changed: Vec<&Entry> = after.entries().filter(|entry| differs(before, entry)).collect();
    let message = format!("the ledger would change: {} new, {} changed", new.len(), changed.len());
    let mut error = Diagnostic::error("ledger-locked", message).in_file(file::NAME);
    let told = new.iter().map(|entry| ("new", entry)).chain(changed.iter().map(|entry| ("changed", entry)));
    for (what, entry) in told.take(TOLD) {
        error = error.hint(format!("{what}: {} {} \"{}\"", entry.kind.name(), entry.code, entry.words));
    }
    error.hint(format!("run `tminus build` and commit `{}` with the plans", file::NAME))
}

fn differs(before: &Ledger, entry: &Entry) -> bool {
    before.get(&entry.code).is_some_and(|old| Entry { place: entry.place, ..old.clone() } != *entry)
}
