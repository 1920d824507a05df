//! What is wrong with the messages of a site, all in one go.

use std::collections::BTreeMap;
use std::ops::Range;

use super::alert;
use super::desk::{Desk, Piece};
use super::file::MessageFile;
use super::tags;
use crate::diag::{Diagnostic, Span, nearest};
use crate::markdown::slug;
use crate::site::Site;

/// Times that one message is filled on trial.
const TRIALS: usize = 200;

/// Everything that is wrong with the messages of `site`.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let messages = MessageFile::all(&site.messages);
    let desk = Desk::new(messages.clone());
    let mut found = Vec::new();
    let mut names: BTreeMap<String, &MessageFile> = BTreeMap::new();
    for message in &messages {
        found.extend(name(message));
        if let Some(first) = names.get(&slug(&message.name)) {
            found.push(twice(message, first));
            continue;
        }
        names.insert(slug(&message.name), message);
        found.extend(headers(message));
        found.extend(fields(message));
        found.extend(texts(&desk, message));
        found.extend(plans(message, site));
        found.extend(alert::check(message, &messages));
    }
    found
}

/// The name stands in addresses and is typed on the command line.
fn name(message: &MessageFile) -> Option<Diagnostic> {
    let right = slug(&message.name);
    let plain = right.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !right.is_empty();
    let hint = if plain { format!("rename the file to `{right}.md`") } else { "rename the file".to_owned() };
    (right != message.name || !plain).then(|| {
        let what =
            format!("`{}` is no name of a message: small letters, digits and hyphens are due", message.name);
        Diagnostic::error("message-name", what).at(head(message)).hint(hint)
    })
}

fn twice(message: &MessageFile, first: &MessageFile) -> Diagnostic {
    Diagnostic::error("message-twice", format!("two messages are called `{}`", first.name))
        .at(head(message))
        .label(head(first), "the first one")
        .hint("rename one of the two files")
}

fn head(message: &MessageFile) -> Span {
    Span::new(message.file, 0, 0)
}

/// Line ends in what becomes a line of a mail would add lines to its head.
fn headers(message: &MessageFile) -> Vec<Diagnostic> {
    let values =
        [("subject", &message.subject), ("audience", &message.audience), ("channel", &message.channel)];
    let bad = |text: &str| text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    let broken = values.into_iter().filter(|(_, value)| value.as_deref().is_some_and(bad));
    broken
        .map(|(key, _)| {
            let what = format!("`{key}` holds a line end or another control character");
            Diagnostic::error("line-in-header", what)
                .at(message.place(key))
                .hint("write it on one line, without `|`, `>` or `\\n`")
        })
        .collect()
}

fn fields(message: &MessageFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, field) in message.fields.iter().enumerate() {
        let place = message.place(&format!("fields.{at}.name"));
        if !is_name(&field.name) {
            let right = slug(&field.name).replace('-', "_");
            let what = format!("`{}` is no name of a field", field.name);
            let hint = match is_name(&right) {
                true => format!("write `{right}`; `label` takes any words"),
                false => "write letters, digits and `_`; `label` takes any words".to_owned(),
            };
            found.push(Diagnostic::error("field-name", what).at(place).hint(hint));
        }
        let before = message.fields[..at].iter().position(|other| other.name == field.name);
        if let Some(first) = before {
            found.push(
                Diagnostic::error("field-twice", format!("the field `{}` is declared twice", field.name))
                    .at(place)
                    .label(message.place(&format!("fields.{first}.name")), "first declared here")
                    .hint("keep one of the two"),
            );
        }
    }
    found
}

fn is_name(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "if", "else", "elif", "for", "in", "is", "and", "or", "not", "true", "false", "none", "loop", "range",
    ];
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !WORDS.contains(&name.to_lowercase().as_str())
}

fn texts(desk: &Desk, message: &MessageFile) -> Vec<Diagnostic> {
    if message.text.trim().is_empty() {
        return vec![
            Diagnostic::error("empty-message", "the message has no text")
                .at(Span::new(message.file, message.before, message.before))
                .hint("write what people shall read below the front matter"),
        ];
    }
    let mut found = Vec::new();
    let mut used: Vec<String> = Vec::new();
    for piece in [Piece::Subject, Piece::Text] {
        let Some(text) = piece.of(message) else { continue };
        let refused = tags::refused(text);
        if refused.is_empty() {
            match desk.asked(message, piece) {
                Ok(asked) => {
                    let unknown =
                        asked.iter().filter(|name| !message.fields.iter().any(|f| f.name == **name));
                    found.extend(unknown.map(|name| undeclared(message, piece, name)));
                    used.extend(asked);
                }
                Err(error) => found.push(error),
            }
        }
        found.extend(refused.into_iter().map(|(range, what)| refusal(message, piece, range, what)));
    }
    if found.is_empty() {
        found.extend(trial(desk, message));
        found.extend(unused(message, &used));
    }
    found
}

