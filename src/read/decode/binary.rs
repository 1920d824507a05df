//! Files that are no text, by their first bytes.

use crate::diag::{Diagnostic, FileId, Span};

const KINDS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a ZIP archive (or a document of an office program)"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"Rar!", "a RAR archive"),
    (b"%PDF-", "a PDF"),
    (b"\xD0\xCF\x11\xE0", "a document of an office program"),
    (b"{\\rtf", "a document in RTF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
];

/// What a file is that begins with these bytes, where it is known and no text.
pub(super) fn finding(id: FileId, bytes: &[u8]) -> Option<Diagnostic> {
    let (_, what) = KINDS.iter().find(|(first, _)| bytes.starts_with(first))?;
    let hint = match what.contains("archive") {
        true => {
            "nothing is unpacked: take the text files out of it, or save the document as Markdown or text"
        }
        false => "save it as text in UTF-8",
    };
    let at = Span::new(id, 0, 0);
    Some(Diagnostic::error("not-text", format!("this is {what}, not text")).at(at).hint(hint))
}
