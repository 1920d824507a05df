//! Bytes to text: UTF-8 strictly, nothing replaced, line ends unified.
//!
//! [`decode`] is what a build reads with. [`text_of`] keeps line ends as they are and may be told another encoding;
//! `import` uses it.

mod binary;
mod controls;
mod encoding;

pub use encoding::{NamedEncoding, marked, text_of};

use super::limits;
use crate::diag::{Diagnostic, FileId, Outcome, Span};

/// The text of a file without byte order mark, line ends `\n`. Beside an error the text is only good to be shown.
pub fn decode(id: FileId, bytes: &[u8]) -> Outcome<String> {
    let text = text_of(id, bytes, None);
    let unified = unify_line_ends(&text.value);
    let mut diagnostics = text.diagnostics;
    if unified.len() != text.value.len() {
        for diagnostic in &mut diagnostics {
            diagnostic.span = diagnostic.span.map(|span| moved(span, &text.value));
        }
    }
    if diagnostics.is_empty() {
        diagnostics = faults(id, &unified);
    }
    Outcome { value: unified, diagnostics }
}

/// What no plan is: text with control characters, lines without an end, a file without text.
pub fn faults(id: FileId, text: &str) -> Vec<Diagnostic> {
    let mut faults = controls::findings(id, text);
    faults.extend(long_lines(id, text));
    faults.extend(blank(id, text));
    faults
}

/// CRLF and lone CR become LF.
pub fn unify_line_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The place of `span`, which counts in `text`, in the text with its line ends unified.
fn moved(span: Span, text: &str) -> Span {
    let moved = |at: u32| text.get(..at as usize).map_or(at as usize, |upto| unify_line_ends(upto).len());
    Span::new(span.file, moved(span.start), moved(span.end))
}

fn long_lines(id: FileId, text: &str) -> Vec<Diagnostic> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.len() > limits::LINE && found.len() < limits::OF_A_KIND {
            let message =
                format!("the line has {} KiB; the limit is {} KiB", line.len() / 1024, limits::LINE / 1024);
            found.push(
                Diagnostic::error("line-too-long", message)
                    .at(Span::new(id, at, at + line.trim_end().len()))
                    .hint("break the line; keep pictures in files of their own, not in the text"),
            );
        }
        at += line.len();
    }
    found
}

fn blank(id: FileId, text: &str) -> Option<Diagnostic> {
    text.trim().is_empty().then(|| {
        Diagnostic::error("empty-file", "the file is empty")
            .at(Span::new(id, 0, 0))
            .hint("write a plan that begins with a heading, or remove the file")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Position;

    fn first(bytes: &[u8]) -> (String, Option<Position>, String) {
        let decoded = decode(FileId(0), bytes);
        let d = &decoded.diagnostics[0];
        (d.code.to_owned(), d.span.map(|s| Position::of(&decoded.value, s.start)), d.message.clone())
    }

    #[test]
    fn line_ends_and_marks_make_no_difference() {
        for bytes in [&b"# A\n\nb\n"[..], b"# A\r\n\r\nb\r\n", b"\xEF\xBB\xBF# A\n\nb\n", b"# A\r\rb\r"] {
            let decoded = decode(FileId(0), bytes);
            assert!(decoded.diagnostics.is_empty());
            assert_eq!(decoded.value, "# A\n\nb\n");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_place() {
        let (code, at, message) = first(b"# Caf\xC3\xA9\r\n\r\nna\xEFve \xFF\r\n");
        assert_eq!((code.as_str(), at), ("not-utf-8", Some(Position { line: 3, column: 3 })));
        assert!(message.contains("0xEF") && message.contains("byte 14"), "{message}");
    }

    #[test]
    fn utf_16_is_named_with_and_without_a_mark() {
        let wide = |little: bool, mark: bool| -> Vec<u8> {
            let text = if mark { "\u{FEFF}# Plan\n" } else { "# Plan and more\n" };
            text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
            let (code, at, message) = first(&wide(little, mark));
            assert_eq!((code.as_str(), at), ("utf-16", Some(Position { line: 1, column: 1 })));
            assert!(message.contains(if little { "little" } else { "big" }), "{message}");
        }
    }

    #[test]
    fn controls_and_blank_files_are_errors() {
        assert_eq!(first(b"# A\n\nb\0c\n").1, Some(Position { line: 3, column: 2 }));
        assert_eq!(first(b"# A\n\x1B[31mred\n").0, "control-character");
        assert_eq!(first(b"").0, "empty-file");
        assert_eq!(first(b" \n\t\r\n\xEF").0, "not-utf-8");
        assert_eq!(first(b"\r\n \n").0, "empty-file");
    }
}
