//! Somebody reads while builds run.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::place::Place;

/// The address in `attribute` of the first tag that begins so.
fn named<'a>(page: &'a str, tag: &str, attribute: &str) -> &'a str {
    let from = page.find(tag).map(|at| &page[at..]).unwrap_or_else(|| panic!("no {tag} in {page}"));
    let value = from.split(&format!("{attribute}=\"")).nth(1).expect("the attribute");
    value.split('"').next().expect("its end")
}

/// Lets the reader go, also when a build fails.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn c03_a_reader_misses_nothing_and_sees_nothing_cut() {
    let place = Place::built();
    let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let _end = End(&done);
        let reader = scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                let page = place.read("book/move/index.html");
                assert!(page.trim_end().ends_with("</html>"), "cut: {page}");
                for (tag, attribute) in [("<link rel=\"stylesheet\"", "href"), ("<script", "src")] {
                    let file = format!("book/move/{}", named(&page, tag, attribute));
                    let asset = place.read(&file);
                    assert!(!asset.is_empty(), "{file}");
                }
                reads.fetch_add(1, Ordering::SeqCst);
            }
        });
        std::fs::create_dir_all(place.path("assets/css")).expect("made");
        for round in 0..30 {
            place.edit(&format!("number {round}"));
            // Each build has a style of its own: a page of the build before still finds the one that it names.
            if round % 2 == 0 {
                place.write("assets/css/codes.css", &format!(":root {{ --build: {round}; }}\n"));
            }
            place.runs(&["build", "--no-sync"], 0);
            if reader.is_finished() {
                break;
            }
        }
    });
    let reads = reads.load(Ordering::SeqCst);
    println!("{reads} reads during 30 builds");
    assert!(reads > 300, "{reads} reads");
}

#[test]
fn s07_a_plan_that_changes_while_it_is_read() {
    let place = Place::unbuilt();
    let done = AtomicBool::new(false);
    let text = |word: &str| format!("{}\n\n## Last\n\n{}\n", crate::place::PLAN, word.repeat(20_000));
    place.write("content/move.md", &text("one "));
    std::thread::scope(|scope| {
        let _end = End(&done);
        scope.spawn(|| {
            let words = [text("one "), text("two ")];
            for at in (0..).take_while(|_| !done.load(Ordering::SeqCst)) {
                // As editors do it that write anew, and take its place.
                place.write("new", &words[at % 2]);
                std::fs::rename(place.path("new"), place.path("content/move.md")).expect("renamed");
            }
        });
        for _ in 0..10 {
            place.runs(&["build", "--no-sync"], 0);
            let page = place.read("book/move/text.html");
            assert!(page.contains("one ") != page.contains("two "), "one text or the other");
            assert!(page.matches("one ").count().max(page.matches("two ").count()) >= 19_999, "all of it");
        }
    });
}
