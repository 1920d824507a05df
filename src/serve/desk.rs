//! What requests are answered from: the state that is shown, the files made of it, and what is wrong.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::sync::watch;

use super::answer::{Answer, escaped, kind_of};
use super::engine::Shown;
use super::live::Kept;
use super::progress::Reading;
use super::request::{Hosts, Request};
use super::waking::{Waking, Woken};
use crate::diag::print::{self, Style, Terminal};
use crate::diag::{Diagnostic, Files, Report};
use crate::page::{Bundle, Theme};
use crate::site::Address;

/// Where the server's own files are; no page of a site begins so.
pub const RESERVED: &str = ".tminus/";

/// What the band says of a plan's page.
const OF_PLAN: &str = "What other plans say of this one is not shown yet, nor the commit.";

/// How things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// The plans are being read for the first time.
    #[default]
    Reading,
    Fine,
    Broken,
}

/// What pages are told of: a number that grows, and the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    pub version: u64,
    pub state: State,
    /// How many plans are read, as long as they are.
    pub reading: Reading,
}

impl Told {
    /// As it goes over the event stream: no path and no word of a plan.
    pub fn line(self) -> String {
        let state = match self.state {
            State::Reading => "reading",
            State::Fine => "fine",
            State::Broken => "broken",
        };
        match self.state {
            State::Reading => format!("{} {state} {}", self.version, self.reading.words()),
            _ => format!("{} {state}", self.version),
        }
    }
}

/// How far the server is.
#[derive(Default)]
enum Stage {
    /// Not even the list of plans is read.
    #[default]
    Begun,
    Waking(Arc<Waking>),
    /// All plans were read once.
    Awake,
}

/// How long somebody waits who asks in the first moment.
const FIRST_MOMENT: Duration = Duration::from_secs(5);

/// Shared by all connections.
pub struct Desk {
    pub hosts: Hosts,
    /// Known to the pages of this run alone.
    token: String,
    shown: Shown,
    stage: Mutex<Stage>,
    woken: Condvar,
    kept: Kept,
    told: watch::Sender<Told>,
    /// What is wrong, as it is printed.
    problems: Mutex<String>,
    /// Texts of layouts, for what goes wrong while a page is made.
    files: Mutex<Arc<Files>>,
    script: Arc<[u8]>,
    style: Arc<[u8]>,
}

impl Desk {
    pub fn new(hosts: Hosts, token: String, shown: Shown) -> Desk {
        let theme = Theme::built_in();
        let own = |name: &str| Bundle::served(&theme, name).into_bytes().into();
        Desk {
            hosts,
            token,
            shown,
            stage: Mutex::default(),
            woken: Condvar::new(),
            kept: Kept::default(),
            told: watch::Sender::new(Told::default()),
            problems: Mutex::default(),
            files: Mutex::default(),
            script: own("js/live.js"),
            style: own("css/live.css"),
        }
    }

    pub fn listen(&self) -> watch::Receiver<Told> {
        self.told.subscribe()
    }

    /// Answers from this until the first state is there.
    pub fn wake(&self, waking: Waking) {
        *lock(&self.stage) = Stage::Waking(Arc::new(waking));
        self.woken.notify_all();
    }

    /// Tells all open pages how many plans are read.
    pub fn read_so_far(&self, reading: Reading) {
        self.told.send_if_modified(|told| {
            let is_news = told.state == State::Reading && told.reading != reading;
            told.reading = reading;
            is_news
        });
    }

    /// Tells all open pages how things stand now.
    pub fn tell(&self, state: State, problems: String) {
        *lock(&self.problems) = problems;
        self.told.send_modify(|told| *told = Told { version: told.version + 1, state, ..*told });
        *lock(&self.stage) = Stage::Awake;
        self.woken.notify_all();
    }

    /// What is answered from as long as there is no state; `None` where there is one, or will be none.
    fn waking(&self) -> Option<Arc<Waking>> {
        let begun = |stage: &mut Stage| matches!(stage, Stage::Begun);
        let stage = lock(&self.stage);
        let stage = self.woken.wait_timeout_while(stage, FIRST_MOMENT, begun);
        match &*stage.unwrap_or_else(PoisonError::into_inner).0 {
            Stage::Waking(waking) => Some(Arc::clone(waking)),
            _ => None,
        }
    }

