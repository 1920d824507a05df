//! Where a link leads on disk: step by step from the folder of plans down, each name as it is written there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, nearest};
use crate::read::folder::{Folder, Standing, is_passed_over};

/// Names of one folder, sorted.
type Names = Arc<Vec<String>>;

/// Finds files below the folder of plans; each folder is listed once.
#[derive(Debug, Default)]
pub struct Finder {
    listed: Mutex<BTreeMap<PathBuf, Names>>,
}

impl Finder {
    /// Nothing where `path` is a file below `dir` that may be read, or else why it is not. Nothing is opened.
    pub fn find(&self, folder: &dyn Folder, dir: &Path, path: &str) -> Result<(), Diagnostic> {
        let Some(below) = below(dir, path) else { return Err(outside(path)) };
        let mut at = PathBuf::from(folder_of(dir));
        let parts: Vec<&str> = below.split('/').collect();
        for (depth, part) in parts.iter().enumerate() {
            if is_passed_over(&part.to_lowercase()) {
                return Err(passed_over(path, part));
            }
            let names = self.names(folder, &at);
            if names.binary_search_by(|name| name.as_str().cmp(part)).is_err() {
                return Err(missing(path, &at, part, &names, &parts[depth + 1..]));
            }
            at.push(part);
            let is_last = depth + 1 == parts.len();
            match folder.standing(&at, dir) {
                Standing::Folder if !is_last => {}
                Standing::File if is_last => {}
                Standing::Folder => return Err(not_a_file(path, "a folder")),
                Standing::Special(kind) => return Err(not_a_file(path, kind)),
                Standing::Outside => return Err(leads_out(path)),
                Standing::File | Standing::Nothing => return Err(missing(path, &at, part, &[], &[])),
            }
        }
        Ok(())
    }

    fn names(&self, folder: &dyn Folder, dir: &Path) -> Names {
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(listed.entry(dir.to_path_buf()).or_insert_with(|| Arc::new(folder.names(dir))))
    }
}

/// The folder of the plans with `/`; empty for the project itself.
fn folder_of(dir: &Path) -> String {
    let dir = dir.to_string_lossy().replace('\\', "/");
    let dir = dir.trim_start_matches("./").trim_end_matches('/');
    if dir == "." { String::new() } else { dir.to_owned() }
}

/// The part of `path` below `dir`; `None` where it lies elsewhere, or has signs that mean a way to some system.
fn below<'p>(dir: &Path, path: &'p str) -> Option<&'p str> {
    let below = match folder_of(dir).as_str() {
        "" => path,
        dir => path.strip_prefix(dir)?.strip_prefix('/')?,
    };
    let is_way = below.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
        || below.split('/').any(|part| matches!(part, "" | "." | ".."));
    (!is_way).then_some(below)
}

fn folded(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

fn outside(path: &str) -> Diagnostic {
    let shown: String = path.chars().filter(|c| !c.is_control()).collect();
    let found = Diagnostic::error("link-leaves", format!("`{shown}` is not in the folder of the plans"));
    if path.contains('\\') {
        return found.hint("write `/` between folders, on every machine");
    }
    found.hint("copy the file into the folder of the plans, or link to where it is published (https:)")
}

fn missing(path: &str, at: &Path, part: &str, names: &[String], rest: &[&str]) -> Diagnostic {
    let whole = |name: &str| {
        let mut right = at.join(name);
        right.extend(rest);
        right.to_string_lossy().replace('\\', "/")
    };
    if let Some(name) = names.iter().find(|name| folded(name) == folded(part)) {
        let right = whole(name);
        return Diagnostic::error("link-case", format!("`{path}` is written `{right}` where it stands"))
            .hint(format!("write `{name}`: capitals and composed letters count in links"));
    }
    let found = Diagnostic::error("missing-asset", format!("no file `{path}`"));
    let seen = names.iter().map(String::as_str).filter(|name| !is_passed_over(&name.to_lowercase()));
    match nearest(part, seen) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint("put the file beside the plans, or link to where it is published (https:)"),
    }
}

fn passed_over(path: &str, part: &str) -> Diagnostic {
    let what = match part.starts_with('.') {
        true => "hidden files",
        false => "backups, web pages and what a server would run",
    };
    Diagnostic::error("asset-kind", format!("`{path}` is not published: {what} never are"))
        .hint("give the file another name, or link to where it is published (https:)")
}

fn not_a_file(path: &str, what: &str) -> Diagnostic {
    Diagnostic::error("not-a-file", format!("`{path}` is {what}, not a file")).hint("name a file")
}

fn leads_out(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a link that leads out of the folder of plans");
    Diagnostic::error("link-outside", message).hint("copy what it points to into the folder")
}
