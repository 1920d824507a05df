//! How fast: response times and frequencies, short enough to be read across a room.

use serde::Serialize;

use crate::recognise::{Concept, Vocabulary, duration};

/// Letters that still fit one cell of the matrix at its large size.
const LARGE: usize = 8;
/// No literal with a time in it is longer.
const LONGEST: usize = 160;

/// A time as written and as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reaction {
    pub literal: String,
    /// `30 min`, `1–2 h`, `at once`, or the literal.
    pub short: String,
    /// Whether `short` is short enough for the large size.
    pub large: bool,
    /// Longest time in minutes, where it can be read.
    pub minutes: Option<u32>,
}

impl Reaction {
    pub fn read(words: &Vocabulary, literal: &str) -> Reaction {
        let literal = literal.trim().to_owned();
        let span = span_in(&literal);
        let at_once = span.is_none() && words.speaks(Concept::Immediately, &literal);
        let short = match span {
            Some([from, to]) => spoken(from, to),
            None if at_once => "at once".to_owned(),
            None => literal.clone(),
        };
        let minutes = span.map(|s| s[1]).or(at_once.then_some(0));
        Reaction { large: short.chars().count() <= LARGE, short, minutes, literal }
    }

    /// Whether the two cannot both hold.
    pub fn contradicts(&self, other: &Reaction) -> bool {
        match (self.minutes, other.minutes) {
            (Some(a), Some(b)) => a != b,
            _ => {
                let (a, b) = (self.literal.to_lowercase(), other.literal.to_lowercase());
                !a.contains(&b) && !b.contains(&a)
            }
        }
    }
}

/// The first duration inside a literal, in minutes.
fn span_in(literal: &str) -> Option<[u32; 2]> {
    if literal.len() > LONGEST {
        return None;
    }
    let begins = literal.char_indices().filter(|(at, c)| {
        let before = literal[..*at].chars().next_back();
        c.is_numeric() && !before.is_some_and(|b| b.is_alphanumeric() || b == '.')
    });
    for begin in std::iter::once(0).chain(begins.map(|(at, _)| at)) {
        let mut rest = &literal[begin..];
        loop {
            if let Some(minutes) = duration(rest).and_then(|d| d.minutes) {
                return Some(minutes);
            }
            match rest.trim_end().rfind(|c: char| c.is_whitespace() || "(),;/".contains(c)) {
                Some(cut) if cut > 0 => rest = &rest[..cut],
                _ => break,
            }
        }
    }
    None
}

fn spoken(from: u32, to: u32) -> String {
    let (unit, size) = match to {
        m if m > 2880 && m % 1440 == 0 => ("d", 1440),
        m if m >= 60 && m % 60 == 0 => ("h", 60),
        _ => ("min", 1),
    };
    match (from, to) {
        (0, to) => format!("{} {unit}", to / size),
        (from, to) if from == to => format!("{} {unit}", to / size),
        (from, to) if from % size == 0 => format!("{}–{} {unit}", from / size, to / size),
        (from, to) => format!("{}–{}", spoken(from, from), spoken(to, to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_become_short() {
        let cases = [
            ("<30 minutes", "30 min"),
            ("Response within 2 hours", "2 h"),
            ("Every 15 minutes until solved", "15 min"),
            ("1-2 hours", "1–2 h"),
            ("Immediate Response", "at once"),
            ("next business day", "next business day"),
            ("innerhalb von 30 Minuten", "30 min"),
        ];
        for (literal, short) in cases {
            assert_eq!(Reaction::read(&Vocabulary::built_in(), literal).short, short, "{literal}");
        }
    }

    #[test]
    fn the_same_time_in_other_words_is_no_contradiction() {
        let words = Vocabulary::built_in();
        let read = |literal| Reaction::read(&words, literal);
        assert!(!read("<30 minutes").contradicts(&read("Response within 30 minutes")));
        assert!(!read("Immediate").contradicts(&read("Immediate Response")));
        assert!(read("15 minutes").contradicts(&read("within 30 minutes")));
        assert!(read("Immediate").contradicts(&read("15 minutes")));
    }
}
