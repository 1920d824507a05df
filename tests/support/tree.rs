//! The files of the repository, as the laws read them.

#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::path::{Path, PathBuf};

/// Folders that hold nothing of ours.
const NOT_OURS: &[&str] = &["target", "node_modules", "book", ".git", "proptest-regressions"];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Paths (relative to the root) and texts of the files below `folder` with one of the endings; all where none is given.
/// What is not UTF-8 is left out.
pub fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    folders.push(path);
                }
                continue;
            }
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            if endings.is_empty() || endings.contains(&ending) {
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                found.push((path.strip_prefix(root()).unwrap_or(&path).to_owned(), text));
            }
        }
    }
    found.sort();
    found
}
