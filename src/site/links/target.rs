//! What stands in the brackets of a link, taken apart as a browser would.

/// Schemes whose links stay as they are.
const OUTSIDE: &[&str] = &["http", "https", "mailto", "tel", "sms"];
/// Schemes that run something.
const FORBIDDEN: &[&str] = &["javascript", "data", "vbscript", "blob", "filesystem", "view-source", "about"];

/// What kind of address a link has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// A path in the project, or an anchor alone.
    Relative,
    Outside,
    Forbidden,
    /// The disk of whoever wrote it, or of whoever reads it.
    File,
    /// A scheme of some program; shown, not linked.
    Unknown,
}

/// The scheme of `dest`. Browsers drop blanks and control characters inside, so they do not hide a scheme here.
pub fn scheme(dest: &str) -> Scheme {
    let hidden = |c: char| {
        c.is_control() || c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}')
    };
    let bare: String = dest.chars().filter(|c| !hidden(*c)).take(64).collect::<String>().to_lowercase();
    if bare.starts_with("//") || bare.starts_with("\\\\") {
        return Scheme::Forbidden;
    }
    let Some((name, _)) = bare.split_once(':') else { return Scheme::Relative };
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    match name {
        _ if !is_scheme => Scheme::Relative,
        name if OUTSIDE.contains(&name) => Scheme::Outside,
        name if FORBIDDEN.contains(&name) => Scheme::Forbidden,
        name if name == "file" || name.len() == 1 => Scheme::File,
        _ => Scheme::Unknown,
    }
}

/// A relative link in its parts, decoded.
#[derive(Debug, PartialEq, Eq)]
pub struct Relative {
    /// Empty for an anchor of the same file.
    pub path: String,
    pub anchor: Option<String>,
}

impl Relative {
    pub fn of(dest: &str) -> Relative {
        let (rest, anchor) = match dest.split_once('#') {
            Some((rest, anchor)) => (rest, Some(decoded(anchor)).filter(|a| !a.is_empty())),
            None => (dest, None),
        };
        let path = rest.split('?').next().unwrap_or("");
        Relative { path: decoded(path), anchor }
    }
}

/// The path from the project down that `path` means in the folder of `file`; `None` where it leaves the project.
pub fn joined(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { file.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `%20` and the like decoded once; what is no UTF-8 then stays as written.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).filter(|_| *first == b'%').and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("HTTPS://x"), Scheme::Outside);
        assert_eq!(scheme("a/b:c.md"), Scheme::Relative);
        assert_eq!(scheme("#t:1"), Scheme::Relative);
        assert_eq!(scheme("slack://x"), Scheme::Unknown);
        assert_eq!(scheme("C:\\plans\\a.md"), Scheme::File);
        assert_eq!(scheme("//host/x"), Scheme::Forbidden);
    }

    #[test]
    fn paths_are_joined_inside_the_project() {
        assert_eq!(joined("content/a/b.md", "../c.md").as_deref(), Some("content/c.md"));
        assert_eq!(joined("b.md", "../c.md"), None);
        assert_eq!(Relative::of("a%20b.md#x%2").path, "a b.md");
        assert_eq!(decoded("%ff"), "%ff");
    }
}
