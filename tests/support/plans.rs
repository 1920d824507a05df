//! Plans that are not part of this repository: measured where they are, passed over where they are not.

#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::path::PathBuf;

use crate::tree;

/// The folder that `TMINUS_PLANS` names, else `shared/plans` beside the repository; none where it is absent.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("TMINUS_PLANS").map(PathBuf::from);
    let beside = tree::root().parent().map(|parent| parent.join("shared/plans"));
    let found = named.or(beside).filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("passed over: TMINUS_PLANS names no folder of plans");
    }
    found
}

/// The Markdown files of one of its folders, sorted, with their names.
pub fn markdown(folder: &str) -> Vec<(String, PathBuf)> {
    let Some(folder) = self::folder().map(|f| f.join(folder)) else { return Vec::new() };
    let mut found: Vec<(String, PathBuf)> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| (e.file_name().to_string_lossy().into_owned(), e.path()))
        .filter(|(name, _)| name.ends_with(".md"))
        .collect();
    found.sort();
    found
}

/// The example plans of this repository: name and path.
pub fn own() -> Vec<(String, PathBuf)> {
    let files = tree::files("content", &["md"]);
    let name =
        |path: &PathBuf| path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let files = files.into_iter().filter(|(path, _)| !path.starts_with("content/messages"));
    files.map(|(path, _)| (name(&path), tree::root().join(path))).collect()
}
