//! Requests as they come over the wire, taken apart strictly: what is not plainly a request for a page is refused.

/// Bytes that a request line may have.
pub const LONGEST_LINE: usize = 8 * 1024;
/// Bytes that a request may have, up to the blank line.
pub const LONGEST_HEAD: usize = 16 * 1024;
/// Headers that a request may have.
const MOST_HEADERS: usize = 64;

/// Headers that a proxy adds. Nobody stands between a browser and this server, so they are forged.
const OF_PROXIES: &[&str] =
    &["forwarded", "x-forwarded-host", "x-forwarded-for", "x-forwarded-proto", "x-original-host"];

/// A request for something of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// True where the head of the answer alone is asked for.
    pub is_head: bool,
    /// Decoded, without the `/` in front.
    pub path: String,
    /// What stands behind `?`, as it is.
    pub query: String,
    pub origin: Option<String>,
    /// What the browser says of who asks: `same-origin`, `cross-site`.
    pub fetch_site: Option<String>,
}

/// Names under which the server is reached, with the port: `localhost:3917`.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    names: Vec<String>,
    /// The port at which every address of this computer is listened on, where it is.
    anywhere: Option<u16>,
}

impl Hosts {
    /// The names of this computer, and those of the addresses that are listened on.
    pub fn of(addresses: &[std::net::SocketAddr]) -> Hosts {
        let mut names = Vec::new();
        let mut anywhere = None;
        for address in addresses {
            let (ip, port) = (address.ip(), address.port());
            let mut add = |name: String| {
                names.push(format!("{name}:{port}"));
                names.extend((port == 80).then_some(name));
            };
            if ip.is_unspecified() {
                anywhere = Some(port);
            }
            if ip.is_loopback() || ip.is_unspecified() {
                ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into_iter().for_each(&mut add);
            } else if ip.is_ipv6() {
                add(format!("[{ip}]"));
            } else {
                add(ip.to_string());
            }
        }
        Hosts { names, anywhere }
    }

    /// A name could be made to lead here by whoever owns it; an address that is written out could not.
    fn knows(&self, name: &str) -> bool {
        let address = name.parse::<std::net::SocketAddr>().ok().map(|address| address.port());
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
            || (self.anywhere.is_some() && address == self.anywhere)
    }

    /// Whether a page of this server asks.
    pub fn is_own(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|name| self.knows(name))
    }
}

/// Whether the bytes are one whole request, the end of which does not stand before `from`. Where they can no longer become
/// one, the status of the answer.
pub fn is_whole(begun: &[u8], from: usize) -> Result<bool, u16> {
    if let Some(status) = too_much(begun) {
        return Err(status);
    }
    match begun[from..].windows(4).position(|end| end == b"\r\n\r\n") {
        // One question at a time: what stands behind it would be a body, or another question hidden in this one.
        Some(at) if begun.len() > from + at + 4 => Err(400),
        found => Ok(found.is_some()),
    }
}

/// Whether so much of a request can no longer become one: the status of the answer.
fn too_much(begun: &[u8]) -> Option<u16> {
    let line = begun.iter().position(|byte| *byte == b'\n');
    match line {
        None if begun.len() > LONGEST_LINE => Some(414),
        Some(end) if end > LONGEST_LINE => Some(414),
        // What has no version is of the first HTTP, which knew no headers and waits for its answer here.
        Some(end) if !begun[..end].windows(6).any(|part| part == b" HTTP/") => Some(400),
        _ if begun.len() > LONGEST_HEAD => Some(431),
        _ => None,
    }
}

/// Takes apart a request up to its blank line. Where it is refused, the status of the answer.
pub fn parse(head: &[u8], hosts: &Hosts) -> Result<Request, u16> {
    let text = std::str::from_utf8(head).map_err(|_| 400_u16)?;
    let mut lines = text.strip_suffix("\r\n\r\n").ok_or(400_u16)?.split("\r\n");
    let line = lines.next().unwrap_or("");
    let headers = headers(lines)?;
    let [method, target, version] = line.split(' ').collect::<Vec<_>>()[..] else { return Err(400) };
    if line.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) || !["HTTP/1.1", "HTTP/1.0"].contains(&version)
    {
        return Err(400);
    }
    let all =
        |name: &'static str| headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| *value);
    let mut named = all("host");
    match (named.next(), named.next()) {
        (Some(host), None) if hosts.knows(host) => {}
        _ => return Err(403),
    }
    if headers.iter().any(|(name, _)| OF_PROXIES.contains(&name.as_str())) {
        return Err(403);
    }
    if method != "GET" && method != "HEAD" {
        return Err(405);
    }
    if all("transfer-encoding").next().is_some() || all("content-length").any(|length| length != "0") {
        return Err(400);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if target.contains('#') {
        return Err(400);
    }
    Ok(Request {
        is_head: method == "HEAD",
        path: decoded(path).ok_or(400_u16)?,
        query: query.to_owned(),
        origin: all("origin").next().map(str::to_owned),
        fetch_site: all("sec-fetch-site").next().map(str::to_owned),
    })
}

fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<(String, &'a str)>, u16> {
    let mut found = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(400_u16)?;
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(400);
        }
        if value.bytes().any(|byte| (byte < b' ' && byte != b'\t') || byte == 0x7f) {
            return Err(400);
        }
        found.push((name.to_ascii_lowercase(), value.trim_matches([' ', '\t'])));
    }
    if found.len() > MOST_HEADERS { Err(431) } else { Ok(found) }
}

/// The path in letters, once decoded; `None` for one that no page of a site has: it climbs, begins nowhere, has empty
/// parts or signs that mean something to one system or another.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| (byte? as char).to_digit(16);
        bytes.push((digit(rest.next())? * 16 + digit(rest.next())?) as u8);
    }
    let text = String::from_utf8(bytes).ok()?;
    if text.chars().any(|c| c.is_control() || c == '\\') {
        return None;
    }
    let parts: Vec<&str> = text.split('/').collect();
    let (last, folders) = parts.split_last()?;
    let climbs = |part: &&str| [".", ".."].contains(part);
    (!folders.iter().any(|part| part.is_empty() || climbs(part)) && !climbs(last)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::of(&["127.0.0.1:3917".parse().unwrap()])
    }

    fn asked(lines: &str) -> Result<Request, u16> {
        parse(format!("{}\r\n\r\n", lines.replace('\n', "\r\n")).as_bytes(), &hosts())
    }

    fn target(target: &str) -> Result<String, u16> {
        asked(&format!("GET {target} HTTP/1.1\nHost: localhost:3917")).map(|request| request.path)
    }

    #[test]
    fn a_plain_request_is_understood() {
        let request =
            asked("GET /crm/a%20b.html?now=1 HTTP/1.1\nHost: 127.0.0.1:3917\nOrigin: http://x").unwrap();
        assert_eq!((request.path.as_str(), request.query.as_str()), ("crm/a b.html", "now=1"));
        assert_eq!(request.origin.as_deref(), Some("http://x"));
        assert_eq!(target("/"), Ok(String::new()));
        assert_eq!(target("/crm/"), Ok("crm/".into()));
        assert_eq!(target("/%C3%A9.html"), Ok("é.html".into()));
    }

    #[test]
    fn paths_that_climb_or_hide_are_refused() {
        for path in [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/%2E./x",
            "/..%2fx",
            "/..%5cx",
            "/..\\x",
            "//etc/passwd",
            "/a//b",
            "/./x",
            "/a/..",
            "/%c0%ae%c0%ae/x",
            "/%e0%80%ae/x",
            "/x%00.html",
            "/%0d%0ax",
            "/%",
            "/%zz",
            "/a#b",
            "x",
            "http://localhost:3917/",
            "*",
            "/%7f",
        ] {
            assert_eq!(target(path), Err(400), "{path}");
        }
    }

    #[test]
    fn only_the_names_of_this_server_are_answered_to() {
        for host in
            ["evil.example:3917", "", "localhost:3918", "localhost", "localhost.:3917", "127.0.0.1.evil:3917"]
        {
            assert_eq!(asked(&format!("GET / HTTP/1.1\nHost: {host}")), Err(403), "{host}");
        }
        assert_eq!(asked("GET / HTTP/1.1\nAccept: x"), Err(403));
        assert_eq!(asked("GET / HTTP/1.1\nHost: localhost:3917\nhost: localhost:3917"), Err(403));
        assert_eq!(asked("GET / HTTP/1.1\nHost: localhost:3917\nX-Forwarded-Host: evil"), Err(403));
        assert!(asked("GET / HTTP/1.0\nHost: [::1]:3917").is_ok());
    }

    #[test]
    fn what_is_no_question_for_a_page_is_refused() {
        for method in ["POST", "PUT", "OPTIONS", "TRACE", "CONNECT", "get"] {
            assert_eq!(asked(&format!("{method} / HTTP/1.1\nHost: localhost:3917")), Err(405), "{method}");
        }
        for more in [
            "Content-Length: 3",
            "Transfer-Encoding: chunked",
            "bad header",
            "a b: c",
            "x: \u{1}",
            " folded: x",
        ] {
            assert_eq!(asked(&format!("GET / HTTP/1.1\nHost: localhost:3917\n{more}")), Err(400), "{more}");
        }
        assert_eq!(asked("GET / HTTP/2\nHost: localhost:3917"), Err(400));
        assert_eq!(parse(b"GET / HTTP/1.1\nHost: localhost:3917\n\n", &hosts()), Err(400));
        let many = "x: y\n".repeat(100);
        assert_eq!(asked(&format!("GET / HTTP/1.1\nHost: localhost:3917\n{}", many.trim_end())), Err(431));
    }

    #[test]
    fn a_request_without_end_is_noticed_before_it_ends() {
        assert_eq!(too_much(b"GET / HT"), None);
        assert_eq!(too_much(&vec![b'a'; LONGEST_LINE + 1]), Some(414));
        assert_eq!(too_much(b"GET /\r\n"), Some(400));
        let head = [b"GET / HTTP/1.1\r\nx: ".as_slice(), &vec![b'a'; LONGEST_HEAD]].concat();
        assert_eq!(too_much(&head), Some(431));
    }
}
