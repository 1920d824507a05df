//! One broken plan does not hold up an urgent fix to another.

use crate::place::Place;

const OTHER: &str = "---\nid: boat\ntitle: Boat\n---\n# Boat\n\n## Sail\n\n- [ ] Hoist the sail\n- [ ] See [the move](move.md)\n";

fn two() -> Place {
    let place = Place::unbuilt();
    place.write("content/boat.md", OTHER);
    place.runs(&["build"], 0);
    place
}

#[test]
fn the_rest_is_published_and_the_broken_one_stays() {
    let place = two();
    let boat = place.read("book/boat/text.html");
    let lock = place.read("tminus.lock");
    place.write("content/boat.md", &OTHER.replace("title: Boat", "titel: Boat"));
    place.edit("urgent");
    // Without the flag nothing is published.
    let before = place.site();
    place.runs(&["build"], 1);
    assert_eq!(place.site(), before);
    for round in 0..2 {
        let said = place.runs(&["build", "--keep-last-good", "--format", "short"], 1);
        assert!(said.contains("content/boat.md:3:1: error[unknown-key]"), "round {round}: {said}");
        assert!(
            said.contains(
                "content/boat.md: warning[last-good]: this plan is published as it last was, revision 1"
            ),
            "{said}"
        );
        assert!(place.read("book/move/text.html").contains("urgent"));
        let stale = place.read("book/boat/text.html");
        assert!(stale.contains("Not the newest text.") && stale.contains("shown is revision 1"), "{stale}");
        assert!(!boat.contains("Not the newest text."));
        assert!(!place.read("book/move/index.html").contains("Not the newest text."));
        let home = place.read("book/index.html");
        assert_eq!(home.matches("not the newest text").count(), 1, "one plan is marked: {home}");
        assert!(place.read("book/index.html").contains("boat/index.html"), "the list still has it");
        place.whole();
    }
    let boats = |lock: &str| -> Vec<String> {
        lock.lines().filter(|l| l.contains("sail") || l.contains("Boat")).map(str::to_owned).collect()
    };
    assert_eq!(boats(&place.read("tminus.lock")), boats(&lock), "its codes are as they were");
    // Mended, everything is as if nothing had been.
    place.write("content/boat.md", OTHER);
    place.runs(&["build"], 0);
    assert_eq!(place.read("book/boat/text.html"), boat);
}

#[test]
fn a_plan_that_lost_a_step_or_its_file_stays() {
    let place = two();
    for broken in
        [Some(OTHER.replace("- [ ] Hoist the sail\n", "")), Some("no text at all \u{0}".to_owned()), None]
    {
        match &broken {
            Some(text) => place.write("content/boat.md", text),
            None => std::fs::remove_file(place.path("content/boat.md")).expect("removed"),
        }
        place.edit(&format!("urgent {}", broken.as_ref().map_or(0, String::len)));
        place.runs(&["build"], 1);
        let said = place.runs(&["build", "--keep-last-good", "--format", "short"], 1);
        assert!(said.contains("warning[last-good]"), "{said}");
        assert!(place.read("book/boat/text.html").contains("Hoist the sail"));
        assert!(place.read("book/boat/index.html").contains("Not the newest text."));
        assert!(place.read("book/move/text.html").contains("urgent"));
    }
}

#[test]
fn a_new_plan_that_is_broken_is_left_out() {
    let place = two();
    place.write("content/new.md", "---\nonwer: x\n---\n# New\n\n- [ ] One\n");
    place.edit("urgent");
    let said = place.runs(&["build", "--keep-last-good", "--format", "short"], 1);
    assert!(
        said.contains("content/new.md: warning[last-good]: this plan was never published, and is left out"),
        "{said}"
    );
    assert!(place.read("book/move/text.html").contains("urgent"));
    assert!(!place.path("book/new").exists());
}

#[test]
fn what_belongs_to_no_plan_still_stops_everything() {
    let place = two();
    let before = place.site();
    place.edit("urgent");
    std::fs::create_dir_all(place.path("layouts")).expect("made");
    place.write("layouts/gates.html", "{{ nothing | of_that_name }}");
    place.runs(&["build", "--keep-last-good"], 1);
    assert_eq!(place.site(), before);
    std::fs::remove_file(place.path("layouts/gates.html")).expect("removed");
    place.write("book.toml", "[book]\ntitel = \"x\"\n");
    place.runs(&["build", "--keep-last-good"], 2);
    assert_eq!(place.site(), before);
}

#[test]
fn with_nothing_broken_it_is_a_build_as_any() {
    let (one, other) = (two(), two());
    one.edit("same");
    other.edit("same");
    one.runs(&["build", "--keep-last-good"], 0);
    other.runs(&["build"], 0);
    assert_eq!(one.site(), other.site());
}

/// What a broken plan pointed to stays with its last good pages.
#[test]
fn files_of_the_last_good_text_stay() {
    let gif = |width: u8| [b"GIF89a".as_slice(), &[width, 0, 1, 0, 0, 0, 0], b";"].concat();
    let place = Place::unbuilt();
    let picture = place.path("content/boat.gif");
    place.write("content/boat.md", &format!("{OTHER}\n![The boat](boat.gif)\n"));
    std::fs::write(&picture, gif(40)).expect("written");
    place.runs(&["build"], 0);
    let site = |path: &str| std::fs::read(place.path(path)).expect("a file");
    // The picture is damaged, then gone; the other plan has news each time.
    for (round, broken) in [Some(b"GIF89a".as_slice()), None].into_iter().enumerate() {
        match broken {
            Some(bytes) => std::fs::write(&picture, bytes).expect("written"),
            None => std::fs::remove_file(&picture).expect("removed"),
        }
        let news = format!("urgent {round}");
        place.edit(&news);
        place.runs(&["build"], 1);
        let said = place.runs(&["build", "--keep-last-good", "--format", "short"], 1);
        assert!(said.contains("content/boat.md: warning[last-good]"), "{said}");
        assert!(place.read("book/move/text.html").contains(&news));
        assert!(place.read("book/boat/text.html").contains("src=\"../files/boat.gif\""));
        assert_eq!(site("book/files/boat.gif"), gif(40));
    }
    std::fs::write(&picture, gif(50)).expect("written");
    place.runs(&["build"], 0);
    assert_eq!(site("book/files/boat.gif"), gif(50));
    place.runs(&["build", "--rollback"], 0);
    assert_eq!(site("book/files/boat.gif"), gif(40), "the way back has the picture of then");
}
