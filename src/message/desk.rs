//! MiniJinja for all messages of a site: what a message asks for, and the filled text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::{Arc, PoisonError, RwLock};

use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value, filters, functions};
use minijinja_autoreload::AutoReloader;

use super::MessageFile;
use super::form::{Filled, unfilled};
use crate::diag::{Diagnostic, Span};

/// Steps that one message may take; a text of a thousand lines takes about ten thousand.
const FUEL: u64 = 200_000;

/// Bytes that a filled message may have, besides ten times its own and what is filled in.
const ROOM: usize = 64 * 1024;

type Messages = Arc<RwLock<BTreeMap<String, MessageFile>>>;

/// The messages of a site. [`Desk::replace`] swaps them while the desk is in use (the dev server does).
pub struct Desk {
    messages: Messages,
    engine: AutoReloader,
}

/// A message has two texts, each a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Subject,
    Text,
}

impl Piece {
    fn name(self, message: &MessageFile) -> String {
        match self {
            Piece::Subject => format!("{}#subject", message.name),
            Piece::Text => message.name.clone(),
        }
    }

    pub(super) fn of(self, message: &MessageFile) -> Option<&str> {
        match self {
            Piece::Subject => message.subject.as_deref(),
            Piece::Text => Some(&message.text),
        }
    }

    /// The place of bytes of this piece. A subject may be written with escapes, so all of it is meant.
    pub(super) fn span(self, message: &MessageFile, start: usize, end: usize) -> Span {
        match self {
            Piece::Subject => message.place("subject"),
            Piece::Text => message.span(start, end),
        }
    }
}

impl Desk {
    pub fn new(messages: Vec<MessageFile>) -> Desk {
        let messages: Messages = Arc::new(RwLock::new(by_name(messages)));
        let seen = Arc::clone(&messages);
        let engine = AutoReloader::new(move |_| {
            let mut env = language();
            let seen = Arc::clone(&seen);
            env.set_loader(move |name| {
                let messages = seen.read().unwrap_or_else(PoisonError::into_inner);
                Ok(match name.strip_suffix("#subject") {
                    Some(name) => messages.get(name).and_then(|m| m.subject.clone()),
                    None => messages.get(name).map(|m| m.text.clone()),
                })
            });
            Ok(env)
        });
        engine.notifier().set_fast_reload(true);
        Desk { messages, engine }
    }

    /// Takes other messages in place of the present ones.
    pub fn replace(&self, messages: Vec<MessageFile>) {
        *self.messages.write().unwrap_or_else(PoisonError::into_inner) = by_name(messages);
        self.engine.notifier().request_reload();
    }

    /// All messages, in order of their names.
    pub fn messages(&self) -> Vec<MessageFile> {
        self.messages.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The names that a piece of a message asks for.
    pub(super) fn asked(&self, message: &MessageFile, piece: Piece) -> Result<BTreeSet<String>, Diagnostic> {
        let env = self.engine.acquire_env().map_err(|e| fault(message, piece, &e))?;
        let template = env.get_template(&piece.name(message)).map_err(|e| fault(message, piece, &e))?;
        let functions: BTreeSet<&str> = env.globals().map(|(name, _)| name).collect();
        let mut asked: BTreeSet<String> = template.undeclared_variables(false).into_iter().collect();
        asked.retain(|name| !functions.contains(name.as_str()));
        Ok(asked)
    }

    /// Fills a message with values by the names of its fields. Values are text: what stands in them is never read as a
    /// template. `rehearsal` is put in front.
    pub fn fill(
        &self,
        message: &MessageFile,
        values: &BTreeMap<String, String>,
        rehearsal: Option<&str>,
    ) -> Result<Filled, Diagnostic> {
        let mut asked = BTreeSet::new();
        let mut context: BTreeMap<&str, Value> = BTreeMap::new();
        for piece in [Piece::Subject, Piece::Text] {
            if piece.of(message).is_some() {
                asked.extend(self.asked(message, piece)?);
            }
        }
        let mut missing = Vec::new();
        for field in &message.fields {
            let value = values.get(&field.name).filter(|value| !value.is_empty());
            if value.is_none() && asked.contains(&field.name) {
                missing.push(field.name.clone());
            }
            context.insert(&field.name, Value::from(value.cloned().unwrap_or_else(|| unfilled(&field.name))));
        }
        let room = values.values().map(String::len).sum::<usize>();
        let subject = match message.subject {
            Some(_) => Some(self.render(message, Piece::Subject, &context, room)?),
            None => None,
        };
        let text = self.render(message, Piece::Text, &context, room)?;
        Ok(Filled { subject, text, missing }.in_rehearsal(rehearsal))
    }

    fn render(
        &self,
        message: &MessageFile,
        piece: Piece,
        context: &BTreeMap<&str, Value>,
        room: usize,
    ) -> Result<String, Diagnostic> {
        let failed = |error: minijinja::Error| fault(message, piece, &error);
        let env = self.engine.acquire_env().map_err(failed)?;
        let template = env.get_template(&piece.name(message)).map_err(failed)?;
        let limit = 10 * (piece.of(message).map_or(0, str::len) + room) + ROOM;
        let mut bounded = Bounded { bytes: Vec::new(), limit };
        template.render_captured_to(context, &mut bounded).map_err(failed)?;
        Ok(String::from_utf8_lossy(&bounded.bytes).into_owned())
    }
}

/// What a message may use of MiniJinja: nothing that reads files, keeps state or multiplies text.
fn language() -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_keep_trailing_newline(true);
    env.set_fuel(Some(FUEL));
    env.add_function("range", functions::range);
    env.add_filter("upper", filters::upper);
    env.add_filter("lower", filters::lower);
    env.add_filter("title", filters::title);
    env.add_filter("capitalize", filters::capitalize);
    env.add_filter("trim", filters::trim);
    env.add_filter("length", filters::length);
    env.add_test("startingwith", minijinja::tests::is_startingwith);
    env.add_test("endingwith", minijinja::tests::is_endingwith);
    env
}

