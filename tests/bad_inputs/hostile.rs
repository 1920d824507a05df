//! Folders that lead astray: links out, pipes, files that are nobody's business.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{project, seen};

fn write(root: &Path, files: &[&str]) {
    for file in files {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, "# A\n\n- [ ] one\n").expect("written");
    }
}

#[cfg(unix)]
#[test]
fn s01_links_that_lead_out_or_in_circles() {
    use std::os::unix::fs::symlink;
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &["site/content/a.md", "private/plan.md"]);
    let content = temp.path().join("site/content");
    symlink(temp.path().join("private"), content.join("out")).expect("linked");
    symlink(temp.path().join("private/plan.md"), content.join("b.md")).expect("linked");
    symlink(".", content.join("round")).expect("linked");
    let (code, text) = seen("build --format short", &temp.path().join("site"));
    assert_eq!(code, 1, "{text}");
    for line in [
        "content/b.md: error[link-outside]",
        "content/out: error[link-outside]",
        "content/round: error[link-loop]",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[cfg(unix)]
#[test]
fn s06_a_pipe_among_the_plans() {
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &["content/a.md"]);
    let pipe = temp.path().join("content/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    for (line, expected) in
        [("build --format short", 1), ("facts content/pipe.md", 3), ("import content/pipe.md", 3)]
    {
        let started = Instant::now();
        let (code, text) = seen(line, temp.path());
        assert_eq!(code, expected, "{line}: {text}");
        assert!(text.contains("not-a-file") && text.contains("a named pipe"), "{line}: {text}");
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn s11_hidden_files_and_backups_are_not_published() {
    let temp = tempfile::tempdir().expect("a folder");
    let hidden = [
        "content/.env",
        "content/.git/x.md",
        "content/a.md~",
        "content/.a.md.swp",
        "content/old.html",
        "content/#a.md#",
        "content/.draft.md",
    ];
    write(temp.path(), &["content/a.md"]);
    write(temp.path(), &hidden);
    let (code, text) = seen("build", temp.path());
    assert_eq!(code, 0, "{text}");
    let pages = project::files(&temp.path().join("book"));
    let plans: Vec<&String> =
        pages.keys().filter(|p| p.ends_with("/index.html") && !p.starts_with("t/")).collect();
    assert_eq!(plans, ["a/index.html"]);
    assert!(!pages.keys().any(|p| p.contains(".env") || p.contains("old.html") || p.contains("draft")));
}

#[test]
fn a_file_that_is_not_there() {
    let temp = tempfile::tempdir().expect("a folder");
    for command in ["facts", "explain", "import"] {
        let (code, text) = seen(&format!("{command} none.md"), temp.path());
        assert_eq!(code, 3, "{text}");
        assert!(text.contains("error[unreadable]") && text.contains("none.md"), "{text}");
    }
    assert_eq!(seen("facts", temp.path()).0, 2);
    assert_eq!(seen("facts none.md --format xml", temp.path()).0, 2);
}
