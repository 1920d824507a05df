//! A project in a folder of its own, edited, built and repaired as people do it.

use std::path::{Path, PathBuf};

use crate::project;

pub struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    /// A project with these plans, built once.
    #[track_caller]
    pub fn with(plans: &[(&str, &str)]) -> Place {
        let place = Place { temp: tempfile::tempdir().expect("a folder") };
        std::fs::create_dir(place.path("content")).expect("made");
        plans.iter().for_each(|(name, text)| place.write(name, text));
        place.builds();
        place
    }

    pub fn dir(&self) -> &Path {
        self.temp.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path("content").join(name), text).expect("written");
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path("content").join(name)).expect("readable")
    }

    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{from:?} in {text}");
        self.write(name, &text.replacen(from, to, 1));
    }

    pub fn lock(&self) -> String {
        std::fs::read_to_string(self.path("tminus.lock")).expect("readable")
    }

    /// The code of the living line of the ledger with this text; of several, all.
    pub fn codes(&self, words: &str) -> Vec<String> {
        let lock = self.lock();
        let ours =
            lock.lines().filter(|l| l.contains(&format!("text={words:?}")) && !l.contains(" retired="));
        ours.filter(|l| !l.contains(" same=")).map(|l| l.split(' ').next().unwrap_or("").to_owned()).collect()
    }

    #[track_caller]
    pub fn code(&self, words: &str) -> String {
        let codes = self.codes(words);
        assert_eq!(codes.len(), 1, "{words}: {codes:?} in\n{}", self.lock());
        codes[0].clone()
    }

    /// Runs `tminus`; what a person saw.
    #[track_caller]
    pub fn says(&self, args: &[&str], code: i32) -> String {
        let output = project::run_for(project::tminus().args(args).current_dir(self.dir()), code);
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    #[track_caller]
    pub fn builds(&self) {
        self.says(&["build"], 0);
        self.says(&["build", "--locked"], 0);
    }

    /// The errors of a build that must fail.
    #[track_caller]
    pub fn fails(&self) -> String {
        let before = self.lock();
        let said = self.says(&["build"], 1);
        assert_eq!(self.lock(), before, "a build that fails writes no ledger");
        said
    }

    /// Runs the command that a message offers between back quotes and that begins so, `…` filled in.
    #[track_caller]
    pub fn follow(&self, said: &str, begins: &str) -> String {
        let joined = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = joined.find(&format!("`{begins}")).unwrap_or_else(|| panic!("`{begins}` in {said}"));
        let command = joined[at + 1..].split('`').next().unwrap_or("");
        let words: Vec<&str> =
            command.split(' ').skip(1).map(|w| if w == "\"…\"" { "because" } else { w }).collect();
        self.says(&words, 0)
    }
}
