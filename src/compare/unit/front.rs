//! The units of the front matter: one a value, each with a key.

use super::{Shape, Unit};
use crate::compare::Kind;
use crate::markdown::Lines;
use crate::plan::hidden::in_line;
use crate::read::{ContactEntry, FrontMatter, SeverityEntry};
use crate::site::SitePlan;

/// A value before it is a unit: its path in the front matter, what it is, its key, and its words.
struct Value {
    path: String,
    kind: Kind,
    key: String,
    words: String,
    fields: Vec<(String, String)>,
}

pub fn units(plan: &SitePlan) -> Vec<Unit> {
    let front = &plan.source.front;
    let lines = Lines::of(&plan.source.text);
    let unit = |value: Value| {
        let span = front.places.get(&value.path).or_else(|| front.keys.get(&value.path));
        let line = span.map_or(1, |span| lines.line(span.start as usize));
        Unit {
            shape: Shape::Front,
            kind: value.kind,
            key: Some(value.key),
            code: None,
            words: in_line(&plan.plan, line, &value.words).into_owned(),
            raw: value.words,
            fields: value.fields,
            group: None,
            node: None,
            line,
            section: "front matter".to_owned(),
        }
    };
    values(front).into_iter().filter(|value| !value.words.is_empty()).map(unit).collect()
}

fn values(front: &FrontMatter) -> Vec<Value> {
    let mut values: Vec<Value> =
        single(front).into_iter().filter_map(|(name, text)| of_text(name, text?)).collect();
    for (name, list) in lists(front) {
        let kind = if name == "approvers" { Kind::Approver } else { Kind::Front };
        values.extend(list.iter().enumerate().map(|(at, text)| Value {
            path: format!("{name}.{at}"),
            kind,
            key: format!("{name} {text}"),
            words: if kind == Kind::Approver { text.clone() } else { format!("{name}: {text}") },
            fields: Vec::new(),
        }));
    }
    values.extend(front.contacts.iter().enumerate().map(|(at, contact)| of_contact(at, contact)));
    values.extend(front.severities.iter().enumerate().map(|(at, severity)| of_severity(at, severity)));
    values
}

fn of_text(name: &str, text: &str) -> Option<Value> {
    let fields = vec![(name.to_owned(), text.to_owned())];
    let words = format!("{name}: {text}");
    Some(Value { path: name.to_owned(), kind: Kind::Front, key: name.to_owned(), words, fields })
}

/// Values of one text; names of the plan itself (`id`, `code`) are told as a renaming.
fn single(front: &FrontMatter) -> [(&'static str, Option<&str>); 10] {
    [
        ("title", front.title.as_deref()),
        ("summary", front.summary.as_deref()),
        ("kind", front.kind.as_deref()),
        ("status", front.status.as_deref()),
        ("version", front.version.as_deref()),
        ("date", front.date.as_deref()),
        ("review_by", front.review_by.as_deref()),
        ("t_zero", front.t_zero.as_deref()),
        ("time_zone", front.time_zone.as_deref()),
        ("language", front.language.as_deref()),
    ]
}

fn lists(front: &FrontMatter) -> [(&'static str, &[String]); 6] {
    [
        ("owners", &front.owners),
        ("approvers", &front.approvers),
        ("prepared_by", &front.prepared_by),
        ("systems", &front.systems),
        ("tags", &front.tags),
        ("blocked_by", &front.blocked_by),
    ]
}

fn of_contact(at: usize, contact: &ContactEntry) -> Value {
    let parts = [
        ("role", Some(&contact.role)),
        ("name", contact.name.as_ref()),
        ("phone", contact.phone.as_ref()),
        ("email", contact.email.as_ref()),
        ("channel", contact.channel.as_ref()),
        ("hours", contact.hours.as_ref()),
        ("group", contact.group.as_ref()),
    ];
    let key = format!("contact {} {}", contact.group.as_deref().unwrap_or(""), contact.role);
    of_entry(format!("contacts.{at}"), Kind::Contact, key, &parts)
}

fn of_severity(at: usize, severity: &SeverityEntry) -> Value {
    let notify = Some(severity.notify.join(", ")).filter(|list| !list.is_empty());
    let parts = [
        ("level", Some(&severity.level)),
        ("label", severity.label.as_ref()),
        ("response time", severity.response.as_ref()),
        ("update frequency", severity.update.as_ref()),
        ("notify", notify.as_ref()),
    ];
    of_entry(format!("severities.{at}"), Kind::Severity, format!("severity {}", severity.level), &parts)
}

fn of_entry(path: String, kind: Kind, key: String, parts: &[(&str, Option<&String>)]) -> Value {
    let given = parts.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.cloned()?)));
    let fields: Vec<(String, String)> = given.collect();
    let words = fields.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" | ");
    Value { path, kind, key, words, fields }
}
