//! Whether a tree has the keys and shapes of the table: findings, and the place of every value.

use std::collections::BTreeMap;

use super::keys::{Key, Kind};
use super::values;
use crate::diag::{Diagnostic, Span, nearest};
use crate::read::yaml::{Node, Value};

/// What came out of holding a tree against the table.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub findings: Vec<Diagnostic>,
    /// Places by path, as in `contacts.1.phone`.
    pub values: BTreeMap<String, Span>,
    pub keys: BTreeMap<String, Span>,
    /// Scalars that stand where a list is due, by path.
    pub single: BTreeMap<String, String>,
    /// A map or list stands where it cannot be read.
    pub unreadable: bool,
}

/// Holds the map `node` against `keys`; `path` is that of the map, empty at the top.
pub(super) fn check(shape: &mut Shape, node: &Node, keys: &'static [Key], path: &str) {
    let Value::Map(entries) = &node.value else {
        shape.wrong(node, "`key: value` lines", path);
        return;
    };
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (name, key_span, value) in entries {
        if let Some(first) = seen.insert(name, *key_span) {
            shape.findings.push(duplicate(name, *key_span, first));
            shape.unreadable = true;
            continue;
        }
        let path = join(path, name);
        shape.keys.insert(path.clone(), *key_span);
        match Key::find(keys, name) {
            Some(key) => check_value(shape, value, key, &path),
            None => shape.findings.push(unknown(name, *key_span, keys, &path)),
        }
    }
    for key in keys.iter().filter(|k| k.required) {
        if !entries.iter().any(|(name, _, value)| name == key.name && !matches!(value.value, Value::Null)) {
            let message = format!("`{}` is missing", key.name);
            shape.findings.push(
                Diagnostic::error("missing-key", message)
                    .at(first_line_of(node))
                    .hint(format!("add `{}: …`", key.name)),
            );
        }
    }
}

fn check_value(shape: &mut Shape, node: &Node, key: &'static Key, path: &str) {
    shape.values.insert(path.to_owned(), node.span);
    if matches!(node.value, Value::Null) {
        return;
    }
    match (key.kind, &node.value) {
        (Kind::Texts, Value::List(items)) => {
            for (at, item) in items.iter().enumerate() {
                shape.values.insert(format!("{path}.{at}"), item.span);
                if !matches!(item.value, Value::Scalar(_) | Value::Null) {
                    shape.wrong(item, "text", path);
                }
            }
        }
        (Kind::Texts, Value::Scalar(text)) => {
            shape.single.insert(path.to_owned(), text.clone());
            shape.values.insert(format!("{path}.0"), node.span);
        }
        (Kind::Texts, Value::Map(_)) => shape.wrong(node, "a list of texts", path),
        (Kind::Entries(keys), Value::List(items)) => {
            for (at, item) in items.iter().enumerate() {
                let path = format!("{path}.{at}");
                shape.values.insert(path.clone(), item.span);
                check(shape, item, keys, &path);
            }
        }
        (Kind::Entries(_), _) => shape.wrong(node, "a list of entries, each with keys of its own", path),
        (kind, Value::Scalar(text)) => shape.findings.extend(values::check(kind, text, node.span, key.name)),
        (_, _) => shape.wrong(node, "one text", path),
    }
}

impl Shape {
    fn wrong(&mut self, node: &Node, due: &str, path: &str) {
        let found = match node.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        };
        let what = if path.is_empty() { "the front matter".to_owned() } else { format!("`{path}`") };
        let mut finding = Diagnostic::error("wrong-type", format!("{what} is {found}; {due} is due"))
            .at(first_line_of(node));
        if matches!(node.value, Value::List(_) | Value::Map(_)) && due.ends_with("text") {
            finding = finding.hint("put text that begins with `[` or `{`, or holds `: `, in quotes");
        }
        self.findings.push(finding);
        self.unreadable = true;
    }
}

/// The place of a node; of one that runs over several lines it is cut when printed.
fn first_line_of(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |(_, key, _)| *key),
        _ => node.span,
    }
}

fn duplicate(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("the key `{name}` is given twice"))
        .at(span)
        .label(first, "first given here")
        .hint("keep one of the two")
}

fn unknown(name: &str, span: Span, keys: &'static [Key], path: &str) -> Diagnostic {
    let finding = Diagnostic::error("unknown-key", format!("unknown key `{path}`")).at(span);
    let names = || keys.iter().map(|k| k.name);
    let normal = name.to_lowercase().replace([' ', '-'], "_");
    let synonyms = || SYNONYMS.iter().filter(|(_, key)| names().any(|k| k == *key));
    let meant = nearest(&normal, names().chain(synonyms().map(|(other, _)| *other)))
        .map(|near| synonyms().find(|(other, _)| *other == near).map_or(near, |(_, key)| *key));
    match meant {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint(format!("known keys: {}", names().collect::<Vec<_>>().join(", "))),
    }
}

/// Names that other tools use for the same thing.
const SYNONYMS: &[(&str, &str)] = &[
    ("owner", "owners"),
    ("plan_owner", "owners"),
    ("maintainer", "owners"),
    ("maintainers", "owners"),
    ("author", "prepared_by"),
    ("authors", "prepared_by"),
    ("approver", "approvers"),
    ("approved_by", "approvers"),
    ("description", "summary"),
    ("abstract", "summary"),
    ("tag", "tags"),
    ("keywords", "tags"),
    ("categories", "tags"),
    ("timezone", "time_zone"),
    ("tz", "time_zone"),
    ("zone", "time_zone"),
    ("lang", "language"),
    ("go_live", "t_zero"),
    ("golive", "t_zero"),
    ("start", "t_zero"),
    ("t0", "t_zero"),
    ("tzero", "t_zero"),
    ("type", "kind"),
    ("state", "status"),
    ("last_updated", "date"),
    ("updated", "date"),
    ("last_modified", "date"),
    ("slug", "id"),
    ("name", "id"),
    ("system", "systems"),
    ("services", "systems"),
    ("service", "systems"),
    ("applications", "systems"),
    ("mail", "email"),
    ("e_mail", "email"),
    ("tel", "phone"),
    ("telephone", "phone"),
    ("fone", "phone"),
    ("telefon", "phone"),
    ("mobile", "phone"),
];

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
