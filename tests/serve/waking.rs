//! The first pages, before all plans are read: a server whose reading is held back until the test lets it go.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::project;
use crate::server::{Answer, exchange, write};
use tminus::serve::{Options, Said, Server};

const SHOP: &str = "---\nid: shop\ncode: SHO\ntitle: Move the shop\n---\n\n# Move the shop\n\n## Phase 1: Pack\n\n- [ ] Count the boxes, then [lift](town/piano.md#phase-1-lift)\n";
const PIANO: &str = "# Lift the piano\n\n## Phase 1: Lift\n\n- [ ] Lift it on three, see [the shop](../shop.md)\n\n## Contacts\n\n| Role | Name |\n|---|---|\n| Lead | Ada Stone |\n";
const BAND: &str = "<p class=\"live-waking\" role=\"status\">";

/// A server in this process that has listed its plans and reads none of them yet.
struct Waking {
    temp: tempfile::TempDir,
    port: u16,
    go: Option<Sender<()>>,
    /// Told when the plans are read, with the number of errors.
    read: Receiver<usize>,
}

impl Waking {
    /// With these plans, published before.
    fn of(plans: &[(&str, &str)]) -> Waking {
        let temp = tempfile::tempdir().expect("a folder");
        for (path, text) in plans {
            write(&temp.path().join(path), text);
        }
        Waking::start(temp)
    }

    fn published(plans: &[(&str, &str)]) -> Waking {
        let temp = tempfile::tempdir().expect("a folder");
        for (path, text) in plans {
            write(&temp.path().join(path), text);
        }
        let out = temp.path().join("out");
        project::run_for(project::tminus().arg("build").arg(temp.path()).arg("-d").arg(&out), 0);
        std::fs::remove_dir_all(out).expect("removed");
        Waking::start(temp)
    }

    fn start(temp: tempfile::TempDir) -> Waking {
        let options = Options {
            root: temp.path().to_owned(),
            host: None,
            port: 0,
            poll: false,
            token: "0123456789abcdef".to_owned(),
        };
        let server = Server::bind(options).expect("a port");
        let port = server.addresses[0].port();
        let (go, gate) = channel::<()>();
        let (listed, is_listed) = channel();
        let (tell, read) = channel();
        let gate = Mutex::new(Some(gate));
        let (listed, tell) = (Mutex::new(listed), Mutex::new(tell));
        // The first word is said before the first plan is read, and reading waits until it is out.
        let say = move |said: Said<'_>| match said {
            Said::Reading(_) => {
                let first = gate.lock().expect("not poisoned").take();
                if let Some(gate) = first {
                    let _ = listed.lock().expect("not poisoned").send(());
                    let _ = gate.recv();
                }
            }
            Said::Plans { report, .. } => {
                let errors = usize::from(report.has_errors());
                let _ = tell.lock().expect("not poisoned").send(errors);
            }
            Said::Polls(_) | Said::Blind(_) => {}
        };
        std::thread::spawn(move || server.run(Arc::new(say)));
        is_listed.recv_timeout(Duration::from_secs(60)).expect("the plans are listed");
        Waking { temp, port, go: Some(go), read }
    }

    fn get(&self, target: &str) -> Answer {
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        exchange(self.connect(), request.as_bytes()).unwrap_or_else(|| panic!("no answer to {target}"))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("set");
        stream
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.temp.path().join(path), text);
    }

    /// Lets it read all plans, and waits until it has. Gives the number of errors.
    fn read_all(&mut self) -> usize {
        drop(self.go.take());
        self.read.recv_timeout(Duration::from_secs(60)).expect("the plans are read")
    }

    /// The page as a build writes it, and nothing of the band.
    fn is_as_built(&self, path: &str, built: &Path) {
        let shown = self.get(&format!("/{path}"));
        assert_eq!(shown.status, 200, "{path}");
        let bare = shown.body.replacen(" connect-src 'self';", "", 1);
        let (start, rest) =
            bare.split_once("<link rel=\"stylesheet\" href=\"/.tminus/live.css\">").expect("a served page");
        let end = rest.split_once("</head>").map_or("", |(_, end)| end);
        let file = std::fs::read_to_string(built.join(path)).expect("a built page");
        assert!(format!("{start}</head>{end}") == file, "{path}\n{bare}\n----\n{file}");
    }
}

