//! One record, and the plan that it speaks of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Span;

/// A signature as it was recorded; every value as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Code of the plan.
    pub plan: String,
    pub role: String,
    pub name: String,
    /// What the signature says: `approved`, `reviewed` … `rejected` and `withdrawn` speak against.
    pub meaning: String,
    /// RFC 3339 with an offset.
    pub time: String,
    /// Number of the revision, as it was shown.
    pub revision: u32,
    /// Digest of the revision: 64 lower-case hexadecimal digits. It alone says what was signed.
    pub digest: String,
    /// `typed name`, `paper, binder 7`, `ssh`.
    pub how: String,
    /// Principal of the SSH key, where there is an SSH signature.
    pub signer: Option<String>,
    /// Hash of the record before; `None` in the first.
    pub previous: Option<String>,
    /// SHA-256 of the canonical text.
    pub hash: String,
    /// Armoured SSH signature of the canonical text.
    pub signature: Option<String>,
}

impl Record {
    /// Whether it speaks for the plan. A rejection and a withdrawal are records too, and count for nobody.
    pub fn is_for(&self) -> bool {
        !self.is_against()
    }

    /// Whether it rejects the plan, or takes back what the same person signed before.
    pub fn is_against(&self) -> bool {
        AGAINST.contains(&self.meaning.to_lowercase().as_str())
    }
}

/// Meanings that speak against.
pub const AGAINST: &[&str] = &["rejected", "withdrawn"];

/// Meanings that are offered; any other word may be written.
pub const MEANINGS: &[&str] =
    &["approved", "reviewed", "authorised", "responsible", "witnessed", "rejected", "withdrawn"];

/// A record as it stands in its file.
#[derive(Debug, Clone, Default)]
pub struct Placed {
    pub record: Record,
    /// Its first key: where the record as a whole is shown.
    pub head: Span,
    /// Place of every value by its key.
    pub places: BTreeMap<&'static str, Span>,
}

impl Placed {
    /// The place of a value; where it was not written, that of the record.
    pub fn at(&self, key: &str) -> Span {
        self.places.get(key).copied().unwrap_or(self.head)
    }
}

/// What is signed: one plan at one revision.
#[derive(Debug, Clone, Default)]
pub struct Signed {
    /// Id of the plan: the name of its file of records.
    pub id: String,
    /// Former ids.
    pub former_ids: Vec<String>,
    pub code: String,
    /// Codes that the plan had before.
    pub former_codes: Vec<String>,
    pub title: String,
    pub revision: u32,
    /// 64 lower-case hexadecimal digits.
    pub digest: String,
    /// Who is to sign.
    pub asked: Vec<super::Ask>,
}