fn refusal(message: &MessageFile, piece: Piece, range: Range<usize>, what: String) -> Diagnostic {
    Diagnostic::error("message-syntax", what)
        .at(piece.span(message, range.start, range.end))
        .hint("a message takes fields, `if` and `for`")
}

fn undeclared(message: &MessageFile, piece: Piece, name: &str) -> Diagnostic {
    let text = piece.of(message).unwrap_or_default();
    let tokens = tags::tags(text).into_iter().flat_map(|tag| tag.tokens);
    let range = tokens.into_iter().find(|t| t.text == name).map_or(0..0, |token| token.range());
    let found =
        Diagnostic::error("undeclared-field", format!("`{name}` is not among the fields of this message"))
            .at(piece.span(message, range.start, range.end));
    match nearest(name, message.fields.iter().map(|f| f.name.as_str())) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint(format!("add `- name: {name}` to `fields` in the front matter")),
    }
}

fn unused(message: &MessageFile, used: &[String]) -> Vec<Diagnostic> {
    let fields = message.fields.iter().enumerate().filter(|(_, field)| !used.contains(&field.name));
    fields
        .map(|(at, field)| {
            Diagnostic::warning("unused-field", format!("nothing in this message asks for `{}`", field.name))
                .at(message.place(&format!("fields.{at}.name")))
                .hint(format!("write `{{{{ {} }}}}` where it belongs, or take the field out", field.name))
        })
        .collect()
}

/// Fills the message with nothing and with each of its choices: what goes wrong then would go wrong in the night.
fn trial(desk: &Desk, message: &MessageFile) -> Option<Diagnostic> {
    let choices = message.fields.iter().flat_map(|f| f.choices.iter().map(|c| (f.name.clone(), c.clone())));
    let trials = std::iter::once(BTreeMap::new()).chain(choices.map(|pair| BTreeMap::from([pair])));
    trials.take(TRIALS).find_map(|values| desk.fill(message, &values, None).err())
}

