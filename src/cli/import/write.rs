//! The text of an imported plan: front matter in front, the body as it was.

use std::fmt::Write;

use super::found::{Found, Value};
use crate::read::Source;
use crate::read::front::keys::{KEYS, Key, Kind};

/// `raw` with front matter, and the keys of its own front matter that are not ours. `raw` has its own line ends, and the
/// front matter takes the same; `source` is the same text with `\n` alone.
pub(super) fn plan(raw: &str, source: &Source, found: &Found) -> (String, Vec<String>) {
    let line_end = if raw.contains("\r\n") { "\r\n" } else { "\n" };
    let own = own_block(source);
    let mut unknown = Vec::new();
    let mut yaml = String::new();
    if let Some(own) = &own {
        unknown = unknown_keys(source);
        yaml.push_str(&commented(own, source, &unknown));
    }
    for (key, value) in &found.values {
        yaml.push_str(&entry(key, value));
    }
    let body = &raw[body_start(raw, source)..];
    let gap = if own.is_none() && !body.starts_with(['\n', '\r']) { line_end } else { "" };
    let front = format!("---\n{yaml}---\n").replace('\n', line_end);
    (format!("{front}{gap}{body}"), unknown)
}

/// The body's first byte in the raw text: as many lines in as in the unified one.
fn body_start(raw: &str, source: &Source) -> usize {
    let lines = source.text[..source.body].matches('\n').count();
    let mut at = 0;
    for _ in 0..lines {
        let rest = &raw[at..];
        at += match rest.find(['\n', '\r']) {
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None => rest.len(),
        };
    }
    if lines == 0 && source.body > 0 { raw.len() } else { at }
}

/// The lines between the markers of the plan's own front matter, with `\n`.
fn own_block(source: &Source) -> Option<String> {
    if !source.front.present {
        return None;
    }
    let block = &source.text[..source.body];
    let inner: Vec<&str> = block.lines().skip(1).collect();
    let (_, inner) = inner.split_last()?;
    Some(inner.iter().fold(String::new(), |text, line| text + line + "\n"))
}

/// Top-level keys that the table does not have.
fn unknown_keys(source: &Source) -> Vec<String> {
    let known = |name: &str| KEYS.iter().any(|k| k.name == name);
    source.front.keys.keys().filter(|path| !path.contains('.') && !known(path)).cloned().collect()
}

/// The block with the lines of unknown keys turned into comments, so that nothing is lost and a build accepts it.
fn commented(block: &str, source: &Source, unknown: &[String]) -> String {
    let mut starts: Vec<(usize, bool)> = source
        .front
        .keys
        .iter()
        .filter(|(path, _)| !path.contains('.'))
        .map(|(path, span)| (span.start as usize, unknown.contains(path)))
        .collect();
    starts.sort_unstable();
    let mut at = source.text.find('\n').map_or(0, |end| end + 1);
    let mut out = String::new();
    for line in block.lines() {
        let end = at + line.len();
        let owner = starts.iter().rfind(|(start, _)| *start < end.max(at + 1));
        let is_unknown = owner.is_some_and(|(_, unknown)| *unknown) && !line.trim().is_empty();
        let mark = if is_unknown && !line.starts_with('#') { "# " } else { "" };
        let _ = writeln!(out, "{mark}{line}");
        at = end + 1;
    }
    out
}

fn entry(key: &Key, value: &Value) -> String {
    let name = key.name;
    match value {
        Value::Missing => format!("{name}: null  # missing: {}\n", lower_first(key.doc)),
        // A date is text for tminus, whatever another reader of YAML takes it for.
        Value::Text(text) if matches!(key.kind, Kind::Date) => format!("{name}: {text}\n"),
        Value::Text(text) => format!("{name}: {}\n", scalar(text)),
        Value::List(texts) if texts.is_empty() => format!("{name}: []\n"),
        Value::List(texts) => {
            texts.iter().fold(format!("{name}:\n"), |out, t| out + "  - " + &scalar(t) + "\n")
        }
        Value::Entries(entries) => {
            let mut out = format!("{name}:\n");
            for fields in entries {
                for (at, (key, text)) in fields.iter().enumerate() {
                    let _ = writeln!(out, "  {} {key}: {}", if at == 0 { "-" } else { " " }, scalar(text));
                }
            }
            out
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Text as YAML: bare where that reads back as the same text, else in double quotes.
fn scalar(text: &str) -> String {
    let simple = |c: char| c.is_alphanumeric() || " -_./()+&'@,–—".contains(c);
    let first = text.chars().next();
    let bare = first.is_some_and(char::is_alphanumeric)
        && text.chars().all(simple)
        && !text.ends_with(' ')
        && !text.contains(" #")
        && !matches!(text, "null" | "Null" | "NULL")
        && !text.chars().all(|c| c.is_ascii_digit() || ".-+eE_xo,".contains(c));
    if bare {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diag::FileId;
    use crate::read::decode::unify_line_ends;
    use crate::read::parse;

    fn imported(raw: &str) -> (String, Vec<String>) {
        let source = parse(FileId(0), Path::new("a.md"), unify_line_ends(raw)).value;
        let values =
            KEYS.iter().filter(|k| k.name == "version" && !source.front.keys.contains_key("version"));
        let found = Found { values: values.map(|k| (k, Value::Text("1.10".into()))).collect() };
        plan(raw, &source, &found)
    }

    #[test]
    fn the_body_stays_byte_for_byte() {
        for body in ["# A\r\n\r\n- b\r\n", "# A\n\nlast", "\n\n# A\n", "# A\rb\r", "# A\r\nmixed\nends\r"] {
            assert!(imported(body).0.ends_with(body), "{body:?}");
        }
        assert!(imported("# A\r\n").0.starts_with("---\r\nversion: \"1.10\"\r\n---\r\n\r\n# A"));
        let (text, _) = imported("---\r\nid: x\r\n---\r\n# A\r\n");
        assert_eq!(text, "---\r\nid: x\r\nversion: \"1.10\"\r\n---\r\n# A\r\n");
    }

    #[test]
    fn keys_of_other_tools_become_comments() {
        let (text, unknown) =
            imported("---\ntitle: A\nlayout: page\nnav:\n  - a\n  - b\nversion: 2\n---\n# A\n");
        assert_eq!(unknown, ["layout", "nav"]);
        assert_eq!(text, "---\ntitle: A\n# layout: page\n# nav:\n#   - a\n#   - b\nversion: 2\n---\n# A\n");
    }

    #[test]
    fn scalars_read_back_as_they_were() {
        for text in [
            "1.10",
            "+61 400",
            "a: b",
            "[x]",
            "NO",
            "null",
            "it's",
            "\"q\"",
            "a #b",
            "10:00",
            "ü\u{85}x",
            "",
            " a",
            "- a",
            "1e5",
        ] {
            let yaml = format!("title: {}\n", scalar(text));
            let read = parse(FileId(0), Path::new("a.md"), format!("---\n{yaml}---\n"));
            assert!(read.diagnostics.is_empty(), "{yaml} {:?}", read.diagnostics);
            assert_eq!(read.value.front.title.as_deref(), Some(text), "{yaml}");
        }
    }
}
