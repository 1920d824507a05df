//! Names of files that do not work on every machine that a project is checked out on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::diag::Diagnostic;

/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Characters that no name may hold on Windows.
const FORBIDDEN: &[char] = &['<', '>', ':', '"', '|', '?', '*', '\\'];

/// Characters of a path below the project: with a folder before it, Windows ends at 260.
const LONGEST_PATH: usize = 200;

/// What is wrong with the names of the files at `paths`, which stand in the folder `dir`.
pub(super) fn check<'a>(dir: &Path, paths: impl Iterator<Item = &'a PathBuf>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut known: BTreeMap<String, &Path> = BTreeMap::new();
    // A folder is told once, not with every file in it.
    let mut told: Vec<PathBuf> = Vec::new();
    for path in paths {
        let below = path.strip_prefix(dir).unwrap_or(path);
        let mut at = dir.to_path_buf();
        for part in below.iter() {
            at.push(part);
            let wrong = match part.to_str() {
                None => Some(not_utf8()),
                Some(name) => wrong_name(name),
            };
            if let Some(wrong) = wrong.filter(|_| !told.contains(&at)) {
                told.push(at.clone());
                found.push(wrong.in_file(&at));
            }
        }
        let shown = path.to_string_lossy();
        let length = shown.chars().count();
        if length > LONGEST_PATH {
            found.push(
                Diagnostic::warning("long-name", format!("the path has {length} characters"))
                    .in_file(path)
                    .hint(format!("shorten it to {LONGEST_PATH}: with the folders above, Windows cannot open longer ones")),
            );
        }
        let folded: String = shown.nfc().flat_map(char::to_lowercase).collect();
        match known.get(&folded) {
            Some(other) => found.push(twins(path, other)),
            None => drop(known.insert(folded, path)),
        }
    }
    found
}

fn not_utf8() -> Diagnostic {
    Diagnostic::error("name-not-utf-8", "the name of the file is not UTF-8: no link could be written to it")
        .hint("rename the file")
}

fn wrong_name(name: &str) -> Option<Diagnostic> {
    let stem = name.split('.').next().unwrap_or("").trim_end().to_lowercase();
    let numbered = |port: &str| {
        stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| (b'1'..=b'9').contains(&b)))
    };
    let of_device = DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt");
    let sign = name.chars().find(|c| FORBIDDEN.contains(c) || c.is_control());
    let (what, hint) = match sign {
        Some(c) if c.is_control() => (
            format!("the name holds a control character (U+{:04X})", u32::from(c)),
            "rename it without the character",
        ),
        Some(c) => (format!("the name holds `{c}`"), "rename it without the character"),
        None if of_device => (format!("`{stem}` is the name of a device"), "give it another name"),
        None if name.ends_with('.') => ("the name ends in a dot".to_owned(), "rename it without the dot"),
        None if name.ends_with(' ') => ("the name ends in a blank".to_owned(), "rename it without the blank"),
        None => return None,
    };
    let message = format!("{what}: the project cannot be checked out on Windows");
    Some(Diagnostic::error("name-not-portable", message).hint(hint))
}

fn twins(path: &Path, other: &Path) -> Diagnostic {
    let name = |path: &Path| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let how = match name(path).to_lowercase() == name(other).to_lowercase() {
        true => "capitals",
        false => "the way letters are composed",
    };
    let message =
        format!("differs from `{}` by {how} alone: many disks take the two for one file", other.display());
    Diagnostic::error("name-twice", message).in_file(path).hint("rename one of the two, or remove it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let told = |d: Diagnostic| format!("{} {}", d.code, d.path.unwrap_or_default().display());
        check(Path::new("content"), paths.iter()).into_iter().map(told).collect()
    }

    #[test]
    fn names_that_work_everywhere_pass() {
        assert!(
            codes(&["content/a b.md", "content/100%.md", "content/-rf.md", "content/console.md"]).is_empty()
        );
    }

    #[test]
    fn names_that_windows_forbids_are_told_once() {
        assert_eq!(
            codes(&[
                "content/aux/a.md",
                "content/aux/b.md",
                "content/Con.md",
                "content/a.",
                "content/x:y.md"
            ]),
            [
                "name-not-portable content/aux",
                "name-not-portable content/Con.md",
                "name-not-portable content/a.",
                "name-not-portable content/x:y.md"
            ]
        );
    }

    #[test]
    fn names_that_some_disks_take_for_one_are_errors() {
        let found = codes(&[
            "content/Restore.md",
            "content/cafe\u{301}.md",
            "content/caf\u{e9}.md",
            "content/restore.md",
        ]);
        assert_eq!(found, ["name-twice content/caf\u{e9}.md", "name-twice content/restore.md"]);
    }
}
