//! Records for tests.

use super::canonical;
use super::record::{Record, Signed};
use super::{Ask, write};

/// A digest of one repeated digit.
pub fn digest(digit: char) -> String {
    digit.to_string().repeat(64)
}

/// A record without hash.
pub fn record(name: &str) -> Record {
    Record {
        plan: "SCN".into(),
        role: "Harbour master".into(),
        name: name.into(),
        meaning: "approved".into(),
        time: "2026-03-01T18:40:00+01:00".into(),
        revision: 3,
        digest: digest('a'),
        how: "typed name".into(),
        ..Record::default()
    }
}

/// The plan of [`record`] at the revision that it signs.
pub fn plan() -> Signed {
    Signed {
        id: "scales".into(),
        code: "SCN".into(),
        title: "Move the scales".into(),
        revision: 3,
        digest: digest('a'),
        asked: vec![Ask::one("Harbour master"), Ask::one("Weigh clerk")],
        ..Signed::default()
    }
}

/// A file of these records, chained.
pub fn file(records: impl IntoIterator<Item = Record>) -> String {
    let mut text = String::new();
    let mut previous = None;
    for mut record in records {
        record.previous = previous;
        record.hash = canonical::hash(&record);
        previous = Some(record.hash.clone());
        text = write::appended(&text, &record);
    }
    text
}