    pub fn told(&self) -> Told {
        *self.told.borrow()
    }

    /// What is wrong, as it is told now.
    pub fn problems(&self) -> String {
        lock(&self.problems).clone()
    }

    /// The texts of the layouts, from now on.
    pub fn quote(&self, files: Arc<Files>) {
        *lock(&self.files) = files;
    }

    /// Whether this is a page of this run that asks: it knows the token, and the browser says that it is ours.
    fn is_own(&self, request: &Request) -> bool {
        let knows = request.query == self.token;
        match (&request.origin, &request.fetch_site) {
            (Some(origin), site) => {
                knows && self.hosts.is_own(origin) && site.as_deref().is_none_or(|site| site == "same-origin")
            }
            (None, Some(site)) => knows && site == "same-origin",
            (None, None) => false,
        }
    }

    /// Whether the request is for the event stream, and whether it may have it.
    pub fn asks_for_events(&self, request: &Request) -> Option<bool> {
        (request.path.strip_prefix(RESERVED) == Some("events"))
            .then(|| self.is_own(request) && !request.is_head)
    }

    /// The answer to a request. Takes as long as making a page.
    pub fn answer(&self, request: &Request) -> Answer {
        if let Some(own) = request.path.strip_prefix(RESERVED) {
            return match own {
                "live.js" => Answer::new(200, kind_of(own), Arc::clone(&self.script)),
                "live.css" => Answer::new(200, kind_of(own), Arc::clone(&self.style)),
                "problems" if self.is_own(request) => {
                    let text = lock(&self.problems).clone();
                    Answer::new(200, "text/plain; charset=utf-8", text.into_bytes())
                }
                "problems" => Answer::refused(403),
                _ => Answer::refused(404),
            };
        }
        self.file(&request.path)
    }

    fn file(&self, asked: &str) -> Answer {
        let is_folder = asked.is_empty() || asked.ends_with('/');
        let path = if is_folder { format!("{asked}index.html") } else { asked.to_owned() };
        // The state is read before the file is made: what is made meanwhile of the next one is asked for again.
        let told = *self.told.borrow();
        if let Some(waking) = self.waking() {
            return self.woken(&waking, &path, told);
        }
        let made = match self.kept.get(&path, told.version) {
            Some(bytes) => Some(Ok(bytes)),
            None => {
                let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
                let Some(live) = shown.as_ref() else { return self.nothing_yet(told) };
                let made = live.file(&path);
                let leads =
                    made.is_none() && !is_folder && live.file(&format!("{path}/index.html")).is_some();
                if leads {
                    return Answer::moved(&format!("/{}/", encoded(&path)));
                }
                made
            }
        };
        match made {
            Some(Ok(bytes)) => {
                // Files beside plans are on the disk; there are large ones among them.
                if !path.starts_with(Address::FILES) {
                    self.kept.put(&path, told.version, &bytes);
                }
                self.served(&path, told.version, &bytes)
            }
            Some(Err(finding)) => self.failed(&path, told, finding),
            None => self.own_page(404, "Nothing here", told, &format!("This site has no page `/{asked}`.")),
        }
    }

    /// The answer as long as plans are being read. Of what is not known yet nobody can say that it is not there.
    fn woken(&self, waking: &Waking, path: &str, told: Told) -> Answer {
        let wrong = |finding| {
            let mut report = Report::default();
            report.push(finding);
            self.own_page(500, "This page cannot be made", told, &printed(&report, &lock(&self.files)))
        };
        match waking.file(path) {
            Ok(Woken::Plan(html)) => self.banded((200, told), &html, OF_PLAN),
            Ok(Woken::List(html)) => self.banded((200, told), &html, ""),
            Ok(Woken::File(bytes)) if path.starts_with(Address::FILES) => Answer::beside(path, bytes),
            Ok(Woken::File(bytes)) => Answer::new(200, kind_of(path), bytes),
            Ok(Woken::Folder) => Answer::moved(&format!("/{}/", encoded(path))),
            Ok(Woken::Wrong(text)) => self.own_page(500, "This plan has errors", told, &text),
            Ok(Woken::Later) if !path.ends_with(".html") && kind_of(path) != kind_of("") => {
                Answer::refused(503).with("Retry-After", "1".to_owned())
            }
            Ok(Woken::Later) => match waking.later(path) {
                Ok(html) => self.banded((503, told), &html, ""),
                Err(finding) => wrong(finding),
            },
            Err(finding) => wrong(finding),
        }
    }

