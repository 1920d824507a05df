//! Same input, same bytes.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{project, tree};

/// One way to build: where, and with what round it.
struct Way<'a> {
    cwd: &'a Path,
    umask: &'a str,
    variables: &'a [(&'a str, &'a str)],
}

fn build(way: &Way, out: &Path) {
    let script = format!("umask {} && exec \"$@\"", way.umask);
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_tminus"), "build"]);
    command
        .arg(tree::root())
        .arg("--dest-dir")
        .arg(out)
        .current_dir(way.cwd)
        .envs(way.variables.iter().copied());
    project::run_for(&mut command, 0);
}

#[test]
fn two_builds_are_the_same_bytes() {
    let temp = tempfile::tempdir().expect("a folder");
    let (a, b): (PathBuf, PathBuf) = (temp.path().join("one/site"), temp.path().join("two/other"));
    for folder in [&a, &b] {
        std::fs::create_dir_all(folder.parent().expect("has one")).expect("made");
    }
    let here = [("TZ", "Pacific/Auckland"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")];
    let there = [
        ("TZ", "America/St_Johns"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("RAYON_NUM_THREADS", "7"),
    ];
    build(&Way { cwd: tree::root(), umask: "022", variables: &here }, &a);
    build(&Way { cwd: temp.path(), umask: "077", variables: &there }, &b);
    let (a, b) = (project::files(&a), project::files(&b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "the same files");
    for (path, bytes) in &a {
        assert!(bytes == &b[path], "{path} differs");
    }
}

#[test]
fn a_second_build_replaces_the_first_and_leaves_what_others_put_there() {
    let temp = tempfile::tempdir().expect("a folder");
    let out = temp.path().join("site");
    let way = Way { cwd: tree::root(), umask: "022", variables: &[] };
    build(&way, &out);
    let first = project::files(&out);
    std::fs::write(out.join("robots.txt"), "theirs").expect("written");
    std::fs::write(out.join("index.html"), "by hand").expect("written");
    build(&way, &out);
    let mut second = project::files(&out);
    assert_eq!(second.remove("robots.txt").as_deref(), Some(&b"theirs"[..]));
    // The list names the stranger; all else is as it was.
    let without_list = |mut files: std::collections::BTreeMap<String, Vec<u8>>| {
        files.remove(".tminus-site");
        files
    };
    assert!(without_list(second) == without_list(first));
}
