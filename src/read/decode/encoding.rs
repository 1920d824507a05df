//! Encodings: UTF-8 unless told otherwise, UTF-16 by its mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::diag::{Diagnostic, FileId, Outcome, Span, nearest};

/// An encoding that a person named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedEncoding(&'static Encoding);

/// Names worth offering when one is mistyped.
const NAMES: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "latin-1",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "mac-roman",
    "macintosh",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gbk",
    "gb18030",
    "big5",
    "euc-kr",
    "koi8-r",
];

impl NamedEncoding {
    /// Reads a name; an unknown one gives the name that was probably meant.
    pub fn of(name: &str) -> Result<NamedEncoding, Option<&'static str>> {
        let label = match name.to_lowercase().as_str() {
            "latin-1" => "latin1".to_owned(),
            "mac-roman" | "macroman" => "macintosh".to_owned(),
            "cp1252" | "ansi" => "windows-1252".to_owned(),
            other => other.to_owned(),
        };
        match Encoding::for_label_no_replacement(label.as_bytes()) {
            Some(encoding) => Ok(NamedEncoding(encoding)),
            None => Err(nearest(name, NAMES.iter().copied())),
        }
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The text of `bytes` with its line ends as they are, the byte order mark taken off. Without a named encoding it is
/// UTF-8, strictly; with one it may be anything, and UTF-16 is read by its mark. Beside an error the text is only good
/// to be shown.
pub fn text_of(id: FileId, bytes: &[u8], encoding: Option<NamedEncoding>) -> Outcome<String> {
    match encoding {
        None => strict(id, bytes),
        Some(NamedEncoding(encoding)) => named(id, bytes, encoding),
    }
}

/// The encoding that a byte order mark of UTF-16 names.
pub fn marked(bytes: &[u8]) -> Option<NamedEncoding> {
    let (encoding, _) = Encoding::for_bom(bytes)?;
    (encoding == UTF_16LE || encoding == UTF_16BE).then_some(NamedEncoding(encoding))
}

fn strict(id: FileId, bytes: &[u8]) -> Outcome<String> {
    if let Some(finding) = super::binary::finding(id, bytes) {
        return Outcome { value: String::new(), diagnostics: vec![finding] };
    }
    if let Some((encoding, how)) = wide(bytes) {
        let name = if encoding == UTF_16LE { "little endian" } else { "big endian" };
        let shown = encoding.decode_with_bom_removal(bytes).0.into_owned();
        let line = shown.find(['\r', '\n']).unwrap_or(shown.len()).min(80);
        let finding =
            Diagnostic::error("utf-16", format!("the file is UTF-16 ({name}){how}; plans are UTF-8"))
                .at(Span::new(id, 0, shown.floor_char_boundary(line)))
                .hint("save it as UTF-8, or let `tminus import` convert it");
        return Outcome { value: shown, diagnostics: vec![finding] };
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(text) {
        Ok(text) => Outcome::clean(text.to_owned()),
        Err(error) => not_utf8(id, text, error.valid_up_to(), bytes.len() - text.len()),
    }
}

/// `bytes` stand behind a mark of `mark` bytes and are no UTF-8 at `at`.
fn not_utf8(id: FileId, bytes: &[u8], at: usize, mark: usize) -> Outcome<String> {
    let shown = String::from_utf8_lossy(bytes).into_owned();
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let message = format!("the byte 0x{:02X} (byte {} of the file) is not UTF-8", bytes[at], mark + at + 1);
    let mut finding = Diagnostic::error("not-utf-8", message)
        .at(Span::new(id, at, at + '\u{FFFD}'.len_utf8()))
        .hint("save the file as UTF-8, or name what it is: `tminus import --encoding windows-1252 FILE`");
    if broken > 1 {
        finding = finding.hint(format!("{broken} places of the file are not UTF-8"));
    }
    Outcome { value: shown, diagnostics: vec![finding] }
}

fn named(id: FileId, bytes: &[u8], encoding: &'static Encoding) -> Outcome<String> {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let text = text.into_owned();
    let text = text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned);
    if !had_errors {
        return Outcome::clean(text);
    }
    let at = text.find('\u{FFFD}').unwrap_or(0);
    let finding = Diagnostic::error("wrong-encoding", format!("the file is not {}", encoding.name()))
        .at(Span::new(id, at, at + '\u{FFFD}'.len_utf8()))
        .hint("name another encoding with `--encoding`");
    Outcome { value: text, diagnostics: vec![finding] }
}

/// UTF-16, by its mark or, without one, because every other byte at the beginning is zero.
fn wide(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    if let Some(NamedEncoding(encoding)) = marked(bytes) {
        return Some((encoding, ""));
    }
    let head = &bytes[..bytes.len().min(64) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let mostly = |zeros: usize| half >= 4 && zeros * 4 >= half * 3;
    match (mostly(zeros(0)), mostly(zeros(1))) {
        (false, true) => Some((UTF_16LE, " without a mark")),
        (true, false) => Some((UTF_16BE, " without a mark")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_read_by_the_names_people_use() {
        for name in ["windows-1252", "Latin-1", "mac-roman", "cp1252", "UTF-16LE", "shift_jis"] {
            assert!(NamedEncoding::of(name).is_ok(), "{name}");
        }
        assert_eq!(NamedEncoding::of("windos-1252"), Err(Some("windows-1252")));
        let text = text_of(FileId(0), b"\x93caf\xE9\x94\r\n", NamedEncoding::of("windows-1252").ok());
        assert_eq!((text.value.as_str(), text.diagnostics.len()), ("“café”\r\n", 0));
    }

    #[test]
    fn a_wrong_encoding_is_said() {
        let text = text_of(FileId(0), b"\xFF\xFF\x80", NamedEncoding::of("shift_jis").ok());
        assert_eq!(text.diagnostics[0].code, "wrong-encoding");
    }
}
