//! Folders that a site is never written to.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::MARKER;

/// Why `out` must not be written, when it must not: it is, holds or lies in the source folder; it is the home folder,
/// the root or a repository; it is a link; it is not empty and not ours.
pub fn refusal(out: &Path, sources: &Path) -> Option<String> {
    let (real, source) = (real_path(out), real_path(sources));
    if real == source || source.starts_with(&real) || real.starts_with(&source) {
        let shown = out.display();
        return Some(format!("the output folder `{shown}` is, holds or lies in the folder of the plans"));
    }
    refusal_alone(out)
}

/// As [`refusal`], where no folder of plans is known.
pub fn refusal_alone(out: &Path) -> Option<String> {
    if fs::symlink_metadata(out).is_ok_and(|m| m.file_type().is_symlink()) {
        return Some(format!("the output folder `{}` is a link", out.display()));
    }
    let real = real_path(out);
    let shown = out.display();
    if real.parent().is_none() {
        return Some(format!("the output folder `{shown}` is the root of the file system"));
    }
    if home().is_some_and(|home| real == home) {
        return Some(format!("the output folder `{shown}` is the home folder"));
    }
    if real.join(".git").exists() || real.components().any(|c| c.as_os_str() == ".git") {
        return Some(format!("the output folder `{shown}` is a repository"));
    }
    let mut entries = fs::read_dir(&real).ok()?;
    if entries.next().is_some() && !real.join(MARKER).exists() {
        return Some(format!("the output folder `{shown}` is not empty and was not written by tminus"));
    }
    None
}

/// The path with links resolved as far as it exists.
pub fn real_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut existing = absolute.as_path();
    let mut rest = Vec::new();
    while !existing.exists() {
        let (Some(name), Some(parent)) = (existing.file_name(), existing.parent()) else { break };
        rest.push(name.to_owned());
        existing = parent;
    }
    let mut real = existing.canonicalize().unwrap_or_else(|_| existing.to_owned());
    real.extend(rest.iter().rev());
    real
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().and_then(|home| home.canonicalize().ok())
}
