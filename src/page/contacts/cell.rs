//! Cells of the contact sheet: what is written, what can be dialled, what is a blank.

use serde::Serialize;

/// A cell of the sheet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    pub text: Option<String>,
    /// Where a real number or address leads.
    pub href: Option<String>,
    /// What stands in the place of a fact that must be filled in; `None` where nothing is asked.
    pub blank: Option<String>,
}

/// Whether a cell holds nothing but a placeholder.
pub fn is_blank(text: &str, placeholders: &[String]) -> bool {
    let bracketed = text.starts_with(['[', '<', '{']) && text.ends_with([']', '>', '}']);
    let ruled = !text.is_empty() && text.chars().all(|c| "_-–—.…?xX/ ".contains(c));
    bracketed || ruled || placeholders.iter().any(|p| p == text)
}

/// The address itself, when nothing else stands there.
pub fn web(text: &str) -> Option<String> {
    let alone = !text.contains(char::is_whitespace);
    (alone && (text.starts_with("https://") || text.starts_with("http://"))).then(|| text.to_owned())
}

/// `tel:` for a number that can be dialled: digits, perhaps a plus, blanks and the usual marks; 5 to 15 digits.
pub fn dial(text: &str) -> Option<String> {
    let usual = |c: char| c.is_ascii_digit() || " ().-/+\u{a0}\u{2011}".contains(c);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plus = text.starts_with('+') || text.starts_with("(+");
    (text.chars().all(usual) && (5..=15).contains(&digits.len()))
        .then(|| format!("tel:{}{digits}", if plus { "+" } else { "" }))
}

pub fn mail(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c))
    };
    (plain(name) && plain(host) && host.contains('.')).then(|| format!("mailto:{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_become_links() {
        assert_eq!(dial("+49 (0)30 1234-567").as_deref(), Some("tel:+490301234567"));
        assert_eq!(dial("ext. 42"), None);
        assert_eq!(dial("+977-98XXXXXXXX"), None);
        assert_eq!(dial("[Phone]"), None);
        assert_eq!(mail("ops@example.org").as_deref(), Some("mailto:ops@example.org"));
        assert_eq!(mail("ask @someone"), None);
    }
}
