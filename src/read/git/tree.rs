//! What git prints of a tree and of files.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A file of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub kind: EntryKind,
    /// Name of its contents in git.
    pub object: String,
    pub size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Link,
    /// A repository in the repository.
    Submodule,
}

/// Reads `git ls-tree -r -z -l`.
pub fn entries(listing: &[u8]) -> BTreeMap<PathBuf, Entry> {
    let lines = listing.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    lines.filter_map(|line| entry(&String::from_utf8_lossy(line))).collect()
}

/// `100644 blob OBJECT   SIZE<TAB>PATH`.
fn entry(line: &str) -> Option<(PathBuf, Entry)> {
    let (head, path) = line.split_once('\t')?;
    let mut parts = head.split_whitespace();
    let (mode, _, object, size) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let kind = match mode {
        "120000" => EntryKind::Link,
        "160000" => EntryKind::Submodule,
        _ => EntryKind::File,
    };
    Some((PathBuf::from(path), Entry { kind, object: object.to_owned(), size: size.parse().unwrap_or(0) }))
}

/// Reads `git cat-file --batch`: contents by the names of the objects. What is missing is left out.
pub fn contents(mut batch: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    while let Some(end) = batch.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(&batch[..end]).into_owned();
        batch = &batch[end + 1..];
        let parts: Vec<&str> = head.split(' ').collect();
        let [object, "blob", size] = parts[..] else { continue };
        let Ok(size) = size.parse::<usize>() else { continue };
        let Some(bytes) = batch.get(..size) else { break };
        found.insert(object.to_owned(), bytes.to_vec());
        batch = batch.get(size + 1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings_with_strange_names() {
        let listing = b"100644 blob aa      12\tcontent/a b.md\x00120000 blob bb       3\tlink\x00160000 commit cc       -\tsub\0";
        let found = entries(listing);
        let kinds: Vec<EntryKind> = found.values().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [EntryKind::File, EntryKind::Link, EntryKind::Submodule]);
        assert_eq!(found[&PathBuf::from("content/a b.md")].size, 12);
    }

    #[test]
    fn contents_may_hold_line_breaks_and_be_missing() {
        let batch = b"aa blob 4\na\nb\n\nbb missing\ncc blob 0\n\ndd blob 99\nshort";
        let found = contents(batch);
        assert_eq!(found["aa"], b"a\nb\n");
        assert_eq!(found["cc"], b"");
        assert_eq!(found.len(), 2);
    }
}
