//! Codes, language tags and words of a list.

use super::Wrong;
use crate::diag::nearest;

pub(super) fn code(text: &str) -> Option<Wrong> {
    let right = (2..=8).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let letters: String = text.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let hint = if letters.len() >= 2 && letters.starts_with(|c: char| c.is_ascii_alphabetic()) {
        format!(
            "write `{}`, or another code of two to eight capital letters and digits",
            letters.to_uppercase()
        )
    } else {
        "write two to eight capital letters and digits, such as SCN".to_owned()
    };
    (!right).then(|| Wrong::new("not-a-code", format!("`{text}` is no code"), hint))
}

/// A language tag: two or three letters, then more parts of letters and digits.
pub(super) fn language(text: &str) -> Option<Wrong> {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    let right = (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
    (!right).then(|| {
        Wrong::new(
            "not-a-language",
            format!("`{text}` is no language tag"),
            "write a tag such as en, de or pt-BR",
        )
    })
}

pub(super) fn choice(text: &str, words: &'static [&'static str], key: &str) -> Option<Wrong> {
    if words.contains(&text) {
        return None;
    }
    let normal = text.to_lowercase().replace([' ', '_'], "-");
    let list = words.join(", ");
    let hint = match nearest(&normal, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? possible are {list}"),
        None => format!("possible are {list}"),
    };
    Some(Wrong::new("unknown-word", format!("`{text}` is no {key}"), hint))
}

pub(super) fn flag(text: &str, key: &str) -> Option<Wrong> {
    let right = matches!(text, "true" | "false");
    (!right).then(|| Wrong::new("wrong-type", format!("`{key}` is `{text}`"), "write true or false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_languages_and_words() {
        assert!(code("SCN").is_none() && code("P2X").is_none());
        assert!(code("scn").is_some_and(|w| w.hint.is_some_and(|h| h.contains("`SCN`"))));
        assert!(code("").is_some() && code("Ü").is_some() && code("TOOLONGCODE").is_some());
        assert!(language("pt-BR").is_none() && language("German").is_some());
        let hint =
            |text: &str| choice(text, super::super::super::keys::STATUSES, "status").and_then(|w| w.hint);
        assert_eq!(hint("draft"), None);
        assert!(hint("Aproved").is_some_and(|h| h.contains("did you mean `approved`")));
    }
}
