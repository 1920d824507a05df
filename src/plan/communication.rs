//! Messages, when they go out and through what.

use serde::Serialize;

use super::Place;

#[derive(Debug, Clone, Default, Serialize)]
pub struct Communication {
    pub templates: Vec<Template>,
    pub schedule: Vec<ScheduleEntry>,
    pub update_frequency: Vec<UpdateFrequency>,
    pub channels: Vec<Channel>,
}

/// A message with fields to fill when it is used.
#[derive(Debug, Clone, Serialize)]
pub struct Template {
    pub slug: String,
    pub title: String,
    /// The fields in order, each once, as written (`[Phase Name]`).
    pub placeholders: Vec<String>,
    /// How many there are, repeats counted.
    pub occurrences: usize,
    /// Those that list their values (`[P0/P1/P2]`).
    pub choices: Vec<String>,
    #[serde(flatten)]
    pub place: Place,
    /// The message as written.
    #[serde(skip)]
    pub text: String,
    #[serde(skip)]
    pub fields: Vec<TemplateField>,
    pub subject: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<String>,
}

/// A field of a template.
#[derive(Debug, Clone)]
pub struct TemplateField {
    /// As written, brackets included.
    pub literal: String,
    /// Without brackets.
    pub label: String,
    /// The values to choose from; empty for free text.
    pub choices: Vec<String>,
}

/// A message that goes out at a stated time.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleEntry {
    pub group: Option<String>,
    pub when: String,
    pub what: String,
    pub audience: Option<String>,
    pub channel: Option<String>,
    #[serde(flatten)]
    pub place: Place,
}

/// How often people are told at a severity.
#[derive(Debug, Clone, Serialize)]
pub struct UpdateFrequency {
    pub level: String,
    pub frequency: String,
    pub line: u32,
}

/// A medium.
#[derive(Debug, Clone, Serialize)]
pub struct Channel {
    pub name: String,
    pub purpose: Option<String>,
    /// True for an address such as `#incidents`, false for a kind of medium.
    pub named: bool,
    #[serde(flatten)]
    pub place: Place,
}
