//! Front matter: the YAML before the text of a plan.
//!
//! [`split`] finds it. Then it is read twice: a pass over the events of one parser (`yaml`, `shape`) gives the place of
//! every key and value, refuses what front matter does not need and checks keys, shapes and values (`keys`, `values`);
//! then serde reads the same text into [`FrontMatter`]. Both must accept it, so the two cannot disagree quietly. The front
//! matter of a message (`message`) is taken straight from the first pass.

mod fields;
pub mod keys;
mod message;
mod shape;
mod split;
mod values;

pub use fields::{ContactEntry, FrontMatter, SeverityEntry};
pub use message::{FieldEntry, MessageFront, read as read_message};
pub use split::{Split, split};

use super::yaml::{self, Node, Place, Value};
use crate::diag::{Diagnostic, FileId, Outcome, Severity, Span};
use keys::KEYS;
use shape::Shape;

/// Front matter and the byte where the body begins.
#[derive(Debug, Clone, Default)]
pub struct Front {
    pub matter: FrontMatter,
    pub body: usize,
}

/// Reads the front matter of `text`. What can be read is in the value, beside an error too.
pub fn read(id: FileId, text: &str) -> Outcome<Front> {
    let split = match split(id, text) {
        Ok(split) => split,
        Err(finding) => return Outcome { value: Front::default(), diagnostics: vec![finding] },
    };
    let Some(range) = split.yaml else {
        return Outcome::clean(Front { body: split.body, ..Front::default() });
    };
    let place = Place { file: id, start: range.start };
    let yaml = &text[range];
    let (node, mut diagnostics) = yaml::read(yaml, place);
    let mut front =
        Front { matter: FrontMatter { present: true, ..FrontMatter::default() }, body: split.body };
    if let Some(node) = node.filter(|node| !is_empty(node)) {
        let (matter, findings) = settle(yaml, &node, place);
        front.matter = matter;
        diagnostics.extend(findings);
    } else {
        front.matter.unread = diagnostics.iter().any(|d| d.severity == Severity::Error);
    }
    Outcome { value: front, diagnostics }
}

fn is_empty(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}

fn settle(yaml: &str, node: &Node, place: Place) -> (FrontMatter, Vec<Diagnostic>) {
    let mut shape = Shape::default();
    shape::check(&mut shape, node, KEYS, "");
    let mut matter = FrontMatter::default();
    if !shape.unreadable {
        match serde_yaml::from_str::<FrontMatter>(yaml) {
            Ok(read) => matter = read,
            Err(error) => {
                shape.unreadable = true;
                shape.findings.push(disagreement(&error, yaml, place));
            }
        }
        for (path, text) in shape.single {
            matter.set_single(&path, text);
        }
    }
    matter.present = true;
    matter.unread = shape.unreadable;
    matter.places = shape.values;
    matter.keys = shape.keys;
    if let (Some(moment), Some(zone), Some(span)) =
        (&matter.t_zero, &matter.time_zone, matter.places.get("t_zero"))
    {
        shape.findings.extend(values::in_zone(moment, zone, *span));
    }
    (matter, shape.findings)
}

/// The second parser refuses what the first one took.
fn disagreement(error: &serde_yaml::Error, yaml: &str, place: Place) -> Diagnostic {
    let at = error.location().map_or(0, |l| yaml.floor_char_boundary(l.index().min(yaml.len())));
    let end = at + yaml[at..].split('\n').next().map_or(0, str::len);
    Diagnostic::error("front-matter-syntax", format!("the YAML cannot be read: {error}"))
        .at(Span::new(place.file, place.start + at, place.start + end))
        .hint("put the value in quotes")
}

#[cfg(test)]
mod tests;
