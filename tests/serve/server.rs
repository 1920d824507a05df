//! The binary as a server, and the wire to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Stdio};
use std::time::{Duration, Instant};

use crate::project::tminus;

pub const PLAN: &str = "---\nid: shop\ncode: SHO\ntitle: Move the shop\n---\n\n# Move the shop\n\n## Phase 1: Pack\n\n- [ ] Count the boxes\n";

/// A server of a project in a folder of its own.
pub struct Server {
    pub temp: tempfile::TempDir,
    pub port: u16,
    child: Child,
    stderr: Option<ChildStderr>,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Server {
    pub fn of(plans: &[(&str, &str)]) -> Server {
        Server::with(plans, &[])
    }

    /// Starts and waits until the plans are read.
    pub fn with(plans: &[(&str, &str)], flags: &[&str]) -> Server {
        let temp = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(temp.path().join("content")).expect("made");
        for (path, text) in plans {
            write(&temp.path().join(path), text);
        }
        let mut command = tminus();
        command.arg("serve").args(flags);
        if !flags.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        command.arg(temp.path());
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the server starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("an address");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        let stderr = child.stderr.take();
        let server =
            Server { temp, port: port.unwrap_or_else(|| panic!("no port in `{line}`")), child, stderr };
        server.until(|server| {
            let home = server.get("/");
            home.status != 503 && !home.body.contains("live-waking")
        });
        server
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.temp.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Looks again until it is so, for at most ten seconds.
    #[track_caller]
    pub fn until(&self, mut so: impl FnMut(&Server) -> bool) {
        let begun = Instant::now();
        while !so(self) {
            assert!(begun.elapsed() < Duration::from_secs(10), "it did not come to pass");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(12))).expect("set");
        stream
    }

    /// Sends bytes as they are and reads the answer to its end; `None` where the connection went without one.
    pub fn raw(&self, request: &[u8]) -> Option<Answer> {
        exchange(self.connect(), request)
    }

    /// A request with headers of one's own, each with its line end.
    pub fn ask(&self, method: &str, target: &str, headers: &str) -> Answer {
        let request = format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{headers}\r\n", self.port);
        self.raw(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {method} {target}"))
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    /// The token that the pages of this run know.
    pub fn token(&self) -> String {
        let page = self.get("/").body;
        let rest = page.split("data-token=\"").nth(1).expect("a token");
        rest.split('"').next().expect("its end").to_owned()
    }

    /// What it said on standard error until it was stopped.
    pub fn stop(mut self) -> String {
        let _ = self.child.kill();
        let mut said = String::new();
        if let Some(mut stderr) = self.stderr.take() {
            let _ = stderr.read_to_string(&mut said);
        }
        said
    }
}

/// Sends bytes as they are and reads the answer to its end; `None` where the connection went without one.
pub fn exchange(mut stream: TcpStream, request: &[u8]) -> Option<Answer> {
    // Who is refused early may not get all of it out.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}
