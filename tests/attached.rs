//! Pictures and files that plans point to, as a user builds them. `site/attached` is a project to be built by hand.

#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

use std::collections::BTreeMap;
use std::path::PathBuf;

struct Place(tempfile::TempDir);

impl Place {
    /// A copy of the project.
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder"));
        for (name, bytes) in project::files(&tree::root().join("tests/site/attached")) {
            place.write(&name, &bytes);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }

    /// Runs `tminus` in the project; gives what it said.
    #[track_caller]
    fn runs(&self, args: &[&str], code: i32) -> String {
        let output = project::run_for(project::tminus().args(args).current_dir(self.0.path()), code);
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    fn site(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let mut site = project::files(&self.path(out));
        // The list of the site says when it was written.
        site.remove(".tminus-site");
        site
    }
}

const PLAN: &str = "content/team/move-the-crane.md";

/// The paths below `files/` of a site.
fn files(site: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    site.keys().filter_map(|path| path.strip_prefix("files/")).collect()
}

const ALL: [&str; 6] = [
    "team/forms/approval.pdf",
    "team/forms/loads b.csv",
    "team/img/button.png",
    "team/img/crane.svg",
    "team/img/net.png",
    "team/img/tall.png",
];

#[test]
fn what_plans_point_to_is_published_byte_for_byte_and_nothing_else() {
    for (out, flags) in [("whole", &[][..]), ("plain", &["--plain"][..])] {
        let place = Place::new();
        place.runs(&[&["build", "-d", out], flags].concat(), 0);
        let site = place.site(out);
        assert_eq!(files(&site), ALL, "{out}");
        for name in ALL {
            let own = std::fs::read(place.path(&format!("content/{name}"))).expect("a file");
            assert_eq!(site[&format!("files/{name}")], own, "{name}");
        }
    }
}

#[test]
fn a_picture_is_shown_where_its_task_is_and_words_stand_where_there_is_no_room() {
    let place = Place::new();
    place.runs(&["build"], 0);
    let site = place.site("book");
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let shown = "<img src=\"../../files/team/img/crane.svg\" alt=\"Crane with a load of four tonnes\" width=\"320\" height=\"200\"";
    assert!(page("move-the-crane/phase/phase-1.html").contains(shown));
    let net = "<figure id=\"L17\" class=\"attached\"><a href=\"../files/team/img/net.png\"><img src=\"../files/team/img/net.png\"";
    let text = page("move-the-crane/text.html");
    assert!(text.contains(&net.replace("L17", "L15")), "{text}");
    assert!(text.contains("<figcaption>The cables before the move</figcaption>"));
    assert!(text.contains("href=\"../files/team/forms/approval.pdf#page=1\""));
    assert!(text.contains("href=\"../files/team/forms/loads%20b.csv\""));
    // Home, search and the scripts' list of tasks hold words alone.
    for (path, bytes) in &site {
        let holds = String::from_utf8_lossy(bytes).contains("<img ");
        let may = path.starts_with("move-the-crane/") && path.ends_with(".html");
        assert!(!holds || may, "{path} shows a picture");
    }
    let tasks = site.keys().find(|path| path.contains("/tasks-")).expect("the list of tasks");
    assert!(page(tasks).contains("Press the green button green button on the panel"));
}

/// Over the site of a build before, and where nothing was: the same bytes.
#[test]
fn an_edited_file_is_published_and_one_without_a_link_goes() {
    let place = Place::new();
    place.runs(&["build"], 0);
    let before = place.site("book");
    place.write(
        "content/team/img/crane.svg",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>\n",
    );
    let plan = std::fs::read_to_string(place.path(PLAN)).expect("the plan");
    place
        .write(PLAN, plan.replace("![A grey scale from black to white](img/tall.png)", "Softly.").as_bytes());
    for flags in [&[][..], &["--plain"][..]] {
        place.runs(&[&["build"], flags].concat(), 0);
        let now = place.site("book");
        place.runs(&[&["build", "-d", "clean"], flags].concat(), 0);
        assert!(now == place.site("clean"), "{flags:?}");
        assert!(!files(&now).contains(&"team/img/tall.png"));
        assert_eq!(now["files/team/img/net.png"], before["files/team/img/net.png"]);
        assert_ne!(now["files/team/img/crane.svg"], before["files/team/img/crane.svg"]);
        let shows = |bytes: &Vec<u8>| {
            String::from_utf8_lossy(bytes)
                .contains("crane.svg\" alt=\"Crane with a load of four tonnes\" width=\"40\" height=\"30\"")
        };
        assert!(now.values().any(shows), "the page has the new size");
    }
    // Nothing but the picture changes: the plain form remembers pages, and not those that show one.
    place.write(
        "content/team/img/crane.svg",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50\" height=\"30\"/>\n",
    );
    place.runs(&["build", "--plain"], 0);
    let page = String::from_utf8_lossy(&place.site("book")["team/move-the-crane.html"]).into_owned();
    assert!(page.contains("width=\"50\" height=\"30\""), "{page}");
}

#[test]
fn what_is_wrong_is_said_by_check_and_by_both_forms() {
    let place = Place::new();
    place.runs(&["build"], 0);
    let before = place.site("book");
    std::fs::remove_file(place.path("content/team/forms/approval.pdf")).expect("removed");
    place.write("content/team/img/net.png", b"\x89PNG\r\n\x1a\n");
    for line in [&["check"][..], &["build"], &["build", "--plain"]] {
        let said = place.runs(&[line, &["--format", "short"]].concat(), 1);
        for words in [
            "content/team/move-the-crane.md:13:49: error[missing-asset]: no file `content/team/forms/approval.pdf`",
            "content/team/move-the-crane.md:15:73: error[asset-damaged]: `content/team/img/net.png` is cut off",
        ] {
            assert!(said.contains(words), "{line:?}: {said}");
        }
        assert!(place.site("book") == before, "{line:?}: the site is as it was");
    }
}

/// Links in tickets to files of the site are told apart like links to its pages.
#[test]
fn links_in_tickets_to_files_live_and_die() {
    let place = Place::new();
    place.write("book.toml", b"[book]\ntitle = \"Yard\"\n[site]\nbase-url = \"https://yard.example/\"\n");
    place.write(
        "chat.txt",
        b"https://yard.example/files/team/forms/approval.pdf and https://yard.example/files/team/forms/loads%20b.csv\n\
          https://yard.example/files/team/forms/gone.pdf\n",
    );
    let said = place.runs(&["check", "--links-in", "chat.txt", "--format", "short"], 1);
    assert_eq!(said.matches("dead-link").count(), 1, "{said}");
    assert!(said.contains("chat.txt:2:1: error[dead-link]") && said.contains("gone.pdf"), "{said}");
}

/// A symbolic link inside the folder is a second name for a file; one that leads out is not followed.
#[cfg(unix)]
#[test]
fn links_of_the_disk_are_followed_inside_alone() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    symlink("net.png", place.path("content/team/img/same.png")).expect("linked");
    place.write("content/second.md", b"---\ntitle: Second\n---\n# Second\n\n![Boxes](team/img/same.png)\n");
    place.runs(&["build"], 0);
    let site = place.site("book");
    assert_eq!(site["files/team/img/same.png"], site["files/team/img/net.png"]);
    std::fs::remove_file(place.path("content/team/img/same.png")).expect("removed");
    place.write("secret.png", &std::fs::read(place.path("content/team/img/net.png")).expect("a picture"));
    symlink(place.path("secret.png"), place.path("content/team/img/same.png")).expect("linked");
    let said = place.runs(&["build", "--format", "short"], 1);
    assert!(said.contains("content/second.md:6:10: error[link-outside]"), "{said}");
}

/// Many plans with one picture: it is read and written once, and the site is the same whatever the threads.
#[test]
fn one_picture_of_many_plans_is_one_file() {
    let place = Place::new();
    for at in 0..12 {
        let text = format!(
            "---\ntitle: Plan {at}\n---\n# Plan {at}\n\n![Boxes](team/img/net.png)\n\n- [ ] Lift {at}\n"
        );
        place.write(&format!("content/plan-{at}.md"), text.as_bytes());
    }
    for (out, flags) in [("whole", &[][..]), ("plain", &["--plain"][..])] {
        place.runs(&[&["build", "-d", out], flags].concat(), 0);
        let site = place.site(out);
        assert_eq!(files(&site), ALL);
        place.runs(&[&["build", "-d", "again"], flags].concat(), 0);
        assert!(place.site("again") == site, "{out}");
        std::fs::remove_dir_all(place.path("again")).expect("removed");
    }
}
