//! A folder as it stood in a revision.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::super::folder::{Folder, Listing, is_passed_over, too_large};
use super::super::limits;
use super::tree::{Entry, EntryKind, contents, entries};
use super::{Fault, Git};
use crate::diag::{Diagnostic, nearest};

/// A tree of git, read only. Nothing is checked out.
pub struct Revision<'a> {
    git: &'a dyn Git,
    /// The commit, in hexadecimal.
    pub commit: String,
    /// Where the revision is one file alone: its name.
    pub file: Option<PathBuf>,
    entries: BTreeMap<PathBuf, Entry>,
    /// Contents by the names of their objects.
    read: RefCell<BTreeMap<String, Vec<u8>>>,
}

/// Endings of files that are read ahead, all with one call of git.
const AHEAD: &[&str] = &["md", "markdown", "toml", "lock", "yaml", "yml"];

/// Parts `HEAD~3:docs` at the colon; one in braces (`HEAD^{/fix: it}`) or in front (`:/fix`) is part of the revision.
pub fn part(name: &str) -> (&str, Option<&str>) {
    let mut depth = 0;
    for (at, c) in name.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ':' if depth == 0 && at > 0 => return (&name[..at], Some(&name[at + 1..])),
            _ => {}
        }
    }
    (name, None)
}

/// The path of a file below the folder that git runs in, as git wants it behind the colon.
pub fn name_of_path(path: &Path) -> String {
    format!("./{}", path.display().to_string().replace('\\', "/"))
}

impl<'a> Revision<'a> {
    /// Opens `name`, such as `HEAD~3` or `v1.2:docs`. Without a path behind a colon it is `here`, a path below the
    /// folder that git runs in.
    pub fn open(git: &'a dyn Git, name: &str, here: &str) -> Result<Revision<'a>, Diagnostic> {
        let (revision, path) = part(name);
        git.run(&["rev-parse", "--git-dir"], &[]).map_err(|fault| no_repository(name, fault))?;
        let commit = commit(git, revision)?;
        let path = path.unwrap_or(here);
        let place = format!("{commit}:{path}");
        let object = text(git, &["rev-parse", "--verify", "--quiet", &place]);
        let object = object.map_err(|_| no_path(revision, path))?;
        let kind = text(git, &["cat-file", "-t", &object]).map_err(|fault| unreadable(name, fault))?;
        let mut opened =
            Revision { git, commit, file: None, entries: BTreeMap::new(), read: RefCell::default() };
        if kind == "tree" {
            let listing = git.run(&["ls-tree", "-r", "-z", "-l", "--full-tree", &object], &[]);
            opened.entries = entries(&listing.map_err(|fault| unreadable(name, fault))?);
        } else {
            let size =
                text(git, &["cat-file", "-s", &object]).ok().and_then(|size| size.parse().ok()).unwrap_or(0);
            let file = PathBuf::from(Path::new(path).file_name().unwrap_or_default());
            opened.entries.insert(file.clone(), Entry { kind: EntryKind::File, object, size });
            opened.file = Some(file);
        }
        opened.read_ahead().map_err(|fault| unreadable(name, fault))?;
        Ok(opened)
    }

    fn read_ahead(&mut self) -> Result<(), Fault> {
        let ahead = |path: &Path| {
            path.extension().is_some_and(|e| AHEAD.iter().any(|known| e.eq_ignore_ascii_case(known)))
        };
        let wanted: Vec<&str> = self
            .entries
            .iter()
            .filter(|(path, entry)| {
                entry.kind == EntryKind::File && entry.size <= limits::FILE as u64 && ahead(path)
            })
            .map(|(_, entry)| entry.object.as_str())
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let asked = format!("{}\n", wanted.join("\n"));
        *self.read.borrow_mut() = contents(&self.git.run(&["cat-file", "--batch"], asked.as_bytes())?);
        Ok(())
    }
}

impl Folder for Revision<'_> {
    fn list(&self, dir: &Path) -> Listing {
        let mut listing = Listing::default();
        let below = |path: &Path| path.strip_prefix(dir).ok().map(Path::to_path_buf);
        let inside = self.entries.iter().filter_map(|(path, entry)| Some((path, below(path)?, entry)));
        let mut any = false;
        for (path, rest, entry) in inside {
            any = true;
            let named = |part: &Component| is_passed_over(&part.as_os_str().to_string_lossy().to_lowercase());
            match entry.kind {
                _ if rest.components().any(|part| named(&part)) => listing.passed_over.push(path.clone()),
                EntryKind::File => listing.add(path.clone()),
                EntryKind::Link => listing.diagnostics.push(not_a_file("a link", path)),
                EntryKind::Submodule => listing.diagnostics.push(not_a_file("a submodule", path)),
            }
        }
        if !any {
            listing.diagnostics.push(Diagnostic::error("no-folder", "there is no such folder").in_file(dir));
        }
        // Folders count by their own names: `a/z.md` stands in front of `a.md`.
        listing.plans.sort();
        listing
    }

    fn holds(&self, path: &Path) -> bool {
        self.entries.keys().any(|known| known.starts_with(path))
    }

