//! What somebody else put into the site, or changed in it.

use crate::place::Place;

#[test]
fn foreign_files_stay_through_every_build() {
    let place = Place::built();
    place.write("book/CNAME", "runbooks.example\n");
    std::fs::create_dir_all(place.path("book/.well-known/deep")).expect("made");
    place.write("book/.well-known/deep/token", "secret\n");
    place.write("book/move/notes.txt", "mine\n");
    for round in 0..6 {
        place.edit(&format!("number {round}"));
        let said = place.runs(&["build", "--notes"], 0);
        assert!(
            said.contains("note[foreign-file]: 3 files of the site were not written by tminus, and stay"),
            "{said}"
        );
        assert!(said.contains("`CNAME`"), "{said}");
        for (path, text) in [
            ("CNAME", "runbooks.example\n"),
            (".well-known/deep/token", "secret\n"),
            ("move/notes.txt", "mine\n"),
        ] {
            assert_eq!(place.read(&format!("book/{path}")), text, "round {round}");
        }
        place.whole();
        assert_eq!(place.left_over(), [].into());
    }
    // The way back keeps them as well, and what came since.
    place.write("book/late.txt", "late\n");
    place.runs(&["build", "--rollback"], 0);
    assert_eq!(place.read("book/CNAME"), "runbooks.example\n");
    assert_eq!(place.read("book/late.txt"), "late\n");
    // Taken away by whoever put it there, it is gone; nothing of it is brought back.
    std::fs::remove_file(place.path("book/CNAME")).expect("removed");
    for round in 0..4 {
        place.edit(&format!("again {round}"));
        place.runs(&["build"], 0);
        assert!(!place.path("book/CNAME").exists());
        assert_eq!(place.read("book/late.txt"), "late\n");
    }
}

#[test]
fn a_foreign_file_that_left_the_site_is_set_aside_not_deleted() {
    let place = Place::built();
    place.write("book/only-copy.txt", "dear\n");
    place.edit("one");
    place.runs(&["build"], 0);
    // Deleted from the site of now, it is still in the revision; no build deletes that one.
    std::fs::remove_file(place.path("book/only-copy.txt")).expect("removed");
    for round in 0..5 {
        place.edit(&format!("number {round}"));
        place.runs(&["build"], 0);
    }
    let kept: Vec<String> = crate::project::files(&place.path(".book.tminus"))
        .into_iter()
        .filter(|(path, bytes)| path.ends_with("only-copy.txt") && bytes == b"dear\n")
        .map(|(path, _)| path)
        .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].starts_with("aside-"), "{kept:?}");
}

#[test]
fn a_foreign_file_in_the_way_of_a_page_is_an_error() {
    let place = Place::built();
    std::fs::create_dir_all(place.path("book/new")).expect("made");
    place.write("book/new/index.html", "mine\n");
    let before = place.site();
    place.write("content/new.md", "# New\n\n- [ ] One\n");
    let said = place.runs(&["build", "--format", "short"], 3);
    assert!(
        said.contains("error[foreign-file]: `new/index.html` was put into the site by somebody else and stands where a page is to be written"),
        "{said}"
    );
    assert_eq!(place.site(), before);
    assert_eq!(place.left_over(), [].into());
}

#[cfg(unix)]
#[test]
fn s02_links_in_the_site_are_not_followed() {
    let place = Place::built();
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("index.html"), "outside").expect("written");
    // A folder of ours, replaced by a link to files of the same names.
    std::fs::rename(place.path("book/move"), place.path("moved-away")).expect("renamed");
    std::os::unix::fs::symlink(outside.path(), place.path("book/move")).expect("linked");
    place.edit("one");
    let said = place.runs(&["build", "--format", "short"], 3);
    assert!(said.contains("`move` was put into the site by somebody else and is a link"), "{said}");
    assert_eq!(std::fs::read(outside.path().join("index.html")).expect("there"), b"outside");
    assert_eq!(std::fs::read_dir(outside.path()).expect("there").count(), 1);
    std::fs::remove_file(place.path("book/move")).expect("removed");
    std::fs::rename(place.path("moved-away"), place.path("book/move")).expect("renamed");
    place.runs(&["build"], 0);
    place.whole();
    assert_eq!(place.left_over(), [].into());
}

#[test]
fn a_page_changed_by_hand_is_written_anew() {
    let place = Place::built();
    let clean = place.site();
    for (edited, flag) in [("longer by hand\n", None), ("", Some("--verify"))] {
        let page = place.path("book/move/index.html");
        let text = place.read("book/move/index.html");
        if edited.is_empty() {
            // As large as before, and as old: only reading it tells.
            let old = std::fs::metadata(&page).and_then(|m| m.modified()).expect("a time");
            std::fs::write(&page, text.replace("house", "mouse")).expect("written");
            let file = std::fs::OpenOptions::new().write(true).open(&page).expect("there");
            file.set_modified(old).expect("set");
            place.runs(&["build"], 0);
            assert_ne!(place.site(), clean, "a glance does not tell");
        } else {
            std::fs::write(&page, text + edited).expect("written");
        }
        let said = place.runs(&[&["build"][..], flag.as_slice()].concat(), 0);
        assert!(
            said.contains("1 file of the site was changed by hand in the site, and written anew")
                || said.contains("warning[site-edited]: 1 file"),
            "{said}"
        );
        assert!(said.contains("`move/index.html`"), "{said}");
        assert_eq!(place.site(), clean);
    }
    assert!(!place.runs(&["build", "--verify"], 0).contains("site-edited"));
}

#[test]
fn a_damaged_list_is_an_error() {
    let place = Place::built();
    let before = place.site();
    place.write("book/.tminus-site", "tminus site 1\nby nobody\nfile x");
    place.edit("one");
    let said = place.runs(&["build", "--format", "short"], 3);
    assert!(said.contains("error[output-damaged]"), "{said}");
    assert_eq!(place.site(), before);
}
