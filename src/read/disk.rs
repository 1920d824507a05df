//! Files on disk.
//!
//! A walk never leaves the project: links that lead out are errors before anything behind them is opened. Pipes,
//! sockets and devices are named and never opened, so that no run hangs on them.

#![expect(clippy::disallowed_methods, reason = "the one place that reads the disk")]

use std::fs::{File, FileType, Metadata};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::folder::{Door, Folder, Listing, Standing, is_passed_over, too_large};
#[cfg(test)]
use super::limits;
use super::names;
use crate::diag::Diagnostic;

/// A project folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    pub fn new(root: impl Into<PathBuf>) -> Disk {
        Disk { root: root.into() }
    }

    /// Whether `path` is a file that lies where it is named: neither a link nor behind one.
    pub fn is_plain(&self, path: &Path) -> bool {
        let is_file = self.root.join(path).symlink_metadata().is_ok_and(|m| m.file_type().is_file());
        let real = |path: &Path| path.canonicalize().ok();
        is_file
            && real(&self.root.join(path)).is_some_and(|p| Some(p) == real(&self.root).map(|r| r.join(path)))
    }

    /// The first bytes of a file, at most `most`: for what stands in front, before all of it is read.
    pub fn front(&self, path: &Path, most: usize) -> Option<Vec<u8>> {
        let full = self.root.join(path);
        let metadata = std::fs::metadata(&full).ok()?;
        check_kind(&metadata, path, usize::MAX).ok()?;
        let mut bytes = Vec::with_capacity(most.min(metadata.len() as usize) + 1);
        File::open(&full).ok()?.take(most as u64).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The path of an entry below the project.
    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_path_buf()
    }
}

/// Opens a file of any size, to be read piece by piece.
pub fn stream(path: &Path) -> Result<BufReader<File>, Diagnostic> {
    let unreadable = |error: std::io::Error| {
        Diagnostic::error("unreadable", format!("cannot be read: {}", reason(&error))).in_file(path)
    };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    check_kind(&metadata, path, usize::MAX)?;
    File::open(path).map(BufReader::new).map_err(unreadable)
}

impl Folder for Disk {
    fn list(&self, dir: &Path) -> Listing {
        let mut listing = Listing::default();
        let start = self.root.join(dir);
        let Ok(home) = start.canonicalize() else {
            let finding = Diagnostic::error("no-folder", "there is no such folder")
                .in_file(dir)
                .hint("name the folder of plans in book.toml: `[book] src = \"content\"`");
            listing.diagnostics.push(finding);
            return listing;
        };
        let mut walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) => {
                    if self.take(&entry, &home, &mut listing) == Step::Leave {
                        walk.skip_current_dir();
                    }
                }
                Err(error) => listing.diagnostics.push(self.walk_error(&error)),
            }
        }
        let files = listing.plans.iter().chain(&listing.others);
        let wrong = names::check(dir, files);
        listing.diagnostics.extend(wrong);
        listing
    }

    fn holds(&self, path: &Path) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }

    fn read_up_to(&self, path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
        let full = self.root.join(path);
        let unreadable = |error: std::io::Error| {
            let found =
                Diagnostic::error("unreadable", format!("cannot be read: {}", reason(&error))).in_file(path);
            match error.kind() {
                std::io::ErrorKind::PermissionDenied => found.hint(READABLE),
                _ => found,
            }
        };
        for _ in 0..TRIES {
            let metadata = std::fs::metadata(&full).map_err(unreadable)?;
            check_kind(&metadata, path, limit)?;
            // A file may grow between the calls: never more than the limit is taken.
            let mut bytes = Vec::with_capacity(metadata.len() as usize);
            let mut file = File::open(&full).map_err(unreadable)?;
            (&mut file).take(limit as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
            if bytes.len() > limit {
                return Err(too_large(path, bytes.len() as u64, limit));
            }
            if bytes.len() as u64 == metadata.len() && is_same(&metadata, &file) {
                return Ok(bytes);
            }
        }
        Err(Diagnostic::error("unreadable", "cannot be read: somebody is writing it")
            .in_file(path)
            .hint("wait until it is written"))
    }

    fn names(&self, dir: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.join(dir)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    fn standing(&self, path: &Path, home: &Path) -> Standing {
        let full = self.root.join(path);
        let Ok(own) = full.symlink_metadata() else { return Standing::Nothing };
        let is_link = own.file_type().is_symlink();
        let home = || self.root.join(home).canonicalize();
        let Ok(metadata) = std::fs::metadata(&full) else { return Standing::Nothing };
        if is_link && !home().is_ok_and(|home| leads_inside(&full, &home)) {
            return Standing::Outside;
        }
        match special(metadata.file_type()) {
            Some(kind) => Standing::Special(kind),
            None if metadata.is_dir() => Standing::Folder,
            None => Standing::File,
        }
    }

    fn shared(&self) -> Option<Door> {
        Some(Arc::new(self.clone()))
    }
}

/// What to do about a file that cannot be read.
const SHORTER: &str = "give it, or a folder around it, a shorter name: systems take paths up to some length";
const READABLE: &str = "look at its rights: whoever builds must be able to read it";

/// How often a file is read that changes while it is read.
const TRIES: usize = 5;

/// Whether a file that was read to its end is still what it was before: what was read is neither cut nor mixed.
fn is_same(before: &Metadata, file: &File) -> bool {
    let time = |metadata: &Metadata| metadata.modified().ok();
    file.metadata().is_ok_and(|after| after.len() == before.len() && time(&after) == time(before))
}

#[derive(PartialEq, Eq)]
enum Step {
    Enter,
    Leave,
}

impl Disk {
    fn take(&self, entry: &DirEntry, home: &Path, listing: &mut Listing) -> Step {
        let path = self.relative(entry.path());
        let is_dir = entry.file_type().is_dir();
        let leave = if is_dir { Step::Leave } else { Step::Enter };
        if entry.depth() > 0 && is_passed_over(&entry.file_name().to_string_lossy().to_lowercase()) {
            listing.passed_over.push(path);
            return leave;
        }
        if entry.path_is_symlink() && !leads_inside(entry.path(), home) {
            listing.diagnostics.push(
                Diagnostic::error("link-outside", "a link that leads out of the folder of plans")
                    .in_file(path)
                    .hint("copy what it points to into the folder"),
            );
            return leave;
        }
        if is_dir {
            return Step::Enter;
        }
        match special(entry.file_type()) {
            Some(kind) => listing.diagnostics.push(not_a_file(kind, &path)),
            None => listing.add(path),
        }
        Step::Enter
    }

    /// Why the walk could not go on there. A link is told apart: it is there, and what it names is not.
    fn unreadable(&self, error: &std::io::Error, path: Option<&Path>) -> Diagnostic {
        if path.is_some_and(|path| path.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink())) {
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => "a link to a file that is not there",
                _ => "a link that leads to itself",
            };
            return Diagnostic::error("unreadable", message)
                .hint("remove the link, or put what it points to in its place");
        }
        let hint = if error.kind() == std::io::ErrorKind::InvalidFilename { SHORTER } else { READABLE };
        Diagnostic::error("unreadable", format!("cannot be read: {}", reason(error))).hint(hint)
    }

    fn walk_error(&self, error: &walkdir::Error) -> Diagnostic {
        let finding = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => {
                let message = format!("a link that leads back to `{}`", self.relative(ancestor).display());
                Diagnostic::error("link-loop", message).hint("remove the link")
            }
            (None, Some(io)) => self.unreadable(io, error.path()),
            (None, None) => Diagnostic::error("unreadable", "cannot be read"),
        };
        match error.path() {
            Some(path) => finding.in_file(self.relative(path)),
            None => finding,
        }
    }
}

