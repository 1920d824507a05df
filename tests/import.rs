//! `tminus import`, the way a person runs it: what is written, what is kept to the byte, what is said.

#[path = "support/project.rs"]
mod project;

use std::path::Path;

/// Writes `bytes` as `plan.md` and imports it; gives the folder and what was said.
#[track_caller]
fn import(bytes: &[u8], flags: &[&str], code: i32) -> (tempfile::TempDir, String) {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("plan.md"), bytes).expect("written");
    let said = again(temp.path(), flags, code);
    (temp, said)
}

#[track_caller]
fn again(dir: &Path, flags: &[&str], code: i32) -> String {
    let mut command = project::tminus();
    let output = project::run_for(command.arg("import").args(flags).arg("plan.md").current_dir(dir), code);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

fn plan(dir: &Path) -> String {
    String::from_utf8(std::fs::read(dir.join("content/plan.md")).expect("imported")).expect("UTF-8")
}

#[test]
fn the_body_stays_to_the_byte_but_for_repairs() {
    let body = "# Move the scales\r\n\r\n**Version:** 1.10\r\n\r\n- [ ] Weigh  \r\n\r\n```\r\nâ†’ twice\r\n```\r\nlast";
    let (temp, said) = import(body.as_bytes(), &[], 0);
    let written = plan(temp.path());
    assert!(written.ends_with(&body.replace("â†’", "→")), "{written:?}");
    assert!(
        written.starts_with("---\r\nid: plan\r\n") && written.contains("version: \"1.10\"\r\n"),
        "{written:?}"
    );
    assert!(!written.replace("\r\n", "").contains('\n'));
    assert!(written.contains("t_zero: null  # missing: "));
    assert!(said.contains("â†’ -> →  line 8") && said.contains("recognised  id, title, version"), "{said}");
    project::run_for(project::tminus().arg("build").arg(temp.path()), 0);
}

#[test]
fn guesses_wait_to_be_asked_for() {
    let body = "# Status\n\nâœ… ready\nâŒ failed\n";
    let (temp, said) = import(body.as_bytes(), &[], 0);
    assert!(plan(temp.path()).ends_with("✅ ready\nâŒ failed\n"));
    assert!(said.contains("line 4: one of 10") && said.contains("--accept-guesses"), "{said}");
    again(temp.path(), &["--force", "--accept-guesses"], 0);
    assert!(plan(temp.path()).ends_with("✅ ready\n❌ failed\n"));
}

#[test]
fn other_encodings_come_in_by_name_and_utf_16_by_its_mark() {
    let (temp, _) = import(b"# Caf\xE9 \x93open\x94\n", &["--encoding", "windows-1252"], 0);
    assert!(plan(temp.path()).ends_with("# Café “open”\n"));
    let wide: Vec<u8> = "\u{FEFF}# Größe\r\n\r\nx\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (temp, _) = import(&wide, &[], 0);
    assert!(plan(temp.path()).ends_with("# Größe\r\n\r\nx\r\n"));
    let (_temp, said) = import(b"# Caf\xE9\n", &[], 1);
    assert!(said.contains("plan.md:1:6") && said.contains("not-utf-8"), "{said}");
}

#[test]
fn nothing_is_written_over_or_in_a_dry_run() {
    let (temp, said) = import(b"# A\n", &["--dry-run"], 0);
    assert!(said.contains("would become") && !temp.path().join("content").exists());
    again(temp.path(), &[], 0);
    let written = plan(temp.path());
    std::fs::write(temp.path().join("plan.md"), "# B\n").expect("written");
    again(temp.path(), &[], 2);
    assert_eq!(plan(temp.path()), written);
    again(temp.path(), &["--force"], 0);
    assert!(plan(temp.path()).ends_with("# B\n"));
}

#[test]
fn an_import_of_an_import_changes_no_value() {
    let first = "# Move\n\n**Date:** 2031-03-04\n\n## Sign-off\n\n- [ ] Shift Lead: ____ Date: ____\n";
    let (temp, _) = import(first.as_bytes(), &[], 0);
    let once = plan(temp.path());
    std::fs::copy(temp.path().join("content/plan.md"), temp.path().join("plan.md")).expect("copied");
    again(temp.path(), &["--force"], 0);
    assert_eq!(plan(temp.path()), once);
}
