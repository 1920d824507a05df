//! Inputs that are made: too large, or bytes that no editor would keep.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{project, seen};

/// A project with one plan of these bytes.
fn project_of(plan: &[u8]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(temp.path().join("content")).expect("made");
    std::fs::write(temp.path().join("content/plan.md"), plan).expect("written");
    temp
}

/// Builds a project with this plan; fails when it ends otherwise, or lacks one of `words`, or takes too long.
#[track_caller]
fn refused(plan: &[u8], words: &[&str], within: Duration) {
    let temp = project_of(plan);
    let started = Instant::now();
    let (code, text) = seen("build --format short", temp.path());
    let took = started.elapsed();
    let shown: String = text.chars().take(2000).collect();
    assert_eq!(code, 1, "{shown}");
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{shown}");
    }
    assert!(took < within, "took {took:?}");
    assert!(!temp.path().join("book").exists(), "a site was written");
}

const SOON: Duration = Duration::from_secs(5);

/// The built site of a project with this plan, by path.
fn site_of(plan: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let temp = project_of(plan);
    let (code, text) = seen("build", temp.path());
    assert_eq!(code, 0, "{text}");
    project::files(&temp.path().join("book"))
}

const PLAN: &str = "---\ntitle: Move the scales\n---\n# Move the scales\n\n## Day 1\n\n- [ ] Weigh *twice*\n- [ ] Write it down\n\n```sh\nweigh --all\n```\n";

#[test]
fn f01_empty_and_blank_files() {
    for plan in ["", "\n\n", " \t\r\n"] {
        refused(plan.as_bytes(), &["content/plan.md:1:1: error[empty-file]"], SOON);
    }
}

#[test]
fn f03_a_byte_order_mark_makes_no_difference() {
    assert!(site_of(PLAN.as_bytes()) == site_of(format!("\u{FEFF}{PLAN}").as_bytes()));
}

#[test]
fn f07_line_ends_make_no_difference() {
    let site = site_of(PLAN.as_bytes());
    for plan in [PLAN.replace('\n', "\r\n"), PLAN.replace('\n', "\r"), PLAN.replacen('\n', "\r\n", 6)] {
        assert!(site_of(plan.as_bytes()) == site);
    }
    let broken = "# A\r\n\r\n---\r\n\r\nb\0c\r\n";
    refused(broken.as_bytes(), &["content/plan.md:5:2: error[control-character]"], SOON);
}

#[test]
fn f12_an_alias_bomb_does_not_go_off() {
    let mut yaml = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9u8 {
        let (name, inner) = (char::from(b'a' + level), char::from(b'a' + level - 1));
        yaml.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{inner}"); 9].join(", ")));
    }
    let plan = format!("---\n{yaml}---\n# A\n");
    refused(plan.as_bytes(), &["content/plan.md:2:4: error[yaml-anchor]"], Duration::from_secs(1));
}

#[test]
fn m04_lists_without_end() {
    let stairs: String = (0..600).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
    for deep in ["> ".repeat(10_000), "- ".repeat(10_000), "> - ".repeat(5_000), stairs] {
        refused(format!("# A\n\n{deep}x\n").as_bytes(), &["error[too-deep]"], SOON);
    }
}

#[test]
fn m05_marks_that_never_close() {
    for marks in ["[^", "!-- <", "[a](<b", "*a_ ", "[", "<!--", "`a``b", "![", "\\", "&#", "|"] {
        let plan = format!("# A\n\n{}\n", marks.repeat(40_000 / marks.len()));
        let temp = project_of(plan.as_bytes());
        let started = Instant::now();
        let (code, text) = seen("facts content/plan.md --format json", temp.path());
        assert_eq!(code, 0, "{marks}: {}", text.chars().take(500).collect::<String>());
        assert!(started.elapsed() < Duration::from_secs(20), "{marks}: {:?}", started.elapsed());
    }
}

#[test]
fn the_previous_site_stays_as_it_was() {
    let temp = project_of(PLAN.as_bytes());
    let (code, text) = seen("build", temp.path());
    assert_eq!(code, 0, "{text}");
    let site = project::files(&temp.path().join("book"));
    std::fs::write(temp.path().join("content/second.md"), b"# B\n\xFF\n").expect("written");
    assert_eq!(seen("build", temp.path()).0, 1);
    assert!(project::files(&temp.path().join("book")) == site);
    assert!(Path::new(&temp.path().join("content/second.md")).exists());
}
