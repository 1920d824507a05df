//! Rule files of monitoring: the values that are meant to be addresses, with the alert that they belong to.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, options};

/// Bytes of a rule file at most; it is read as a whole.
pub const LIMIT: usize = 16 * 1024 * 1024;

/// Lists and maps inside each other.
const DEPTH: usize = 64;

/// A value whose key says that it is an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    pub key: String,
    /// Name of the rule that it belongs to.
    pub alert: Option<String>,
    pub value: String,
    /// Bytes of the file, quotes left out.
    pub range: Range<usize>,
}

/// The byte at which a file is no YAML, and why.
pub type Broken = (usize, String);

/// Reads the annotations of a rule file, with what keeps the rest from being read.
pub fn annotations(yaml: &str) -> (Vec<Annotation>, Option<Broken>) {
    let mut reader = Reader { yaml, open: Vec::new(), found: Vec::new() };
    for event in Parser::new_from_str_with_options(yaml, settings()) {
        match event {
            Ok((Event::Scalar(text, ..), span)) => reader.scalar(&text, span.byte_range()),
            Ok((Event::MappingStart(..), _)) => reader.open.push(Open { is_map: true, ..Open::default() }),
            Ok((Event::SequenceStart(..), _)) => reader.open.push(Open::default()),
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => {
                reader.open.pop();
                reader.value_ends();
            }
            Ok((Event::Alias(..), _)) => reader.value_ends(),
            Ok(_) => {}
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(yaml.len());
                return (reader.found, Some((yaml.floor_char_boundary(at), error.info().to_owned())));
            }
        }
    }
    (reader.found, None)
}

fn settings() -> Options {
    options! {
        emit_comments: false,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    }
}

/// A list or map whose end has not come yet.
#[derive(Default)]
struct Open {
    is_map: bool,
    key: Option<String>,
    alert: Option<String>,
}

struct Reader<'y> {
    yaml: &'y str,
    open: Vec<Open>,
    found: Vec<Annotation>,
}

impl Reader<'_> {
    fn scalar(&mut self, text: &str, range: Option<Range<usize>>) {
        let Some(open) = self.open.last_mut().filter(|open| open.is_map) else { return };
        let Some(key) = open.key.take() else {
            open.key = Some(text.to_owned());
            return;
        };
        if key == "alert" {
            open.alert = Some(text.to_owned());
        }
        if is_address_key(&key) {
            let alert = self.open.iter().rev().find_map(|open| open.alert.clone());
            let range = written(self.yaml, range.unwrap_or(0..0));
            self.found.push(Annotation { key, alert, value: text.trim().to_owned(), range });
        }
    }

    /// A list, a map or an alias stood where a value stands (or a key, which then is no name).
    fn value_ends(&mut self) {
        if let Some(open) = self.open.last_mut().filter(|open| open.is_map) {
            open.key = match open.key {
                Some(_) => None,
                None => Some(String::new()),
            };
        }
    }
}

/// `runbook_url`, `runbook`, `dashboard`, `playbookUrl`, `grafana-link`.
fn is_address_key(key: &str) -> bool {
    let key: String = key.to_lowercase().rsplit('/').next().unwrap_or("").to_owned();
    ["runbook", "playbook", "dashboard"].iter().any(|word| key.contains(word))
        || ["url", "uri", "link", "href"].iter().any(|word| key.ends_with(word))
}

/// The first line of a value as it is written, without quotes and without the sign of a block.
fn written(yaml: &str, range: Range<usize>) -> Range<usize> {
    let raw = yaml.get(range.clone()).unwrap_or("");
    let (head, rest) = raw.split_once('\n').unwrap_or((raw, ""));
    let is_block = head.trim_start().starts_with(['|', '>']);
    let (offset, line) =
        if is_block { (head.len() + 1, rest.lines().next().unwrap_or("")) } else { (0, head) };
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let start = range.start + offset + line.len() - bare.len();
    start..start + bare.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_with_their_alert_and_place() {
        let yaml = "groups:\n- name: q\n  rules:\n  - alert: QueueFull\n    expr: q > 1\n    labels: &l {severity: page}\n    annotations:\n      summary: \"https://x.example\"\n      runbook_url: \"https://r.example/t/{{ $labels.c }}\"\n      dashboard: |\n        https://d.example/ü\n  - record: r\n    runbook: plain\n---\nurl: x\n";
        let (found, broken) = annotations(yaml);
        assert_eq!(broken, None);
        let told: Vec<(&str, Option<&str>, &str)> =
            found.iter().map(|a| (a.key.as_str(), a.alert.as_deref(), &yaml[a.range.clone()])).collect();
        assert_eq!(
            told,
            [
                ("runbook_url", Some("QueueFull"), "https://r.example/t/{{ $labels.c }}"),
                ("dashboard", Some("QueueFull"), "https://d.example/ü"),
                ("runbook", None, "plain"),
                ("url", None, "x"),
            ]
        );
        assert_eq!(found[1].value, "https://d.example/ü");
    }

    #[test]
    fn what_is_no_yaml_is_said_and_the_front_is_kept() {
        let (found, broken) = annotations("a:\n  link: one\n  b: {{ x }\n");
        assert_eq!(found.len(), 1);
        assert!(broken.is_some());
        for odd in ["", "? [a]\n: b\n", "- - -\n", "*a", "&a x", "!!binary x\n", "%TAG\n", "\t"] {
            annotations(odd);
        }
    }
}
