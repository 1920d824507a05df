//! Whether the records are those that were written, all of them, in their order.

use std::collections::BTreeMap;

use super::canonical;
use super::file::RecordFile;
use super::record::Placed;
use crate::diag::Diagnostic;

/// Edited, repeated, moved and missing records. Where a record cannot be read, its neighbours are not held against it.
pub fn check(file: &RecordFile) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<&str, &Placed> = BTreeMap::new();
    let mut last: Option<&str> = None;
    for placed in &file.records {
        let record = &placed.record;
        if let Some(first) = seen.get(record.hash.as_str()).filter(|f| f.record == *record) {
            findings.push(twice(placed, first));
            continue;
        }
        if canonical::hash(record) != record.hash {
            findings.push(edited(placed));
        }
        if file.readable && record.previous.as_deref() != last {
            findings.push(broken(file, placed, last.is_none()));
        }
        seen.insert(&record.hash, placed);
        last = Some(&record.hash);
    }
    findings
}

/// The records whose own text is as it was signed.
pub fn is_whole(placed: &Placed) -> bool {
    canonical::hash(&placed.record) == placed.record.hash
}

fn twice(placed: &Placed, first: &Placed) -> Diagnostic {
    Diagnostic::error("sign-off-twice", "the same record stands twice")
        .at(placed.head)
        .label(first.head, "first here")
        .hint("remove the second one")
}

fn edited(placed: &Placed) -> Diagnostic {
    let record = &placed.record;
    let message = format!("the record of {} was changed after it was written", record.name);
    Diagnostic::error("sign-off-edited", message)
        .at(placed.at("hash"))
        .label(placed.head, "this record")
        .hint("its text no longer has this hash; take the file back from version control")
        .hint("to correct a signature, record `withdrawn` and sign again: nothing is ever overwritten")
}

fn broken(file: &RecordFile, placed: &Placed, is_first: bool) -> Diagnostic {
    let previous = placed.record.previous.as_deref();
    let other = previous.and_then(|hash| file.records.iter().find(|p| p.record.hash == hash));
    let message = match (previous, other) {
        (None, _) => "this record says that it is the first, and another one stands before it".to_owned(),
        (_, Some(_)) => "records were moved: this one does not follow the one that it names".to_owned(),
        _ if is_first => "records before this one were taken out".to_owned(),
        _ => "a record before this one was taken out or changed".to_owned(),
    };
    let finding = Diagnostic::error("sign-off-chain", message).at(placed.at("previous"));
    let finding = match other {
        Some(other) => finding.label(other.head, "it follows this one"),
        None => finding,
    };
    finding
        .hint("take the file back from version control")
        .hint("where two branches were merged, remove the records of one of them and record those again")
}
