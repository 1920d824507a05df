//! Ledgers that cannot be read or written: one clear error, and nothing is touched.

use crate::place::Place;

const PLAN: &str = "# Move house\n\n## Pack\n\n- [ ] Fold the linen\n";

#[test]
fn not_utf_8() {
    let place = Place::with(&[("move.md", PLAN)]);
    let bytes = b"# tminus ledger 1\nMOV plan \xFF\xFE\n# end\n";
    std::fs::write(place.path("tminus.lock"), bytes).expect("written");
    for args in [
        &["build"][..],
        &["check"],
        &["ledger", "mend"],
        &["ledger", "list"],
        &["ledger", "retire", "--vanished", "--why", "x"],
    ] {
        let said = place.says(args, 1);
        assert!(said.contains("not-utf-8") && said.contains("tminus.lock:2:10"), "{args:?}: {said}");
    }
    assert_eq!(std::fs::read(place.path("tminus.lock")).expect("there"), bytes);
}

#[test]
fn a_folder_in_its_place() {
    let place = Place::with(&[("move.md", PLAN)]);
    std::fs::remove_file(place.path("tminus.lock")).expect("removed");
    std::fs::create_dir(place.path("tminus.lock")).expect("made");
    let said = place.says(&["build"], 1);
    assert!(said.contains("tminus.lock"), "{said}");
    assert!(place.path("tminus.lock").is_dir());
}

#[test]
fn every_truncation_is_told() {
    let place = Place::with(&[("move.md", PLAN)]);
    let whole = place.lock();
    for at in (0..whole.len() - 1).step_by(7) {
        let read = tminus::ledger::file::read(tminus::diag::FileId(0), &whole[..at]);
        assert!(read.has_errors(), "{at} bytes of {whole}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("move.md", PLAN)]);
    let before = place.lock();
    place.edit("move.md", "- [ ] Fold", "- [ ] Call the driver\n- [ ] Fold");
    let mode = |mode: u32| {
        std::fs::set_permissions(place.dir(), std::fs::Permissions::from_mode(mode)).expect("set")
    };
    mode(0o555);
    // Who may write everything cannot be kept from it.
    let free = std::fs::write(place.path("probe"), "").is_ok();
    let output = crate::project::tminus().arg("build").current_dir(place.dir()).output().expect("runs");
    mode(0o755);
    if !free {
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("cannot-write"), "{said}");
        assert_eq!(place.lock(), before);
    }
}

#[test]
fn a_ledger_that_is_not_sorted_is_put_in_order() {
    let place = Place::with(&[("move.md", PLAN)]);
    let whole = place.lock();
    let mut lines: Vec<&str> = whole.lines().collect();
    lines.swap(3, 4);
    std::fs::write(place.path("tminus.lock"), lines.join("\n") + "\n").expect("written");
    place.says(&["build", "--locked"], 1);
    place.builds();
    assert_eq!(place.lock(), whole);
}
