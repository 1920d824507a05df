//! Texts that only count as they were written: the last line holds the digest of all above it.

use std::fmt::Write;

use super::dir::manifest::{hash, hex};

/// What a build leaves to the next one in the hidden folder beside the site. It is never needed, and never believed without a
/// look at the site.
pub trait Memory: Default {
    /// The name of its file.
    const FILE: &'static str;

    fn write(&self) -> String;

    /// `None` where anything is not as it was written.
    fn parse(text: &str) -> Option<Self>;
}

/// Adds the last line.
pub fn seal(mut text: String) -> String {
    let digest = hex(&hash(text.as_bytes()));
    let _ = writeln!(text, "end {digest}");
    text
}

/// What stands above the last line; `None` where any byte differs.
pub fn opened(text: &str) -> Option<&str> {
    let body = text.get(..text.len().checked_sub("end \n".len() + 64)?)?;
    (text[body.len()..] == format!("end {}\n", hex(&hash(body.as_bytes())))).then_some(body)
}
