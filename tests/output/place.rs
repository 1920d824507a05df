//! A project with a site, and what may be seen of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sha2::{Digest, Sha256};

use crate::project;

pub const MARKER: &str = ".tminus-site";

pub const PLAN: &str = "# Move house\n\nBring the towels.\n\n## Pack\n\n- [ ] Fold the linen\n- [ ] Call the driver about Monday\n\n## Drive\n\n- [ ] Count the boxes in the van\n";

pub struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    /// A project with one plan, built once.
    pub fn built() -> Place {
        let place = Place::unbuilt();
        place.runs(&["build"], 0);
        place
    }

    pub fn unbuilt() -> Place {
        let place = Place { temp: tempfile::tempdir().expect("a folder") };
        std::fs::create_dir(place.path("content")).expect("made");
        place.write("content/move.md", PLAN);
        place
    }

    pub fn dir(&self) -> &Path {
        self.temp.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("written");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Says something new in the plan.
    pub fn edit(&self, word: &str) {
        self.write("content/move.md", &PLAN.replace("towels", &format!("towels, {word}")));
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = project::tminus();
        command.args(args).current_dir(self.dir()).stdin(Stdio::null());
        command
    }

    /// Runs `tminus`; what a person saw.
    #[track_caller]
    pub fn runs(&self, args: &[&str], code: i32) -> String {
        said(&project::run_for(&mut self.command(args), code))
    }

    /// The files of the site without its list.
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = project::files(&self.path("book"));
        files.remove(MARKER);
        files
    }

    /// Fails where the site is not whole; gives what tells it from others.
    #[track_caller]
    pub fn whole(&self) -> String {
        whole(&self.path("book"))
    }

    /// What is in the project but for what belongs there.
    pub fn left_over(&self) -> BTreeSet<String> {
        let names = |folder: PathBuf| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        let top = ["content", "book", ".book.tminus", "tminus.lock", "book.toml"];
        let hidden = ["lock", ".gitignore", "plans", "made", "last", "known"];
        let outer = names(self.dir().to_owned()).into_iter().filter(|name| !top.contains(&name.as_str()));
        let inner = names(self.path(".book.tminus")).into_iter();
        let inner = inner.filter(|n| !hidden.contains(&n.as_str()) && !n.starts_with("revision-"));
        outer.chain(inner).collect()
    }
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Fails where the site in `tree` is not whole: every file of its list is there, to the byte, and no other one.
#[track_caller]
pub fn whole(tree: &Path) -> String {
    let mut files = project::files(tree);
    let list = files.remove(MARKER).unwrap_or_else(|| panic!("{} has no list", tree.display()));
    let text = String::from_utf8(list).expect("text");
    assert!(text.ends_with("end\n"), "the list is cut off");
    for line in text.lines() {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        match words[..] {
            ["file" | "kept", hash, size, path] => {
                let bytes = files.remove(path).unwrap_or_else(|| panic!("{path} is missing"));
                assert_eq!(bytes.len().to_string(), size, "{path}");
                let found: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
                assert_eq!(found, hash, "{path}");
            }
            ["foreign", path] => drop(files.remove(path)),
            _ => {}
        }
    }
    assert!(files.is_empty(), "not in the list: {:?}", files.keys());
    text
}
