//! Forgers: whatever is done to the records of a file is found, as long as it changes what they say.

use super::canonical;
use super::check::check;
use super::file::{self, RecordFile, RecordFiles};
use super::record::{Placed, Record};
use super::testing::{self, plan, record};
use crate::diag::{FileId, Severity};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// Six records of two roles and five people.
fn originals() -> Vec<Record> {
    let names = ["Ada Byron", "Bea Cole", "Cleo Dahl", "Dora Egg", "Ada Byron", "Eve Fox"];
    let mut records: Vec<Record> = names.into_iter().map(record).collect();
    for (at, record) in records.iter_mut().enumerate() {
        record.time = format!("2026-03-0{}T18:40:00+01:00", at + 1);
        record.role = if at % 2 == 0 { "Harbour master".into() } else { "Weigh clerk".into() };
    }
    records
}

/// The records of a text, and the codes of all errors that are found in it.
fn judge(text: &str) -> (Vec<Placed>, Vec<&'static str>) {
    let read = file::parse(FileId(0), text);
    let mut codes: Vec<&str> = read.diagnostics.iter().map(|d| d.code).collect();
    let records = read.value.clone();
    let file = RecordFile {
        plan_id: "scales".into(),
        readable: !read.has_errors(),
        records: read.value,
        ..RecordFile::default()
    };
    let files = RecordFiles { files: vec![file], ..RecordFiles::default() };
    let checked = check(&files, &[plan()], &|_, _| None);
    codes.extend(checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.code));
    (records, codes)
}

fn entries(text: &str) -> Vec<String> {
    text.split("- record:").skip(1).map(|entry| format!("- record:{entry}")).collect()
}

/// One edit of the text; what it was, and the text that came of it.
fn tamper(text: &str, dice: &mut Dice) -> (&'static str, String) {
    let mut parts = entries(text);
    // Of the last record no text of its own stands behind: what is done to it must show in itself.
    let (at, other) = (dice.roll(parts.len()), dice.roll(parts.len()));
    let inner = dice.roll(parts.len() - 1);
    match dice.roll(9) {
        0 => ("flipped byte", flipped(text, dice)),
        1 => {
            parts.remove(inner);
            ("record taken out", parts.concat())
        }
        2 => {
            parts.swap(at, other);
            ("records swapped", parts.concat())
        }
        3 => {
            let copy = parts[at].clone();
            parts.insert(other, copy);
            ("record repeated", parts.concat())
        }
        4 => {
            let (from, to) = (lines(&parts[other]), lines(&parts[at]));
            let line = 1 + dice.roll(from.len() - 1);
            let mixed: Vec<&str> =
                to.iter().enumerate().map(|(n, l)| if n == line { from[n] } else { l }).collect();
            parts[at] = mixed.concat();
            ("line of another record", parts.concat())
        }
        5 => {
            let kept = lines(&parts[at]);
            let gone = dice.roll(kept.len());
            let kept: Vec<&str> =
                kept.into_iter().enumerate().filter(|(n, _)| *n != gone).map(|(_, l)| l).collect();
            parts[at] = kept.concat();
            ("line taken out", parts.concat())
        }
        6 => {
            let cut = text.floor_char_boundary(200 + dice.roll(text.len() - 202));
            ("file cut off", text[..cut].to_owned())
        }
        7 => ("record forged with its hash", forged(text, inner)),
        _ => {
            let line = 1 + dice.roll(11);
            let doubled: Vec<String> = lines(&parts[at])
                .iter()
                .enumerate()
                .map(|(n, l)| if n == line { format!("{l}{l}") } else { (*l).to_owned() })
                .collect();
            parts[at] = doubled.concat();
            ("line doubled", parts.concat())
        }
    }
}

fn lines(entry: &str) -> Vec<&str> {
    entry.split_inclusive('\n').collect()
}

fn flipped(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = dice.roll(bytes.len());
    bytes[at] = b" abc019:-#'\"\n\t[{"[dice.roll(16)];
    String::from_utf8(bytes).expect("one byte a character")
}

/// Another name in one record, and its hash made anew.
fn forged(text: &str, at: usize) -> String {
    let mut forged = file::parse(FileId(0), text).value[at].record.clone();
    let old = forged.clone();
    forged.name = "Mallory Grey".into();
    forged.hash = canonical::hash(&forged);
    text.replacen(&format!("  hash: {}", old.hash), &format!("  hash: {}", forged.hash), 1)
        .split("- record:")
        .enumerate()
        .map(|(n, part)| if n == at + 1 { part.replace(&old.name, &forged.name) } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join("- record:")
}

#[test]
fn two_hundred_edits_are_all_found() {
    let text = testing::file(originals());
    let (sound, codes) = judge(&text);
    assert!(codes.is_empty() && sound.len() == 6, "{codes:?}");
    let said: Vec<Record> = sound.into_iter().map(|placed| placed.record).collect();
    let mut dice = Dice(0x7453_1ACE_D00D_F00D);
    let (mut found, mut without_effect) = (0, 0);
    while found < 200 {
        let (what, edited) = tamper(&text, &mut dice);
        let (records, codes) = judge(&edited);
        let says: Vec<Record> = records.into_iter().map(|placed| placed.record).collect();
        let shorter = says.len() < said.len() && said[..says.len()] == says[..];
        if codes.is_empty() && says == said || shorter && codes.is_empty() && what == "file cut off" {
            // Blanks, comments and quotes say nothing; a cut right between two records is told of in the manual.
            without_effect += 1;
            assert!(without_effect < 200, "the edits do nothing");
            continue;
        }
        assert!(!codes.is_empty(), "{what} was not found:\n{edited}");
        found += 1;
    }
}

#[test]
fn each_way_of_forging_has_its_name() {
    let text = testing::file(originals());
    let parts = entries(&text);
    let codes = |parts: &[String]| judge(&parts.concat()).1;
    let mut edited = parts.clone();
    edited[1] = edited[1].replace("Bea Cole", "Bea Coal");
    assert_eq!(codes(&edited), ["sign-off-edited"]);
    assert_eq!(codes(&[&parts[..2], &parts[3..]].concat()), ["sign-off-chain"]);
    assert_eq!(codes(&parts[1..]), ["sign-off-chain"]);
    assert_eq!(codes(&[&parts[..2], &parts[1..]].concat()), ["sign-off-twice"]);
    assert_eq!(judge(&forged(&text, 2)).1, ["sign-off-chain"]);
    let mut swapped = parts.clone();
    swapped.swap(4, 5);
    assert_eq!(codes(&swapped), ["sign-off-chain", "sign-off-chain"]);
}

/// What the manual says of the chain: its end can be cut off, and the file alone does not show it.
#[test]
fn the_last_records_can_be_cut_off_unseen() {
    let parts = entries(&testing::file(originals()));
    let (records, codes) = judge(&parts[..4].concat());
    assert!(records.len() == 4 && codes.is_empty());
}
