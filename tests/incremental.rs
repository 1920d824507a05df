//! A build over the site of the build before comes to the bytes of a clean one, whatever was edited meanwhile, and whatever
//! became of what the build remembers. `TMINUS_SEQUENCES=200 cargo test --test incremental` for more.

#[path = "incremental/damaged.rs"]
mod damaged;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tminus::config::{Overrides, Settings};
use tminus::diag::Files;
use tminus::output::{How, Known, Made, MemorySink, Sink, SiteFolder};
use tminus::pipeline::{self, PlainHow};
use tminus::read::Disk;

/// Edits in one sequence; the site is compared after each.
const EDITS: usize = 20;

const PLANS: [(&str, &str); 4] = [
    (
        "move.md",
        "---\ntitle: Move\nid: move\n---\n# Move\n\n## Before\n\nSee [the lift](team/lift.md#straps) and [none](gone.md).\n\n- [ ] Pack\n\n```sh\nexport PASSWORD=hunter2hunter2\n```\n",
    ),
    (
        "team/lift.md",
        "# Lift\n\n## Straps\n\n- [ ] Test the straps\n\nBack to [the move](../move.md), with [the list](list.csv).\n",
    ),
    (
        "cool.md",
        "---\napprovers: [Cold hand]\n---\n# Cold store\n\n## Phase 1: Cool\n\n- [ ] Wait for four degrees\n",
    ),
    ("team/till.md", "---\nid: till\n---\n# Till\n\n## Rollback\n\n1. Open it again\n"),
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

/// A project, and what remembers in it.
struct Project {
    temp: TempDir,
    dice: Dice,
    seed: u64,
    step: usize,
    highlight: bool,
    /// Pages that were taken over unread.
    kept: usize,
    /// Whole builds that were held against a clean one.
    compared: usize,
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("has one")).expect("made");
    std::fs::write(path, bytes).expect("written");
}

/// Everything below `root` with its bytes, but for the list of the site.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = walkdir::WalkDir::new(root).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let named = all.map(|entry| {
        let path = entry.path().strip_prefix(root).expect("below").to_string_lossy().into_owned();
        (path, read(entry.path()))
    });
    named.filter(|(path, _)| path != ".tminus-site").collect()
}

impl Project {
    fn new(seed: u64) -> Project {
        let temp = tempfile::tempdir().expect("a folder");
        for (name, text) in PLANS {
            write(&temp.path().join("content").join(name), text);
        }
        write(&temp.path().join("content/team/list.csv"), "strap,sound\n");
        Project { temp, dice: Dice(seed), seed, step: 0, highlight: true, kept: 0, compared: 0 }
    }

    fn root(&self) -> &Path {
        self.temp.path()
    }

    fn out(&self) -> PathBuf {
        self.root().join("out")
    }

    /// What the build before left to the next.
    fn memory(&self) -> PathBuf {
        let file = |name: &str| self.root().join(".out.tminus").join(name);
        if file("made").exists() { file("made") } else { file("known") }
    }

    /// The program with these words behind it, in the project. It may refuse: some edits leave nothing to sign or to take out.
    fn tminus(&self, args: &[&str]) {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tminus"));
        let done = command.args(args).current_dir(self.root()).output().expect("it runs");
        assert!(done.status.code().is_some_and(|code| code < 4), "{args:?}: {done:?}");
    }

    fn disk(&self) -> (Disk, Settings) {
        let disk = Disk::new(self.root());
        let read = pipeline::settings(&disk, self.root(), Overrides::default(), &mut Files::default());
        (disk, read.value)
    }

    fn plans(&self) -> Vec<PathBuf> {
        let all = files(&self.root().join("content")).into_keys().map(|p| Path::new("content").join(p));
        let mut plans: Vec<PathBuf> =
            all.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
        plans.sort();
        plans
    }

