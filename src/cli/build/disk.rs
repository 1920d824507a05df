//! What the disk did and did not, in words.

use std::io::{Error, ErrorKind};
use std::path::Path;

use super::super::report;
use crate::diag::Diagnostic;
use crate::output::Published;

/// So many files are named, of those that are told of.
const NAMED: usize = 5;

/// What stopped the site from being written.
pub fn error(out: &Path, error: &Error) -> Diagnostic {
    let busy = error.kind() == ErrorKind::WouldBlock;
    let diagnostic = match error.kind() {
        _ if busy => Diagnostic::error("output-busy", error.to_string())
            .hint("wait for it, or end it: the lock goes with the process"),
        ErrorKind::AlreadyExists => Diagnostic::error("foreign-file", error.to_string())
            .hint("move it out of the site; nothing was published"),
        ErrorKind::InvalidData => Diagnostic::error("output-damaged", error.to_string())
            .hint("move the folder away and build anew; nothing was published"),
        ErrorKind::InvalidFilename => {
            Diagnostic::error("cannot-write", format!("cannot write the site: {error}"))
                .hint("give the folder of the site a shorter name: systems take names up to some length")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Diagnostic::error("cannot-write", format!("cannot write the site: {error}"))
                .hint("free that much room and build again; the previous site is untouched")
        }
        _ => Diagnostic::error("cannot-write", format!("cannot write the site: {error}"))
            .hint("see whether the disk is full or the folder is read-only; the previous site is untouched"),
    };
    diagnostic.in_file(out)
}

/// What whoever builds must hear of a site that was published.
pub fn told(published: &Published) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    if !published.mended.is_empty() {
        let count = published.mended.len();
        let what = format!("{} changed by hand in the site, and written anew", files(count, "was", "were"));
        told.push(
            named(Diagnostic::warning("site-edited", what), &published.mended)
                .hint("edit the plans: every build replaces the site"),
        );
    }
    if !published.foreign.is_empty() {
        let count = published.foreign.len();
        let what = format!("{} not written by tminus, and stay", files(count, "was", "were"));
        told.push(named(Diagnostic::note("foreign-file", what), &published.foreign));
    }
    told
}

fn files(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 file of the site {one}") } else { format!("{count} files of the site {many}") }
}

fn named(mut diagnostic: Diagnostic, paths: &[String]) -> Diagnostic {
    for path in paths.iter().take(NAMED) {
        diagnostic = diagnostic.hint(format!("`{path}`"));
    }
    match paths.len().saturating_sub(NAMED) {
        0 => diagnostic,
        more => diagnostic.hint(format!("and {more} more")),
    }
}

pub fn say(published: &Published, plans: usize, out: &Path) {
    let what = if published.is_same() {
        "nothing changed".to_owned()
    } else {
        format!("{} files written, {} taken out", published.written, published.removed)
    };
    report::say(&format!("{plans} plans, {what}: {}", out.join("index.html").display()));
}
