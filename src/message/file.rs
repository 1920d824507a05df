//! A message as its file says it.

use std::collections::BTreeMap;

use crate::diag::{FileId, Span};
use crate::read::MessageSource;

/// A blank of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub label: Option<String>,
    /// The values to choose from; empty for free text.
    pub choices: Vec<String>,
}

/// When a message may go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// In earnest alone: no rehearsal may show it ready to be sent.
    Live,
    /// In rehearsals alone; it always says so.
    Drill,
    #[default]
    Both,
}

/// A message of the site.
#[derive(Debug, Clone, Default)]
pub struct MessageFile {
    /// Stem of the file name.
    pub name: String,
    pub title: String,
    pub severity: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    /// May hold fields like the text.
    pub subject: Option<String>,
    pub text: String,
    pub fields: Vec<Field>,
    /// Codes or ids of the plans that it is for; empty for all.
    pub plans: Vec<String>,
    /// What the front matter says of it.
    pub mode: Option<Mode>,
    pub public_alert: bool,
    /// Name of the message that takes it back.
    pub correction: Option<String>,
    pub file: FileId,
    /// Byte of the file where the text begins.
    pub start: usize,
    /// Byte of the last letter before the text: where a text that is missing is told of.
    pub before: usize,
    /// Places of the values of the front matter.
    pub places: BTreeMap<String, Span>,
}

impl MessageFile {
    pub fn of(source: &MessageSource) -> MessageFile {
        let (front, name) = (&source.front, source.name());
        let field = |entry: &crate::read::FieldEntry| Field {
            name: entry.name.clone(),
            label: entry.label.clone(),
            choices: entry.choices.clone(),
        };
        MessageFile {
            title: front.title.clone().unwrap_or_else(|| name.clone()),
            name,
            severity: front.severity.clone(),
            audience: front.audience.clone(),
            channel: front.channel.clone(),
            subject: front.subject.clone(),
            text: source.text.get(source.body..).unwrap_or("").to_owned(),
            fields: front.fields.iter().map(field).collect(),
            plans: front.plans.clone(),
            mode: match front.mode.as_deref() {
                Some("live") => Some(Mode::Live),
                Some("drill") => Some(Mode::Drill),
                Some("both") => Some(Mode::Both),
                _ => None,
            },
            public_alert: front.public_alert,
            correction: front.correction.clone(),
            file: source.id,
            start: source.body,
            before: source.text.floor_char_boundary(source.body.saturating_sub(1)),
            places: front.places.clone(),
        }
    }

    /// All messages of a site, in order of their names.
    pub fn all(sources: &[MessageSource]) -> Vec<MessageFile> {
        let mut all: Vec<MessageFile> = sources.iter().map(MessageFile::of).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// Whether it is for the plan of this code and id.
    pub fn is_for(&self, code: &str, id: &str) -> bool {
        self.plans.is_empty() || self.plans.iter().any(|p| p.eq_ignore_ascii_case(code) || p == id)
    }

    /// Bytes of the text, as a place in its file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.start + start, self.start + end.max(start))
    }

    /// The place of a value of the front matter.
    pub(super) fn place(&self, key: &str) -> Span {
        self.places.get(key).copied().unwrap_or(Span::new(self.file, 0, 0))
    }
}
