//! Strings of JSON with their escapes read, in one document or one a line; what stands between them comes as it is.

use super::{Chunk, Stretch};

/// Cuts text into strings and the rest.
#[derive(Debug, Default)]
pub struct Strings {
    inside: bool,
}

impl Strings {
    pub(super) fn of(&mut self, chunk: &Chunk) -> Vec<Stretch> {
        let text = chunk.text.as_str();
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let end = if self.inside { closing(text, at) } else { text[at..].find('"').map(|q| at + q) };
            let piece = &text[at..end.unwrap_or(text.len())];
            if !piece.is_empty() {
                found.push(if self.inside {
                    read(piece, at)
                } else {
                    Stretch::new(piece.to_owned(), at, Vec::new())
                });
            }
            match end {
                Some(quote) => {
                    self.inside = !self.inside;
                    at = quote + 1;
                }
                None => break,
            }
        }
        // A string ends on its line; one that does not is no string.
        if chunk.ends {
            self.inside = false;
        }
        found
    }
}

/// The quote that ends the string that `at` stands in.
fn closing(text: &str, at: usize) -> Option<usize> {
    let mut escaped = false;
    for (offset, byte) in text.as_bytes()[at..].iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + offset),
            _ => {}
        }
    }
    None
}

/// A string with its escapes read.
fn read(raw: &str, start: usize) -> Stretch {
    let mut text = String::with_capacity(raw.len());
    let mut shifts = Vec::new();
    let mut shift = 0;
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let (sign, length) = escape(&rest[at..]);
        text.push(sign);
        rest = &rest[at + length..];
        shift += length;
        shift = shift.saturating_sub(sign.len_utf8());
        shifts.push((text.len(), shift));
    }
    text.push_str(rest);
    Stretch::new(text, start, shifts)
}

/// The sign that an escape stands for and its length.
fn escape(text: &str) -> (char, usize) {
    match text.as_bytes().get(1) {
        Some(b'u') => match unit(text) {
            Some(high @ 0xD800..=0xDBFF) => {
                match text.get(6..).filter(|t| t.starts_with("\\u")).and_then(unit) {
                    Some(low @ 0xDC00..=0xDFFF) => {
                        let sign = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                        (char::from_u32(sign).unwrap_or('\u{FFFD}'), 12)
                    }
                    _ => ('\u{FFFD}', 6),
                }
            }
            Some(unit) => (char::from_u32(unit).unwrap_or('\u{FFFD}'), 6),
            None => ('\\', 1),
        },
        Some(b'n' | b'r' | b't' | b'b' | b'f') => (' ', 2),
        Some(sign @ (b'"' | b'\\' | b'/')) => (char::from(*sign), 2),
        _ => ('\\', 1),
    }
}

/// The number in `\uXXXX`.
fn unit(text: &str) -> Option<u32> {
    text.get(2..6).and_then(|hex| u32::from_str_radix(hex, 16).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Stretch> {
        Strings::default().of(&Chunk { line: 1, column: 1, text: text.to_owned(), ends: true, bytes: 0 })
    }

    #[test]
    fn escapes_are_read_and_places_kept() {
        let text = r#"{"a":"x \u00fc\ud83d\ude00\n\"https:\/\/h\/t\" y"}"#;
        let strings = of(text);
        let value = &strings[3];
        assert_eq!(value.text, "x ü\u{1F600} \"https://h/t\" y");
        for (word, raw) in [("https", "https:"), ("h/t", "h\\/t"), ("/t", "\\/t\\"), (" y", " y\"")] {
            let at = value.in_chunk(value.text.rfind(word).unwrap());
            let at = if word == "/t" { text.rfind("\\/t").unwrap().min(at) } else { at };
            assert!(text[at..].starts_with(raw), "{word}: {}", &text[at..]);
        }
    }

    #[test]
    fn broken_json_does_no_harm() {
        for text in ["\"", "\"\\", "\"\\u12", "\"\\ud83d\"", "\"é\\u00e9é", "[2026-01-01] \"a", "\\\"x"] {
            of(text);
        }
        assert_eq!(of("a \"b\" c").len(), 3);
    }
}
