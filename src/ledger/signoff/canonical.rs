//! The canonical text of a record, form `v1`, and its hash.
//!
//! ```text
//! tminus sign-off v1
//! plan: SCN
//! role: Harbour master
//! name: Ada Byron
//! meaning: approved
//! time: 2026-03-01T18:40:00+01:00
//! revision: 3
//! digest: 9c41…
//! how: typed name
//! signer: ada@example.org
//! previous: none
//! ```
//!
//! UTF-8 in NFC, one line a value, each line ends with a line feed; runs of white space and control characters in a
//! value are one blank, none at its ends. The line `signer` is there only where the record has one. The hash is the
//! SHA-256 of these bytes; an SSH signature signs the same bytes.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::record::Record;
use crate::ledger::hex;

/// What stands in `previous` of the first record.
pub const NONE: &str = "none";

/// The canonical text of a record; its hash and its signature are no part of it.
pub fn text(record: &Record) -> String {
    let revision = record.revision.to_string();
    let lines = [
        ("plan", Some(record.plan.as_str())),
        ("role", Some(&record.role)),
        ("name", Some(&record.name)),
        ("meaning", Some(&record.meaning)),
        ("time", Some(&record.time)),
        ("revision", Some(&revision)),
        ("digest", Some(&record.digest)),
        ("how", Some(&record.how)),
        ("signer", record.signer.as_deref()),
        ("previous", Some(record.previous.as_deref().unwrap_or(NONE))),
    ];
    let mut text = String::from("tminus sign-off v1\n");
    for (key, value) in lines.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        text.push_str(key);
        text.push_str(": ");
        text.push_str(&tidy(value));
        text.push('\n');
    }
    text
}

/// The hash of a record: 64 lower-case hexadecimal digits.
pub fn hash(record: &Record) -> String {
    let digest = Sha256::digest(text(record).as_bytes());
    hex(&digest)
}

/// A value as it is signed: NFC, white space and control characters as single blanks, none at the ends.
pub fn tidy(value: &str) -> String {
    let parts = value.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    words.join(" ").nfc().collect()
}

/// Whether the text is a digest or hash as records write it.
pub fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::signoff::testing::record;

    #[test]
    fn a_value_cannot_break_out_of_its_line() {
        let mut forged = record("Ada Byron");
        forged.name = "Ada Byron\nmeaning: approved\u{85}x\u{2028}y".into();
        assert_eq!(text(&forged).lines().count(), text(&record("Ada")).lines().count());
        assert!(text(&forged).contains("name: Ada Byron meaning: approved x y\n"));
    }

    #[test]
    fn blanks_and_composition_do_not_change_the_hash_and_words_do() {
        let (mut a, mut b) = (record("Zoé  Ray"), record("Zoe\u{301} Ray "));
        assert_eq!(hash(&a), hash(&b));
        b.name = "Zoe Ray".into();
        assert_ne!(hash(&a), hash(&b));
        let before = hash(&a);
        a.signer = Some("zoe".into());
        assert_ne!(hash(&a), before);
    }
}
