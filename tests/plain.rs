//! `build --plain`: one page a plan, and nothing that is not asked for.

#[path = "support/project.rs"]
mod project;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const MOVE: &str = "---\ntitle: Move\n---\n# Move\n\n## Before\n\nSee [the other](team/rest.md#after) and [none](gone.md).\n\n- [ ] Pack\n\n```sh\nexport PASSWORD=hunter2hunter2\n```\n";
const REST: &str = "# Rest\n\n## After\n\nBack to [the move](../move.md).\n";

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = root.join(path);
        std::fs::create_dir_all(file.parent().expect("has one")).expect("made");
        std::fs::write(file, text).expect("written");
    }
}

fn build(root: &Path, more: &[&str]) -> (i32, String) {
    let out = root.join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_tminus"))
        .args(["build", &root.to_string_lossy(), "-d", &out.to_string_lossy(), "--plain"])
        .args(more)
        .output()
        .expect("runs");
    (run.status.code().unwrap_or(-1), String::from_utf8_lossy(&run.stderr).into_owned())
}

#[test]
fn each_plan_has_one_page_at_the_path_of_its_file() {
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &[("content/move.md", MOVE), ("content/team/rest.md", REST)]);
    assert_eq!(build(temp.path(), &[]).0, 0);
    let files = project::files(&temp.path().join("out"));
    let pages: BTreeSet<&str> =
        files.keys().map(String::as_str).filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, BTreeSet::from(["index.html", "move.html", "team/rest.html"]));
    let page = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    let moved = page("move.html");
    assert!(moved.contains("<a href=\"team/rest.html#after\">the other</a>"), "{moved}");
    assert!(moved.contains("and none."), "a link to nothing is only its text: {moved}");
    assert!(moved.contains("hidden") && !moved.contains("hunter2"), "{moved}");
    assert!(moved.contains("<i class="), "coloured");
    assert!(page("team/rest.html").contains("<a href=\"../move.html\">the move</a>"));
    assert!(page("index.html").contains("<a href=\"team/rest.html\">Rest</a>"));
    assert!(!temp.path().join("tminus.lock").exists(), "nothing is remembered");
    assert_eq!(build(temp.path(), &["--no-highlight"]).0, 0);
    let files = project::files(&temp.path().join("out"));
    assert!(!String::from_utf8_lossy(&files["move.html"]).contains("<i class="));
}

#[test]
fn an_error_in_one_plan_leaves_the_site_as_it_was() {
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &[("content/move.md", MOVE), ("content/team/rest.md", REST)]);
    assert_eq!(build(temp.path(), &[]).0, 0);
    let before = project::files(&temp.path().join("out"));
    write(temp.path(), &[("content/bad.md", "---\ntitle: A\nonwer: x\n---\n# A\n")]);
    let (code, said) = build(temp.path(), &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("content/bad.md:3:1") && said.contains("owner"), "{said}");
    assert_eq!(project::files(&temp.path().join("out")), before);
}

#[test]
fn two_plans_at_one_address_are_an_error() {
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &[("content/a.md", REST), ("content/a.markdown", REST), ("content/index.md", REST)]);
    let (code, said) = build(temp.path(), &[]);
    assert_eq!(code, 1, "{said}");
    for told in [
        "content/a.md",
        "its page and the page of `content/a.markdown` would both be `a.html`",
        "content/index.md",
        "its page and the list of all plans would both be `index.html`",
        "give the file another name",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(!temp.path().join("out").exists());
}

#[test]
fn what_is_remembered_tells_no_less_the_next_time() {
    let temp = tempfile::tempdir().expect("a folder");
    let warned = "# Old\n\n## Part\n\n\u{1}Text with a control character\n";
    write(temp.path(), &[("content/move.md", MOVE), ("content/old.md", warned)]);
    let (first, second) = (build(temp.path(), &[]), build(temp.path(), &[]));
    assert!(first.1.contains("content/old.md:5:1"), "{}", first.1);
    assert_eq!(first, second);
    assert!(temp.path().join(".out.tminus/known").is_file());
}

#[test]
fn a_secret_in_a_heading_is_in_no_file_of_either_form() {
    let temp = tempfile::tempdir().expect("a folder");
    let text = "# Move\n\n## Phase 1: Sign in with hunter2-Hunter9\n\n- [ ] Go\n\n```env\nAPI_TOKEN=hunter2-Hunter9\n```\n";
    write(temp.path(), &[("content/move.md", text)]);
    for form in [&["--plain"][..], &[]] {
        let run = Command::new(env!("CARGO_BIN_EXE_tminus"))
            .args(["build", &temp.path().to_string_lossy(), "-d", &temp.path().join("out").to_string_lossy()])
            .args(form)
            .output()
            .expect("runs");
        assert_eq!(run.status.code(), Some(0));
        let files = project::files(&temp.path().join("out"));
        assert!(files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("Sign in with [hidden]")));
        for (path, bytes) in &files {
            let text = format!("{path} {}", String::from_utf8_lossy(bytes)).to_lowercase();
            assert!(!text.contains("hunter2-hunter9"), "{path}");
        }
    }
}
