//! What a plan says of itself before its text begins.

use std::collections::BTreeMap;

use crate::diag::Span;

/// The front matter, every value as text character for character. A key that is absent or null is `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// False where the file has none.
    pub present: bool,
    pub id: Option<String>,
    /// Short upper-case code such as `CHS`.
    pub code: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub kind: Option<String>,
    pub status: Option<String>,
    pub version: Option<String>,
    pub date: Option<String>,
    pub review_by: Option<String>,
    /// `2025-10-28 10:00`, local to `time_zone`, or with an offset.
    pub t_zero: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    pub language: Option<String>,
    pub owners: Vec<String>,
    pub approvers: Vec<String>,
    pub systems: Vec<String>,
    pub tags: Vec<String>,
    pub contacts: Vec<ContactEntry>,
    pub severities: Vec<SeverityEntry>,
    pub blocked_by: Vec<String>,
    /// Place of every value by its path: `title`, `owners.0`, `contacts.1.phone`.
    pub places: BTreeMap<String, Span>,
}

#[derive(Debug, Clone, Default)]
pub struct ContactEntry {
    pub role: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub channel: Option<String>,
    pub hours: Option<String>,
    pub group: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct SeverityEntry {
    pub level: String,
    pub label: Option<String>,
    pub response: Option<String>,
    pub update: Option<String>,
    pub notify: Vec<String>,
}
