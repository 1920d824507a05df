//! What the front matter of an imported plan can say: its own values first, then what the text says.

use crate::markdown::slug;
use crate::plan::{MetadataValue, Plan};
use crate::read::Source;
use crate::read::front::keys::{KEYS, Key, Kind};

/// The value of one key, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Missing,
    Text(String),
    List(Vec<String>),
    /// Maps: key and text.
    Entries(Vec<Vec<(&'static str, String)>>),
}

/// All keys in the order of the table.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub values: Vec<(&'static Key, Value)>,
}

impl Found {
    pub fn missing(&self) -> Vec<&'static str> {
        self.values.iter().filter(|(_, v)| *v == Value::Missing).map(|(k, _)| k.name).collect()
    }

    pub fn present(&self) -> Vec<&'static str> {
        let says_something = |value: &Value| match value {
            Value::Missing => false,
            Value::Text(_) => true,
            Value::List(texts) => !texts.is_empty(),
            Value::Entries(entries) => !entries.is_empty(),
        };
        self.values.iter().filter(|(_, v)| says_something(v)).map(|(k, _)| k.name).collect()
    }
}

/// Reads the values out of what was recognised in a plan without front matter.
pub(super) fn of(source: &Source, plan: &Plan, file: &str) -> Found {
    let values = KEYS
        .iter()
        .filter(|key| !source.front.keys.contains_key(key.name))
        .filter_map(|key| value(key, plan, file).map(|value| (key, value)))
        .collect();
    Found { values }
}

/// The value of a key; `None` for keys that only say something when they are written.
fn value(key: &'static Key, plan: &Plan, file: &str) -> Option<Value> {
    Some(match key.name {
        "id" => Value::Text(slug(file.trim_end_matches(".md"))),
        "title" => text(Some(plan.title.clone()).filter(|t| !t.is_empty())),
        "kind" => text(kind(plan)),
        "status" => text(status(plan)),
        "version" => text(metadata(plan, &["version", "document_version", "plan_version"])),
        "date" => text(date(
            plan,
            &["date", "last_updated", "updated", "created", "stand", "datum", "fecha", "data"],
        )),
        "review_by" => text(date(plan, &["review_by", "next_review", "review_date"])),
        "time_zone" => text(zone(plan)),
        "owners" => {
            list(metadata_list(plan, &["owner", "owners", "plan_owner", "document_owner", "responsible"]))
        }
        "prepared_by" => list(metadata_list(plan, &["prepared_by", "author", "authors", "created_by"])),
        "approvers" => list(approvers(plan)),
        "systems" => list(metadata_list(plan, &["system", "systems", "service", "application", "project"])),
        "contacts" => entries(contacts(plan)),
        "severities" => entries(severities(plan)),
        "code" | "summary" | "t_zero" => Value::Missing,
        _ if matches!(key.kind, Kind::Texts) && matches!(key.name, "tags" | "blocked_by") => {
            Value::List(Vec::new())
        }
        _ => return None,
    })
}

fn text(value: Option<String>) -> Value {
    value.map_or(Value::Missing, Value::Text)
}

fn list(values: Vec<String>) -> Value {
    if values.is_empty() { Value::Missing } else { Value::List(values) }
}

fn entries(entries: Vec<Vec<(&'static str, String)>>) -> Value {
    if entries.is_empty() { Value::Missing } else { Value::Entries(entries) }
}

fn entry<'a>(plan: &'a Plan, keys: &[&str]) -> Option<&'a crate::plan::Metadata> {
    keys.iter().find_map(|key| {
        plan.metadata
            .iter()
            .find(|m| m.key == *key && m.placeholder.is_none() && m.value != MetadataValue::Missing)
    })
}

fn metadata(plan: &Plan, keys: &[&str]) -> Option<String> {
    match &entry(plan, keys)?.value {
        MetadataValue::Text(text) => Some(text.clone()),
        MetadataValue::List(texts) => Some(texts.join(", ")),
        MetadataValue::Missing => None,
    }
}

