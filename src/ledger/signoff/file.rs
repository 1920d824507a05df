//! Files of records: read with the place of every value.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Allowed;
use super::allowed;
use super::canonical::{self, is_digest};
use super::keys::{FORM, KEYS};
use super::moment;
use super::record::{Placed, Record};
use crate::diag::{Diagnostic, FileId, Files, Outcome, Span, nearest};
use crate::read::yaml::{self, Node, Place, Value};
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
                records.extend(entry(item, &mut diagnostics));
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

/// Codes that the reader of YAML gives and that speak of front matter.
const OF_FRONT_MATTER: &[&str] = &["front-matter-syntax", "front-matter-too-deep", "second-front-matter"];

/// One record; nothing where it lacks what makes it one.
fn entry(item: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed> {
    let Value::Map(entries) = &item.value else {
        diagnostics
            .push(Diagnostic::error("wrong-type", "a record is a block of `key: value` lines").at(item.span));
        return None;
    };
    let head = entries.first().map_or(item.span, |(_, key, _)| *key);
    let mut values: BTreeMap<&'static str, (&str, Span)> = BTreeMap::new();
    let from = diagnostics.len();
    if let Some(newer) = entries.iter().find_map(newer_form) {
        diagnostics.push(newer);
        return None;
    }
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (name, key, node) in entries {
        if let Some(first) = seen.insert(name, *key) {
            diagnostics.push(twice(name, *key, first));
            continue;
        }
        match (KEYS.iter().find(|k| k.name == name), &node.value) {
            (None, _) => diagnostics.push(unknown(name, *key)),
            (Some(known), Value::Scalar(text)) if !text.trim().is_empty() => {
                values.insert(known.name, (text, node.span));
            }
            (Some(_), Value::Scalar(_) | Value::Null) => {}
            (Some(known), _) => diagnostics
                .push(Diagnostic::error("wrong-type", format!("`{}` is one text", known.name)).at(*key)),
        }
    }
    let missing = KEYS.iter().filter(|k| k.required && !values.contains_key(k.name));
    diagnostics.extend(missing.filter(|k| !is_faulty(entries, k.name)).map(|k| lacks(k.name, head)));
    diagnostics.extend(values.iter().filter_map(|(key, (text, span))| value(key, text, *span)));
    (diagnostics.len() == from).then(|| placed(&values, head))
}

/// Whether the key stands there with a list or map, which was told of.
fn is_faulty(entries: &[(String, Span, Node)], key: &str) -> bool {
    entries.iter().any(|(name, _, node)| name == key && matches!(node.value, Value::List(_) | Value::Map(_)))
}

fn placed(values: &BTreeMap<&'static str, (&str, Span)>, head: Span) -> Placed {
    let text = |key: &str| values.get(key).map(|(text, _)| (*text).to_owned());
    let must = |key: &str| text(key).unwrap_or_default();
    let record = Record {
        plan: must("plan"),
        role: must("role"),
        name: must("name"),
        meaning: must("meaning"),
        time: must("time"),
        revision: must("revision").parse().unwrap_or_default(),
        digest: must("digest"),
        how: must("how"),
        signer: text("signer"),
        previous: text("previous").filter(|previous| previous != canonical::NONE),
        hash: must("hash"),
        signature: text("signature"),
    };
    Placed { record, head, places: values.iter().map(|(key, (_, span))| (*key, *span)).collect() }
}

/// A record of a form that a later version wrote: nothing else can be said of it.
fn newer_form((name, _, node): &(String, Span, Node)) -> Option<Diagnostic> {
    let Value::Scalar(form) = &node.value else { return None };
    let number: u32 = form.strip_prefix('v')?.parse().ok()?;
    (name == "record" && number > 1).then(|| {
        Diagnostic::error(
            "sign-off-version",
            format!("this record has form `{form}`; this tminus knows `{FORM}`"),
        )
        .at(node.span)
        .hint("a newer tminus wrote it: take that one. Nothing was written")
    })
}

/// What is wrong with one value.
fn value(key: &str, text: &str, span: Span) -> Option<Diagnostic> {
    let (message, hint) = match key {
        "time" => {
            let (message, hint) = moment::settle(text).err()?;
            return Some(Diagnostic::error("sign-off-time", message).at(span).hint(hint));
        }
        "record" if text != FORM => {
            (format!("`{text}` is no form of a record"), "records begin `- record: v1`")
        }
        "digest" | "hash" if !is_digest(text) => {
            (format!("`{key}` is no digest"), "it has 64 digits, 0 to 9 and a to f")
        }
        "previous" if text != canonical::NONE && !is_digest(text) => {
            ("`previous` is no hash".to_owned(), "it has 64 digits, 0 to 9 and a to f, or is `none`")
        }
        "revision" if text.parse::<u32>().is_err() => {
            (format!("`{text}` is no number of a revision"), "write the number alone, such as 3")
        }
        _ => return None,
    };
    Some(Diagnostic::error("sign-off-value", message).at(span).hint(hint))
}

fn lacks(key: &str, head: Span) -> Diagnostic {
    Diagnostic::error("missing-key", format!("the record has no `{key}`"))
        .at(head)
        .hint("take the file back from version control; records are written by `tminus signoff record`")
}

fn twice(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("the key `{name}` is given twice"))
        .at(span)
        .label(first, "first given here")
        .hint("take the file back from version control")
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let names = || KEYS.iter().map(|k| k.name);
    let hint = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a record has {}", names().collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("unknown-key", format!("unknown key `{name}` in a record")).at(span).hint(hint)
}
