//! Saves of all kinds, and what open pages are told.

use std::time::{Duration, Instant};

use crate::edits::Dice;
use crate::server::{PLAN, Server};

impl Server {
    /// What is wrong, as pages of the server ask for it.
    pub fn problems(&self) -> String {
        let target = format!("/.tminus/problems?{}", self.token());
        self.ask("GET", &target, "Sec-Fetch-Site: same-origin\r\n").body
    }

    fn shows(&self, target: &str, words: &str) -> bool {
        self.get(target).body.contains(words)
    }
}

#[test]
fn every_way_of_saving_is_seen() {
    let server = Server::of(&[("content/shop.md", PLAN)]);
    let plan = |words: &str| PLAN.replace("Count the boxes", words);
    server.write("content/shop.md", &plan("Saved in place"));
    server.until(|s| s.shows("/shop/phase/phase-1.html", "Saved in place"));
    server.write("content/.shop.md.new", &plan("Saved by rename"));
    std::fs::rename(server.path("content/.shop.md.new"), server.path("content/shop.md")).expect("renamed");
    server.until(|s| s.shows("/shop/phase/phase-1.html", "Saved by rename"));
    std::fs::remove_file(server.path("content/shop.md")).expect("removed");
    server.until(|s| s.get("/shop/").status == 404);
    server.write("content/shop.md", &plan("Written again"));
    server.until(|s| s.shows("/shop/phase/phase-1.html", "Written again"));
    // A folder is made, moves, and goes.
    server.write("content/town/mill.md", "# The mill\n\n- [ ] Grind\n");
    server.until(|s| s.get("/mill/").status == 200 && s.shows("/", "The mill"));
    std::fs::rename(server.path("content/town"), server.path("content/city")).expect("moved");
    server.write("content/city/mill.md", "# The mill\n\n- [ ] Grind in the city\n");
    server.until(|s| s.shows("/mill/checklist.html", "Grind in the city"));
    std::fs::remove_dir_all(server.path("content/city")).expect("removed");
    server.until(|s| s.get("/mill/").status == 404 && !s.shows("/", "The mill"));
    // Settings, a layout, an asset.
    server.write("book.toml", "[book]\ntitle = \"Night desk\"\n");
    server.until(|s| s.shows("/", "Night desk"));
    server.write("layouts/parts/foot.html", "<footer>Own foot</footer>");
    server.until(|s| s.shows("/shop/", "Own foot"));
    server.write("assets/own.txt", "mine");
    server.until(|s| s.get("/assets/own.txt").body == "mine");
    std::fs::remove_dir_all(server.path("layouts")).expect("removed");
    server.until(|s| !s.shows("/shop/", "Own foot"));
    // The whole folder, as a checkout of another branch does it.
    std::fs::rename(server.path("content"), server.path("old")).expect("moved");
    for at in 0..30 {
        server.write(&format!("next/p{at}.md"), &format!("# Plan {at}\n\n- [ ] Do it\n"));
    }
    std::fs::rename(server.path("next"), server.path("content")).expect("moved");
    server.until(|s| s.get("/p29/").status == 200 && s.get("/shop/").status == 404);
    server.write("content/p7.md", "# Plan 7\n\n- [ ] Do it twice\n");
    server.until(|s| s.shows("/p7/checklist.html", "Do it twice"));
    let said = server.stop();
    assert!(!said.contains("warning: changes"), "{said}");
}

