//! Answers, with the headers that keep pages to themselves.

use std::sync::Arc;

/// Served pages may do what published ones may, and listen to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types tminus";

/// Files beside plans are opened by themselves: drawings have styles of their own, and a viewer shows documents.
const POLICY_OF_FILES: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What goes back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// The type of the body.
    pub kind: &'static str,
    pub body: Arc<[u8]>,
    /// One header more.
    pub extra: Option<(&'static str, String)>,
    /// What it may do when a browser opens it.
    policy: &'static str,
}

impl Answer {
    pub fn new(status: u16, kind: &'static str, body: impl Into<Arc<[u8]>>) -> Answer {
        Answer { status, kind, body: body.into(), extra: None, policy: POLICY }
    }

    /// A file that a plan points to.
    pub fn beside(path: &str, body: Arc<[u8]>) -> Answer {
        Answer { policy: POLICY_OF_FILES, ..Answer::new(200, kind_of(path), body) }
    }

    pub fn html(status: u16, text: String) -> Answer {
        Answer::new(status, "text/html; charset=utf-8", text.into_bytes())
    }

    /// A refusal without words of the request in it.
    pub fn refused(status: u16) -> Answer {
        let answer = Answer::new(
            status,
            "text/plain; charset=utf-8",
            format!("{status} {}\n", reason(status)).into_bytes(),
        );
        Answer { extra: (status == 405).then(|| ("Allow", "GET, HEAD".to_owned())), ..answer }
    }

    /// Leads on to another path of this server.
    pub fn moved(path: &str) -> Answer {
        Answer { extra: Some(("Location", path.to_owned())), ..Answer::refused(308) }
    }

    pub fn with(self, name: &'static str, value: String) -> Answer {
        Answer { extra: Some((name, value)), ..self }
    }

    /// The bytes of the answer; its head alone, where that was asked for.
    pub fn bytes(&self, is_head: bool) -> Vec<u8> {
        let mut bytes = head_with(self.status, self.kind, self.policy);
        bytes.extend_from_slice(format!("Content-Length: {}\r\n", self.body.len()).as_bytes());
        if let Some((name, value)) = &self.extra {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        if !is_head {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

/// The first lines of an answer, without the blank one.
pub fn head(status: u16, kind: &str) -> Vec<u8> {
    head_with(status, kind, POLICY)
}

fn head_with(status: u16, kind: &str, policy: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\
         Connection: close\r\n",
        reason(status)
    )
    .into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Refused",
    }
}

/// The type of a file, by its ending.
pub fn kind_of(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "text/xml; charset=utf-8",
        "avif" => "image/avif",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "txt" | "log" | "yaml" | "yml" | "toml" | "md" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Text between tags.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
