//! After every edit, each file of the state that is shown is the file that a clean build writes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::project;
use tminus::config::Overrides;
use tminus::diag::Files;
use tminus::output::MemorySink;
use tminus::pipeline;
use tminus::read::Disk;
use tminus::serve::{Changes, Engine};

const ONE: &str = "---\nid: one\ncode: ONE\ntitle: Move the shop\nstatus: draft\n---\n\n# Move the shop\n\n## Phase 1: Pack\n\n- [ ] Count the boxes twice\n- [ ] Close the till with [the other plan](two.md#phase-2-lift)\n\n## Rollback\n\n1. Carry everything back\n";
const TWO: &str = "---\nid: two\ncode: TWO\ntitle: Lift the piano\n---\n\n# Lift the piano\n\n## Phase 1: Straps\n\n- [ ] Test the long straps\n\n## Phase 2: Lift\n\n- [ ] Lift it on three\n\n## Contacts\n\n| Role | Name |\n|---|---|\n| Lead | Ada Stone |\n";
const THREE: &str = "# Cold store\n\n## Phase 1: Cool\n\n- [ ] Wait for four degrees, see [lift](two.md#phase-2-lift)\n\n| Severity | Response |\n|---|---|\n| P0 | 15 minutes |\n";

/// Numbers that are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

/// What a clean build of the project comes to; `None` where it has errors.
fn built(root: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let disk = Disk::new(root);
    let settings = pipeline::settings(&disk, root, Overrides::default(), &mut Files::default());
    let input = pipeline::read(&disk, &settings.value);
    let sink = MemorySink::default();
    let wrong = settings.has_errors() || input.has_errors();
    let built = pipeline::build(input.value, &sink);
    (!wrong && !built.report.has_errors()).then(|| sink.into_files())
}

/// Writes the ledger that a build would write, as a user commits it.
fn publish(root: &Path) {
    project::run_for(project::tminus().arg("build").arg(root).arg("-d").arg(root.join("out")), 0);
    std::fs::remove_dir_all(root.join("out")).expect("removed");
}

/// A picture of this width.
fn gif(width: u8) -> Vec<u8> {
    [b"GIF89a".as_slice(), &[width, 0, 1, 0, 0, 0, 0], b";"].concat()
}

struct Project {
    temp: tempfile::TempDir,
    engine: Engine,
    dice: Dice,
    /// Edits since plans were last published.
    step: usize,
    /// How many of the states came of the changed plans alone.
    alone: usize,
    /// Whether a build of the project as it is has no errors.
    good: bool,
}

impl Project {
    fn new(seed: u64) -> Project {
        let temp = tempfile::tempdir().expect("a folder");
        let content = temp.path().join("content");
        std::fs::create_dir(&content).expect("made");
        for (name, text) in [("one.md", ONE), ("two.md", TWO), ("three.md", THREE)] {
            std::fs::write(content.join(name), text).expect("written");
        }
        std::fs::write(content.join("p.gif"), gif(1)).expect("written");
        std::fs::write(content.join("list.csv"), "a,b\n").expect("written");
        let engine = Engine::new(temp.path());
        Project { temp, engine, dice: Dice::new(seed), step: 0, alone: 0, good: true }
    }

    fn root(&self) -> &Path {
        self.temp.path()
    }

    fn plans(&self) -> Vec<PathBuf> {
        let listed = std::fs::read_dir(self.root().join("content")).expect("a folder").flatten();
        let all = listed.map(|e| Path::new("content").join(e.file_name()));
        let mut plans: Vec<PathBuf> =
            all.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
        plans.sort();
        plans
    }

