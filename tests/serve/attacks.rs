//! What somebody else asks of the server, and what he gets: nothing.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::server::{PLAN, Server};

fn server() -> Server {
    let server = Server::of(&[
        ("content/shop.md", PLAN),
        ("content/draft.md", "---\ndraft: true\n---\n# Draft SECRET\n"),
    ]);
    server.write("content/.env", "SECRET=1");
    server.write("content/shop.md~", "SECRET");
    server.write(".git/config", "SECRET");
    server.write("outside.txt", "SECRET");
    server
}

/// `d1`: sixty spellings of a way out.
#[test]
fn d1_no_spelling_of_a_path_leads_out() {
    let server = server();
    let up = [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "%252e%252e%252f",
        "..;/",
        "....//",
        ".%2e/",
    ];
    let up = up.into_iter().chain([
        "%c0%ae%c0%ae/",
        "%e0%80%ae%e0%80%ae/",
        "%c0%ae%c0%ae%c0%af",
        "..%c0%af",
        "..%u2215",
    ]);
    let mut targets: Vec<String> = up
        .flat_map(|up| {
            let (one, many) = (up.to_owned(), up.repeat(8));
            [
                format!("/{one}outside.txt"),
                format!("/{many}etc/passwd"),
                format!("/assets/{one}{one}outside.txt"),
            ]
        })
        .collect();
    targets.extend(
        [
            "//etc/passwd",
            "///etc/passwd",
            "/./outside.txt",
            "/content/shop.md",
            "/content/.env",
            "/.git/config",
            "/outside.txt",
            "/tminus.lock",
            "/book.toml",
            "/../outside.txt?x",
            "/shop/../../outside.txt",
            "/C:/Windows",
            "/C:%5cWindows",
            "/index.html::$DATA",
            "/index.html%00.txt",
            "/%00",
            "/file:///etc/passwd",
            "/~root/",
            "file:///etc/passwd",
            "http://127.0.0.1/outside.txt",
            "outside.txt",
            "*",
            "/#/../outside.txt",
            "/shop.md",
            "/.tminus/../outside.txt",
            "/.tminus/",
            "/.tminus/x",
            "/index.html/",
            "/index.html/../outside.txt",
            "/assets/",
            "/assets",
            "/assets/css/",
            "/shop/..",
            "/%2e",
            "/index.html;x",
            "/proc/self/environ",
        ]
        .map(str::to_owned),
    );
    assert!(targets.len() >= 60, "{}", targets.len());
    for target in targets {
        let answer = server.get(&target);
        assert!((400..500).contains(&answer.status), "{target}: {}", answer.head);
        assert!(
            !answer.body.contains("SECRET") && !answer.body.contains("root:"),
            "{target}: {}",
            answer.body
        );
        let folder = server.temp.path().display().to_string();
        assert!(!answer.body.contains(&folder), "{target}: {}", answer.body);
    }
}

#[cfg(unix)]
#[test]
fn d2_what_is_no_page_is_not_there() {
    let server = server();
    let content = server.path("content");
    std::os::unix::fs::symlink(server.path("outside.txt"), content.join("link.txt")).expect("a link");
    std::os::unix::fs::symlink("/etc/passwd", content.join("passwd.md")).expect("a link");
    server.until(|server| {
        server.get("/shop/index.html").body.contains("data-version=\"2\"")
            || server.get("/link.txt").status == 404
    });
    for target in ["/link.txt", "/passwd/index.html", "/passwd.md", "/draft/index.html", "/.env", "/shop.md~"]
    {
        let answer = server.get(target);
        assert!(answer.status == 404 && !answer.body.contains("root:"), "{target}: {answer:?}");
    }
}

