//! The end of an address in running text.

/// Bytes of an address at most; what is longer is none of ours.
const LONGEST: usize = 4096;

/// Words that Jira puts in braces right behind an address.
const MACROS: &[&str] = &["color", "quote", "noformat", "code", "panel", "info", "tip", "note", "warning"];

/// The byte behind the address of which the front ends at `from`: brackets that it did not open, quotes, and
/// punctuation at its end are not of it.
pub fn extent(text: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty() && at - from < LONGEST) {
        if let Some(length) = template(rest, &text[from..at]) {
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        match c {
            '\\' if rest.starts_with("\\/") => at += 1,
            '&' if ends_in_page(rest) => break,
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            c if is_end(c) => break,
            _ => {}
        }
        at += c.len_utf8().min(rest.len());
    }
    from + trimmed(&text[from..at]).len()
}

/// The byte behind an address that is percent-encoded in another one.
pub fn encoded(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let end =
        rest.find(|c: char| is_end(c) || matches!(c, '&' | ')' | '#' | '?' | '/')).unwrap_or(rest.len());
    from + trimmed(&rest[..end]).len()
}

/// Signs that no address of ours holds.
fn is_end(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}' | '[' | ']')
        || matches!(
            c,
            '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›' | '…' | '\u{FFFD}' | '\u{200B}'
                ..='\u{200F}' | '\u{2028}' | '\u{2029}'
        )
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// `&lt;` and the like: signs that end an address, written as a page writes them.
fn ends_in_page(rest: &str) -> bool {
    [
        "&lt;", "&gt;", "&quot;", "&#34;", "&#39;", "&#x27;", "&#x22;", "&apos;", "&nbsp;", "&#160;",
        "&#10;", "&#13;",
    ]
    .iter()
    .any(|entity| rest.get(..entity.len()).is_some_and(|head| head.eq_ignore_ascii_case(entity)))
}

/// Length of a place that a program fills in later: `{{ … }}`, `${…}`, `{name}` as part of a path.
fn template(rest: &str, before: &str) -> Option<usize> {
    let near = &rest[..rest.floor_char_boundary(200)];
    if near.starts_with("{{") {
        return Some(near.find("}}")? + 2);
    }
    if near.starts_with("${") {
        return Some(near.find('}')? + 1);
    }
    let name = near.strip_prefix('{')?.split('}').next().filter(|name| name.len() + 1 < near.len())?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let in_path = before.ends_with(['/', '=', '#', '-']) && !MACROS.contains(&name);
    (is_name && in_path).then_some(name.len() + 2)
}

/// Without the punctuation of the sentence around it.
fn trimmed(text: &str) -> &str {
    let ends =
        |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '(' | '-' | '$');
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(ends);
        let shorter = shorter.strip_suffix("\\").unwrap_or(shorter);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}
