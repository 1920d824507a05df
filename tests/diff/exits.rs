//! Exit codes, and what is said when something is wrong.

use std::path::Path;
use std::process::Output;

use crate::{project, tree};

#[track_caller]
fn diff(dir: &Path, args: &[&str], code: i32) -> Output {
    project::run_for(project::tminus().arg("diff").args(args).current_dir(dir), code)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn changes_are_no_failure_unless_asked_for() {
    let dir = tree::root().join("tests/diff");
    diff(&dir.join("mail-hub"), &["old", "new"], 0);
    diff(&dir.join("mail-hub"), &["old", "new", "--exit-code"], 1);
    diff(&dir.join("same"), &["old", "new", "--exit-code"], 0);
    diff(&dir.join("mail-hub"), &["old/hub.md", "new/hub.md", "--exit-code"], 1);
}

#[test]
fn wrong_arguments_are_two() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("a.md"), "# A\n").expect("written");
    std::fs::create_dir(temp.path().join("b")).expect("made");
    let none = diff(temp.path(), &["v1"], 2);
    assert!(said(&none).contains("no git repository here"), "{}", said(&none));
    let unlike = diff(temp.path(), &["a.md", "b"], 2);
    assert!(said(&unlike).contains("`a.md` is one plan and `b` is a folder"), "{}", said(&unlike));
    diff(temp.path(), &["a.md", "a.md", "--format", "page"], 2);
    diff(temp.path(), &[], 2);
    let over = diff(temp.path(), &["b", "b", "--format", "page", "--output", "b"], 2);
    assert!(said(&over).contains("folder of the plans"), "{}", said(&over));
}

#[test]
fn without_git_a_revision_cannot_be_read() {
    let temp = tempfile::tempdir().expect("a folder");
    let mut command = project::tminus();
    let output = project::run_for(command.args(["diff", "v1"]).env("PATH", "").current_dir(temp.path()), 2);
    assert!(said(&output).contains("needs git"), "{}", said(&output));
}

#[test]
fn a_plan_that_cannot_be_read_is_told_with_its_side() {
    let temp = tempfile::tempdir().expect("a folder");
    for (side, text) in [("old", &b"# A \xFF\n"[..]), ("new", b"# A\n")] {
        std::fs::create_dir(temp.path().join(side)).expect("made");
        std::fs::write(temp.path().join(side).join("a.md"), text).expect("written");
        std::fs::write(temp.path().join(side).join("b.md"), format!("# B\n\n- [ ] {side} words\n"))
            .expect("written");
    }
    let output = diff(temp.path(), &["old", "new"], 1);
    assert!(said(&output).contains("On the old side, old,"), "{}", said(&output));
    assert!(said(&output).contains("a.md"), "{}", said(&output));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!told.contains("This plan is new"), "{told}");
    // The others are compared all the same.
    assert!(String::from_utf8_lossy(&output.stdout).contains("[-old-] {+new+} words"));
}

#[test]
fn a_page_that_cannot_be_written_is_three() {
    let case = tree::root().join("tests/diff/same");
    let temp = tempfile::tempdir().expect("a folder");
    let file = temp.path().join("file");
    std::fs::write(&file, "x").expect("written");
    let out = file.join("page");
    let output = diff(&case, &["old", "new", "--format", "page", "--output", &out.display().to_string()], 3);
    assert!(said(&output).contains("cannot write"), "{}", said(&output));
}
