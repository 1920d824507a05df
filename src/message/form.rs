//! A message as pieces of text and blanks between them.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{MessageFile, Mode};
use super::fold::{are_levels, fold, is_generic, is_next, is_time};
use super::tags;
use crate::plan::{Template, TemplateField};

/// A message, ready to be filled.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub name: String,
    pub title: String,
    pub severity: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    pub mode: Mode,
    /// Name of the message that takes this one back.
    pub correction: Option<String>,
    pub subject: Option<Vec<Part>>,
    /// Empty where the message is not plain.
    pub text: Vec<Part>,
    /// Each once, in the order of subject and text.
    pub blanks: Vec<Blank>,
    /// False where the message decides or repeats: only MiniJinja can fill it.
    pub plain: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    /// A place for a blank, by its number, as it is written.
    Blank(usize, String),
}

/// What is to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// The folded name: blanks of several messages with one key are filled together.
    pub key: String,
    /// What `[UNFILLED: name]` says.
    pub name: String,
    pub label: String,
    pub choices: Vec<String>,
    pub is_time: bool,
}

/// A filled message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    pub subject: Option<String>,
    pub text: String,
    /// Names of the blanks without a value.
    pub missing: Vec<String>,
}

impl Form {
    /// A message of the site.
    pub fn of_file(file: &MessageFile) -> Form {
        let plain = tags::is_plain(&file.text) && file.subject.as_deref().is_none_or(tags::is_plain);
        let mut form = Form {
            name: file.name.clone(),
            title: file.title.clone(),
            severity: file.severity.clone(),
            audience: file.audience.clone(),
            channel: file.channel.clone(),
            mode: file.mode.unwrap_or_default(),
            correction: file.correction.clone(),
            plain,
            ..Form::default()
        };
        form.blanks = file.fields.iter().map(blank_of_file).collect();
        if plain {
            form.subject = file.subject.as_deref().map(|text| form.parts_of_file(file, text));
            form.text = form.parts_of_file(file, &file.text);
        }
        form
    }

    fn parts_of_file(&self, file: &MessageFile, text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut from = 0;
        for tag in tags::tags(text) {
            let name = tags::field(&tag).unwrap_or_default();
            if let Some(number) = file.fields.iter().position(|field| field.name == name) {
                push(&mut parts, &text[from..tag.range.start]);
                parts.push(Part::Blank(number, text[tag.range.clone()].to_owned()));
                from = tag.range.end;
            }
        }
        push(&mut parts, &text[from..]);
        parts
    }

    /// A message of a plan; `shown` takes out of a text what no page may show.
    pub fn of_template(template: &Template, shown: impl Fn(&str) -> String) -> Form {
        let mut form = Form {
            name: template.slug.clone(),
            title: template.title.clone(),
            audience: template.audience.clone(),
            channel: template.channel.clone(),
            plain: true,
            ..Form::default()
        };
        let mut fields: Vec<&TemplateField> =
            template.fields.iter().filter(|f| !f.literal.is_empty()).collect();
        fields.sort_by_key(|field| std::cmp::Reverse(field.literal.len()));
        form.text = form.parts_of_template(&fields, &shown(&template.text));
        form.subject = template.subject.as_deref().map(|text| form.parts_of_template(&fields, &shown(text)));
        form
    }

    /// Where several fields begin at one place, the longest is meant.
    fn parts_of_template(&mut self, fields: &[&TemplateField], text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let (mut from, mut at) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(field) = fields.iter().find(|field| rest.starts_with(&field.literal)) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            push(&mut parts, &text[from..at]);
            let mut blank = blank_of_template(field, &text[..at]);
            if blank.key.is_empty() {
                // Nothing says what `[...]` is: each stands for itself.
                blank.key = fold(&format!("{} {}", self.title, self.blanks.len() + 1));
                blank.name = field.literal.clone();
                blank.label = format!("{} {}", field.literal, self.blanks.len() + 1);
            }
            let number = self.number(blank);
            parts.push(Part::Blank(number, field.literal.clone()));
            at += field.literal.len();
            from = at;
        }
        push(&mut parts, &text[from..]);
        parts
    }

    /// The number of a blank of this message; one of the same key and choices is the same.
    fn number(&mut self, blank: Blank) -> usize {
        let same = |other: &Blank| other.key == blank.key && other.choices == blank.choices;
        self.blanks.iter().position(same).unwrap_or_else(|| {
            self.blanks.push(blank);
            self.blanks.len() - 1
        })
    }

    /// Fills the blanks of a plain message with values by their numbers. `rehearsal` is put in front.
    pub fn fill(&self, values: &BTreeMap<usize, String>, rehearsal: Option<&str>) -> Filled {
        let mut missing = BTreeSet::new();
        let mut filled = |parts: &[Part]| -> String {
            let piece = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::Blank(number, _) => match values.get(number).filter(|value| !value.is_empty()) {
                    Some(value) => value.clone(),
                    None => {
                        missing.insert(*number);
                        unfilled(self.blanks.get(*number).map_or("", |blank| &blank.name))
                    }
                },
            };
            parts.iter().map(piece).collect()
        };
        let subject = self.subject.as_deref().map(&mut filled);
        let text = filled(&self.text);
        let missing =
            missing.into_iter().filter_map(|n| self.blanks.get(n)).map(|b| b.name.clone()).collect();
        Filled { subject, text, missing }.in_rehearsal(rehearsal)
    }
}

impl Filled {
    /// With the line of a rehearsal in front of text and subject. A subject stays on one line whatever was filled in.
    pub(super) fn in_rehearsal(self, line: Option<&str>) -> Filled {
        let front = |parted: &str| line.map_or_else(String::new, |line| format!("{line}{parted}"));
        Filled {
            subject: self.subject.map(|subject| one_line(&(front(" ") + &subject))),
            text: front("\n\n") + &self.text,
            missing: self.missing,
        }
    }
}

