//! The tags of a message: `{{ field }}`, `{% if … %}`, `{# note #}`, with what stands in them.
//!
//! MiniJinja reads and runs messages; this only finds what stands where: to point at names, to see which messages are
//! fields alone, and to refuse what could make a text that nobody wants to wait for.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Value,
    Statement,
    Note,
}

#[derive(Debug, Clone)]
pub(super) struct Tag<'t> {
    pub sort: Sort,
    pub range: Range<usize>,
    pub tokens: Vec<Token<'t>>,
}

/// A name, a number, a quoted text or a sign, with its first byte in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub text: &'t str,
    pub at: usize,
}

impl Token<'_> {
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }

    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

/// The tags in order. One that is never closed ends the list: MiniJinja tells of it.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let (sort, close) = match text.as_bytes().get(open + 1) {
            Some(b'{') => (Sort::Value, "}}"),
            Some(b'%') => (Sort::Statement, "%}"),
            Some(b'#') => (Sort::Note, "#}"),
            _ => {
                from = open + 1;
                continue;
            }
        };
        let Some((tokens, end)) = inside(text, open + 2, close, sort) else { break };
        found.push(Tag { sort, range: open..end, tokens });
        from = end;
    }
    found
}

fn inside<'t>(text: &'t str, start: usize, close: &str, sort: Sort) -> Option<(Vec<Token<'t>>, usize)> {
    if sort == Sort::Note {
        return text[start..].find(close).map(|at| (Vec::new(), start + at + close.len()));
    }
    let mut tokens = Vec::new();
    let mut at = start;
    loop {
        let rest = &text[at..];
        if rest.starts_with(close) {
            return Some((tokens, at + close.len()));
        }
        let first = rest.chars().next()?;
        let length = match first {
            '"' | '\'' => quoted(rest, first)?,
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        if !first.is_whitespace() {
            tokens.push(Token { text: &rest[..length], at });
        }
        at += length;
    }
}

/// Length of a quoted text with its quotes.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Words that are values themselves: `{{ none }}` writes `None`.
const VALUES: &[&str] = &["true", "True", "false", "False", "none", "None"];

/// The field of a tag that is nothing but a field.
pub(super) fn field<'t>(tag: &Tag<'t>) -> Option<&'t str> {
    match (tag.sort, tag.tokens.as_slice()) {
        (Sort::Value, [name]) if name.is_word() && !VALUES.contains(&name.text) => Some(name.text),
        _ => None,
    }
}

/// Whether the text is pieces and fields and nothing else, so that filling it is putting values in.
pub(super) fn is_plain(text: &str) -> bool {
    let tags = tags(text);
    let behind = tags.last().map_or(0, |tag| tag.range.end);
    let left = &text[behind..];
    tags.iter().all(|tag| field(tag).is_some()) && !["{{", "{%", "{#"].iter().any(|open| left.contains(open))
}

/// Statements that a message may hold.
const STATEMENTS: &[&str] = &["if", "elif", "else", "endif", "for", "endfor"];

/// What a message may not hold, with its place: what can grow without end between two looks at the budget.
pub(super) fn refused(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for tag in tags(text) {
        let mut words = tag.tokens.iter().filter(|t| !matches!(t.text, "-" | "+"));
        if let Some(first) = words.next().filter(|_| tag.sort == Sort::Statement)
            && !STATEMENTS.contains(&first.text)
        {
            found.push((first.range(), format!("a message cannot hold `{{% {} %}}`", first.text)));
            continue;
        }
        let bad = tag.tokens.iter().filter(|t| matches!(t.text, "*" | "{" | "recursive"));
        found.extend(bad.map(|t| (t.range(), format!("a message cannot hold `{}` in a tag", t.text))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_what_stands_in_them() {
        let text = "a { b {{ x }} {# y }} #}{% if x == \"}}\" %}c{% endif %} {{ never";
        let seen: Vec<(Sort, Vec<&str>)> =
            tags(text).iter().map(|t| (t.sort, t.tokens.iter().map(|t| t.text).collect())).collect();
        assert_eq!(
            seen,
            [
                (Sort::Value, vec!["x"]),
                (Sort::Note, vec![]),
                (Sort::Statement, vec!["if", "x", "=", "=", "\"}}\""]),
                (Sort::Statement, vec!["endif"]),
            ]
        );
    }

    #[test]
    fn fields_alone_are_plain() {
        assert!(is_plain("no tag, a { brace"));
        assert!(is_plain("{{ a }}{{b}} }} {"));
        for text in [
            "{{ a|upper }}",
            "{{- a }}",
            "{# a #}",
            "{{ 'a' }}",
            "{% if a %}{% endif %}",
            "{{ a",
            "{{ a.b }}",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn what_grows_is_refused() {
        let said = |text: &str| refused(text).into_iter().map(|(_, what)| what).collect::<Vec<_>>();
        assert_eq!(said("{%- set a = 1 %}{% include 'x' %}").len(), 2);
        assert_eq!(said("{{ 'x' * 9 }}"), ["a message cannot hold `*` in a tag"]);
        assert_eq!(said("{% for a in b recursive %}{% endfor %}").len(), 1);
        assert_eq!(said("{%- if a %}{{ '*' ~ a }}{% else -%}{% endif %}").len(), 0);
    }
}
