//! The list of a site's files, in the site itself: `.tminus-site`.
//!
//! It says what is ours: only that is ever taken away. It is written last, so that whatever is younger than it was
//! changed by somebody else. Lines of text:
//!
//! ```text
//! tminus site 1
//! by tminus 0.1.0
//! file SHA-256 SIZE PATH      a file of this build
//! kept SHA-256 SIZE PATH      a style or script of the build before, for pages that somebody has open
//! foreign PATH                put there by somebody else
//! plan SHA-256 PATH           a plan that this site was built from
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// The name of the list. A folder that holds one was written by tminus.
pub const MARKER: &str = ".tminus-site";

const FORMAT: &str = "tminus site 1";

/// How the marker of the first builds began, which had no list.
const EARLY: &str = "Written by tminus.";

pub type Hash = [u8; 32];

pub fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// What is known of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub hash: Hash,
    pub size: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    pub files: BTreeMap<String, Line>,
    /// Files of the build before that pages in browsers still ask for.
    pub kept: BTreeMap<String, Line>,
    pub foreign: BTreeSet<String>,
    pub plans: BTreeMap<String, Hash>,
}

/// A manifest as it was found in a tree.
#[derive(Debug, Clone)]
pub struct Listed {
    pub manifest: Manifest,
    /// When the list was written: after everything that it lists.
    pub written: SystemTime,
    /// Names this very list.
    pub id: String,
}

impl Manifest {
    /// All files that were written by us.
    pub fn ours(&self) -> impl Iterator<Item = (&String, &Line)> {
        self.files.iter().chain(&self.kept)
    }

    pub fn get(&self, path: &str) -> Option<&Line> {
        self.files.get(path).or_else(|| self.kept.get(path))
    }

    /// The folders of all files, without the root.
    pub fn folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        let paths = self.files.keys().chain(self.kept.keys()).chain(&self.foreign);
        for path in paths {
            let mut rest = path.as_str();
            while let Some((folder, _)) = rest.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                rest = folder;
            }
        }
        folders
    }

    pub fn write(&self) -> String {
        let mut text = format!("{FORMAT}\nby tminus {}\n", env!("CARGO_PKG_VERSION"));
        for (word, lines) in [("file", &self.files), ("kept", &self.kept)] {
            for (path, line) in lines {
                let _ = writeln!(text, "{word} {} {} {}", hex(&line.hash), line.size, escaped(path));
            }
        }
        for path in &self.foreign {
            let _ = writeln!(text, "foreign {}", escaped(path));
        }
        for (path, hash) in &self.plans {
            let _ = writeln!(text, "plan {} {}", hex(hash), escaped(path));
        }
        text.push_str("end\n");
        text
    }

    pub fn parse(text: &str) -> Option<Manifest> {
        let mut lines = text.strip_suffix("end\n")?.lines();
        if lines.next()? != FORMAT || !lines.next()?.starts_with("by ") {
            return None;
        }
        let mut manifest = Manifest::default();
        for line in lines {
            let (word, rest) = line.split_once(' ')?;
            match word {
                "file" | "kept" => {
                    let (hash, rest) = rest.split_once(' ')?;
                    let (size, path) = rest.split_once(' ')?;
                    let line = Line { hash: unhex(hash)?, size: size.parse().ok()? };
                    let list = if word == "file" { &mut manifest.files } else { &mut manifest.kept };
                    list.insert(safe(path)?, line);
                }
                "foreign" => {
                    manifest.foreign.insert(safe(rest)?);
                }
                "plan" => {
                    let (hash, path) = rest.split_once(' ')?;
                    manifest.plans.insert(unescaped(path), unhex(hash)?);
                }
                _ => return None,
            }
        }
        Some(manifest)
    }

    /// The list of the site in `tree`. `None` where there is no site of ours; an error where its list is damaged.
    pub fn of(tree: &Path) -> io::Result<Option<Listed>> {
        let path = tree.join(MARKER);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        let written = fs::metadata(&path)?.modified()?;
        let manifest = if text.starts_with(EARLY) {
            Manifest { files: everything(tree)?, ..Manifest::default() }
        } else {
            Manifest::parse(&text).ok_or_else(|| damaged(&path))?
        };
        let id = hex(&hash(text.as_bytes()))[..16].to_owned();
        Ok(Some(Listed { manifest, written, id }))
    }
}

fn damaged(path: &Path) -> io::Error {
    let what =
        format!("`{}` is damaged, so that nobody can say which files of the folder are ours", path.display());
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The files of a site whose marker has no list, which was replaced as a whole by every build. Their digests are left
/// open: none is taken for unchanged.
fn everything(tree: &Path) -> io::Result<BTreeMap<String, Line>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(tree) {
        let entry = entry?;
        let path = entry.path().strip_prefix(tree).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() && path != MARKER {
            files.insert(path, Line { hash: [0; 32], size: u64::MAX });
        }
    }
    Ok(files)
}

pub fn hex(hash: &Hash) -> String {
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub fn unhex(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(hash)
}

pub fn escaped(path: &str) -> String {
    if path.contains(['\\', '\n', '\r']) {
        path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
    } else {
        path.to_owned()
    }
}

pub fn unescaped(text: &str) -> String {
    let mut path = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => path.push('\n'),
                Some('r') => path.push('\r'),
                Some(other) => path.push(other),
                None => path.push('\\'),
            },
            c => path.push(c),
        }
    }
    path
}

/// A path that stays below the site: a list that was tampered with must not lead out of it.
fn safe(text: &str) -> Option<String> {
    let path = unescaped(text);
    let inside = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    (inside && path != MARKER).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { hash: hash(text.as_bytes()), size: text.len() as u64 }
    }

    #[test]
    fn is_read_as_it_was_written() {
        let manifest = Manifest {
            files: [("a/b c.html".to_owned(), line("x")), ("index.html".to_owned(), line("y"))].into(),
            kept: [("assets/site-0123456789ab.css".to_owned(), line("z"))].into(),
            foreign: ["CNAME".to_owned(), "odd\\na\nme".to_owned()].into(),
            plans: [("content/a.md".to_owned(), hash(b"# A"))].into(),
        };
        let text = manifest.write();
        assert_eq!(Manifest::parse(&text).as_ref(), Some(&manifest), "{text}");
        assert_eq!(manifest.folders().into_iter().collect::<Vec<_>>(), ["a", "assets"]);
    }

    #[test]
    fn a_list_that_is_cut_or_leads_out_is_none() {
        let manifest = Manifest { files: [("a/b".to_owned(), line("x"))].into(), ..Manifest::default() };
        let text = manifest.write();
        for cut in 0..text.len() {
            assert_eq!(Manifest::parse(&text[..cut]), None, "{cut}");
        }
        for path in ["../b", "/b", "a/../b", "a//b", "", ".tminus-site"] {
            assert_eq!(Manifest::parse(&text.replace("a/b", path)), None, "{path}");
        }
    }
}
