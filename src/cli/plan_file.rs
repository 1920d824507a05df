//! A plan that was named on the command line, read as far as recognition.

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, FileId, Files, Outcome, Report, Severity};
use crate::markdown::{self, Document};
use crate::read::repair::{Guesses, Mojibake, repair};
use crate::read::{self, Disk, Folder, Source, decode};
use crate::recognise::{Recognised, Vocabulary, recognise};

/// A plan and what its text was found to be.
pub struct PlanFile {
    pub source: Source,
    pub document: Document,
    pub found: Recognised,
    pub mojibake: Mojibake,
}

/// Findings that a build stops at and that do not keep a plan from being read: plans come as they come.
pub const BEARABLE: &[&str] = &[
    "unknown-key",
    "wrong-type",
    "missing-key",
    "not-a-date",
    "not-a-moment",
    "not-a-code",
    "not-a-language",
    "unknown-time-zone",
    "unknown-word",
    "time-in-gap",
    "time-twice",
];

/// Reads the files. Those with an error are left out; `report` tells of them.
pub fn read_all(
    paths: &[PathBuf],
    guesses: Guesses,
    files: &mut Files,
    report: &mut Report,
) -> Vec<PlanFile> {
    let vocabulary = Vocabulary::built_in();
    let mut plans = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let id = FileId(at as u32);
        let Some(bytes) = bytes(path, report) else { continue };
        let outcome = read_one(id, path, &bytes, guesses, files);
        let Some((source, mojibake)) = outcome.into_value(report) else { continue };
        let document = markdown::parse(id, &source.text, source.body);
        let failed = document.diagnostics.iter().any(|d| d.severity == Severity::Error);
        let document = document.into_value(report);
        if !failed {
            let found = recognise(&source, &document, &vocabulary);
            plans.push(PlanFile { source, document, found, mojibake });
        }
    }
    plans
}

/// The bytes of a file.
pub fn bytes(path: &Path, report: &mut Report) -> Option<Vec<u8>> {
    match Disk::new("").read(path) {
        Ok(bytes) => Some(bytes),
        Err(finding) => {
            report.push(finding);
            None
        }
    }
}

fn read_one(
    id: FileId,
    path: &Path,
    bytes: &[u8],
    guesses: Guesses,
    files: &mut Files,
) -> Outcome<Option<(Source, Mojibake)>> {
    let decoded = decode::decode(id, bytes);
    if decoded.has_errors() {
        files.add(id, path, decoded.value);
        return Outcome { value: None, diagnostics: decoded.diagnostics };
    }
    let repaired = repair(&decoded.value, guesses);
    files.add(id, path, repaired.text.as_str());
    let mut parsed = read::parse(id, path, repaired.text);
    parsed.diagnostics.extend(decoded.diagnostics);
    parsed.diagnostics.iter_mut().for_each(bear);
    let failed = parsed.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let value = (!failed).then_some((parsed.value, repaired.mojibake));
    Outcome { value, diagnostics: parsed.diagnostics }
}

fn bear(finding: &mut Diagnostic) {
    if finding.severity == Severity::Error && BEARABLE.contains(&finding.code) {
        finding.severity = Severity::Warning;
        finding.hints.push("a build stops at this".to_owned());
    }
}