fn metadata_list(plan: &Plan, keys: &[&str]) -> Vec<String> {
    match entry(plan, keys).map(|m| &m.value) {
        Some(MetadataValue::Text(text)) => vec![text.clone()],
        Some(MetadataValue::List(texts)) => texts.clone(),
        Some(MetadataValue::Missing) | None => Vec::new(),
    }
}

/// A date that recognition could read as one.
fn date(plan: &Plan, keys: &[&str]) -> Option<String> {
    let read = |key: &&str| plan.metadata.iter().find(|m| m.key == **key)?.iso.clone();
    keys.iter().find_map(read).filter(|iso| iso.len() == 10)
}

/// A zone of the time zone database that the text names as such; short forms decide nothing.
fn zone(plan: &Plan) -> Option<String> {
    let named = plan.timelines.iter().filter_map(|t| t.time_zone.clone());
    named.chain(metadata(plan, &["time_zone", "timezone"])).find(|zone| zone.contains('/') || zone == "UTC")
}

/// The words of a title, at their beginnings, that name a kind of plan.
const KINDS: &[(&str, &[&str])] = &[
    (
        "disaster-recovery",
        &["disaster recovery", "notfall", "recuperación ante", "recuperação de desastre", "災害", "灾难"],
    ),
    ("incident", &["incident", "störung", "incidente", "障害", "故障"]),
    ("rollback", &["rollback", "roll back", "back-out", "rückfall", "回滚"]),
    ("cutover", &["cutover", "cut-over", "migration", "umstellung", "切换"]),
    ("rollout", &["rollout", "roll-out", "einführung", "déploiement progressif"]),
    (
        "go-live",
        &["go-live", "go live", "golive", "launch", "mise en production", "puesta en", "リリース", "上线"],
    ),
    ("deployment", &["deploy", "déploiement", "despliegue", "implantação", "release"]),
    ("maintenance", &["maintenance", "wartung", "mantenimiento", "manutenção"]),
];

fn kind(plan: &Plan) -> Option<String> {
    let title = plan.title.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|w| title.contains(w));
    KINDS.iter().find(|(_, words)| names(words)).map(|(kind, _)| (*kind).to_owned())
}

/// A status of the table that the text gives as such.
fn status(plan: &Plan) -> Option<String> {
    let written = metadata(plan, &["status", "state"])?.to_lowercase();
    crate::read::front::keys::STATUSES.iter().find(|s| **s == written.trim()).map(|s| (*s).to_owned())
}

fn approvers(plan: &Plan) -> Vec<String> {
    let written = metadata_list(plan, &["approved_by", "approver", "approvers"]);
    if !written.is_empty() {
        return written;
    }
    let mut roles: Vec<String> = Vec::new();
    for signoff in &plan.signoffs {
        if !roles.contains(&signoff.role) {
            roles.push(signoff.role.clone());
        }
    }
    roles
}

fn contacts(plan: &Plan) -> Vec<Vec<(&'static str, String)>> {
    let filled = plan.contacts.iter().filter(|c| !c.unfilled);
    filled
        .map(|c| {
            let fields = [
                ("role", Some(&c.role)),
                ("name", c.name.as_ref()),
                ("phone", c.phone.as_ref()),
                ("email", c.email.as_ref()),
                ("channel", c.channel.as_ref()),
                ("hours", c.hours.as_ref()),
                ("group", c.group.as_ref()),
            ];
            pairs(&fields)
        })
        .collect()
}

fn severities(plan: &Plan) -> Vec<Vec<(&'static str, String)>> {
    let one = |s: &crate::plan::Severity| {
        pairs(&[
            ("level", Some(&s.level)),
            ("label", s.label.as_ref()),
            ("response", s.response_time.as_ref()),
            ("update", s.update_frequency.as_ref()),
        ])
    };
    plan.escalation.severities.iter().map(one).collect()
}

fn pairs(fields: &[(&'static str, Option<&String>)]) -> Vec<(&'static str, String)> {
    fields.iter().filter_map(|(key, value)| value.map(|v| (*key, v.clone()))).collect()
}
