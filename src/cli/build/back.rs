//! `tminus build --rollback`.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use super::disk;
use crate::diag::Diagnostic;
use crate::output::SiteFolder;

/// So many files of a kind are named.
const NAMED: usize = 10;

/// Goes back, and says what is different now.
pub fn back(folder: &SiteFolder, out: &Path) -> Result<String, Diagnostic> {
    let back = folder.back().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Diagnostic::error("cannot-write", error.to_string())
            .in_file(out)
            .hint("`[output] keep` in book.toml says how many are kept; the site is as it was"),
        _ => disk::error(out, &error),
    })?;
    let mut said = format!("{}: the revision before is back\n", out.display());
    for (what, paths) in [("changed", &back.changed), ("came back", &back.came), ("gone", &back.went)] {
        said.push_str(&list(what, paths));
    }
    said.push_str(
        "`tminus build --rollback` once more undoes this; the next build publishes the plans as they are",
    );
    Ok(said)
}

fn list(what: &str, paths: &BTreeSet<String>) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let mut text = format!("{what}: {}\n", paths.len());
    for path in paths.iter().take(NAMED) {
        text.push_str(&format!("  {path}\n"));
    }
    if paths.len() > NAMED {
        text.push_str(&format!("  and {} more\n", paths.len() - NAMED));
    }
    text
}
