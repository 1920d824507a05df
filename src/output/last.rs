//! What the build before came to: where nothing at all is different, the next one has only to look whether the site still
//! stands, and to say the same again. A memory as [`Made`](super::Made) is. Lines of text:
//!
//! ```text
//! tminus last 1
//! of SHA-256                        of all that was read
//! site ID PLANS                     the list of the site that came of it; how many plans are in it
//! file SHA-256 PATH                 what a file beside plans was found to be, be it there or not
//! found JSON                        what was said of them
//! end SHA-256                       of everything above
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::dir::manifest::{Hash, escaped, hex, unescaped, unhex};
use super::sealed::{Memory, opened, seal};
use crate::diag::{Diagnostic, FileId, Severity, Span};

const FORMAT: &str = "tminus last 1";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastBuild {
    /// Digest of all that was read.
    pub of: Hash,
    /// Names the list of the site.
    pub site: String,
    pub plans: usize,
    /// Digest of what was found of each file that plans point to, by their paths.
    pub files: BTreeMap<String, Hash>,
    /// The findings, by the numbers that files have in a build of the same.
    pub found: Vec<Diagnostic>,
}

impl Memory for LastBuild {
    const FILE: &'static str = "last";

    fn write(&self) -> String {
        let mut out = format!("{FORMAT}\nof {}\nsite {} {}\n", hex(&self.of), self.site, self.plans);
        for (path, found) in &self.files {
            let _ = writeln!(out, "file {} {}", hex(found), escaped(path));
        }
        for found in &self.found {
            let json = serde_json::to_string(&Found::of(found)).unwrap_or_default();
            let _ = writeln!(out, "found {json}");
        }
        seal(out)
    }

    fn parse(text: &str) -> Option<LastBuild> {
        let mut lines = opened(text)?.lines();
        if lines.next()? != FORMAT {
            return None;
        }
        let of = unhex(lines.next()?.strip_prefix("of ")?)?;
        let (site, plans) = lines.next()?.strip_prefix("site ")?.split_once(' ')?;
        let mut last =
            LastBuild { of, site: site.to_owned(), plans: plans.parse().ok()?, ..LastBuild::default() };
        for line in lines {
            if let Some(file) = line.strip_prefix("file ") {
                let (found, path) = file.split_once(' ')?;
                last.files.insert(unescaped(path), unhex(found)?);
            } else {
                let found: Found = serde_json::from_str(line.strip_prefix("found ")?).ok()?;
                last.found.push(found.diagnostic()?);
            }
        }
        Some(last)
    }
}

/// A finding as it is written.
#[derive(Serialize, Deserialize)]
struct Found {
    code: String,
    severity: u8,
    at: Option<Place>,
    path: Option<std::path::PathBuf>,
    message: String,
    labels: Vec<(Place, String)>,
    hints: Vec<String>,
}

/// File, first byte, end.
type Place = (u32, u32, u32);

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

impl Found {
    fn of(found: &Diagnostic) -> Found {
        let place = |span: Span| (span.file.0, span.start, span.end);
        Found {
            code: found.code.to_owned(),
            severity: SEVERITIES.iter().position(|s| *s == found.severity).unwrap_or_default() as u8,
            at: found.span.map(place),
            path: found.path.clone(),
            message: found.message.clone(),
            labels: found.labels.iter().map(|(span, text)| (place(*span), text.clone())).collect(),
            hints: found.hints.clone(),
        }
    }

    fn diagnostic(self) -> Option<Diagnostic> {
        let span = |(file, start, end): Place| Span { file: FileId(file), start, end };
        Some(Diagnostic {
            // One string a finding, and the process ends when they are printed.
            code: Box::leak(self.code.into_boxed_str()),
            severity: *SEVERITIES.get(usize::from(self.severity))?,
            span: self.at.map(span),
            path: self.path,
            message: self.message,
            labels: self.labels.into_iter().map(|(at, text)| (span(at), text)).collect(),
            hints: self.hints,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let span = Span { file: FileId(3), start: 1, end: 9 };
        let found = [
            Diagnostic::warning("missing-owner", "no \"owner\"\nfor `x`")
                .at(span)
                .label(span, "here")
                .hint("add one"),
            Diagnostic::note("draft", "left out").in_file("content/ä.md"),
        ];
        let last = LastBuild {
            of: [7; 32],
            site: "0011223344556677".into(),
            plans: 12,
            files: [("content/a b.png".to_owned(), [3; 32])].into(),
            found: found.into(),
        };
        let text = last.write();
        assert_eq!(LastBuild::parse(&text), Some(last));
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            assert_eq!(String::from_utf8(bytes).ok().and_then(|text| LastBuild::parse(&text)), None, "{at}");
        }
    }
}