#[test]
fn d3_only_this_computer_is_answered() {
    let server = server();
    let port = server.port;
    let hosts = [
        "evil.example",
        "",
        "localhost.",
        "127.0.0.1.evil.example",
        "192.0.2.1",
        "0.0.0.0",
        "[::]",
        "2130706433",
    ];
    for host in hosts.map(|host| format!("Host: {host}:{port}\r\n")) {
        let answer = server.raw(format!("GET / HTTP/1.1\r\n{host}\r\n").as_bytes()).expect("an answer");
        assert_eq!(answer.status, 403, "{host}");
    }
    let own = format!("Host: localhost:{port}\r\n");
    for headers in [
        String::new(),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{}\r\n", port.wrapping_add(1)),
        format!("{own}{own}"),
        format!("{own}Host: evil.example\r\n"),
        format!("{own}X-Forwarded-Host: evil.example\r\n"),
    ] {
        let answer = server.raw(format!("GET / HTTP/1.1\r\n{headers}\r\n").as_bytes()).expect("an answer");
        assert_eq!(answer.status, 403, "{headers}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let asked = format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
        assert_eq!(server.raw(asked.as_bytes()).expect("an answer").status, 200, "{host}");
    }
}

#[test]
fn d4_changes_are_told_to_own_pages_alone() {
    let server = server();
    let (port, token) = (server.port, server.token());
    let own = format!("Origin: http://127.0.0.1:{port}\r\n");
    let refused = [
        (token.as_str(), "Origin: https://evil.example\r\n"),
        (&token, "Origin: null\r\n"),
        (&token, ""),
        (&token, "Sec-Fetch-Site: cross-site\r\n"),
        (&token, "Sec-Fetch-Site: same-site\r\n"),
        (&token, "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n"),
        ("", &own),
        ("0123456789abcdef0123456789abcdef", &own),
    ];
    for path in ["events", "problems"] {
        for (token, headers) in refused {
            let answer = server.ask("GET", &format!("/.tminus/{path}?{token}"), headers);
            assert_eq!((answer.status, answer.body.as_str()), (403, "403 Forbidden\n"), "{path} {headers}");
        }
    }
    // The stream itself: a number and a word, whatever the plans say; and who speaks into it is left.
    let mut stream = server.connect();
    let asked = format!(
        "GET /.tminus/events?{token} HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    );
    stream.write_all(asked.as_bytes()).expect("sent");
    let mut first = [0_u8; 4096];
    let mut told = String::new();
    while !told.contains("data: ") {
        let count = stream.read(&mut first).expect("told");
        told.push_str(&String::from_utf8_lossy(&first[..count]));
    }
    assert!(told.contains("text/event-stream") && told.ends_with("data: 1 fine\n\n"), "{told}");
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("sent");
    assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap_or(0), 0);
}

#[test]
fn d5_pages_keep_to_themselves() {
    let server = server();
    for target in ["/", "/shop/index.html", "/nothing", "/.tminus/live.js", "/links.json"] {
        let answer =
            server.ask("GET", target, "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n");
        assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("same-origin"), "{target}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.header("Cache-Control"), Some("no-store"));
        let policy = answer.header("Content-Security-Policy").expect("a policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!answer.head.to_lowercase().contains("access-control"), "{}", answer.head);
    }
    assert_eq!(server.ask("OPTIONS", "/", "Access-Control-Request-Method: GET\r\n").status, 405);
}

#[test]
fn d6_only_questions_for_pages_are_understood() {
    let server = server();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "GE T"] {
        let answer = server.ask(method, "/", "");
        assert!([400, 405].contains(&answer.status), "{method}: {}", answer.status);
        assert_eq!(answer.header("Connection"), Some("close"));
    }
    assert_eq!(server.ask("CONNECT", "example.org:443", "").status, 405);
    let smuggled = "0\r\n\r\nGET /shop/index.html HTTP/1.1\r\nHost: localhost\r\n";
    for headers in [
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length : 4\r\n",
    ] {
        let answer = server.ask("GET", "/", &format!("{headers}\r\n{smuggled}"));
        assert_eq!(answer.status, 400, "{headers}");
        assert_eq!(answer.body.matches("HTTP/1.1").count(), 0, "one answer");
    }
    let head = server.ask("HEAD", "/", "");
    assert!(head.status == 200 && head.body.is_empty());
}

#[test]
fn d7_what_is_too_much_is_refused_at_once() {
    let server = server();
    let host = format!("Host: localhost:{}", server.port);
    let long = "a".repeat(1 << 20);
    let many = "x: y\r\n".repeat(1_000);
    for (request, status) in [
        (format!("GET /{long} HTTP/1.1\r\n{host}\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\n{host}\r\nx: {long}\r\n\r\n"), 431),
        (format!("GET / HTTP/1.1\r\n{host}\r\n{many}\r\n"), 431),
        (format!("GET / HTTP/1.1\r\n{host}\r\nx: \u{1}\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\n{host}\n\n\r\n\r\n"), 400),
        ("GET /\r\n".to_owned(), 400),
        ("\r\n\r\n".to_owned(), 400),
        ("\u{16}\u{3}\u{1}\r\n\r\n".to_owned(), 400),
    ] {
        let begun = Instant::now();
        let answer = server
            .raw(request.as_bytes())
            .unwrap_or_else(|| panic!("no answer to {}", &request[..20.min(request.len())]));
        assert_eq!(answer.status, status, "{}", &request[..40.min(request.len())]);
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }
}

/// `TMINUS_CLIENTS` for more of them.
#[test]
fn d8_slow_clients_keep_nobody_waiting() {
    let server = server();
    let clients = std::env::var("TMINUS_CLIENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let mut slow: Vec<_> = (0..clients).map(|_| server.connect()).collect();
    for (at, stream) in slow.iter_mut().enumerate() {
        let asked = ["", "G", "GET / HTTP/1.1\r\nHost: loc"][at % 3];
        stream.write_all(asked.as_bytes()).expect("sent");
    }
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    for _ in 0..10 {
        let asked = Instant::now();
        assert_eq!(server.get("/shop/gates.html").status, 200);
        longest = longest.max(asked.elapsed());
    }
    // Made without optimisation here, and beside other tests.
    assert!(longest < Duration::from_millis(if cfg!(debug_assertions) { 2_000 } else { 100 }), "{longest:?}");
    for (at, mut stream) in slow.into_iter().enumerate() {
        let closed = stream.read_to_end(&mut Vec::new());
        assert!(begun.elapsed() < Duration::from_secs(10), "client {at}: {closed:?} {:?}", begun.elapsed());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn d9_nothing_is_left_of_those_who_went() {
    let server = server();
    let token = server.token();
    let handles = || std::fs::read_dir(format!("/proc/{}/fd", server.process())).expect("handles").count();
    let before = handles();
    for _ in 0..200 {
        let mut stream = server.connect();
        let asked = format!(
            "GET /.tminus/events?{token} HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\n\r\n",
            server.port
        );
        stream.write_all(asked.as_bytes()).expect("sent");
    }
    for _ in 0..200 {
        assert_eq!(server.ask("HEAD", "/", "").status, 200);
    }
    server.until(|_| handles() <= before + 2);
}

#[test]
fn d10_other_computers_only_when_it_is_said() {
    let mut command = crate::project::tminus();
    let output = crate::project::run_for(command.args(["serve", "--host", "0.0.0.0", "--port", "0"]), 2);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("--allow-remote") && output.stdout.is_empty(), "{said}");
    let server = Server::with(&[("content/shop.md", PLAN)], &["--host", "0.0.0.0", "--allow-remote"]);
    let asked = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}:{}\r\n\r\n", server.port);
        server.raw(request.as_bytes()).expect("an answer").status
    };
    // A name may be made to lead here, an address not.
    assert_eq!([asked("localhost"), asked("192.0.2.1"), asked("evil.example")], [200, 200, 403]);
    assert!(server.stop().contains("warning: whoever reaches 0.0.0.0"));
}

#[test]
fn d11_words_of_a_request_are_text() {
    let server = server();
    let answer = server.get("/%3Cscript%3Ealert(1)%3C/script%3E%22");
    assert_eq!(answer.status, 404);
    assert!(
        !answer.body.contains("<script>alert") && answer.body.contains("&lt;script&gt;alert(1)"),
        "{}",
        answer.body
    );
    server.write("content/<b>bold<b>.md", "---\nowner: [\n---\n# B\n");
    server.until(|server| server.get("/").body.contains("bold") || server.problems().contains("<b>bold<b>"));
    assert!(!server.problems().contains(&server.temp.path().display().to_string()));
    let answer = server.ask("GET", "/shop", "");
    assert_eq!((answer.status, answer.header("Location")), (308, Some("/shop/")));
}
