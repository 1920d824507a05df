//! Kinds of files by their endings, and what bytes say they are.

use std::collections::BTreeSet;

use super::picture::Format;
use crate::diag::Diagnostic;

/// How a file is looked at before it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Picture(Format),
    Svg,
    Pdf,
    /// Documents of offices are archives too.
    Zip,
    Xml,
    Text,
    /// What the settings allow.
    Any,
}

/// What is published, by ending.
const KINDS: &[(&str, Kind)] = &[
    ("png", Kind::Picture(Format::Png)),
    ("jpg", Kind::Picture(Format::Jpeg)),
    ("jpeg", Kind::Picture(Format::Jpeg)),
    ("gif", Kind::Picture(Format::Gif)),
    ("webp", Kind::Picture(Format::Webp)),
    ("avif", Kind::Picture(Format::Avif)),
    ("svg", Kind::Svg),
    ("pdf", Kind::Pdf),
    ("csv", Kind::Text),
    ("tsv", Kind::Text),
    ("txt", Kind::Text),
    ("log", Kind::Text),
    ("json", Kind::Text),
    ("yaml", Kind::Text),
    ("yml", Kind::Text),
    ("toml", Kind::Text),
    ("xml", Kind::Xml),
    ("drawio", Kind::Xml),
    ("docx", Kind::Zip),
    ("xlsx", Kind::Zip),
    ("pptx", Kind::Zip),
    ("vsdx", Kind::Zip),
    ("odt", Kind::Zip),
    ("ods", Kind::Zip),
    ("odp", Kind::Zip),
    ("zip", Kind::Zip),
];

/// What a browser or a server would run in the name of the site.
const NEVER: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "js", "mjs", "css", "wasm", "svgz", "swf", "hta",
    "xsl", "xslt", "php", "cgi", "asp", "aspx", "jsp", "htaccess", "md", "markdown",
];

/// Whether no setting lets files of this ending be published.
pub fn never(ending: &str) -> bool {
    NEVER.contains(&ending)
}

/// The kinds that are published: ours and those of the settings.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    more: BTreeSet<String>,
}

impl Allowed {
    /// With these endings besides.
    pub fn with(more: impl IntoIterator<Item = String>) -> Allowed {
        let ending = |name: String| name.trim_start_matches('.').to_lowercase();
        Allowed { more: more.into_iter().map(ending).filter(|ending| !never(ending)).collect() }
    }

    /// The kind of the file at `path`, or why it is not published.
    pub(super) fn kind_of(&self, path: &str) -> Result<Kind, Diagnostic> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase());
        if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == ending) {
            return Ok(*kind);
        }
        if !ending.is_empty() && self.more.contains(&ending) {
            return Ok(Kind::Any);
        }
        let error = |message| Diagnostic::error("asset-kind", message);
        let is_ending = !ending.is_empty() && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_ending {
            return Err(error(format!("`{path}` is not published: nothing in its name says what it is"))
                .hint("give the file the ending of what it holds, such as `.txt`"));
        }
        let found = error(format!("`{path}` is not published: `.{ending}` is not among the kinds that are"));
        Err(match never(&ending) {
            true => found.hint(
                "what could run in the name of the site never is: link to where it is published (https:)",
            ),
            false => found
                .hint(format!(
                    "published are {}",
                    KINDS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ")
                ))
                .hint(format!("`[files] allow = [\"{ending}\"]` in book.toml adds it")),
        })
    }
}

/// What bytes are by how they begin.
pub fn held(bytes: &[u8]) -> Option<&'static str> {
    let format = [Format::Png, Format::Jpeg, Format::Gif, Format::Webp, Format::Avif]
        .into_iter()
        .find(|format| format.begins(bytes));
    let begins: [(&[u8], &str); 5] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "an archive"),
        (b"\x1f\x8b", "an archive"),
        (b"MZ", "a program"),
        (b"\x7fELF", "a program"),
    ];
    let begun = begins.iter().find(|(front, _)| bytes.starts_with(front)).map(|(_, what)| *what);
    format.map(Format::name).or(begun).or_else(|| is_page(bytes).then_some("a web page"))
}

/// Whether a browser that guesses would take the bytes for a page.
pub fn is_page(bytes: &[u8]) -> bool {
    const TAGS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
        "<style",
        "<title",
        "<table",
        "<div",
        "<a ",
        "<p>",
        "<h1",
        "<br",
        "<!--",
        "<font",
        "<b>",
    ];
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let front = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let front = front.trim_start();
    TAGS.iter().any(|tag| front.starts_with(tag))
}