fn plans(message: &MessageFile, site: &Site) -> Vec<Diagnostic> {
    let known = |name: &str| site.plans.iter().any(|p| p.code.eq_ignore_ascii_case(name) || p.id == name);
    let unknown = message.plans.iter().enumerate().filter(|(_, name)| !known(name));
    unknown
        .map(|(at, name)| {
            let found = Diagnostic::error("unknown-plan", format!("there is no plan `{name}`"))
                .at(message.place(&format!("plans.{at}")));
            let names = site.plans.iter().flat_map(|p| [p.code.as_str(), p.id.as_str()]);
            match nearest(name, names) {
                Some(near) => found.hint(format!("did you mean `{near}`?")),
                None => found.hint("write the code or the id of a plan"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{self, Memory};
    use std::path::Path;

    /// Codes with the words that they underline, of messages by their names.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let folder = files.iter().fold(Memory::default(), |folder, (name, text)| {
            folder.with(format!("content/messages/{name}.md"), *text)
        });
        let loaded = read::load(&folder, Path::new("content"));
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let texts = loaded.value.files;
        let site = Site { messages: loaded.value.messages, ..Site::default() };
        let told = |d: Diagnostic| {
            let span = d.span.unwrap();
            let text = texts.text(span.file).unwrap();
            format!("{} {}", d.code, &text[span.start as usize..span.end as usize])
        };
        check(&site).into_iter().map(told).collect()
    }

    #[test]
    fn a_right_message_is_passed() {
        let text = "---\nsubject: \"{{ a }}\"\nfields:\n  - name: a\n    choices: [x, y]\n---\n{% if a == \"x\" %}X{% endif %}\n";
        assert!(found(&[("note", text), ("bare", "Text\n")]).is_empty());
    }

    #[test]
    fn names_are_words_of_an_address() {
        assert_eq!(found(&[("All Clear", "x\n")]), ["message-name "]);
        assert_eq!(found(&[("a/note", "x\n"), ("b/note", "y\n")]), ["message-twice "]);
    }

    #[test]
    fn fields_are_declared_and_used() {
        let text = "---\nfields:\n  - name: sevrity\n  - name: two words\n---\n{{ severity }} {{ who }} {{ severity }}\n";
        assert_eq!(
            found(&[("note", text)]),
            ["field-name two words", "undeclared-field severity", "undeclared-field who"]
        );
        assert_eq!(found(&[("note", "---\nfields:\n  - name: a\n---\nText\n")]), ["unused-field a"]);
        assert_eq!(found(&[("note", "{{ a }}{{ a.b }}\n")]), ["undeclared-field a"]);
    }

    #[test]
    fn syntax_is_told_at_its_place() {
        assert_eq!(found(&[("note", "a {% set b = 1 %}\n")]), ["message-syntax set"]);
        assert_eq!(found(&[("note", "a {{ \"x\"|shout }}\n")]), ["message-syntax shout"]);
        assert_eq!(found(&[("note", "a {{ shout() }}\n")]), ["undeclared-field shout"]);
        assert_eq!(found(&[("note", "---\nfields:\n  - name: a\n---\n{% if a %}\n")]).len(), 1);
    }

    #[test]
    fn a_choice_that_breaks_is_found() {
        let text = "---\nfields:\n  - name: a\n    choices: [x, y]\n---\n{% if a == \"y\" %}{{ a|shout }}{% endif %}\n";
        assert_eq!(found(&[("note", text)]), ["message-syntax shout"]);
    }

    #[test]
    fn an_alert_can_be_taken_back() {
        let alert = |more: &str| format!("---\npublic_alert: true\n{more}---\nLeave the shore\n");
        assert_eq!(
            found(&[("note", &alert(""))]),
            ["alert-without-mode true", "alert-without-correction true"]
        );
        let right = alert("mode: live\ncorrection: back\n");
        assert!(found(&[("note", &right), ("back", "No danger\n")]).is_empty());
        assert_eq!(
            found(&[("note", &right), ("back", "---\nmode: drill\n---\nNo danger\n")]),
            ["unknown-correction back"]
        );
        assert_eq!(
            found(&[("note", &alert("mode: drill\ncorrection: note\n"))]),
            ["unknown-correction note"]
        );
        assert_eq!(found(&[("note", &alert("mode: both\ncorrection: bak\n"))]).len(), 2);
    }

    /// Pieces of messages, put together at random: every message is checked and filled within its budget, and no value
    /// changes what stands round it.
    #[test]
    fn any_message_is_bounded() {
        const PIECES: &[&str] = &[
            "{{ a }}",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            " if ",
            " for x in ",
            "range(9999)",
            "{% endfor %}",
            "{% endif %}",
            "{% for x in range(9999) %}",
            "{% if a == 'x' %}",
            "a",
            "|upper",
            "|title",
            " ~ a",
            "'",
            "\"",
            "é",
            "\n",
            "- ",
            "{{ b }}",
            " else ",
            "{% else %}",
            "loop",
            ".index",
            "[0]",
            "(",
            ")",
            "*",
            "9",
        ];
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as usize % below
        };
        let fields =
            ["a", "b"].map(|name| super::super::Field { name: name.into(), label: None, choices: vec![] });
        for _ in 0..3000 {
            let length = 1 + next(12);
            let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
            let message = MessageFile {
                name: "note".into(),
                text: text.clone(),
                fields: fields.to_vec(),
                ..MessageFile::default()
            };
            let desk = Desk::new(vec![message.clone()]);
            if !texts(&desk, &message).iter().all(|d| d.severity == crate::diag::Severity::Warning) {
                continue;
            }
            let fill = |value: &str| {
                let values =
                    BTreeMap::from([("a".to_owned(), value.to_owned()), ("b".to_owned(), "B".to_owned())]);
                desk.fill(&message, &values, None).map(|filled| filled.text)
            };
            let Ok(filled) = fill("}} {% x") else { continue };
            assert!(filled.len() <= 10 * (text.len() + 8) + 64 * 1024);
            if tags::is_plain(&text) {
                let form = super::super::Form::of_file(&message);
                let by_parts = form.fill(&[(0, "}} {% x".to_owned()), (1, "B".to_owned())].into(), None);
                assert_eq!(by_parts.text, filled, "{text:?}");
                assert_eq!(filled, fill("\u{1}").unwrap().replace('\u{1}', "}} {% x"), "{text:?}");
            }
        }
    }
}
