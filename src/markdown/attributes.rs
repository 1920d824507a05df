//! Explicit markup behind a heading or a task: `{#id .class key="value with blanks"}`.

use std::collections::BTreeMap;

/// What stands in an attribute block. Keys and classes are as written; a value in quotes may hold blanks and `}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes {
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub values: BTreeMap<String, String>,
}

impl Attributes {
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.values.is_empty()
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class)
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// Reads an attribute block at the end of `text`; gives it with its width in bytes (from `{` to the end).
    /// A brace that does not hold `#`, `.` or `key=` (such as `{{ field }}` or `{name}`) is text.
    pub fn trailing(text: &str) -> Option<(Attributes, usize)> {
        let trimmed = text.trim_end();
        if !trimmed.ends_with('}') || trimmed.ends_with("}}") {
            return None;
        }
        let open = trimmed.rfind(" {").map(|at| at + 1).or_else(|| trimmed.starts_with('{').then_some(0))?;
        let mut at = open;
        loop {
            if let Some(found) = read(&trimmed[at + 1..trimmed.len() - 1]) {
                return Some((found, text.len() - at));
            }
            at = trimmed[..at].rfind('{')?;
        }
    }
}

/// Reads the inside of the braces; `None` when any word of it is no attribute.
fn read(inner: &str) -> Option<Attributes> {
    let mut found = Attributes::default();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let quote_aware_end = word_end(rest)?;
        let word = &rest[..quote_aware_end];
        rest = rest[quote_aware_end..].trim_start();
        if let Some(id) = word.strip_prefix('#') {
            found.id = Some(name(id)?);
        } else if let Some(class) = word.strip_prefix('.') {
            found.classes.push(name(class)?);
        } else {
            let (key, value) = word.split_once('=')?;
            found.values.insert(name(key)?, value.trim_matches('"').to_owned());
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Where the first word ends, blanks inside double quotes aside; `None` when a quote is left open.
fn word_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => return Some(at),
            _ => {}
        }
    }
    (!quoted).then_some(text.len())
}

fn name(text: &str) -> Option<String> {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    (!text.is_empty() && text.chars().all(good)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_values_keep_blanks_and_braces() {
        let (found, width) =
            Attributes::trailing(r#"Decide {#go .gate when="T-7d" owner="Ops {Lead}"}"#).unwrap();
        assert_eq!(found.id.as_deref(), Some("go"));
        assert_eq!(found.get("owner"), Some("Ops {Lead}"));
        assert_eq!(width, r#"{#go .gate when="T-7d" owner="Ops {Lead}"}"#.len());
    }

    #[test]
    fn braces_that_are_text_stay_text() {
        for text in ["Hello {name}", "Hello {{ name }}", "a {} b", "set {a, b}", "{"] {
            assert!(Attributes::trailing(text).is_none(), "{text}");
        }
    }
}
