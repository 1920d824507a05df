//! `tminus check` says what a build says, with the same exit code, and writes nothing.

#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

use std::path::Path;

/// Copies the project at `from` below `to`.
fn copied(from: &Path, to: &Path) {
    for (name, bytes) in project::files(from) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// Exit code, standard output and the findings on standard error.
fn seen(dir: &Path, words: &[&str]) -> (Option<i32>, String, String) {
    let output = project::tminus().args(words).current_dir(dir).output().expect("the binary runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), said(&output.stdout), said(&output.stderr))
}

#[test]
fn a_check_finds_what_a_build_finds_and_writes_nothing() {
    for case in [
        "tests/site/small",
        "tests/bad_inputs/l05_two_plans_with_one_id",
        "tests/bad_inputs/s13_config_unknown_key",
    ] {
        let temp = tempfile::tempdir().expect("a folder");
        copied(&tree::root().join(case), temp.path());
        let before = project::files(temp.path());
        for format in ["people", "short", "json"] {
            let checked = seen(temp.path(), &["check", "--format", format]);
            assert!(project::files(temp.path()) == before, "{case}: nothing is written");
            let other = tempfile::tempdir().expect("a folder");
            copied(&tree::root().join(case), other.path());
            let built = seen(other.path(), &["build", "--format", format, "--dest-dir", "out"]);
            assert_eq!(checked, built, "{case}");
        }
    }
}
