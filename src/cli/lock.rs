//! Writing `tminus.lock`, or not.

use std::path::Path;

use crate::diag::{Diagnostic, FileId};
use crate::ledger::{Entry, Ledger, file};
use crate::output::{replace_file, tidy};
use crate::read::{Disk, Folder, decode, limits};

/// Changes of the ledger that are told by their words.
const TOLD: usize = 5;

/// Writes the ledger of a build where it changed; `read` is the text that the build began with. With `locked` a change
/// is an error instead.
pub fn keep(
    root: &Path,
    read: Option<&str>,
    (before, after): (&Ledger, &Ledger),
    locked: bool,
) -> Option<Diagnostic> {
    if locked {
        let same = read.is_some_and(|read| read == file::write(after));
        return (!same).then(|| stale(before, after));
    }
    write(root, read, after)
}

/// Writes a ledger that came of the one whose text was `read`, unless it is the same. Where the file is another one by
/// now, nothing is written: what somebody else added would be lost.
pub fn write(root: &Path, read: Option<&str>, ledger: &Ledger) -> Option<Diagnostic> {
    let text = file::write(ledger);
    let path = Path::new(file::NAME);
    let disk = Disk::new(root);
    let now = disk.holds(path).then(|| disk.read_up_to(path, limits::LEDGER).ok()).flatten();
    let now = now.map(|bytes| decode::decode(FileId(0), &bytes).value);
    if now.as_deref() == Some(&text) {
        tidy(&root.join(path));
        return None;
    }
    if now.as_deref() != read {
        let error =
            Diagnostic::error("ledger-busy", "the ledger was changed by somebody else in the meantime");
        return Some(error.in_file(file::NAME).hint("nothing was written; run the same command again"));
    }
    let failed = replace_file(&root.join(path), read, &text).err()?;
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
