//! The front matter of a message.

use std::collections::BTreeMap;

use super::keys::MESSAGE;
use super::shape::{self, Shape};
use super::{is_empty, split};
use crate::diag::{FileId, Outcome, Span};
use crate::read::yaml::{self, Node, Place, Value};

/// What a message says of itself, every value as text character for character.
#[derive(Debug, Clone, Default)]
pub struct MessageFront {
    pub title: Option<String>,
    pub severity: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    pub subject: Option<String>,
    pub fields: Vec<FieldEntry>,
    /// Codes or ids of plans.
    pub plans: Vec<String>,
    /// `live`, `drill` or `both`.
    pub mode: Option<String>,
    pub public_alert: bool,
    /// Name of another message.
    pub correction: Option<String>,
    /// Place of every value by its path: `subject`, `fields.0.name`.
    pub places: BTreeMap<String, Span>,
}

/// A field as the front matter declares it.
#[derive(Debug, Clone, Default)]
pub struct FieldEntry {
    pub name: String,
    pub label: Option<String>,
    pub choices: Vec<String>,
}

/// Reads the front matter of the message `text`, and the byte where the message begins.
pub fn read(id: FileId, text: &str) -> Outcome<(MessageFront, usize)> {
    let split = match split(id, text) {
        Ok(split) => split,
        Err(finding) => return Outcome { value: Default::default(), diagnostics: vec![finding] },
    };
    let Some(range) = split.yaml else {
        return Outcome::clean((MessageFront::default(), split.body));
    };
    let (node, mut diagnostics) = yaml::read(&text[range.clone()], Place { file: id, start: range.start });
    let mut front = MessageFront::default();
    if let Some(node) = node.filter(|node| !is_empty(node)) {
        let mut shape = Shape::default();
        shape::check(&mut shape, &node, MESSAGE, "");
        diagnostics.extend(shape.findings);
        front = taken(&node);
        front.places = shape.values;
    }
    Outcome { value: (front, split.body), diagnostics }
}

fn taken(node: &Node) -> MessageFront {
    let text = |key: &str| value(node, key).and_then(scalar);
    let entry = |node: &Node| FieldEntry {
        name: value(node, "name").and_then(scalar).unwrap_or_default(),
        label: value(node, "label").and_then(scalar),
        choices: value(node, "choices").map(texts).unwrap_or_default(),
    };
    MessageFront {
        title: text("title"),
        severity: text("severity"),
        audience: text("audience"),
        channel: text("channel"),
        subject: text("subject"),
        fields: value(node, "fields").map(|node| items(node).iter().map(entry).collect()).unwrap_or_default(),
        plans: value(node, "plans").map(texts).unwrap_or_default(),
        mode: text("mode"),
        public_alert: text("public_alert").as_deref() == Some("true"),
        correction: text("correction"),
        places: BTreeMap::new(),
    }
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(name, _, _)| name == key).map(|(_, _, value)| value)
}

fn scalar(node: &Node) -> Option<String> {
    let Value::Scalar(text) = &node.value else { return None };
    Some(text.clone())
}

fn items(node: &Node) -> &[Node] {
    let Value::List(items) = &node.value else { return &[] };
    items
}

/// A list of texts; one alone needs no list.
fn texts(node: &Node) -> Vec<String> {
    scalar(node).map_or_else(|| items(node).iter().filter_map(scalar).collect(), |one| vec![one])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_letters_and_places() {
        let text = "---\nsubject: \"Gate 1.10: {{ at }}\"\nplans: CRM\nfields:\n  - name: at\n    choices: [09:00, NO]\n---\nText\n";
        let (front, body) = read(FileId(0), text).value;
        assert_eq!(front.subject.as_deref(), Some("Gate 1.10: {{ at }}"));
        assert_eq!(front.plans, ["CRM"]);
        assert_eq!(front.fields[0].choices, ["09:00", "NO"]);
        assert_eq!(&text[body..], "Text\n");
        let place = front.places["fields.0.name"];
        assert_eq!(&text[place.start as usize..place.end as usize], "at");
    }

    #[test]
    fn keys_are_those_of_messages() {
        let codes = |text: &str| -> Vec<String> {
            let told = |d: crate::diag::Diagnostic| format!("{} {}", d.code, d.hints.join(" "));
            read(FileId(0), text).diagnostics.into_iter().map(told).collect()
        };
        assert_eq!(codes("---\nsubjct: x\n---\n"), ["unknown-key did you mean `subject`?"]);
        assert_eq!(codes("---\nfields:\n  - label: x\n---\n"), ["missing-key add `name: …`"]);
        assert_eq!(
            codes("---\nmode: drll\n---\n"),
            ["unknown-word did you mean `drill`? possible are live, drill, both"]
        );
    }
}
