//! What a plan says of itself before its text begins.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::diag::Span;

/// The front matter, every value as text character for character. A key that is absent or null is `None` or empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// False where the file has none.
    #[serde(skip)]
    pub present: bool,
    /// True where there is one and it could not be read: nobody knows what it says.
    #[serde(skip)]
    pub unread: bool,
    pub id: Option<String>,
    /// Short upper-case code such as `CRM`.
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
    #[serde(deserialize_with = "texts")]
    pub owners: Vec<String>,
    #[serde(deserialize_with = "texts")]
    pub approvers: Vec<String>,
    #[serde(deserialize_with = "texts")]
    pub prepared_by: Vec<String>,
    #[serde(deserialize_with = "texts")]
    pub systems: Vec<String>,
    #[serde(deserialize_with = "texts")]
    pub tags: Vec<String>,
    #[serde(deserialize_with = "entries")]
    pub contacts: Vec<ContactEntry>,
    #[serde(deserialize_with = "entries")]
    pub severities: Vec<SeverityEntry>,
    #[serde(deserialize_with = "texts")]
    pub blocked_by: Vec<String>,
    /// Former ids.
    #[serde(deserialize_with = "texts")]
    pub aliases: Vec<String>,
    /// Kept out of the site.
    #[serde(deserialize_with = "flag")]
    pub draft: bool,
    /// Place of every value by its path: `title`, `owners.0`, `contacts.1.phone`.
    #[serde(skip)]
    pub places: BTreeMap<String, Span>,
    /// Place of every key by the same paths.
    #[serde(skip)]
    pub keys: BTreeMap<String, Span>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ContactEntry {
    #[serde(deserialize_with = "text")]
    pub role: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub channel: Option<String>,
    pub hours: Option<String>,
    pub group: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeverityEntry {
    #[serde(deserialize_with = "text")]
    pub level: String,
    pub label: Option<String>,
    pub response: Option<String>,
    pub update: Option<String>,
    #[serde(deserialize_with = "texts")]
    pub notify: Vec<String>,
}

impl FrontMatter {
    /// The instant of T-0 in UTC, where day, time and zone are known.
    pub fn zero(&self) -> Option<String> {
        super::values::instant(self.t_zero.as_deref()?, self.time_zone.as_deref())
    }

    /// Sets the list at `path` to the one text that was written without a list, character for character.
    pub(super) fn set_single(&mut self, path: &str, text: String) {
        let list = match path.split('.').collect::<Vec<_>>()[..] {
            ["owners"] => Some(&mut self.owners),
            ["approvers"] => Some(&mut self.approvers),
            ["prepared_by"] => Some(&mut self.prepared_by),
            ["systems"] => Some(&mut self.systems),
            ["tags"] => Some(&mut self.tags),
            ["blocked_by"] => Some(&mut self.blocked_by),
            ["aliases"] => Some(&mut self.aliases),
            ["severities", at, "notify"] => {
                at.parse().ok().and_then(|at: usize| self.severities.get_mut(at)).map(|s| &mut s.notify)
            }
            _ => None,
        };
        if let Some(list) = list {
            *list = vec![text];
        }
    }
}

/// A list of texts. One text alone is put in later, from the place where it was written.
fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Texts;
    impl<'de> serde::de::Visitor<'de> for Texts {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a list of texts")
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
            let mut texts = Vec::new();
            while let Some(text) = list.next_element::<Option<String>>()? {
                texts.extend(text);
            }
            Ok(texts)
        }
        fn visit_unit<E>(self) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_str<E>(self, _: &str) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_bool<E>(self, _: bool) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_i64<E>(self, _: i64) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_u64<E>(self, _: u64) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_i128<E>(self, _: i128) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_u128<E>(self, _: u128) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_f64<E>(self, _: f64) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
    }
    deserializer.deserialize_any(Texts)
}

fn entries<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.as_deref() == Some("true"))
}
