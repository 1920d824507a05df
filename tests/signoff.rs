//! Sign-offs as a user records them: what counts, what is refused, and that nothing is lost or overwritten.

#[path = "support/project.rs"]
mod project;
#[path = "signoff/ssh.rs"]
mod ssh;

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use serde_json::Value;
use tminus::diag::FileId;
use tminus::ledger::signoff::file;

const PLAN: &str = "---\ntitle: Move the scales\ncode: SCN\napprovers: [2 × Harbour board]\n---\n# Move the scales\n\n\
    ## Day 1\n\n- [ ] Weigh the empty scale twice before noon\n- [ ] Write it down\n\n## Sign-off\n\nHarbour master: ____________ Date: ______\n";

/// A project with one plan, built once, so that its revision is known.
pub fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(temp.path().join("content")).expect("made");
    std::fs::write(temp.path().join("content/scales.md"), PLAN).expect("written");
    assert_eq!(run(temp.path(), &["build"]).0, 0);
    temp
}

/// Exit code and everything that was said.
pub fn run(dir: &Path, words: &[&str]) -> (i32, String) {
    let output = project::tminus().args(words).current_dir(dir).output().expect("the binary runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), said(&output.stdout) + &said(&output.stderr))
}

pub fn records(dir: &Path) -> PathBuf {
    dir.join("signoffs/scales.yaml")
}

/// Records a signature and more words on the command line.
pub fn record(dir: &Path, role: &str, name: &str, more: &[&str]) -> (i32, String) {
    run(dir, &[&["signoff", "record", "scn", "--role", role, "--name", name], more].concat())
}

fn state(dir: &Path) -> Value {
    let output =
        project::run_for(project::tminus().args(["signoff", "list", "--format", "json"]).current_dir(dir), 0);
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    all[0]["sign_off"].clone()
}

#[test]
fn what_is_recorded_counts_until_the_plan_changes() {
    let temp = project();
    let dir = temp.path();
    let (code, said) = record(dir, "harbour  MASTER", "Ada Byron", &["--meaning", "reviewed"]);
    assert_eq!(code, 0, "{said}");
    let digest = state(dir)["digest"].as_str().expect("a digest").to_uppercase();
    for words in [
        "SCN  Move the scales",
        "Harbour master",
        "Ada Byron",
        "reviewed",
        &digest[..4],
        "Harbour board (2 people)",
    ] {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
    assert_eq!(state(dir)["roles"][0]["standing"], "signed");
    assert_eq!(run(dir, &["signoff", "verify"]).0, 0);
    assert_eq!(run(dir, &["signoff", "verify", "--complete"]).0, 1);
    assert_eq!(record(dir, "Harbour board", "ada byron", &[]).0, 0);
    assert_eq!(state(dir)["roles"][1]["standing"], "partly");
    assert_eq!(record(dir, "Harbour board", "Bea Cole", &["--how", "paper, binder 7"]).0, 0);
    assert_eq!(state(dir)["roles"][1]["standing"], "signed");
    let (code, said) = run(dir, &["signoff", "verify", "--complete"]);
    assert!(code == 0 && said.contains("All records are sound."), "{said}");

    std::fs::write(dir.join("content/scales.md"), PLAN.replace("twice", "again")).expect("written");
    assert_eq!(run(dir, &["build"]).0, 0);
    let now = state(dir);
    assert_eq!(
        (&now["roles"][0]["standing"], &now["roles"][1]["standing"]),
        (&"outdated".into(), &"outdated".into())
    );
    let since = &now["roles"][0]["earlier"][0]["since"];
    assert_eq!(
        (&since["kind"], &since["changes"][0]["what"]),
        (&"changed".into(), &"changed".into()),
        "{now}"
    );
    assert_eq!(run(dir, &["signoff", "verify"]).0, 0);
    let (_, said) = run(dir, &["signoff", "list", "scales"]);
    assert!(said.contains("outdated") && said.contains("changed since: SCN-"), "{said}");
}

#[test]
fn what_is_typed_wrong_writes_nothing() {
    let temp = project();
    let dir = temp.path();
    for (role, name, more, said) in [
        ("Harbor master", "Ada", &[][..], "did you mean `Harbour master`?"),
        ("Harbour master", " ", &[], "`--name` is empty"),
        ("Harbour master", "Ada", &["--time", "2026-03-01 18:40"], "no offset"),
        ("Harbour master", "Ada", &["--time", "2026-02-30T18:40:00Z"], "there is no time"),
        ("Harbour master", "Ada", &["--time", "2999-01-01T00:00:00Z"], "still to come"),
        ("Harbour master", "Ada", &["--how", "ssh"], "without a key"),
        ("Harbour master", "Ada", &["--ssh-key", "nowhere"], "there is no key"),
    ] {
        let (code, text) = record(dir, role, name, more);
        assert!(code == 2 && text.contains(said), "{role} {name} {more:?}: {code}\n{text}");
    }
    let (code, text) = run(dir, &["signoff", "record", "scale", "-r", "x", "-n", "y"]);
    assert!(code == 2 && text.contains("did you mean `scales`?"), "{text}");
    let (code, text) = record(dir, "Harbour master", "Ada", &["--dry-run"]);
    assert!(code == 0 && text.contains("nothing was written"), "{text}");
    assert!(!dir.join("signoffs").exists());
}

#[test]
fn one_signature_is_enough_and_can_be_withdrawn() {
    let temp = project();
    let dir = temp.path();
    let standing = || state(dir)["roles"][0]["standing"].clone();
    let time = ["--time", "2026-03-01 18:40+01:00"];
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &time).0, 0);
    assert!(
        std::fs::read_to_string(records(dir)).expect("records").contains("time: 2026-03-01T18:40:00+01:00\n")
    );
    let (code, said) = record(dir, "Harbour master", "ADA BYRON", &[]);
    assert!(code == 2 && said.contains("already"), "{said}");
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &["--meaning", "withdrawn"]).0, 0);
    assert_eq!(standing(), "missing");
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &["--meaning", "rejected"]).0, 0);
    assert_eq!(standing(), "rejected");
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &[]).0, 0);
    assert_eq!(standing(), "signed");
}