#[test]
fn pages_come_before_all_plans_are_read() {
    let mut server = Waking::published(&[("content/shop.md", SHOP), ("content/town/piano.md", PIANO)]);
    let lock = std::fs::read_to_string(server.temp.path().join("tminus.lock")).expect("a ledger");
    let code = lock
        .lines()
        .find(|line| line.contains(" task ") && line.contains("Count the boxes"))
        .and_then(|line| line.split(' ').next())
        .expect("the code of a task");

    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains(BAND) && home.body.contains("<b>0 of 2</b> plans"), "{}", home.body);
    for row in ["href=\"shop/index.html\">Move the shop</a>", "href=\"piano/index.html\">Lift the piano</a>"]
    {
        assert!(home.body.contains(row), "{row}\n{}", home.body);
    }
    assert!(home.body.contains("<code>content/town/piano.md</code>") && home.body.contains("live.js"));

    // Each page of a plan, its codes and its links with it.
    for path in ["/shop/", "/shop/phase/phase-1.html", "/shop/checklist.html", "/shop/gates.html", "/piano/"]
    {
        let page = server.get(path);
        assert!(page.status == 200 && page.body.contains(BAND), "{path} {}", page.head);
        assert!(page.body.contains("What other plans say of this one is not shown yet"), "{path}");
    }
    let phase = server.get("/shop/phase/phase-1.html").body;
    assert!(phase.contains("Count the boxes") && phase.contains(code), "{phase}");
    assert!(phase.contains("href=\"../../piano/text.html#phase-1-lift\""), "{phase}");
    let permalink = server.get(&format!("/t/{code}/"));
    assert!(permalink.status == 200 && permalink.body.contains("shop/phase/phase-1.html"), "{permalink:?}");
    assert_eq!(server.get("/shop").header("Location"), Some("/shop/"));
    let style = phase.split("href=\"../../assets/").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(server.get(&format!("/assets/{}", style.expect("a style"))).status, 200);

    // What is made of all plans says that it comes, and so does what nobody knows yet.
    for path in
        ["/contacts.html", "/escalation.html", "/links.json", "/nothing/", "/t/NOP-7F3K/", "/shop/x.html"]
    {
        let page = server.get(path);
        assert_eq!((page.status, page.header("Retry-After")), (503, Some("1")), "{path}");
        let is_page = !path.ends_with(".json");
        assert_eq!(
            page.body.contains(BAND) && page.body.contains("live.js"),
            is_page,
            "{path}\n{}",
            page.body
        );
    }

    assert_eq!(server.read_all(), 0);
    let (_temp, site) = project::build(server.temp.path());
    for path in
        ["index.html", "shop/index.html", "shop/phase/phase-1.html", "piano/index.html", "contacts.html"]
    {
        server.is_as_built(path, &site);
    }
    server.is_as_built(&format!("t/{code}/index.html"), &site);
    assert_eq!(server.get("/nothing/").status, 404);
    assert_eq!(server.get("/links.json").status, 200);
}

#[test]
fn open_pages_are_told_when_all_plans_are_read() {
    let mut server = Waking::of(&[("content/shop.md", SHOP), ("content/town/piano.md", PIANO)]);
    let mut stream = server.connect();
    let asked = format!(
        "GET /.tminus/events?0123456789abcdef HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\n\r\n",
        server.port
    );
    stream.write_all(asked.as_bytes()).expect("sent");
    let mut told = String::new();
    let mut until = |words: &str| {
        let mut piece = [0_u8; 1024];
        while !told.contains(words) {
            let count = stream.read(&mut piece).expect("told");
            assert!(count > 0, "{told}");
            told.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
    };
    until("data: 0 reading 0 of 2\n\n");
    server.read_all();
    until("data: 1 fine\n\n");
}

#[test]
fn what_is_saved_meanwhile_is_shown_and_not_lost() {
    let mut server = Waking::of(&[("content/shop.md", SHOP)]);
    assert!(server.get("/shop/checklist.html").body.contains("Count the boxes"));
    server.write("content/shop.md", &SHOP.replace("Count the", "Weigh the").replace("town/piano", "mill"));
    server.write("content/mill.md", "# The mill\n\n- [ ] Grind\n");
    let page = server.get("/shop/checklist.html").body;
    assert!(page.contains("Weigh the boxes") && page.contains(BAND), "{page}");
    server.write(
        "content/shop.md",
        &SHOP.replace("Count the", "Burn the").replace("town/piano.md#phase-1-lift", "mill.md"),
    );
    assert_eq!(server.read_all(), 0);
    // Edits of before are told of after the first state: neither they nor their absence change it.
    let begun = Instant::now();
    loop {
        let page = server.get("/shop/checklist.html").body;
        assert!(page.contains("Burn the boxes") && !page.contains(BAND), "{page}");
        if server.get("/mill/").status == 200 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "the new plan did not come");
    }
}