#[test]
fn a_broken_edit_leaves_the_page_and_is_told() {
    let server = Server::of(&[("content/shop.md", PLAN)]);
    server.write(
        "content/shop.md",
        &PLAN.replace("title: Move", "titel: Move").replace("Count the", "Burn the"),
    );
    server.until(|s| s.problems().contains("unknown-key"));
    let problems = server.problems();
    assert!(problems.contains("content/shop.md:4:1") && problems.contains("^^^^^"), "{problems}");
    assert!(server.shows("/shop/checklist.html", "Count the boxes"), "the last good page stays");
    server.write("content/shop.md", &PLAN.replace("Count the", "Mend the"));
    server.until(|s| s.problems().is_empty() && s.shows("/shop/checklist.html", "Mend the boxes"));
    // A layout that cannot be read, and one that fails while a page is made.
    server.write("layouts/parts/foot.html", "{% if %}");
    server.until(|s| s.problems().contains("layouts/parts/foot.html:1:"));
    assert_eq!(server.get("/shop/checklist.html").status, 200);
    server.write("layouts/parts/foot.html", "{{ frame.nothing.of_that }}");
    server.until(|s| {
        s.get("/shop/checklist.html");
        s.problems().contains("nothing")
    });
    assert!(server.shows("/shop/checklist.html", "Mend the boxes"), "the page as it last was");
    std::fs::remove_file(server.path("layouts/parts/foot.html")).expect("removed");
    server.until(|s| s.problems().is_empty() && s.get("/shop/gates.html").status == 200);
}

/// A picture of this width, with a word in it that says which one it is.
fn gif(width: u8, word: &str) -> Vec<u8> {
    let length = u8::try_from(word.len()).expect("short");
    [b"GIF89a".as_slice(), &[width, 0, 1, 0, 0, 0, 0, 0x21, 0xfe, length], word.as_bytes(), b"\0;"].concat()
}

#[test]
fn a_picture_that_is_saved_is_another_page() {
    let plan = format!("{PLAN}\n![The shop](shop.gif) and [the list](lists/crates.csv)\n");
    let server = Server::of(&[("content/shop.md", PLAN), ("content/lists/crates.csv", "a,b\n")]);
    let save = |bytes: &[u8]| std::fs::write(server.path("content/shop.gif"), bytes).expect("written");
    let mark = |server: &Server| server.get("/shop/text.html").header("etag").unwrap_or_default().to_owned();
    let holds = |server: &Server, word: &str| server.get("/files/shop.gif").body.contains(word);
    assert_eq!(server.get("/files/lists/crates.csv").status, 404, "nobody points to it yet");
    // A plan that points to a picture that is not there yet.
    server.write("content/shop.md", &plan);
    server.until(|s| s.problems().contains("missing-asset"));
    save(&gif(40, "first"));
    server.until(|s| s.problems().is_empty() && s.shows("/shop/text.html", "width=\"40\" height=\"1\""));
    assert!(holds(&server, "first"));
    let answer = server.get("/files/lists/crates.csv");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/csv; charset=utf-8")));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    let picture = server.get("/files/shop.gif");
    assert_eq!(picture.header("content-type"), Some("image/gif"));
    let policy = picture.header("content-security-policy").unwrap_or_default();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline';") && !policy.contains("script"),
        "{policy}"
    );
    // The same size: the page is the same to the byte, and yet another one.
    let before = mark(&server);
    save(&gif(40, "second"));
    server.until(|s| holds(s, "second"));
    server.until(|s| mark(s) != before);
    // What is no picture any more is told, and not served.
    save(b"GIF89a");
    server.until(|s| s.problems().contains("is cut off"));
    assert_eq!(server.get("/files/shop.gif").status, 404);
    save(&gif(50, "third"));
    server.until(|s| {
        s.problems().is_empty() && s.shows("/shop/text.html", "width=\"50\"") && holds(s, "third")
    });
    for path in [
        "/files/",
        "/files/shop.md",
        "/files/lists",
        "/files/../book.toml",
        "/files/.env",
        "/content/shop.gif",
    ] {
        assert_ne!(server.get(path).status, 200, "{path}");
    }
    // Nobody points to it any more.
    server.write("content/shop.md", PLAN);
    server.until(|s| s.get("/files/shop.gif").status == 404);
}

#[test]
fn plans_that_are_broken_from_the_start_come_once_they_are_mended() {
    let server = Server::of(&[("content/shop.md", "---\ntitel: x\n---\n# Shop\n")]);
    let page = server.get("/");
    assert!(
        page.status == 500 && page.body.contains("unknown-key") && page.body.contains("live.js"),
        "{page:?}"
    );
    server.write("content/shop.md", PLAN);
    server.until(|s| s.get("/").status == 200);
    let said = server.stop();
    assert!(said.contains("unknown-key") && said.contains("the pages stay as they were"), "{said}");
}

