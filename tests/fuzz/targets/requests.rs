//! Requests to the dev server, byte for byte, and its answers.

use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};

use tminus::ledger::Ledger;
use tminus::page::{Layouts, Theme};
use tminus::pipeline::Beside;
use tminus::recognise::Vocabulary;
use tminus::serve::{Answer, Desk, Hosts, Live, State, is_whole, parse};

use super::plan;
use crate::engine::{Holds, Target, Traits};
use crate::laws::{holds, same};

pub struct Requests {
    desk: Desk,
    hosts: Hosts,
    /// All files of the site.
    paths: BTreeSet<String>,
}

const TOKEN: &str = "t0kenOfThisRun";
/// What is wrong with the plans; for pages of this run alone.
const PROBLEMS: &str = "error: the lamp is out";
/// Every status that an answer to a whole request may have.
const STATUSES: &[u16] = &[200, 308, 400, 403, 404, 405, 414, 431];

impl Target for Requests {
    const NAME: &'static str = "requests";
    const WORDS: &'static [&'static str] = &[
        "GET ",
        "HEAD ",
        "POST ",
        "get ",
        " HTTP/1.1",
        " HTTP/1.0",
        " HTTP/9.9",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "\r",
        " ",
        "\t",
        ":",
        "Host: 127.0.0.1:3917\r\n",
        "Host: localhost:3917\r\n",
        "Host: [::1]:3917\r\n",
        "Host: evil.example\r\n",
        "host:",
        "Origin: http://localhost:3917\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: same-origin\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Content-Length: 0\r\n",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "X-Forwarded-Host: a\r\n",
        "Connection: keep-alive\r\n",
        "Range: bytes=0-\r\n",
        "Cookie: a=b\r\n",
        "/",
        "//",
        "/./",
        "/../",
        "..",
        "%2e%2e",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "%0d%0a",
        "%",
        "%zz",
        "%c0%ae",
        "%252e",
        "?",
        "#",
        ";",
        ":",
        "*",
        "http://localhost:3917/",
        "plan/",
        "plan",
        "plan/index.html",
        "plan/text.html",
        "index.html",
        "assets/",
        "assets/site.js",
        "t/plan/",
        "search/",
        "links.json",
        "404.html",
        ".tminus/",
        ".tminus/problems",
        ".tminus/events",
        ".tminus/live.js",
        "?t0kenOfThisRun",
        "etc/passwd",
        "C:",
        "CON",
        "book.toml",
        "content/plan.md",
        "tminus.lock",
        "<script>",
    ];
    const LONGEST: usize = 20_000;

    fn ready() -> Result<Self, String> {
        let text = include_bytes!("../corpus/pages/all-kinds");
        let site = plan::understood(text, &Ledger::default(), &Vocabulary::built_in()).site;
        let theme = Theme::built_in();
        let looks = (Arc::new(Layouts::compile(&theme).value), Arc::new(theme));
        let live = Live::new(site, Vec::new(), looks, Beside::default());
        let paths = live.paths().into_iter().collect();
        let address = "127.0.0.1:3917".parse().map_err(|error| format!("{error}"))?;
        let hosts = Hosts::of(&[address]);
        let desk = Desk::new(hosts.clone(), TOKEN.to_owned(), Arc::new(RwLock::new(Some(live))));
        desk.tell(State::Fine, PROBLEMS.to_owned());
        Ok(Requests { desk, hosts, paths })
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let whole = is_whole(input, 0);
        // Bytes come in any pieces; what is read by then is refused or waited for, and in the end it is the same.
        let pieces = (1..=input.len())
            .step_by(1 + input.len() / 50)
            .map(|end| is_whole(&input[..end], end.saturating_sub(4).min(end)));
        let early = pieces.into_iter().find(|piece| !matches!(piece, Ok(false)));
        if let Some(Err(status)) = early {
            holds("what is refused early is refused", whole != Ok(true) && whole != Ok(false), || {
                format!("{status}, then {whole:?}")
            })?;
        }
        let request = match whole {
            Ok(false) => {
                traits.saw("not whole");
                return Ok(());
            }
            Ok(true) => parse(input, &self.hosts),
            Err(status) => Err(status),
        };
        traits.saw(request.as_ref().err());
        let request = match request {
            Ok(request) => request,
            Err(status) => return answered(&Answer::refused(status), false),
        };
        let path = request.path.as_str();
        let climbs = path.starts_with('/')
            || path.contains(['\\', '\0', '\r', '\n'])
            || path.split('/').any(|part| part == "..");
        holds("no path climbs", !climbs, || path.to_owned())?;
        if let Some(may) = self.desk.asks_for_events(&request) {
            traits.saw(("events", may));
            let knows = request.query == TOKEN && (request.origin.is_some() || request.fetch_site.is_some());
            return holds("who does not know the token hears nothing", knows || !may, || {
                format!("{request:?}")
            });
        }
        let answer = self.desk.answer(&request);
        traits.saw((answer.status, answer.kind, request.is_head, request.query.is_empty()));
        answered(&answer, request.is_head)?;
        let again = self.desk.answer(&request);
        same("asked twice it is the same", &again.body, &answer.body)?;
        let told = String::from_utf8_lossy(&answer.body).contains(PROBLEMS);
        holds("who does not know the token hears no problem", !told || request.query == TOKEN, || {
            format!("{request:?}")
        })?;
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        let listed = self.paths.contains(&file) || path.starts_with(".tminus/");
        holds("only files of the list are there", listed || answer.status != 200, || file.clone())?;
        holds("all files of the list are there", !self.paths.contains(&file) || answer.status == 200, || {
            file.clone()
        })
    }
}

/// An answer is one answer: its head cannot be broken up, and keeps pages to themselves.
fn answered(answer: &Answer, is_head: bool) -> Holds {
    holds("only such statuses are answered", STATUSES.contains(&answer.status), || {
        answer.status.to_string()
    })?;
    let bytes = answer.bytes(is_head);
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]);
    for line in head.split("\r\n").skip(1) {
        let plain = line.contains(": ") && line.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        holds("headers are plain lines", plain, || line.to_owned())?;
    }
    let wanted = if is_head { 0 } else { answer.body.len() };
    same("the length is that of the body", &(bytes.len() - end - 4), &wanted)?;
    holds(
        "pages are kept to themselves",
        head.contains("nosniff") && head.contains("default-src 'none'"),
        || head.to_string(),
    )?;
    let body = String::from_utf8_lossy(&answer.body);
    let html = answer.kind.starts_with("text/html");
    holds("a page says nothing of what was asked as HTML", !html || !body.contains("<script>"), || {
        body.to_string()
    })
}
