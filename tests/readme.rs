//! What README promises to a new user holds.

#[path = "support/html.rs"]
mod html;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

use std::path::Path;

use html::Pages;

const BARE: &str = "# Move of the till\n\n## Phase 1: Pack\n\n- [ ] Unplug the till\n- [ ] Carry it down\n";

#[test]
fn the_quick_start_works() {
    let temp = tempfile::tempdir().expect("a folder");
    let (old, project) = (temp.path().join("old-plan.md"), temp.path().join("runbooks"));
    std::fs::write(&old, BARE).expect("written");
    project::run_for(project::tminus().arg("init").arg(&project), 0);
    project::run_for(project::tminus().arg("import").arg(&old).arg("--into").arg(project.join("content")), 0);
    project::run_for(project::tminus().arg("build").arg(&project), 0);
    let pages = Pages::read(&project.join("book"));
    assert!(pages.pages.contains_key("old-plan/checklist.html"), "the imported plan has its checklist");
    assert!(pages.reachable().contains("old-plan/checklist.html"), "and home leads to it");
    assert_eq!(std::fs::read_to_string(&old).expect("readable"), BARE, "the plan outside is untouched");
}

#[test]
fn every_command_is_in_the_table() {
    let readme = tree::read("README.md");
    let help = project::run_for(project::tminus().arg("--help"), 0);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let commands = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    let names: Vec<&str> =
        commands.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").collect();
    assert!(names.len() > 4, "{help}");
    for name in names {
        assert!(readme.contains(&format!("| `tminus {name}")), "README.md has no row for `tminus {name}`");
    }
}

/// Runs in a folder without anything, so that no exit code comes from what lies round it.
#[track_caller]
fn ends_with(code: i32, arguments: &[&str], at: &Path) {
    project::run_for(project::tminus().args(arguments).current_dir(at), code);
}

#[test]
fn exit_codes_are_those_of_the_table() {
    let temp = tempfile::tempdir().expect("a folder");
    let at = temp.path();
    std::fs::create_dir(at.join("content")).expect("made");
    std::fs::write(at.join("content/a.md"), BARE).expect("written");
    ends_with(0, &["build"], at);
    std::fs::write(at.join("content/b.md"), "---\nonwer: [x]\n---\n# B\n").expect("written");
    let before = project::files(&at.join("book"));
    ends_with(1, &["build"], at);
    assert!(project::files(&at.join("book")) == before, "the site before stays as it was");
    ends_with(2, &["build", "--no-such-flag"], at);
    std::fs::write(at.join("book.toml"), "[book]\ntitel = \"x\"\n").expect("written");
    ends_with(2, &["build"], at);
    ends_with(3, &["facts", "no-such-plan.md"], at);
}
