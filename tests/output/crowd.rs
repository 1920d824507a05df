//! Many builds at once.

use std::process::Stdio;

use crate::place::{Place, said};

#[test]
fn c07_eight_builds_at_once() {
    let place = Place::built();
    for (round, builders) in [2, 8, 8].into_iter().enumerate() {
        place.edit(&format!("number {round}"));
        let children: Vec<_> = (0..builders)
            .map(|_| {
                let mut command = place.command(&["build"]);
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs")
            })
            .collect();
        let ends: Vec<_> = children.into_iter().map(|c| c.wait_with_output().expect("ended")).collect();
        for end in &ends {
            assert_eq!(end.status.code(), Some(0), "{}", said(end));
        }
        place.whole();
        assert!(place.read("book/move/text.html").contains(&format!("number {round}")));
        assert_eq!(place.left_over(), [].into());
    }
}

#[test]
fn c07_many_first_builds_at_once() {
    for _ in 0..5 {
        let place = Place::unbuilt();
        let children: Vec<_> =
            (0..8).map(|_| place.command(&["build"]).stderr(Stdio::null()).spawn().expect("runs")).collect();
        for mut child in children {
            assert_eq!(child.wait().expect("ended").code(), Some(0));
        }
        place.whole();
        assert_eq!(place.left_over(), [].into());
    }
}

#[test]
fn c07_the_lock_of_a_killed_build_is_free() {
    let place = Place::built();
    place.write(".book.tminus/lock", "1\n");
    std::fs::create_dir_all(place.path(".book.tminus/staging/half")).expect("made");
    place.write(".book.tminus/staging/half/made.html", "half");
    place.edit("after");
    place.runs(&["build"], 0);
    assert_eq!(place.left_over(), [].into());
    assert!(place.read("book/move/text.html").contains("after"));
}

#[test]
fn a_build_that_waits_says_so() {
    let place = Place::built();
    let lock = std::fs::OpenOptions::new().write(true).open(place.path(".book.tminus/lock")).expect("there");
    lock.lock().expect("locked");
    place.edit("after");
    let mut command = place.command(&["build"]);
    let child = command.stderr(Stdio::piped()).spawn().expect("the binary runs");
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert!(!place.read("book/move/text.html").contains("after"), "it waits");
    lock.unlock().expect("unlocked");
    let end = child.wait_with_output().expect("ended");
    assert_eq!(end.status.code(), Some(0));
    assert!(said(&end).contains("waiting for another build of this site"), "{}", said(&end));
    assert!(place.read("book/move/text.html").contains("after"));
}
