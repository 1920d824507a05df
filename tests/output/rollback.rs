//! Back to the revision before.

use std::time::Instant;

use crate::place::Place;

#[test]
fn c10_a_bad_revision_is_taken_back() {
    let place = Place::built();
    let good = (place.whole(), place.site());
    place.edit("wrong");
    place.runs(&["build"], 0);
    let bad = place.site();
    assert_ne!(bad, good.1);
    let begun = Instant::now();
    let said = place.runs(&["build", "--rollback"], 0);
    let took = begun.elapsed();
    assert!(took.as_millis() < 1000, "{took:?}");
    assert!(
        said.contains("book: the revision before is back")
            && said.contains("changed: ")
            && said.contains("  move/"),
        "{said}"
    );
    assert_eq!((place.whole(), place.site()), good, "byte for byte");
    // And once more: the other one.
    place.runs(&["build", "--rollback"], 0);
    assert_eq!(place.site(), bad);
    place.runs(&["build", "--rollback"], 0);
    assert_eq!(place.site(), good.1);
    // The next build publishes the plans as they are.
    place.runs(&["build"], 0);
    assert_eq!(place.site(), bad);
    assert_eq!(place.left_over(), [].into());
}

#[test]
fn nothing_to_go_back_to() {
    let place = Place::built();
    let before = place.site();
    let said = place.runs(&["build", "--rollback", "--format", "short"], 3);
    assert!(said.contains("there is no revision before this one"), "{said}");
    assert_eq!(place.site(), before);
    place.write("book.toml", "[output]\nkeep = 0\n");
    place.edit("one");
    place.runs(&["build"], 0);
    place.runs(&["build", "--rollback"], 3);
    assert!(place.read("book/move/text.html").contains("one"));
}

#[test]
fn a_site_that_was_deleted_comes_back() {
    let place = Place::built();
    place.edit("one");
    let good = place.site();
    place.runs(&["build"], 0);
    std::fs::remove_dir_all(place.path("book")).expect("removed");
    place.runs(&["build", "--rollback"], 0);
    assert_eq!(place.site(), good);
}

#[test]
fn a_revision_that_was_changed_by_hand_is_not_published() {
    let place = Place::built();
    place.edit("one");
    place.runs(&["build"], 0);
    let now = place.site();
    let text = place.read(".book.tminus/revision-1/move/text.html");
    place.write(".book.tminus/revision-1/move/text.html", &(text + "!"));
    let said = place.runs(&["build", "--rollback", "--format", "short"], 3);
    assert!(
        said.contains("1 files of the revision before were changed by hand, `move/text.html` among them"),
        "{said}"
    );
    assert_eq!(place.site(), now);
}
