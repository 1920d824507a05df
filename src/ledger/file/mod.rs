//! `tminus.lock`: the ledger as text.
//!
//! One line a thing and one line a revision, sorted, each with a checksum at its end; between a first line that names
//! the version and a last line that shows that nothing was cut off. Lines stand for themselves, so that a merge may
//! keep the lines of both sides: doubles are joined when they are read, and the order is restored when it is written.

mod fields;
mod parts;
mod read;
mod write;

pub use parts::Parts;
pub use read::{MARKERS, read};
pub use write::write;

use sha2::{Digest as _, Sha256};

use crate::ledger::hex;

/// Name of the file, beside `book.toml`.
pub const NAME: &str = "tminus.lock";

/// The first line up to its version.
const HEADER: &str = "# tminus ledger ";

/// The version that is read and written.
const VERSION: u32 = 1;

/// The last line.
const END: &str = "# end";

/// Six letters that tell a line that was changed by hand or by a fault.
fn checksum(line: &str) -> String {
    hex(&Sha256::digest(line.as_bytes())[..3])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::ledger::entry::{Change, Entry, Retired, Revision, State, What};
    use crate::ledger::{Code, Kind, Ledger};

    fn entry(code: &str) -> Entry {
        Entry {
            code: Code::parse(code).unwrap(),
            kind: Kind::Task,
            parent: Code::parse("CRM"),
            order: 3000,
            own: "0123456789ab".into(),
            id: None,
            file: None,
            names: vec!["phase/phase-1".into(), "text#go".into()],
            words: "Ring the \"bell\", twice".into(),
            also: Vec::new(),
            state: State::Live,
            pin: None,
            buried: None,
            place: (0, 0),
        }
    }

    fn ledger() -> Ledger {
        let gone = Retired { to: Code::parse("CRM-7F3K"), on: "2026-11-20".into(), why: "two bells".into() };
        let mut ledger = Ledger::default();
        ledger.put(Entry { state: State::Retired(gone.into()), ..entry("CRM-A2A2") });
        ledger.put(Entry { id: Some("go".into()), ..entry("CRM-7F3K") });
        ledger.put(Entry { state: State::Same(Code::parse("CRM-7F3K").unwrap()), ..entry("CRM-C4C4") });
        let change = Change {
            code: Code::parse("CRM-7F3K").unwrap(),
            what: What::Changed,
            was: "aa11bb22cc33".into(),
        };
        ledger.add_revision(Revision {
            plan: Code::parse("CRM").unwrap(),
            number: 2,
            digest: "9C41E7D206AF3B58".into(),
            after: vec!["1.0C41E7D206AF3B58".into()],
            changes: vec![change],
        });
        ledger
    }

    fn read_back(text: &str) -> Result<Ledger, Vec<String>> {
        let read = read(FileId(0), text);
        if read.has_errors() {
            return Err(read.diagnostics.iter().map(|d| d.code.to_owned()).collect());
        }
        Ok(read.value)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = write(&ledger());
        let again = read_back(&text).unwrap();
        assert_eq!(write(&again), text);
        assert_eq!(again.get(&Code::parse("CRM-7F3K").unwrap()).unwrap().words, "Ring the \"bell\", twice");
        assert!(again.revisions().eq(ledger().revisions()));
        let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(lines.is_sorted(), "{text}");
    }

    #[test]
    fn lines_of_both_sides_are_joined() {
        let mut other = ledger();
        other.set(Entry { words: "Ring it".into(), names: vec!["text#x".into()], ..entry("CRM-7F3K") });
        other.put(entry("CRM-D4D4"));
        let (ours, theirs) = (write(&ledger()), write(&other));
        let body =
            |text: &str| text.lines().filter(|l| !l.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
        let mut lines = body(&theirs);
        lines.extend(body(&ours));
        let head: Vec<&str> = ours.lines().take_while(|l| l.starts_with('#')).collect();
        let joined = read_back(&format!("{}\n{}\n{END}\n", head.join("\n"), lines.join("\n"))).unwrap();
        let bell = joined.get(&Code::parse("CRM-7F3K").unwrap()).unwrap();
        assert_eq!((bell.names.len(), bell.also.len()), (3, 1));
        assert!(joined.get(&Code::parse("CRM-D4D4").unwrap()).is_some());
        assert_eq!(joined.revisions().count(), 1);
    }

    #[test]
    fn the_part_of_a_plan_is_read_without_the_others() {
        let mut ledger = ledger();
        let plan = |code: &str, id: &str| Entry {
            kind: Kind::Plan,
            parent: None,
            id: Some(id.into()),
            names: vec![format!("old-{id}")],
            ..entry(code)
        };
        ledger.put(plan("CRM", "crm"));
        ledger.put(plan("CRMB", "other"));
        ledger.put(Entry { parent: Code::parse("CRMB"), ..entry("CRMB-7F3K") });
        let gone = Retired { to: None, on: "2026-11-20".into(), why: String::new() };
        ledger.put(Entry { state: State::Retired(gone.into()), ..plan("OLD", "gone") });
        let text = write(&ledger);
        // As a merge leaves it: lines of one plan in two places.
        let mut lines: Vec<&str> = text.lines().collect();
        let moved = lines.remove(2);
        lines.insert(lines.len() - 1, moved);
        let parts = Parts::of(lines.join("\n") + "\n");
        assert_eq!(parts.code_of("crm"), Some("CRM"));
        assert_eq!(parts.code_of("old-other"), Some("CRMB"));
        assert_eq!(parts.code_of("gone"), None);
        assert_eq!(parts.ids_of("CRM").collect::<Vec<_>>(), ["crm", "old-crm"]);
        let part = parts.part("CRM").unwrap();
        let whole = read_back(&text).unwrap();
        let own = |e: &&Entry| e.code.plan_part() == "CRM";
        let bare = |e: &Entry| Entry { place: (0, 0), ..e.clone() };
        let (part_of, whole_of): (Vec<Entry>, Vec<Entry>) =
            (part.entries().map(bare).collect(), whole.entries().filter(own).map(bare).collect());
        assert_eq!(part_of, whole_of);
        assert!(part.revisions().eq(whole.revisions()));
        assert!(parts.part("NEW").unwrap().is_empty());
        let damaged = Parts::of(text.replace("twice", "thrice"));
        assert!(damaged.part("CRM").is_none());
    }

    #[test]
    fn every_damage_is_told() {
        let text = write(&ledger());
        let cut = &text[..text.len() - 9];
        assert_eq!(read_back(cut).unwrap_err(), ["ledger-cut-off"]);
        assert_eq!(read_back("").unwrap_err(), ["ledger-not-ours"]);
        assert_eq!(read_back(&text.replace("twice", "thrice")).unwrap_err(), ["ledger-damaged"; 3]);
        assert_eq!(read_back(&text.replace("ledger 1", "ledger 2")).unwrap_err(), ["ledger-newer"]);
        let torn = text.replace("CRM-7F3K task", "<<<<<<< ours\nCRM-7F3K task");
        assert_eq!(read_back(&torn).unwrap_err(), ["ledger-conflict"]);
    }

    #[test]
    fn no_byte_changes_unseen() {
        let text = write(&ledger());
        for at in 0..text.len() {
            if !text.is_char_boundary(at) || text.as_bytes()[at] == b'\n' {
                continue;
            }
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            let changed = String::from_utf8(bytes).unwrap();
            let in_comment = text[..at].rsplit('\n').next().unwrap().starts_with('#') && at > 20;
            if let Ok(found) = read_back(&changed) {
                assert!(in_comment || write(&found) == text, "byte {at} of {text}");
            }
        }
    }
}
