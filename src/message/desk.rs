//! All messages of a site, compiled, and filled on request.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use minijinja::{Environment, UndefinedBehavior, Value};
use minijinja_autoreload::AutoReloader;

use super::{Field, MessageFile};
use crate::diag::{Diagnostic, Span};

/// Steps that one message may take; a text of a thousand lines takes about ten thousand.
const FUEL: u64 = 200_000;

type Messages = Arc<RwLock<BTreeMap<String, MessageFile>>>;

/// A filled message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// Fields without a value, in order of their names.
    pub missing: Vec<String>,
}

/// The messages of a site. [`Desk::replace`] swaps them while the desk is in use (the dev server does).
pub struct Desk {
    messages: Messages,
    engine: AutoReloader,
}

impl Desk {
    pub fn new(messages: Vec<MessageFile>) -> Desk {
        let messages: Messages = Arc::new(RwLock::new(by_name(messages)));
        let seen = Arc::clone(&messages);
        let engine = AutoReloader::new(move |_| {
            let mut env = Environment::new();
            env.set_undefined_behavior(UndefinedBehavior::Strict);
            env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
            env.set_keep_trailing_newline(true);
            env.set_fuel(Some(FUEL));
            let seen = Arc::clone(&seen);
            env.set_loader(move |name| {
                let messages = seen.read().unwrap_or_else(PoisonError::into_inner);
                Ok(messages.get(name).map(MessageFile::whole))
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

    /// Names of all messages, in order.
    pub fn names(&self) -> Vec<String> {
        self.messages.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    pub fn message(&self, name: &str) -> Option<MessageFile> {
        self.messages.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// The fields of a message, in order of their names: those that its front matter declares, or else those that its
    /// text uses. A text that uses a name that is not declared is an error at that name.
    pub fn fields(&self, message: &MessageFile) -> Result<Vec<Field>, Diagnostic> {
        let env = self.engine.acquire_env().map_err(|e| fault(message, &e))?;
        let template = env.get_template(&message.name).map_err(|e| fault(message, &e))?;
        let functions: BTreeSet<&str> = env.globals().map(|(name, _)| name).collect();
        let used = template
            .undeclared_variables(false)
            .into_iter()
            .filter(|name| !functions.contains(name.as_str()));
        let used: BTreeSet<String> = used.collect();
        if message.declared.is_empty() {
            return Ok(used.into_iter().map(|name| Field { name, choices: Vec::new() }).collect());
        }
        match used.iter().find(|name| !message.declared.iter().any(|f| f.name == **name)) {
            Some(unknown) => Err(undeclared(message, unknown)),
            None => Ok(message.declared.clone()),
        }
    }

    /// Fills a message. Values are text: what stands in them is never read as a template.
    pub fn fill(
        &self,
        message: &MessageFile,
        values: &BTreeMap<String, String>,
    ) -> Result<Filled, Diagnostic> {
        let fields = self.fields(message)?;
        let mut missing = Vec::new();
        let mut context: BTreeMap<&str, Value> = BTreeMap::new();
        for field in &fields {
            let value = match values.get(&field.name).filter(|v| !v.is_empty()) {
                Some(value) => value.clone(),
                None => {
                    missing.push(field.name.clone());
                    format!("[UNFILLED: {}]", field.name)
                }
            };
            context.insert(&field.name, Value::from(value));
        }
        let env = self.engine.acquire_env().map_err(|e| fault(message, &e))?;
        let template = env.get_template(&message.name).map_err(|e| fault(message, &e))?;
        let text = template.render(context).map_err(|e| fault(message, &e))?;
        Ok(Filled { text, missing })
    }
}

fn by_name(messages: Vec<MessageFile>) -> BTreeMap<String, MessageFile> {
    messages.into_iter().map(|m| (m.name.clone(), m)).collect()
}

fn undeclared(message: &MessageFile, name: &str) -> Diagnostic {
    let at = message.text.find(name).map_or(0, |at| message.start + at);
    let declared = message.declared.iter().map(|f| f.name.as_str());
    let found =
        Diagnostic::error("undeclared-field", format!("`{name}` is not among the fields of this message"))
            .at(Span::new(message.file, at, at + name.len()));
    match crate::diag::nearest(name, declared) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint("add it to `fields` in the front matter of the message"),
    }
}

/// MiniJinja's error with its place; its own text may quote values, so only kind and detail are taken over.
fn fault(message: &MessageFile, error: &minijinja::Error) -> Diagnostic {
    let what = match error.kind() {
        minijinja::ErrorKind::OutOfFuel => "this message does not come to an end".to_owned(),
        kind => error.detail().map_or_else(|| kind.to_string(), str::to_owned),
    };
    let found = Diagnostic::error("message", what);
    match error.range() {
        Some(range) if range.start >= message.lead() => {
            let at = |byte: usize| message.start + byte - message.lead();
            found.at(Span::new(message.file, at(range.start), at(range.end.max(range.start))))
        }
        _ => found.at(Span::new(message.file, message.start, message.start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> MessageFile {
        MessageFile { name: "note".into(), text: text.into(), ..MessageFile::default() }
    }

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn fills_and_counts_what_is_missing() {
        let note = message("{{ service }} is down since {{ since }}.\n");
        let desk = Desk::new(vec![note.clone()]);
        let filled = desk.fill(&note, &values(&[("service", "Login <b>{{ since }}</b>")])).unwrap();
        assert_eq!(filled.text, "Login <b>{{ since }}</b> is down since [UNFILLED: since].\n");
        assert_eq!(filled.missing, ["since"]);
    }

    #[test]
    fn a_name_that_is_no_field_is_an_error_with_a_near_miss() {
        let mut note = message("{{ sevrity }}");
        note.declared = vec![Field { name: "severity".into(), choices: vec![] }];
        let desk = Desk::new(vec![note.clone()]);
        let error = desk.fill(&note, &BTreeMap::new()).unwrap_err();
        assert_eq!(
            (error.code, error.hints.join("")),
            ("undeclared-field", "did you mean `severity`?".to_owned())
        );
        assert_eq!(error.span, Some(Span::new(note.file, 3, 10)));
    }

    #[test]
    fn an_endless_message_is_stopped() {
        let note =
            message("{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}");
        let desk = Desk::new(vec![note.clone()]);
        assert_eq!(
            desk.fill(&note, &BTreeMap::new()).unwrap_err().message,
            "this message does not come to an end"
        );
    }

    #[test]
    fn replaced_messages_are_seen() {
        let old = message("old");
        let desk = Desk::new(vec![old.clone()]);
        assert_eq!(desk.fill(&old, &BTreeMap::new()).unwrap().text, "old");
        let new = message("new {{ x }}");
        desk.replace(vec![new.clone()]);
        assert_eq!(desk.fill(&new, &values(&[("x", "1")])).unwrap().text, "new 1");
    }
}
