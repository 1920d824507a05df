//! Files of records: read with the place of every value.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::record::Placed;
use super::{Allowed, allowed, entry};
use crate::diag::{Diagnostic, FileId, Files, Outcome, Span};
use crate::read::yaml::{self, Place, Value};
use crate::read::{Folder, decode};

/// The folder of records, beside `book.toml`.
pub const FOLDER: &str = "signoffs";

/// Numbers of these files begin here, behind those of plans and layouts.
const FIRST: u32 = 0xC000_0000;

/// The records of one plan.
#[derive(Debug, Clone, Default)]
pub struct RecordFile {
    pub id: FileId,
    pub path: PathBuf,
    /// Name of the file without its ending: the id of the plan.
    pub plan_id: String,
    pub text: String,
    pub records: Vec<Placed>,
    /// Whether every record could be read: only then may another one be appended.
    pub readable: bool,
}

/// All records of a project, and whose SSH signatures count.
#[derive(Debug, Clone, Default)]
pub struct RecordFiles {
    pub files: Vec<RecordFile>,
    pub allowed: Allowed,
    /// Ids of plans that are not in the site and may keep their records: drafts, plans with errors, retired ones.
    pub away: BTreeSet<String>,
}

impl RecordFiles {
    /// Reads the folder of records, where there is one. Texts go to `files`.
    pub fn read(folder: &dyn Folder, files: &mut Files) -> Outcome<RecordFiles> {
        let mut found = RecordFiles::default();
        let home = Path::new(FOLDER);
        let listing = folder.list(home);
        let mut diagnostics = listing.diagnostics;
        diagnostics.retain(|d| d.code != "no-folder");
        for (at, path) in listing.others.iter().filter(|path| path.parent() == Some(home)).enumerate() {
            let id = FileId(FIRST + at as u32);
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            let signers = path.file_name().is_some_and(|name| name == allowed::FILE);
            match ending {
                "yml" => diagnostics.push(wrong_ending(path)),
                "yaml" | "" if signers || ending == "yaml" => {
                    let Some(text) = text(folder, path, id, files, &mut diagnostics) else {
                        found.files.extend((!signers).then(|| RecordFile::unread(id, path)));
                        continue;
                    };
                    if signers {
                        let read = Allowed::parse(id, &text);
                        diagnostics.extend(read.diagnostics);
                        found.allowed = read.value;
                    } else {
                        found.files.push(RecordFile::read(id, path, text, &mut diagnostics));
                    }
                }
                _ => {}
            }
        }
        Outcome { value: found, diagnostics }
    }

    /// The records of the plan with this id.
    pub fn of(&self, id: &str) -> Option<&RecordFile> {
        self.files.iter().find(|file| file.plan_id == id)
    }
}

impl RecordFile {
    fn unread(id: FileId, path: &Path) -> RecordFile {
        RecordFile { id, path: path.to_owned(), plan_id: stem(path), ..RecordFile::default() }
    }

    fn read(id: FileId, path: &Path, text: String, diagnostics: &mut Vec<Diagnostic>) -> RecordFile {
        let read = parse(id, &text);
        let readable = !read.has_errors();
        diagnostics.extend(read.diagnostics);
        RecordFile { text, records: read.value, readable, ..RecordFile::unread(id, path) }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text(
    folder: &dyn Folder,
    path: &Path,
    id: FileId,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    match folder.read(path) {
        Ok(bytes) => {
            let decoded = decode::decode(id, &bytes);
            files.add(id, path, decoded.value.as_str());
            let failed = decoded.has_errors();
            diagnostics.extend(decoded.diagnostics);
            (!failed).then_some(decoded.value)
        }
        Err(finding) => {
            diagnostics.push(finding);
            None
        }
    }
}

fn wrong_ending(path: &Path) -> Diagnostic {
    Diagnostic::error("sign-off-plan", "a file of records ends in `.yaml`")
        .in_file(path)
        .hint(format!("rename it to `{}`", path.with_extension("yaml").display()))
}

/// The records of a text. Those that could not be read are left out, each with an error.
pub fn parse(id: FileId, text: &str) -> Outcome<Vec<Placed>> {
    if let Some(finding) = unmerged(id, text) {
        return Outcome { value: Vec::new(), diagnostics: vec![finding] };
    }
    let (node, mut diagnostics) = yaml::read(text, Place { file: id, start: 0 });
    for finding in diagnostics.iter_mut().filter(|d| OF_FRONT_MATTER.contains(&d.code)) {
        let own = Diagnostic::error("sign-off-syntax", std::mem::take(&mut finding.message))
            .hint("take the file back from version control; nothing was written to it");
        *finding = Diagnostic { span: finding.span, ..own };
    }
    let mut records = Vec::new();
    match node.as_ref().map(|node| (&node.value, node.span)) {
        None | Some((Value::Null, _)) => {}
        Some((Value::List(items), _)) => {
            for item in items {
                records.extend(entry::read(item, &mut diagnostics));
            }
        }
        Some((_, span)) => diagnostics.push(
            Diagnostic::error(
                "wrong-type",
                "a file of records is a list: each record begins with `- record: v1`",
            )
            .at(span)
            .hint("take the file back from version control"),
        ),
    }
    Outcome { value: records, diagnostics }
}

/// The first mark that a merge left.
fn unmerged(id: FileId, text: &str) -> Option<Diagnostic> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| words.starts_with(mark)) {
            let finding = Diagnostic::error("sign-off-syntax", "a merge was begun here and not ended");
            return Some(
                finding
                    .at(Span::new(id, at, at + words.len()))
                    .hint("keep the records of one side, take out those of the other and record them again"),
            );
        }
        at += line.len();
    }
    None
}

/// Codes that the reader of YAML gives and that speak of front matter.
const OF_FRONT_MATTER: &[&str] = &["front-matter-syntax", "front-matter-too-deep", "second-front-matter"];