#[test]
fn a_broken_plan_says_so_and_keeps_no_other_from_being_read() {
    let mut server =
        Waking::of(&[("content/shop.md", "---\ntitel: x\n---\n# Shop\n"), ("content/town/piano.md", PIANO)]);
    let page = server.get("/shop/");
    assert!(page.status == 500 && page.body.contains("unknown-key"), "{page:?}");
    assert!(!page.body.contains(&server.temp.path().display().to_string()), "{page:?}");
    let page = server.get("/piano/");
    assert!(page.status == 200 && page.body.contains(BAND), "{page:?}");
    assert_eq!(server.read_all(), 1);
    let page = server.get("/piano/");
    assert!(page.status == 500 && page.body.contains("unknown-key"), "{page:?}");
}

#[test]
fn nothing_but_plans_is_read_for_a_request() {
    let mut server = Waking::of(&[
        ("content/shop.md", SHOP.split(", then").next().expect("a plan")),
        ("content/draft.md", "---\ndraft: true\n---\n# Draft SECRET\n"),
    ]);
    for path in ["content/.env", "content/shop.md~", ".git/config", "outside.txt"] {
        server.write(path, "SECRET");
    }
    let targets = [
        "/../outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/assets/..%2f..%2foutside.txt",
        "/outside.txt",
        "/content/shop.md",
        "/shop.md",
        "/.git/config",
        "/tminus.lock",
        "/book.toml",
        "/draft/",
        "/draft/index.html",
        "/.env",
        "/shop.md~",
        "/shop/../../outside.txt",
        "/t/../outside.txt",
        "/t/..%2f..%2foutside.txt/",
        "/t//",
        "//etc/passwd",
        "/%00",
        "/.tminus/",
        "/.tminus/x",
        "/assets/",
        "/search/",
        "*",
    ];
    let mut refused = Vec::new();
    for target in targets {
        let answer = server.get(target);
        assert!((400..500).contains(&answer.status) || answer.status == 503, "{target}: {}", answer.head);
        assert!(
            !answer.body.contains("SECRET") && !answer.body.contains("root:"),
            "{target}: {}",
            answer.body
        );
        assert!(
            !answer.body.contains(&server.temp.path().display().to_string()),
            "{target}: {}",
            answer.body
        );
        refused.push((target, answer.status));
    }
    let strange = format!("GET / HTTP/1.1\r\nHost: evil.example:{}\r\n\r\n", server.port);
    assert_eq!(exchange(server.connect(), strange.as_bytes()).expect("an answer").status, 403);
    assert_eq!(server.read_all(), 0);
    // What is refused is refused before as after; only where nobody could know yet, it was said so.
    for (target, status) in refused {
        let now = server.get(target).status;
        assert!(now == status || (status == 503 && now == 404), "{target}: {status}, then {now}");
    }
}

#[test]
fn pictures_come_with_the_page_that_shows_them() {
    let plan = format!("{SHOP}\n![The shop](img/shop.svg)\n");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>\n";
    let mut server = Waking::of(&[
        ("content/shop.md", &plan),
        ("content/img/shop.svg", drawing),
        ("content/img/other.svg", drawing),
        ("content/town/piano.md", PIANO),
    ]);
    assert_eq!(server.get("/files/img/shop.svg").status, 503, "no page that shows it was asked for");
    let page = server.get("/shop/text.html").body;
    assert!(page.contains("src=\"../files/img/shop.svg\"") && page.contains("width=\"40\""), "{page}");
    let picture = server.get("/files/img/shop.svg");
    assert_eq!((picture.status, picture.body.as_str()), (200, drawing));
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert_eq!(server.get("/files/img/other.svg").status, 503);
    assert_eq!(server.read_all(), 0);
    assert_eq!(server.get("/files/img/shop.svg").body, drawing);
    assert_eq!(server.get("/files/img/other.svg").status, 404, "nobody points to it");
}