/// Names of the filters, for messages about one that is not there.
pub(super) const FILTERS: &[&str] = &["upper", "lower", "title", "capitalize", "trim", "length"];

/// Takes bytes up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn by_name(messages: Vec<MessageFile>) -> BTreeMap<String, MessageFile> {
    messages.into_iter().map(|m| (m.name.clone(), m)).collect()
}

/// MiniJinja's error with its place; its own text may quote values, so only kind and detail are taken over.
fn fault(message: &MessageFile, piece: Piece, error: &minijinja::Error) -> Diagnostic {
    let detail = || error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let found = match error.kind() {
        ErrorKind::OutOfFuel => {
            Diagnostic::error("endless-message", format!("this message takes more than {FUEL} steps"))
                .hint("take loops out of it")
        }
        ErrorKind::WriteFailure => Diagnostic::error(
            "endless-message",
            format!("this message becomes longer than ten times its own text and {} KiB", ROOM / 1024),
        )
        .hint("take loops out of it"),
        ErrorKind::UnknownFilter => {
            Diagnostic::error("message-syntax", detail()).hint(format!("there are {}", FILTERS.join(", ")))
        }
        ErrorKind::SyntaxError => {
            Diagnostic::error("message-syntax", format!("the tag cannot be read: {}", detail()))
                .hint("a field is `{{ name }}`; a choice `{% if name == \"word\" %}…{% endif %}`")
        }
        _ => Diagnostic::error("message-syntax", detail()).hint("a message takes fields, `if` and `for`"),
    };
    let text = piece.of(message).unwrap_or_default();
    let range = error.range().unwrap_or(0..0);
    // MiniJinja counts bytes, and may end within a sign.
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.min(text.len()));
    found.at(piece.span(message, start, end))
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    fn message(text: &str, fields: &[&str]) -> MessageFile {
        let field = |name: &&str| Field { name: (*name).to_owned(), label: None, choices: Vec::new() };
        MessageFile {
            name: "note".into(),
            text: text.into(),
            fields: fields.iter().map(field).collect(),
            ..MessageFile::default()
        }
    }

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    fn filled(note: &MessageFile, pairs: &[(&str, &str)]) -> Result<Filled, Diagnostic> {
        Desk::new(vec![note.clone()]).fill(note, &values(pairs), None)
    }

    #[test]
    fn fills_and_counts_what_is_missing() {
        let note = message("{{ service }} is down since {{ since }}.\n", &["service", "since"]);
        let filled = filled(&note, &[("service", "Login <b>{{ since }}</b>")]).unwrap();
        assert_eq!(filled.text, "Login <b>{{ since }}</b> is down since [UNFILLED: since].\n");
        assert_eq!(filled.missing, ["since"]);
    }

    #[test]
    fn what_is_not_asked_for_is_not_missing() {
        let mut note = message("{% if a == \"x\" %}A {{ b }}{% else %}B{% endif %}", &["a", "b", "c"]);
        note.subject = Some("{{ a|upper }}".into());
        let filled = filled(&note, &[("a", "x")]).unwrap();
        assert_eq!((filled.subject.as_deref(), filled.text.as_str()), (Some("X"), "A [UNFILLED: b]"));
        assert_eq!(filled.missing, ["b"]);
    }

    #[test]
    fn an_endless_or_swelling_message_is_stopped() {
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}";
        let swelling = format!("{{% for a in range(9999) %}}{}{{% endfor %}}", "text ".repeat(999));
        for (text, what) in [(endless, "takes more than"), (swelling.as_str(), "becomes longer than")] {
            let error = filled(&message(text, &[]), &[]).unwrap_err();
            assert!(error.code == "endless-message" && error.message.contains(what), "{error:?}");
        }
    }

    #[test]
    fn a_plain_message_is_filled_alike_by_both() {
        let texts =
            ["{{ a }}", " {{a}} {{ b }}\n\n", "{ {{ a }} }\n", "é{{ a }}{{ a }} }} {% raw", "\n{{ b }}\nx"];
        for text in texts.iter().filter(|text| super::super::tags::is_plain(text)) {
            let note = message(text, &["a", "b"]);
            let form = super::super::Form::of_file(&note);
            for a in ["", "1", "{{ b }}", "<b>\r\n{% if %}"] {
                let by_parts = form.fill(&[(0, a.to_owned())].into(), None);
                let by_engine = filled(&note, &[("a", a)]).unwrap();
                assert_eq!(by_parts, by_engine, "{text:?}");
            }
        }
    }

    #[test]
    fn replaced_messages_are_seen() {
        let old = message("old", &[]);
        let desk = Desk::new(vec![old.clone()]);
        assert_eq!(desk.fill(&old, &BTreeMap::new(), None).unwrap().text, "old");
        let new = message("new {{ x }}", &["x"]);
        desk.replace(vec![new.clone()]);
        assert_eq!(desk.fill(&new, &values(&[("x", "1")]), None).unwrap().text, "new 1");
    }
}