    /// Edits the plans, the settings, the layouts, the site or what is remembered.
    fn edit(&mut self) {
        self.step += 1;
        let plans = self.plans();
        let at = self.dice.roll(plans.len());
        let plan = self.root().join(&plans[at]);
        let mut text = String::from_utf8(read(&plan)).expect("a text");
        let step = self.step;
        match self.dice.roll(22) {
            0 | 1 => write(&plan, text + &format!("\nOne line {step} more.\n")),
            2 => write(&plan, text.replacen("# ", &format!("# {step} "), 1)),
            3 => write(&plan, text + &format!("\n## Part {step}\n\n- [ ] Do part {step}\n")),
            4 => {
                let at = text.rfind("\n\n").unwrap_or(0);
                text.truncate(at + 1);
                write(&plan, text);
            }
            5 if plans.len() > 2 => std::fs::remove_file(plan).expect("removed"),
            6 => {
                let new = self.root().join(format!("content/new/{step}.md"));
                write(
                    &new,
                    format!("# New {step}\n\nSee [the move](../move.md).\n\n- [ ] Begin number {step}\n"),
                );
            }
            7 => std::fs::rename(&plan, plan.with_file_name(format!("renamed-{step}.md"))).expect("renamed"),
            8 => {
                // Two texts change places: each is known, but not there.
                let at = self.dice.roll(plans.len());
                let other = self.root().join(&plans[at]);
                let (one, two) = (read(&plan), read(&other));
                write(&plan, two);
                write(&other, one);
            }
            9 => write(&self.root().join("book.toml"), format!("[book]\ntitle = \"Site {}\"\n", step % 3)),
            10 => {
                let layout = String::from_utf8(read(Path::new("layouts/plain.html"))).expect("a layout");
                write(&self.root().join("layouts/plain.html"), format!("{layout}<!-- {} -->\n", step % 3));
            }
            11 => self.highlight = !self.highlight,
            12 if self.memory().exists() => {
                let mut bytes = read(&self.memory());
                let at = self.dice.roll(bytes.len());
                bytes[at] ^= 1 << self.dice.roll(8);
                write(&self.memory(), bytes);
            }
            13 if self.memory().exists() => std::fs::remove_file(self.memory()).expect("removed"),
            14 if self.out().exists() => {
                let pages: Vec<String> = files(&self.out()).into_keys().collect();
                let page = self.out().join(&pages[self.dice.roll(pages.len())]);
                std::fs::remove_file(&page).expect("removed");
                if self.dice.roll(2) == 0 {
                    write(&page, "by hand");
                }
            }
            15 if self.out().exists() => {
                let folder = SiteFolder::hold(&self.out(), &|_| ()).expect("held");
                let _ = folder.back();
            }
            16 => write(
                &self.root().join(format!("content/messages/m{}.md", step % 3)),
                format!("---\ntitle: Message {step}\n---\nWe begin number {step}.\n"),
            ),
            17 if self.root().join("tminus.lock").exists() => {
                self.tminus(&["signoff", "record", "cool", "-r", "Cold hand", "-n", "Ada Byron"]);
            }
            18 => write(&self.root().join("content/team/list.csv"), format!("strap,{}\n", step % 3)),
            19 => drop(std::fs::remove_file(self.root().join("content/team/list.csv"))),
            _ => write(&plan, text + "\n```sh\necho done\n```\n"),
        }
    }

    fn plain(&self, known: &Known, sink: &dyn Sink) -> Known {
        let (disk, settings) = self.disk();
        let how = PlainHow { highlight: self.highlight, program: "this", known };
        let built = pipeline::plain(&disk, &settings, &how, sink);
        assert!(!built.report.has_errors(), "{:?}", built.report.diagnostics);
        built.known
    }

    /// Builds over what is there; then the same from nothing.
    fn compare_plain(&mut self) {
        let folder = SiteFolder::hold(&self.out(), &|_| ()).expect("held");
        let sink = folder.begin(How { durable: false, ..How::default() }).expect("begun");
        let before: Known = folder.recall();
        let counted = Counting { sink: &sink, kept: Default::default() };
        let known = self.plain(&before, &counted);
        self.kept += counted.kept.into_inner();
        sink.finish(&BTreeMap::new()).expect("published");
        folder.remember(&known).expect("remembered");
        let clean = MemorySink::default();
        self.plain(&Known::default(), &clean);
        self.same(&clean.into_files());
    }

    fn compare_whole(&mut self) {
        let (disk, settings) = self.disk();
        let folder = SiteFolder::hold(&self.out(), &|_| ()).expect("held");
        let sink = folder.begin(How { durable: false, ..How::default() }).expect("begun");
        let before: Made = folder.recall();
        let counted = Counting { sink: &sink, kept: Default::default() };
        let built = pipeline::build_over(&before, "this", pipeline::read(&disk, &settings).value, &counted);
        if built.report.has_errors() {
            // A code that was published is gone: nothing is published.
            drop(sink);
            drop(folder);
            self.retire(&built);
            return;
        }
        self.kept += counted.kept.into_inner();
        sink.finish(&BTreeMap::new()).expect("published");
        folder.remember(&built.made).expect("remembered");
        let clean = MemorySink::default();
        pipeline::build(pipeline::read(&disk, &settings).value, &clean);
        self.same(&clean.into_files());
        self.compared += 1;
        write(&self.root().join("tminus.lock"), tminus::ledger::file::write(&built.ledger));
    }