pub(super) fn unfilled(name: &str) -> String {
    format!("[UNFILLED: {name}]")
}

/// The text with breaks of lines and other control characters turned into blanks.
pub fn one_line(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(breaks).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

fn push(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
}

fn blank_of_file(field: &super::Field) -> Blank {
    let key = fold(&field.name);
    let time = [&key, &fold(field.label.as_deref().unwrap_or(""))]
        .iter()
        .any(|words| is_time(words) || is_next(words));
    Blank {
        is_time: time && field.choices.is_empty(),
        name: field.name.clone(),
        label: field.label.clone().unwrap_or_else(|| capital(&key)),
        choices: field.choices.clone(),
        key: if are_levels(&field.choices) { SEVERITY.to_owned() } else { key },
    }
}

/// The name of every field whose choices are steps of severity, whatever a message calls it.
const SEVERITY: &str = "severity";

/// A field in brackets is named by its words; where these only say what sort of thing it is (`[Time]`, `[P0/P1]`), by
/// the words in front of it.
fn blank_of_template(field: &TemplateField, before: &str) -> Blank {
    let own = fold(&field.label);
    let line = words_before(before.rsplit('\n').next().unwrap_or(""));
    let in_front = fold(&line);
    let by_line = (is_generic(&own) || !field.choices.is_empty()) && !in_front.is_empty();
    let label = if by_line { line } else { field.label.clone() };
    let key = if by_line { in_front } else { own.clone() };
    Blank {
        is_time: field.choices.is_empty() && (is_time(&own) || is_time(&key) || is_next(&key)),
        key: if are_levels(&field.choices) { SEVERITY.to_owned() } else { key },
        name: label.clone(),
        label,
        choices: field.choices.clone(),
    }
}

/// The last words of a line in front of a field: list marks, emphasis and the closing colon taken off.
fn words_before(line: &str) -> String {
    let last = line.rsplit([']', '}', '|']).next().unwrap_or(line);
    let bare = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || "-*_#>:：•,;.()".contains(c)).to_owned()
    };
    // `Subject: Work stops at [Time]` is what the subject alone says: `Work stops at [Time]`.
    let words = bare(last);
    words.rsplit(": ").next().map(bare).unwrap_or_default()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(literal: &str, choices: &[&str]) -> TemplateField {
        TemplateField {
            literal: literal.into(),
            label: literal.trim_matches(['[', ']']).into(),
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        }
    }

    fn template(text: &str, fields: Vec<TemplateField>) -> Template {
        Template {
            slug: "note".into(),
            title: "Note".into(),
            placeholders: vec![],
            occurrences: 0,
            choices: vec![],
            place: crate::plan::Place::default(),
            text: text.into(),
            fields,
            subject: None,
            audience: None,
            channel: None,
        }
    }

    fn keys(form: &Form) -> Vec<&str> {
        form.blanks.iter().map(|b| b.key.as_str()).collect()
    }

    #[test]
    fn a_field_that_only_says_what_sort_is_named_by_its_line() {
        let fields = vec![field("[Time]", &[]), field("[Who]", &[]), field("[Yes/No]", &["Yes", "No"])];
        let form = Form::of_template(
            &template("- **Found at:** [Time] by [Who]\nNext: [Time], [Yes/No]\n[Time] [Who]", fields),
            str::to_owned,
        );
        assert_eq!(keys(&form), ["found at", "who", "next", "yes no", "time"]);
        assert!(form.blanks[0].is_time && form.blanks[2].is_time);
        let filled = form.fill(&[(0, "10:49".to_owned()), (1, "[Time]".to_owned())].into(), None);
        assert_eq!(
            filled.text,
            "- **Found at:** 10:49 by [Time]\nNext: [UNFILLED: Next], [UNFILLED: Yes/No]\n[UNFILLED: Time] [Time]"
        );
        assert_eq!(filled.missing, ["Next", "Yes/No", "Time"]);
    }

    #[test]
    fn a_subject_shares_its_fields_with_its_line_in_the_text() {
        let mut template = template("Subject: Work stops at [Time]\n", vec![field("[Time]", &[])]);
        template.subject = Some("Work stops at [Time]".into());
        assert_eq!(keys(&Form::of_template(&template, str::to_owned)), ["work stops at"]);
    }

    #[test]
    fn a_field_inside_a_longer_one_is_not_filled() {
        let fields = vec![field("[A]", &[]), field("[A][B]", &[])];
        let form = Form::of_template(&template("é[A][B] [A]", fields), str::to_owned);
        assert_eq!(form.text.len(), 4, "{:?}", form.text);
        assert_eq!(form.fill(&[(0, "1".to_owned())].into(), None).text, "é1 [UNFILLED: A]");
    }

    #[test]
    fn a_message_of_the_site_is_cut_at_its_fields() {
        let file = MessageFile {
            subject: Some("{{ what }}".into()),
            text: "At {{ at }}: {{what}}\n".into(),
            fields: vec![
                super::super::Field { name: "at".into(), label: None, choices: vec![] },
                super::super::Field { name: "what".into(), label: None, choices: vec![] },
            ],
            ..MessageFile::default()
        };
        let form = Form::of_file(&file);
        let filled = form.fill(&[(1, "a\r\nBcc: b".to_owned())].into(), Some("DRILL"));
        assert_eq!(filled.subject.as_deref(), Some("DRILL a Bcc: b"), "a subject stays on its line");
        assert_eq!(filled.text, "DRILL\n\nAt [UNFILLED: at]: a\r\nBcc: b\n");
        assert_eq!(filled.missing, ["at"]);
        assert!(form.blanks[0].is_time);
    }
}
