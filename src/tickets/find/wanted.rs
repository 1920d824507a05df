//! What an address asks the site for.

use unicode_normalization::UnicodeNormalization;

use super::decode;

/// Stands in a path or fragment for what only a program knows, such as `{{ $labels.x }}`.
pub const ANYTHING: char = '\u{FFFC}';

/// How an address names the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// With the host of the base of this number.
    Base(usize),
    /// As a permalink without host.
    Relative,
    /// As a bare code.
    Code,
}

/// A path of the site and a place in it, decoded. Query and tracking parameters are dropped: pages do not read them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    pub by: By,
    /// Without `/` in front, without `index.html` at the end.
    pub path: String,
    pub fragment: Option<String>,
}

impl Wanted {
    /// Reads what stands behind the host.
    pub fn of(by: By, rest: &str) -> Wanted {
        let rest = decode::entities(rest);
        let (path, fragment) = match rest.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (rest.as_str(), None),
        };
        let path = opened(&decode::percent(path.split('?').next().unwrap_or("")));
        // Some programs encode the sign in front of the fragment too.
        let (path, hidden) = match path.split_once('#') {
            Some((path, fragment)) => (path.to_owned(), Some(fragment.to_owned())),
            None => (path, None),
        };
        let fragment = fragment.map(|f| opened(&decode::percent(f))).or(hidden);
        let fragment = fragment.map(|f| f.split(":~:").next().unwrap_or("").nfc().collect::<String>());
        Wanted { by, path: plain_path(&path), fragment: fragment.filter(|f| !f.is_empty()) }
    }

    /// A bare code asks for its permalink.
    pub fn of_code(code: &str) -> Wanted {
        Wanted { by: By::Code, path: format!("t/{}", code.to_uppercase()), fragment: None }
    }

    /// Whether a part of it is only known to a program.
    pub fn is_open(&self) -> bool {
        self.path.contains(ANYTHING) || self.fragment.as_ref().is_some_and(|f| f.contains(ANYTHING))
    }
}

/// The path without empty and relative parts and without the name of the page of a folder.
fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let is_folder = path.ends_with('/');
    let mut path: String = parts.join("/").nfc().collect();
    if let Some(folder) = path.strip_suffix("index.html").or_else(|| path.strip_suffix("index.htm"))
        && (folder.is_empty() || folder.ends_with('/'))
    {
        path = folder.to_owned();
    } else if is_folder && !path.is_empty() && !path.ends_with(".html") {
        path.push('/');
    }
    path
}

/// `text` with each place that a program fills in as one [`ANYTHING`].
fn opened(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '$']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = if tail.starts_with("{{") {
            tail.find("}}").map(|end| end + 2)
        } else if tail.starts_with("${") || tail.starts_with('{') {
            tail.find('}').map(|end| end + 1)
        } else {
            None
        };
        match end {
            Some(end) => {
                out.push(ANYTHING);
                rest = &tail[end..];
            }
            None => {
                out.push_str(&tail[..1]);
                rest = &tail[1..];
            }
        }
    }
    out + rest
}