fn leads_inside(path: &Path, home: &Path) -> bool {
    path.canonicalize().is_ok_and(|target| target.starts_with(home))
}

fn check_kind(metadata: &Metadata, path: &Path, limit: usize) -> Result<(), Diagnostic> {
    if metadata.is_dir() {
        return Err(not_a_file("a folder", path));
    }
    if let Some(kind) = special(metadata.file_type()) {
        return Err(not_a_file(kind, path));
    }
    if metadata.len() > limit as u64 {
        return Err(too_large(path, metadata.len(), limit));
    }
    Ok(())
}

fn not_a_file(kind: &str, path: &Path) -> Diagnostic {
    Diagnostic::error("not-a-file", format!("this is {kind}, not a file"))
        .in_file(path)
        .hint("name a file, or take it out of the folder of plans")
}

#[cfg(unix)]
fn special(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Some("a named pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else if kind.is_block_device() || kind.is_char_device() {
        Some("a device")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn special(kind: FileType) -> Option<&'static str> {
    (!kind.is_file() && !kind.is_dir() && !kind.is_symlink()).then_some("neither file nor folder")
}

/// The reason without the number that the system adds.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or("").to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "# A\n").unwrap();
        }
        dir
    }

    #[test]
    fn plans_are_listed_in_order_and_others_apart() {
        let files = [
            "content/b.md",
            "content/a/z.md",
            "content/a.md",
            "content/.env",
            "content/a.md~",
            "content/p.png",
            "content/.git/x.md",
            "content/old.html",
            "content/#a.md#",
        ];
        let dir = project(&files);
        let listing = Disk::new(dir.path()).list(Path::new("content"));
        let names = |paths: &[PathBuf]| paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>();
        assert_eq!(names(&listing.plans), ["content/a/z.md", "content/a.md", "content/b.md"]);
        assert_eq!(names(&listing.others), ["content/p.png"]);
        assert_eq!(listing.passed_over.len(), 5);
        assert!(listing.diagnostics.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_errors_and_never_opened() {
        use std::os::unix::fs::symlink;
        let dir = project(&["content/a.md", "secret/key.md"]);
        let content = dir.path().join("content");
        symlink(dir.path().join("secret"), content.join("out")).unwrap();
        symlink(dir.path().join("secret/key.md"), content.join("key.md")).unwrap();
        symlink(&content, content.join("round")).unwrap();
        symlink("a.md", content.join("same.md")).unwrap();
        let pipe = content.join("pipe.md");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let disk = Disk::new(dir.path());
        let listing = disk.list(Path::new("content"));
        let found: Vec<(&str, String)> = listing
            .diagnostics
            .iter()
            .map(|d| (d.code, d.path.as_ref().unwrap().display().to_string()))
            .collect();
        for (code, path) in [
            ("link-outside", "content/out"),
            ("link-outside", "content/key.md"),
            ("link-loop", "content/round"),
            ("not-a-file", "content/pipe.md"),
        ] {
            assert!(found.contains(&(code, path.to_owned())), "{code} {path} in {found:?}");
        }
        assert_eq!(listing.plans, [PathBuf::from("content/a.md"), PathBuf::from("content/same.md")]);
        assert_eq!(disk.read(Path::new("content/pipe.md")).unwrap_err().code, "not-a-file");
        assert_eq!(disk.read(Path::new("content")).unwrap_err().code, "not-a-file");
        assert_eq!(disk.read(Path::new("content/none.md")).unwrap_err().code, "unreadable");
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let dir = project(&[]);
        std::fs::write(dir.path().join("big.md"), vec![b'a'; limits::FILE + 1]).unwrap();
        assert_eq!(Disk::new(dir.path()).read(Path::new("big.md")).unwrap_err().code, "file-too-large");
    }
}
