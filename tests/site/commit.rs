//! Pages name the commit that they were built from, where there is a repository.

use std::path::Path;
use std::process::Command;

use crate::project;

fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(dir).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
    let output = project::run_for(&mut command, 0);
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The foot of the only plan's overview.
fn foot(dir: &Path) -> String {
    let (_temp, out) = project::build(dir);
    let html = std::fs::read_to_string(out.join("tea/index.html")).expect("a page");
    html.split("<footer").nth(1).and_then(|rest| rest.split("</footer>").next()).expect("a foot").to_owned()
}

#[test]
fn the_foot_says_which_commit_it_is() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("plans of ours");
    std::fs::create_dir_all(dir.join("content")).expect("made");
    let plan = dir.join("content/tea.md");
    std::fs::write(&plan, "# Tea\n\n- [ ] Boil\n").expect("written");
    assert!(!foot(&dir).contains("Built from"), "without a repository there is nothing to say");
    git(temp.path(), &["init", "-q"]);
    assert!(!foot(&dir).contains("Built from"), "and without a commit");
    git(temp.path(), &["add", "."]);
    git(temp.path(), &["commit", "-qm", "Tea"]);
    let commit = git(temp.path(), &["rev-parse", "--short", "HEAD"]);
    assert!(foot(&dir).contains(&format!("Built from <code>{commit}</code>")), "{}", foot(&dir));
    std::fs::write(&plan, "# Tea\n\n- [ ] Boil\n- [ ] Pour\n").expect("written");
    assert!(foot(&dir).contains(&format!("Built from <code>{commit} and changes</code>")));
}
