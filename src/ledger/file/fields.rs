//! The fields of a line.

use std::collections::BTreeMap;

/// A line taken apart: the words in front, and what stands behind `key=`.
pub struct Fields<'a> {
    pub words: Vec<&'a str>,
    pub values: BTreeMap<&'a str, String>,
}

/// Takes a line apart at its blanks; a value in quotes is JSON and may hold blanks. `None` where it cannot be read.
pub fn parse(line: &str) -> Option<Fields<'_>> {
    let (mut words, mut values) = (Vec::new(), BTreeMap::new());
    let mut rest = line.trim();
    while !rest.is_empty() {
        let blank = rest.find(' ').unwrap_or(rest.len());
        match rest[..blank].find('=') {
            None => {
                words.push(&rest[..blank]);
                rest = rest[blank..].trim_start();
            }
            Some(sign) => {
                let (key, value) = (&rest[..sign], &rest[sign + 1..]);
                let end = if value.starts_with('"') { quoted_end(value)? } else { blank - sign - 1 };
                let text = match value.starts_with('"') {
                    true => serde_json::from_str(&value[..end]).ok()?,
                    false => value[..end].to_owned(),
                };
                values.insert(key, text);
                rest = value[end..].trim_start();
            }
        }
    }
    Some(Fields { words, values })
}

/// Where a JSON string ends, its quotes included.
fn quoted_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return Some(at + 1),
            _ => escaped = false,
        }
    }
    None
}

/// `key="text"`, as [`parse`] reads it.
pub fn quoted(key: &str, text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned());
    format!("{key}={json}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_blanks_quotes_and_signs() {
        let line = format!("CRM-7F3K task at=30 {}", quoted("text", "a \"b\" = c\\ \n d"));
        let fields = parse(&line).unwrap();
        assert_eq!(fields.words, ["CRM-7F3K", "task"]);
        assert_eq!(fields.values["text"], "a \"b\" = c\\ \n d");
        assert_eq!(fields.values["at"], "30");
        assert!(parse("a text=\"open").is_none());
    }
}