    /// Edits anything; gives what a watcher would tell.
    fn edit(&mut self) -> Vec<PathBuf> {
        self.step += 1;
        let plans = self.plans();
        let path = plans[self.dice.roll(plans.len())].clone();
        let full = self.root().join(&path);
        let text = std::fs::read_to_string(&full).expect("a plan");
        let lines: Vec<&str> = text.lines().collect();
        let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let at = self.dice.roll(lines.len());
        let step = self.step;
        let mut touched = vec![path.clone()];
        match self.dice.roll(18) {
            0 | 1 => changed[at].push_str(" now"),
            2 => changed.insert(at, format!("- [ ] Step {step} of many more")),
            3 => drop(changed.remove(at)),
            4 => changed
                .push(format!("\n## Phase {}: Part {step}\n\n- [ ] Do part {step} with care", 3 + step % 3)),
            5 => changed.swap(at, 0),
            6 => changed.push(format!("\n[there](two.md#part-{step}) and [here](#phase-1-pack)")),
            7 => changed.push("| Lead | Bo Reed |".to_owned()),
            8 => changed.retain(|line| !line.starts_with("status")),
            9 => changed.insert(usize::from(text.starts_with("---")), format!("summary: Number {step}")),
            10 if plans.len() > 2 => {
                std::fs::remove_file(&full).expect("removed");
                return touched;
            }
            11 => {
                let new = PathBuf::from(format!("content/new-{step}.md"));
                let text = format!("# New {step}\n\n## Phase 1: Go\n\n- [ ] Begin number {step}\n");
                std::fs::write(self.root().join(&new), text).expect("written");
                return vec![new];
            }
            12 => {
                let new = PathBuf::from(format!("content/renamed-{step}.md"));
                std::fs::rename(&full, self.root().join(&new)).expect("renamed");
                return vec![path, new];
            }
            13 => {
                let now =
                    ["[book]\ntitle = \"Site\"\n", "[book]\ntitle = \"Other\"\nlanguage = \"de\"\n", ""];
                std::fs::write(self.root().join("book.toml"), now[self.dice.roll(3)]).expect("written");
                return vec!["book.toml".into()];
            }
            14 => {
                let folder = self.root().join("layouts/parts");
                std::fs::create_dir_all(&folder).expect("made");
                let foot = folder.join("foot.html");
                std::fs::write(foot, ["<p>{{ frame.home }}</p>", "<p>2", "{{ oops"][self.dice.roll(3)])
                    .expect("written");
                return vec!["layouts/parts/foot.html".into()];
            }
            15 => changed.push(format!("\n![A picture](p.gif) and [a list](list.csv#{step})")),
            // Files beside the plans: another picture, none, one that is cut off.
            16 => {
                let picture = self.root().join("content/p.gif");
                match self.dice.roll(16) {
                    0 => drop(std::fs::remove_file(picture)),
                    1 => std::fs::write(picture, "GIF89a").expect("written"),
                    width => std::fs::write(picture, gif(width as u8)).expect("written"),
                }
                if self.dice.roll(2) == 0 {
                    std::fs::write(self.root().join("content/list.csv"), format!("a,{step}\n"))
                        .expect("written");
                    return vec!["content/p.gif".into(), "content/list.csv".into()];
                }
                return vec!["content/p.gif".into()];
            }
            _ if self.good => {
                publish(self.root());
                return vec!["tminus.lock".into()];
            }
            _ => changed.push("Nothing new.".to_owned()),
        }
        // A second plan in the same change.
        if self.dice.roll(8) == 0 {
            let other = plans[self.dice.roll(plans.len())].clone();
            if other != path {
                let full = self.root().join(&other);
                let more = std::fs::read_to_string(&full).expect("a plan") + "\nOne line more.\n";
                std::fs::write(full, more).expect("written");
                touched.push(other);
            }
        }
        std::fs::write(full, changed.join("\n") + "\n").expect("written");
        touched
    }

    /// Holds what is shown against a clean build.
    fn compare(&mut self, changes: &Changes, last: &mut Option<BTreeMap<String, Vec<u8>>>) {
        let shown = self.engine.shown();
        let (failed, said) = {
            let verdict = self.engine.update(changes);
            let said: Vec<String> = verdict.report.diagnostics.iter().map(|d| d.message.clone()).collect();
            self.alone += usize::from(verdict.alone);
            (verdict.report.has_errors(), said)
        };
        let clean = built(self.temp.path());
        assert_eq!(failed, clean.is_none(), "after edit {}: {changes:?} {said:?}", self.step);
        self.good = clean.is_some();
        if clean.is_some() {
            *last = clean;
        }
        let shown = shown.read().expect("not poisoned");
        let (Some(live), Some(files)) = (shown.as_ref(), last.as_ref()) else { return };
        let paths: Vec<String> = files.keys().cloned().collect();
        assert_eq!(live.paths(), paths, "after edit {}: {changes:?}", self.step);
        // Files beside the plans are not kept: one that changed is not served until a good state knows it.
        let kept = |path: &str| self.good || !path.starts_with("files/");
        for (path, bytes) in files.iter().filter(|(path, _)| kept(path)) {
            let made = live.file(path).expect("a known page").expect("a page");
            assert!(
                *made == **bytes,
                "{path} after edit {}: {changes:?}\n{}\n----\n{}",
                self.step,
                String::from_utf8_lossy(&made),
                String::from_utf8_lossy(bytes)
            );
        }
    }
}

/// Random edits, from seeds that were once wrong too; `TMINUS_EDITS` makes more of them.
#[test]
fn what_is_shown_is_what_a_build_writes() {
    let edits = std::env::var("TMINUS_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let seed = std::env::var("TMINUS_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(7);
    let mut project = Project::new(seed);
    let mut last = None;
    project.compare(&Changes::everything(), &mut last);
    let (mut good, mut alone) = (0, 0);
    for _ in 0..edits {
        let paths = project.edit();
        let changes = Changes { paths: paths.into_iter().collect(), all: false };
        project.compare(&changes, &mut last);
        good += usize::from(project.good);
        // A project that is broken in many places stays broken: it is taken back to where it began.
        if project.step.is_multiple_of(20) {
            let step = project.step;
            alone += project.alone;
            project = Project::new(seed + step as u64);
            project.step = step;
            last = None;
            if project.dice.roll(2) == 0 {
                publish(project.root());
            }
            project.compare(&Changes::everything(), &mut last);
        }
    }
    assert!(alone * 8 > edits, "only {alone} of {edits} edits were taken in alone");
    assert!(good * 4 > edits, "most edits were errors: {good} of {edits} were none");
}