    fn read_up_to(&self, path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
        let none = || Diagnostic::error("unreadable", "there is no such file in the revision").in_file(path);
        let entry = self.entries.get(path).ok_or_else(none)?;
        match entry.kind {
            EntryKind::Link => return Err(not_a_file("a link", path)),
            EntryKind::Submodule => return Err(not_a_file("a submodule", path)),
            EntryKind::File if entry.size > limit as u64 => return Err(too_large(path, entry.size, limit)),
            EntryKind::File => {}
        }
        if let Some(bytes) = self.read.borrow().get(&entry.object) {
            return Ok(bytes.clone());
        }
        self.git
            .run(&["cat-file", "blob", &entry.object], &[])
            .map_err(|_| Diagnostic::error("unreadable", "its contents are not in this clone").in_file(path))
    }
}

fn text(git: &dyn Git, args: &[&str]) -> Result<String, Fault> {
    git.run(args, &[]).map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn commit(git: &dyn Git, revision: &str) -> Result<String, Diagnostic> {
    // What begins with a hyphen would be taken for an option.
    let named = !revision.is_empty() && !revision.starts_with('-');
    let asked = format!("{revision}^{{commit}}");
    let found = named.then(|| text(git, &["rev-parse", "--verify", "--quiet", &asked]).ok()).flatten();
    found.filter(|commit| !commit.is_empty()).ok_or_else(|| unknown(git, revision))
}

fn unknown(git: &dyn Git, revision: &str) -> Diagnostic {
    let refs = ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"];
    let names = text(git, &refs).unwrap_or_default();
    let found = Diagnostic::error(
        "unknown-revision",
        format!("`{revision}` is no folder or file here, and no revision that git knows"),
    );
    match nearest(revision, names.lines()) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint("name a tag, a branch or a commit: `git log --oneline` lists them"),
    }
}

fn no_path(revision: &str, path: &str) -> Diagnostic {
    let shown = path.strip_prefix("./").unwrap_or(path);
    let what = if shown.is_empty() { "this folder".to_owned() } else { format!("`{shown}`") };
    Diagnostic::error("unknown-revision", format!("{what} does not stand in `{revision}`"))
        .hint(format!("`git ls-tree --name-only {revision}` lists what does"))
}

fn no_repository(name: &str, fault: Fault) -> Diagnostic {
    match fault {
        Fault::Missing(why) => {
            Diagnostic::error("no-git", format!("`{name}` needs git, which cannot be run: {why}"))
                .hint("install git, or compare two folders")
        }
        Fault::Said(said) => {
            let found = Diagnostic::error(
                "no-repository",
                format!(
                    "`{name}` is no folder or file, and there is no git repository here to look for a revision in"
                ),
            );
            let known = said.is_empty() || said.contains("not a git repository");
            let found = if known { found } else { found.hint(format!("git says: {said}")) };
            found.hint("run it inside the repository, or name folders that exist")
        }
    }
}

fn unreadable(name: &str, fault: Fault) -> Diagnostic {
    let said = match fault {
        Fault::Missing(said) | Fault::Said(said) => said,
    };
    Diagnostic::error("unreadable", format!("git cannot read `{name}`: {said}"))
}

fn not_a_file(kind: &str, path: &Path) -> Diagnostic {
    Diagnostic::error("not-a-file", format!("this is {kind}, not a file"))
        .in_file(path)
        .hint("in a revision links are not followed; keep plans as files")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers by the words of the command.
    struct Answers(Vec<(&'static str, &'static str)>);

    impl Git for Answers {
        fn run(&self, args: &[&str], _: &[u8]) -> Result<Vec<u8>, Fault> {
            let asked = args.join(" ");
            let answer = self.0.iter().find(|(words, _)| asked.starts_with(words));
            answer.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| Fault::Said(String::new()))
        }
    }

    #[test]
    fn names_are_parted_at_the_colon_of_the_path() {
        assert_eq!(part("HEAD~3:docs"), ("HEAD~3", Some("docs")));
        assert_eq!(part("HEAD^{/fix: it}"), ("HEAD^{/fix: it}", None));
        assert_eq!(part(":/fix"), (":/fix", None));
        assert_eq!(part("v1:"), ("v1", Some("")));
    }

    #[test]
    fn a_tree_is_a_folder() {
        let git = Answers(vec![
            ("rev-parse --git-dir", ".git"),
            ("rev-parse --verify --quiet v1^{commit}", "c0ffee"),
            ("rev-parse --verify --quiet c0ffee:./", "7ree"),
            ("cat-file -t 7ree", "tree"),
            (
                "ls-tree",
                "100644 blob aa 4\tcontent/a.md\x00100644 blob bb 1\tcontent/.x/b.md\x00120000 blob cc 1\tcontent/l.md\0",
            ),
            ("cat-file --batch", "aa blob 4\n# A\n\n"),
        ]);
        let revision = Revision::open(&git, "v1", "./").unwrap_or_else(|d| panic!("{d:?}"));
        let listing = revision.list(Path::new("content"));
        assert_eq!(listing.plans, [PathBuf::from("content/a.md")]);
        assert_eq!(listing.passed_over.len(), 1);
        assert_eq!(listing.diagnostics[0].code, "not-a-file");
        assert_eq!(revision.read(Path::new("content/a.md")).unwrap(), b"# A\n");
        assert!(revision.holds(Path::new("content")) && !revision.holds(Path::new("book.toml")));
    }

    #[test]
    fn a_slip_of_the_finger_is_named() {
        let git = Answers(vec![("rev-parse --git-dir", ".git"), ("for-each-ref", "main\nv1.2\n")]);
        let found = Revision::open(&git, "mian", "./").err().unwrap();
        assert_eq!(found.hints, ["did you mean `main`?"]);
        let found = Revision::open(&Answers(Vec::new()), "main", "./").err().unwrap();
        assert_eq!(found.code, "no-repository");
    }
}
