//! The front of an address: what stands before and right behind a host.

use std::ops::Range;

/// A host that begins an address.
#[derive(Debug, PartialEq, Eq)]
pub struct Opening {
    /// First byte of the address.
    pub start: usize,
    /// First byte behind the host and its port.
    pub rest: usize,
    /// As written, without a port that says nothing.
    pub host: String,
    /// How often the address is percent-encoded inside another one.
    pub encoded: usize,
    /// Without scheme.
    pub bare: bool,
}

/// What stands between scheme and host, by how often it is encoded.
const MARKS: &[(&str, usize)] =
    &[("://", 0), (":\\/\\/", 0), ("%3a%2f%2f", 1), ("%3a//", 1), ("%253a%252f%252f", 2)];

/// The opening round the `host`; `None` where it is part of another host, of a mail address or of another address.
pub fn opening(text: &str, host: Range<usize>) -> Option<Opening> {
    let (start, encoded, bare) = front(text.get(..host.start)?)?;
    let rest = back(text, host.end, encoded)?;
    Some(Opening { start, rest, host: text.get(host)?.to_owned(), encoded, bare })
}

/// Where the address begins, and how.
fn front(before: &str) -> Option<(usize, usize, bool)> {
    let before = without_user(before)?;
    for (mark, encoded) in MARKS {
        let Some(scheme) = strip_end(before, mark) else { continue };
        let start = ["https", "http"].iter().find_map(|name| Some(strip_end(scheme, name)?.len()))?;
        // In the path of another address (a web archive) it is that one's.
        return (!before[..start].ends_with('/')).then_some((start, *encoded, false));
    }
    if let Some(outer) = before.strip_suffix("//") {
        return is_apart(outer).then_some((outer.len(), 0, false));
    }
    is_apart(before).then_some((before.len(), 0, true))
}

/// `before` without `user:word@` at its end; `None` for a mail address.
fn without_user(before: &str) -> Option<&str> {
    if !before.ends_with('@') {
        return Some(before);
    }
    let near = before.len().saturating_sub(200);
    let near = before.ceil_char_boundary(near);
    let at = near + before[near..].rfind("://")? + "://".len();
    let user = &before[at..];
    (!user.contains(|c: char| c.is_whitespace() || c == '/')).then_some(&before[..at])
}

/// `text` without `end`, capitals aside.
fn strip_end<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(end.len())?;
    text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(end)).then(|| &text[..at])
}

fn is_apart(before: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '/' | '%' | '\\' | ':');
    before.chars().next_back().is_none_or(|c| !joins(c) || !c.is_ascii())
}

/// The first byte behind host and port; `None` where the host goes on.
fn back(text: &str, end: usize, encoded: usize) -> Option<usize> {
    let mut at = end;
    let rest = text.get(at..)?;
    let ports: &[&str] = match encoded {
        0 => &[":443", ":80"],
        1 => &["%3A443", "%3A80", "%3a443", "%3a80"],
        _ => &[],
    };
    if let Some(port) = ports.iter().find(|port| rest.starts_with(**port)) {
        at += port.len();
    }
    let dotted = text[at..].starts_with("./") || text[at..].starts_with(".%2");
    at += usize::from(dotted);
    let mut behind = text[at..].chars();
    let goes_on = match behind.next() {
        None => false,
        Some(c) if c.is_ascii_alphanumeric() || matches!(c, '_' | '@') => true,
        Some('.' | '-') => behind.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(':') => behind.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => false,
    };
    (!goes_on).then_some(at)
}