    /// A page that is not yet what it will be, which says so above all else.
    fn banded(&self, (status, told): (u16, Told), html: &str, more: &str) -> Answer {
        let band = format!(
            "<p class=\"live-waking\" role=\"status\">Still reading: <b>{}</b> plans. {more}</p>\n<main",
            told.reading.words()
        );
        let mark = mark(html.as_bytes());
        let html = self.with_script(&html.replacen("<main", &band, 1), told.version, &mark);
        let answer = Answer::html(status, html);
        if status == 503 { answer.with("Retry-After", "1".to_owned()) } else { answer }
    }

    fn served(&self, path: &str, version: u64, bytes: &Arc<[u8]>) -> Answer {
        let kind = kind_of(path);
        if path.starts_with(Address::FILES) {
            return Answer::beside(path, Arc::clone(bytes));
        }
        if !path.ends_with(".html") {
            return Answer::new(200, kind, Arc::clone(bytes));
        }
        let html = String::from_utf8_lossy(bytes);
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let mark = match shown.as_ref().filter(|_| html.contains("<img ")) {
            Some(live) => mark(&[bytes, live.mark_of_files().as_slice()].concat()),
            None => mark(bytes),
        };
        drop(shown);
        let html = self.with_script(&html, version, &mark);
        Answer::html(200, html).with("ETag", format!("\"{mark}\""))
    }

    /// A layout did not take the page: the page as it last was, with the error over it.
    fn failed(&self, path: &str, told: Told, finding: Diagnostic) -> Answer {
        let mut report = Report::default();
        report.push(finding);
        let text = printed(&report, &lock(&self.files));
        if *lock(&self.problems) != text {
            self.tell(State::Broken, text.clone());
        }
        match self.kept.last(path) {
            Some((version, bytes)) => self.served(path, version, &bytes),
            None => self.own_page(500, "This page cannot be made", told, &text),
        }
    }

    fn nothing_yet(&self, told: Told) -> Answer {
        match told.state {
            State::Broken => self.own_page(500, "The plans have errors", told, &lock(&self.problems)),
            _ => self.own_page(
                503,
                "Reading the plans",
                told,
                "This page comes by itself as soon as they are read.",
            ),
        }
    }

    /// A page of the server itself.
    fn own_page(&self, status: u16, title: &str, told: Told, text: &str) -> Answer {
        let (title, text) = (escaped(title), escaped(text));
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
             <body class=\"live-own\">\n<main>\n<h1>{title}</h1>\n<pre>{text}</pre>\n<p><a href=\"/\">All plans</a></p>\n\
             </main>\n</body>\n</html>\n"
        );
        let mark = mark(html.as_bytes());
        Answer::html(status, self.with_script(&html, told.version, &mark)).with("ETag", format!("\"{mark}\""))
    }

    /// The page with the script that listens, and leave to listen.
    fn with_script(&self, html: &str, version: u64, mark: &str) -> String {
        let own = format!(
            "<link rel=\"stylesheet\" href=\"/{RESERVED}live.css\">\n<script src=\"/{RESERVED}live.js\" \
             data-token=\"{}\" data-version=\"{version}\" data-mark=\"{mark}\" defer></script>\n</head>",
            self.token
        );
        let policy = "default-src 'none'; connect-src 'self';";
        html.replacen("</head>", &own, 1).replacen("default-src 'none';", policy, 1)
    }
}

/// The findings in words, as in a terminal that knows no colours.
pub fn printed(report: &Report, files: &Files) -> String {
    print::print(report, files, Style::People, Terminal::default())
}

/// A mark of the bytes of a page.
fn mark(bytes: &[u8]) -> String {
    crate::ledger::hex(&Sha256::digest(bytes)[..8])
}

/// A path of letters as it stands in a header.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
