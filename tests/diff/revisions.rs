//! Revisions of a real repository. Passed over where git is not installed.

use std::path::Path;
use std::process::{Command, Output};

use crate::project;

fn git(dir: &Path, args: &[&str]) -> Option<Output> {
    let names = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
    let quiet = ["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"];
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").current_dir(dir);
    command.args(names).args(quiet).args(args).output().ok()
}

/// A repository with three commits of a plan in `docs/`, the last two tagged; `None` without git.
fn repository() -> Option<tempfile::TempDir> {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path();
    git(dir, &["init", "-q"])?;
    std::fs::create_dir_all(dir.join("docs")).expect("made");
    for (minutes, tag) in [(30, "first"), (20, "v1.0"), (10, "v1.1")] {
        let text = format!("# Dock\n\n- [ ] Wait {minutes} minutes\n");
        std::fs::write(dir.join("docs/dock.md"), text).expect("written");
        for args in [&["add", "-A"][..], &["commit", "-qm", tag], &["tag", tag]] {
            assert!(git(dir, args)?.status.success(), "{args:?}");
        }
    }
    Some(temp)
}

#[track_caller]
fn diff(dir: &Path, args: &[&str], code: i32) -> (String, String) {
    let output = project::run_for(project::tminus().arg("diff").args(args).current_dir(dir), code);
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (said(&output.stdout), said(&output.stderr))
}

#[test]
fn revisions_folders_and_files_mix() {
    let Some(repository) = repository() else { return };
    let (dir, docs) = (repository.path(), repository.path().join("docs"));
    let from_30_to_10 = "Wait [-30-] {+10+} minutes";
    for (dir, args) in [
        (dir, &["HEAD~2:docs", "docs"][..]),
        (dir, &["HEAD~2", "."]),
        (dir, &["HEAD~2"]),
        (dir, &["first..v1.1"]),
        (dir, &["first.."]),
        (dir, &["first", "v1.1"]),
        (dir, &["first:docs/dock.md", "docs/dock.md"]),
        (dir, &["first", "docs/dock.md"]),
        (&docs, &["first"]),
        (&docs, &["first:./", "v1.1:docs"]),
    ] {
        let (text, errors) = diff(dir, args, 0);
        assert!(text.contains(from_30_to_10), "{args:?}: {text}{errors}");
    }
    let (text, _) = diff(dir, &["v1.0", "--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["old"]["commit"].as_str().map(str::len), Some(40));
    assert!(json["new"].get("commit").is_none());
}

#[test]
fn nothing_is_checked_out_or_written() {
    let Some(repository) = repository() else { return };
    let before = project::files(repository.path());
    diff(repository.path(), &["first", "v1.0"], 0);
    diff(repository.path(), &["first"], 0);
    assert_eq!(project::files(repository.path()), before);
}

#[test]
fn names_that_git_does_not_know() {
    let Some(repository) = repository() else { return };
    let dir = repository.path();
    let (_, said) = diff(dir, &["v1.O"], 2);
    assert!(said.contains("did you mean `v1.0`?"), "{said}");
    let (_, said) = diff(dir, &["v1.0:plans"], 2);
    assert!(said.contains("`plans` does not stand in `v1.0`"), "{said}");
    let (_, said) = diff(dir, &["--", "--all"], 2);
    assert!(said.contains("no revision that git knows"), "{said}");
    let (_, said) = diff(dir, &["nowhere/plans"], 2);
    assert!(said.contains("`nowhere/plans`"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_not_followed() {
    let Some(repository) = repository() else { return };
    let dir = repository.path();
    std::os::unix::fs::symlink("/etc/passwd", dir.join("docs/secret.md")).expect("linked");
    let made = git(dir, &["add", "-A"]).and_then(|_| git(dir, &["commit", "-qm", "link"]));
    assert!(made.is_some_and(|output| output.status.success()));
    let (text, said) = diff(dir, &["v1.0:docs", "HEAD:docs"], 1);
    assert!(said.contains("this is a link, not a file") && said.contains("On the new side"), "{said}");
    assert!(!text.contains("root:"), "{text}");
}