#[test]
fn nothing_is_appended_to_records_with_an_error() {
    let temp = project();
    let dir = temp.path();
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &[]).0, 0);
    let sound = std::fs::read_to_string(records(dir)).expect("records");
    for broken in [
        sound.replace("Ada", "Ida"),
        sound.replace("record: v1", "record: v2"),
        sound[..sound.len() - 30].to_owned(),
        format!("{sound}<<<<<<< ours\n"),
    ] {
        std::fs::write(records(dir), &broken).expect("written");
        let (code, said) = record(dir, "Harbour board", "Bea Cole", &[]);
        assert!(code == 1 && said.contains("signoffs/scales.yaml:"), "{said}");
        assert_eq!(std::fs::read_to_string(records(dir)).expect("records"), broken);
        assert_eq!(run(dir, &["build"]).0, 1);
        assert_eq!(run(dir, &["signoff", "verify", "scales"]).0, 1);
    }
}

#[test]
fn a_broken_plan_does_not_keep_another_from_being_signed() {
    let temp = project();
    std::fs::write(temp.path().join("content/other.md"), "---\ntitle: [\n---\n# Other\n").expect("written");
    let (code, said) = record(temp.path(), "Harbour master", "Ada Byron", &[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_recorded_signature_bears_out_an_approval() {
    let temp = project();
    let dir = temp.path();
    let plan = PLAN.replace("code: SCN", "code: SCN\nstatus: approved");
    std::fs::write(dir.join("content/scales.md"), plan).expect("written");
    assert!(run(dir, &["check"]).1.contains("warning[approved-but-unsigned]"));
    let (code, said) = record(dir, "Harbour master", "Ada Byron", &[]);
    assert_eq!(code, 0, "the status is no part of what is signed: {said}");
    assert!(!run(dir, &["check"]).1.contains("approved-but-unsigned"));
}

#[test]
fn records_stay_with_a_plan_that_is_not_in_the_site() {
    let temp = project();
    let dir = temp.path();
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &[]).0, 0);
    let plan = dir.join("content/scales.md");
    let says = |words: &[&str]| run(dir, words).1.contains("sign-off-plan");
    std::fs::write(&plan, PLAN.replace("title: Move", "title: [Move")).expect("written");
    assert!(!says(&["check"]), "an error in the plan is told of, and nothing follows from it");
    std::fs::write(&plan, PLAN.replace("code: SCN", "code: SCN\ndraft: true")).expect("written");
    assert!(!says(&["check"]), "a draft keeps its records");
    std::fs::remove_file(dir.join("tminus.lock")).expect("removed");
    assert!(!says(&["check"]), "without a ledger too");
    std::fs::remove_file(&plan).expect("removed");
    assert!(says(&["check"]), "records of nothing are told of");
}

#[test]
fn records_of_a_renamed_plan_are_not_forgotten() {
    let temp = project();
    let dir = temp.path();
    assert_eq!(record(dir, "Harbour master", "Ada Byron", &[]).0, 0);
    std::fs::rename(dir.join("content/scales.md"), dir.join("content/balance.md")).expect("renamed");
    let (code, said) = run(dir, &["build"]);
    assert!(code == 1 && said.contains("rename the file to `signoffs/balance.yaml`"), "{said}");
    std::fs::rename(records(dir), dir.join("signoffs/balance.yaml")).expect("renamed");
    let (code, said) = run(dir, &["build"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        state(dir)["roles"][0]["standing"],
        "signed",
        "the code of the plan is the same, and so is its text"
    );
}

/// Starts the recording of a signature.
fn started(dir: &Path, name: &str) -> Child {
    let words = ["signoff", "record", "scales", "--role", "Harbour board", "--name", name];
    let mut command = project::tminus();
    command.args(words).current_dir(dir).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the binary runs")
}

#[test]
fn of_many_at_once_each_is_recorded_or_told_to_try_again() {
    let temp = project();
    let dir = temp.path();
    let children: Vec<Child> = (0..6).map(|n| started(dir, &format!("Person {n}"))).collect();
    let codes: Vec<Option<i32>> =
        children.into_iter().map(|mut c| c.wait().expect("it ends").code()).collect();
    let done = codes.iter().filter(|code| **code == Some(0)).count();
    assert!(done > 0 && codes.iter().all(|code| matches!(code, Some(0 | 3))), "{codes:?}");
    let text = std::fs::read_to_string(records(dir)).expect("records");
    assert_eq!(file::parse(FileId(0), &text).value.len(), done);
    assert_eq!(run(dir, &["signoff", "verify"]).0, 0);
}

#[test]
fn a_kill_leaves_the_old_file_or_the_new_one() {
    let temp = project();
    let dir = temp.path();
    assert_eq!(record(dir, "Harbour board", "Ada Byron", &[]).0, 0);
    for n in 0..20 {
        let before = std::fs::read_to_string(records(dir)).expect("records");
        let mut child = started(dir, &format!("Person {n}"));
        std::thread::sleep(std::time::Duration::from_millis(n * 4));
        let _ = child.kill();
        let _ = child.wait();
        let after = std::fs::read_to_string(records(dir)).expect("records");
        let read = file::parse(FileId(0), &after);
        assert!(after.starts_with(&before) && read.diagnostics.is_empty(), "{after}");
    }
    assert_eq!(run(dir, &["signoff", "verify"]).0, 0);
    assert_eq!(
        record(dir, "Harbour board", "Zoe Last", &[]).0,
        0,
        "what a killed one left is in nobody's way"
    );
}
