//! Roles, persons, telephone numbers and addresses by their looks.

use super::parts::split_bracket;
use super::{Concept, Context};

/// Words that name a role: up to six, with a job title among them.
pub fn is_role(ctx: &Context, words: &str) -> bool {
    words.split_whitespace().count() <= 6 && ctx.speaks(Concept::JobTitle, words)
}

/// Two to four words with capitals, none of them a word of work.
pub fn is_person(ctx: &Context, words: &str) -> bool {
    let (head, _) = split_bracket(words);
    let count = head.split_whitespace().count();
    let capital = |w: &str| {
        w.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    let plain = head.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ".'’-".contains(c));
    let other = [
        Concept::JobTitle,
        Concept::Status,
        Concept::Done,
        Concept::SignOff,
        Concept::Go,
        Concept::ChannelKind,
        Concept::Role,
    ];
    (1..=4).contains(&count)
        && plain
        && head.split_whitespace().all(capital)
        && !other.iter().any(|c| ctx.speaks(*c, head))
}

/// An e-mail address.
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    match text.split_once('@') {
        Some((user, host)) => {
            !user.is_empty()
                && !text.contains(char::is_whitespace)
                && host.contains('.')
                && !host.contains('@')
        }
        None => false,
    }
}

/// A telephone number as people write them, vanity numbers and numbers with masked digits included.
pub fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let (head, _) = split_bracket(text);
    let digits = head.chars().filter(char::is_ascii_digit).count();
    let other = head.chars().filter(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X')).count();
    let starts = head.starts_with(['+', '(']) || head.starts_with(|c: char| c.is_ascii_digit());
    let marks = head.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "+()-./–#".contains(c));
    starts && marks && ((digits >= 6 && other <= 3) || (head.starts_with('+') && digits >= 3))
}
