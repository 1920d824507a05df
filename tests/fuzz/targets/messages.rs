//! A message file: checked, and filled with whatever people type at night.

use std::collections::BTreeMap;
use std::path::Path;

use tminus::diag::{Files, Severity};
use tminus::message::{Desk, Form, MessageFile, check};
use tminus::read::{self, Memory};
use tminus::site::Site;

use crate::engine::{Broken, Holds, Target, Traits};
use crate::laws::{findings, holds, same};

pub struct Messages;

/// What is typed into the fields.
const TYPED: &[&str] = &[
    "",
    "12",
    "hall",
    "}} {% x",
    "{{ place }}",
    "{% for x in range(9999) %}",
    "[UNFILLED: place]",
    "<b>&amp;\"'",
    "a\nb\r\nBcc: x@y.example",
    "\u{202e}abc\u{2028}\0",
    "İßﬁŉ",
    "e\u{301}👩‍🚒",
    "%s %n {0}",
    " ",
];

impl Target for Messages {
    const NAME: &'static str = "messages";
    const WORDS: &'static [&'static str] = &[
        "{{ ",
        " }}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{% ",
        " %}",
        "{#",
        "#}",
        "{%- ",
        " -%}",
        "{{- ",
        " -}}",
        "{% raw %}",
        "{% endraw %}",
        "{% if ",
        "{% elif ",
        "{% else %}",
        "{% endif %}",
        "{% for x in ",
        "{% endfor %}",
        "range(9)",
        "range(99999999999)",
        "{% set x = 1 %}",
        "{% include \"x\" %}",
        "{% macro m() %}",
        "{% block b %}",
        "{% extends \"a\" %}",
        "{% import \"a\" as b %}",
        "{% call x() %}",
        "{% filter upper %}",
        "{% with %}",
        "{% autoescape true %}",
        "{% do x %}",
        "|upper",
        "|lower",
        "|title",
        "|capitalize",
        "|trim",
        "|length",
        "|replace(1,2)",
        "|join",
        "|e",
        "is startingwith ",
        "is endingwith",
        "is defined",
        "== ",
        "!= ",
        "\"hall\"",
        "'",
        " and ",
        " or ",
        " not ",
        " in ",
        " ~ ",
        " * 9",
        " ** 99",
        " // 0",
        " % 0",
        "[0]",
        "[-1]",
        "[:3]",
        ".x",
        "()",
        "loop.index",
        "loop(x)",
        "self",
        "true",
        "none",
        "[1, 2]",
        "{\"a\": 1}",
        "place",
        "since",
        "who",
        "subject: ",
        "title: ",
        "fields:\n  - name: ",
        "    choices: [",
        "    label: ",
        "audience: ",
        "channel: ",
        "severity: ",
        "mode: live\n",
        "public_alert: true\n",
        "correction: note\n",
        "plans: [",
        "---\n",
        "\\n",
        "\"",
    ];
    const LONGEST: usize = 2000;
    const LENT: (&'static [&'static str], &'static str) = (&["tests/bad_inputs", "content/messages"], "md");

    fn ready() -> Result<Self, String> {
        Ok(Messages)
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let loaded =
            read::load(&Memory::default().with("content/messages/note.md", input), Path::new("content"));
        findings(&loaded.diagnostics, &loaded.value.files, traits)?;
        let unread = loaded.has_errors();
        let files = loaded.value.files;
        let site = Site { messages: loaded.value.messages, ..Site::default() };
        let found = check(&site);
        findings(&found, &files, traits)?;
        same("checked twice it is the same", &check(&site), &found)?;
        let message = MessageFile::all(&site.messages).into_iter().next();
        let passed = !unread && found.iter().all(|finding| finding.severity != Severity::Error);
        traits.saw(("passed", passed));
        match message.filter(|_| passed) {
            Some(message) => filled(&message, &files, traits),
            None => Ok(()),
        }
    }
}

/// A message that was found right can be filled, and what is filled in is text.
fn filled(message: &MessageFile, files: &Files, traits: &mut Traits) -> Holds {
    let desk = Desk::new(vec![message.clone()]);
    let form = Form::of_file(message);
    traits.saw(("plain", form.plain));
    traits.count("fields", message.fields.len());
    for (at, typed) in TYPED.iter().enumerate() {
        let value = |field: usize| TYPED[(at + field) % TYPED.len()].to_owned();
        let values: BTreeMap<String, String> = message
            .fields
            .iter()
            .enumerate()
            .map(|(number, field)| (field.name.clone(), value(number)))
            .collect();
        let filled = match desk.fill(message, &values, None) {
            Ok(filled) => filled,
            Err(finding) => {
                findings(std::slice::from_ref(&finding), files, traits)?;
                return Err(Broken {
                    law: "a message that was found right can be filled",
                    told: format!("{typed:?}: {}", finding.message),
                });
            }
        };
        let room = message.text.len() + values.values().map(String::len).sum::<usize>();
        holds("a message stays within its bounds", filled.text.len() <= 10 * room + 64 * 1024, || {
            format!("{} bytes", filled.text.len())
        })?;
        let subject = filled.subject.clone().unwrap_or_default();
        let breaks = subject.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
        holds("a subject is one line", !breaks, || format!("{subject:?}"))?;
        let known = |name: &String| message.fields.iter().any(|field| field.name == *name);
        holds("what is missing is a field", filled.missing.iter().all(known), || {
            format!("{:?}", filled.missing)
        })?;
        let given = |name: &String| values.get(name).is_some_and(|value| !value.is_empty());
        holds("what was given is not missing", !filled.missing.iter().any(given), || {
            format!("{:?}", filled.missing)
        })?;
        if form.plain {
            let numbered = values.values().len();
            let by_number =
                (0..numbered.max(message.fields.len())).map(|number| (number, value(number))).collect();
            same("a page fills as the command does", &form.fill(&by_number, None), &filled)?;
        }
    }
    Ok(())
}
