//! Warnings of the public: for earnest or for drills, and never without the words that take them back.

use super::file::{MessageFile, Mode};
use crate::diag::{Diagnostic, nearest};

/// A warning of the public says whether it is meant for drills, and can be taken back.
pub(super) fn check(message: &MessageFile, all: &[MessageFile]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let at = message.place("public_alert");
    if message.public_alert && matches!(message.mode, None | Some(Mode::Both)) {
        found.push(
            Diagnostic::error("alert-without-mode", "a public alert is written for earnest or for drills")
                .at(if message.mode.is_some() { message.place("mode") } else { at })
                .hint("write `mode: live` or `mode: drill`; keep a file of its own for the other"),
        );
    }
    let Some(name) = &message.correction else {
        if message.public_alert {
            found.push(
                Diagnostic::error(
                    "alert-without-correction",
                    "this public alert has no message that takes it back",
                )
                .at(at)
                .hint("write the correction as a message of its own and name it: `correction: NAME`"),
            );
        }
        return found;
    };
    let place = message.place("correction");
    let Some(correction) = all.iter().find(|other| other.name == *name) else {
        let what = format!("there is no message `{name}`");
        let missing = Diagnostic::error("unknown-correction", what).at(place);
        let near = nearest(name, all.iter().map(|other| other.name.as_str()).filter(|n| *n != message.name));
        found.push(match near {
            Some(near) => missing.hint(format!("did you mean `{near}`?")),
            None => missing.hint(format!("write it: `messages/{name}.md`")),
        });
        return found;
    };
    let reaches = |mode: Mode| match message.mode.unwrap_or_default() {
        Mode::Live => mode != Mode::Drill,
        Mode::Drill => mode != Mode::Live,
        Mode::Both => mode == Mode::Both,
    };
    let wrong = if correction.name == message.name {
        Some("a message cannot take itself back".to_owned())
    } else if !reaches(correction.mode.unwrap_or_default()) {
        Some(format!("`{name}` is not for the same mode as this message"))
    } else if !correction.plans.is_empty() && !message.plans.iter().all(|p| correction.plans.contains(p))
        || message.plans.is_empty() && !correction.plans.is_empty()
    {
        Some(format!("`{name}` is not for all plans that this message is for"))
    } else {
        None
    };
    found.extend(wrong.map(|what| {
        Diagnostic::error("unknown-correction", what)
            .at(place)
            .hint("name a message that can be sent wherever this one can")
    }));
    found
}
