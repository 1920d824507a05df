//! Whether there is anything to build: a digest of all that a build reads.

use std::collections::BTreeMap;

use super::again::Digesting;
use super::{Input, LEDGER_ID};
use crate::diag::Files;
use crate::output::{Hash, hash};
use crate::site::Attachments;

/// Digest of everything that the site of `input` is made of, but for the ledger and for files that plans point to; `files`
/// are the texts that were read.
pub fn of_all(input: &Input, files: &Files, program: &str) -> Hash {
    let mut all = Digesting::default();
    all.add(&program);
    for (id, path, text) in files.all().filter(|(id, ..)| *id != LEDGER_ID) {
        all.add(&(id, path, hash(text.as_bytes())));
    }
    for (path, file) in input.theme.layouts.iter().chain(&input.theme.assets) {
        all.add(&(path, hash(&file.bytes)));
    }
    all.add(&(&input.settings, &input.ignored, &input.commits, &input.stale));
    all.add(&input.vocabulary.words());
    all.end()
}

/// The same with the ledger, of which a build writes the one that the next will read.
pub fn with_ledger(read: Hash, ledger: &str) -> Hash {
    let mut all = Digesting::default();
    all.add(&(read, hash(ledger.as_bytes())));
    all.end()
}

/// Digest of what is known of each file that plans point to.
pub fn of_attachments(files: &Attachments) -> BTreeMap<String, Hash> {
    let digest = |(path, found): (&str, _)| (path.to_owned(), hash(format!("{found:?}").as_bytes()));
    files.all().map(digest).collect()
}