    /// Takes out what is gone: one of it for something that is there, maybe of another plan, the rest for nothing.
    fn retire(&mut self, built: &pipeline::Built) {
        if built.report.diagnostics.iter().any(|found| found.code == "sign-off-plan") {
            std::fs::remove_dir_all(self.root().join("signoffs")).expect("removed");
        }
        let gone = built.report.diagnostics.iter().find(|found| found.code == "vanished-code");
        let gone = gone.and_then(|found| found.message.split_whitespace().nth(1)).map(str::to_owned);
        let living: Vec<String> = built
            .site
            .plans
            .iter()
            .flat_map(|plan| plan.identity.of_code.keys())
            .map(ToString::to_string)
            .collect();
        if let Some(gone) = gone {
            let to = &living[self.dice.roll(living.len())];
            self.tminus(&["ledger", "retire", &gone, "--to", to, "--why", "one is enough"]);
            self.tminus(&["ledger", "retire", "--vanished", "--why", "done"]);
        }
    }

    /// The command, over what is there and then from nothing: the same words, the same exit code, the same site.
    fn compare_commands(&mut self) -> bool {
        let run = |args: &[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tminus"));
            let done = command.arg("build").args(args).current_dir(self.root()).output().expect("it runs");
            (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
        };
        // A build that makes anything leaves a new file to the next.
        let left = || std::fs::metadata(self.root().join(".out.tminus/last")).ok().map(|file| file.ino());
        let before = left();
        let (code, said) = run(&["-d", "out", "--no-sync", "--notes"]);
        let same = code == Some(0) && left() == before;
        let (clean_code, clean) = run(&["-d", "clean", "--no-sync", "--notes"]);
        let mended = said.contains("site-edited") || said.contains("foreign-file");
        if !mended {
            assert_eq!((code, &said), (clean_code, &clean), "after edit {}", self.step);
        }
        if code == Some(0) {
            self.same(&files(&self.root().join("clean")));
        } else {
            self.tminus(&["ledger", "retire", "--vanished", "--why", "done"]);
        }
        for clean in ["clean", ".clean.tminus"] {
            let _ = std::fs::remove_dir_all(self.root().join(clean));
        }
        same
    }

    /// Whether the site is `clean`, but for a style or a script of the build before.
    fn same(&self, clean: &BTreeMap<String, Vec<u8>>) {
        let mut found = files(&self.out());
        found.retain(|path, _| clean.contains_key(path) || !path.starts_with("assets/site-"));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(clean), "after edit {} of seed {}", self.step, self.seed);
        for (path, bytes) in clean {
            assert!(found[path] == *bytes, "{path} differs after edit {} of seed {}", self.step, self.seed);
        }
    }
}

/// Counts what is taken over.
struct Counting<'a> {
    sink: &'a dyn Sink,
    kept: std::sync::atomic::AtomicUsize,
}

impl Sink for Counting<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.sink.put(path, bytes)
    }

    fn keep(&self, path: &str, line: &tminus::output::Line) -> bool {
        let kept = self.sink.keep(path, line);
        self.kept.fetch_add(usize::from(kept), std::sync::atomic::Ordering::Relaxed);
        kept
    }

    fn stands(&self, path: &str) -> Option<tminus::output::Line> {
        self.sink.stands(path)
    }

    fn taken(&self, path: &str) -> Option<tminus::output::Line> {
        self.sink.taken(path)
    }
}

fn sequences(usual: u64) -> u64 {
    std::env::var("TMINUS_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

#[test]
fn a_plain_build_over_another_equals_a_clean_one() {
    let mut kept = 0;
    for seed in 0..sequences(24) {
        let mut project = Project::new(seed);
        project.compare_plain();
        for _ in 0..EDITS {
            project.edit();
            project.compare_plain();
        }
        kept += project.kept;
    }
    assert!(kept > 0, "nothing was ever taken over");
}

#[test]
fn a_build_over_another_equals_a_clean_one() {
    let (mut compared, mut kept, sequences) = (0, 0, sequences(24).div_ceil(4));
    for seed in 0..sequences {
        let mut project = Project::new(seed + 1_000);
        // Without front matter a dead link is no error.
        let bare = PLANS[0].1.trim_start_matches("---\ntitle: Move\nid: move\n---\n");
        write(&project.root().join("content/move.md"), bare);
        project.compare_whole();
        for _ in 0..EDITS {
            project.edit();
            project.compare_whole();
        }
        compared += project.compared;
        kept += project.kept;
    }
    assert!(kept > 0, "nothing was ever taken over");
    assert!(compared >= sequences as usize * EDITS / 3, "{compared} builds were compared");
}

#[test]
fn a_build_of_the_same_says_the_same() {
    let mut unchanged = 0;
    for seed in 0..sequences(24).div_ceil(12) {
        let mut project = Project::new(seed + 2_000);
        let bare = PLANS[0].1.trim_start_matches("---\ntitle: Move\nid: move\n---\n");
        write(&project.root().join("content/move.md"), bare);
        for _ in 0..EDITS / 2 {
            project.edit();
            project.compare_commands();
            unchanged += usize::from(project.compare_commands());
        }
    }
    assert!(unchanged > 0, "every build was made");
}