#[test]
fn a_taken_port_is_left_alone() {
    let first = Server::of(&[("content/shop.md", PLAN)]);
    let port = first.port.to_string();
    let second = Server::with(&[("content/shop.md", PLAN)], &["--port", &port]);
    assert_ne!(second.port, first.port);
    let other = second.port;
    let said = second.stop();
    assert!(said.contains(&format!("port {port} is taken; this is {other}")), "{said}");
}

#[test]
fn files_are_looked_at_where_nobody_tells_of_them() {
    let server = Server::with(&[("content/shop.md", PLAN)], &["--poll"]);
    server.write("content/shop.md", &PLAN.replace("Count the", "Poll the"));
    server.until(|s| s.shows("/shop/checklist.html", "Poll the boxes"));
    assert!(server.stop().contains("twice a second"));
}

/// `TMINUS_STORM` edits: the last one is shown soon, the memory stays.
#[cfg(target_os = "linux")]
#[test]
fn e1_a_storm_of_edits_passes() {
    let edits: usize = std::env::var("TMINUS_STORM").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    let server = Server::of(&[("content/shop.md", PLAN), ("content/a/mill.md", "# Mill\n\n- [ ] Grind\n")]);
    let memory = || {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", server.process())).expect("a process");
        let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("its memory").to_owned();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<i64>().ok()).expect("a number")
    };
    let mut dice = Dice::new(3);
    // What is made once is made by now.
    for target in ["/", "/shop/", "/shop/text.html", "/mill/"] {
        server.get(target);
    }
    server.write("content/shop.md", &PLAN.replace("Count the", "Warm the"));
    server.until(|s| s.shows("/shop/checklist.html", "Warm the"));
    let before = memory();
    for at in 0..edits {
        let text = PLAN.replace("Count the", &format!("Edit {at} of the"));
        match dice.roll(4) {
            0 => server.write("content/shop.md", &text),
            1 => {
                server.write("content/shop.tmp", &text);
                std::fs::rename(server.path("content/shop.tmp"), server.path("content/shop.md"))
                    .expect("renamed");
            }
            2 => {
                std::fs::remove_file(server.path("content/shop.md")).expect("removed");
                server.write("content/shop.md", &text);
            }
            _ => {
                let (from, to) = if server.path("content/a").exists() { ("a", "b") } else { ("b", "a") };
                std::fs::rename(server.path("content").join(from), server.path("content").join(to))
                    .expect("moved");
                server.write("content/shop.md", &text);
            }
        }
        std::thread::sleep(Duration::from_millis(dice.roll(40) as u64));
    }
    let begun = Instant::now();
    server.until(|s| s.shows("/shop/checklist.html", &format!("Edit {} of the", edits - 1)));
    assert!(
        begun.elapsed() < Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 }),
        "{:?}",
        begun.elapsed()
    );
    assert!(server.get("/mill/").status == 200 && server.problems().is_empty());
    let grown = memory() - before;
    assert!(grown < 64 * 1024, "{grown} KiB more");
    // What is shown in the end is what a build writes.
    let (_temp, site) = crate::project::build(server.temp.path());
    for (path, bytes) in crate::project::files(&site).into_iter().filter(|(path, _)| path.ends_with(".html"))
    {
        let shown = server.get(&format!("/{}", path.replace(' ', "%20"))).body;
        let bare = shown.replacen(" connect-src 'self';", "", 1);
        let (start, rest) = bare
            .split_once("<link rel=\"stylesheet\" href=\"/.tminus/live.css\">")
            .expect("a page of the server");
        let end = rest.split_once("</head>").map_or("", |(_, end)| end);
        assert!(format!("{start}</head>{end}") == String::from_utf8_lossy(&bytes), "{path}");
    }
}
