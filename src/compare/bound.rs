//! Limits in a wording: an amount, and the side of it that is meant.
//!
//! `< 1 %`, `at least 3 nodes`, `within 5 minutes`, `5 分钟内`, `every 10 minutes`, `wait 30 minutes`. The words around
//! the number decide by concepts of the vocabulary; an amount of which nothing says which side is meant stays open.

use super::quantity::{Dimension, Quantity, quantities};
use crate::recognise::{Concept, Vocabulary};

/// The side of an amount that a wording means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    AtMost,
    AtLeast,
}

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A value of something.
    Limit,
    /// By when at the latest.
    Deadline,
    /// How often: `every 10 minutes`.
    Interval,
    /// How long nothing is done: `wait 30 minutes`.
    Wait,
    /// How long a state must last: `for 5 minutes`.
    Sustained,
}

/// An amount with its side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub quantity: Quantity,
    pub side: Option<Side>,
    /// Whether the amount itself is out; `None` where words leave it open.
    pub strict: Option<bool>,
    pub role: Role,
}

/// Words in front of a number that are asked.
const NEAR: usize = 4;

/// The limits of a text, in order. `field` is the heading of the column or the name in front of a colon.
pub fn bounds(vocabulary: &Vocabulary, field: &str, text: &str) -> Vec<Bound> {
    let mut from = 0;
    let amounts = quantities(vocabulary, text);
    let ends: Vec<usize> = amounts.iter().skip(1).map(|q| q.start).chain([text.len()]).collect();
    let read = |(quantity, end): (Quantity, usize)| {
        // Two readings of one number may overlap.
        let before = text.get(from..quantity.start).unwrap_or_default();
        let behind = text.get(quantity.end..end).unwrap_or_default();
        from = quantity.end;
        bound(vocabulary, field, before, behind, quantity)
    };
    amounts.into_iter().zip(ends).map(read).collect()
}

fn bound(vocabulary: &Vocabulary, field: &str, before: &str, behind: &str, quantity: Quantity) -> Bound {
    let near = last_words(before);
    let next = first_words(behind);
    let is_time = quantity.dimension == Dimension::Time;
    if let Some((side, strict)) = sign(before) {
        return Bound { quantity, side: Some(side), strict: Some(strict), role: Role::Limit };
    }
    let waits =
        is_time && (vocabulary.speaks(Concept::Wait, before) || vocabulary.speaks(Concept::Wait, field));
    if let Some(side) = worded(vocabulary, near, next) {
        let due = [near, next].iter().any(|words| vocabulary.speaks(Concept::Deadline, words));
        let role = match side {
            Side::AtLeast if waits => Role::Wait,
            Side::AtMost if is_time && due => Role::Deadline,
            _ => Role::Limit,
        };
        return Bound { quantity, side: Some(side), strict: None, role };
    }
    let (role, side) = match () {
        () if !is_time => (Role::Limit, None),
        () if waits => (Role::Wait, Some(Side::AtLeast)),
        () if speaks_of_interval(vocabulary, field, near) => (Role::Interval, Some(Side::AtMost)),
        () if vocabulary.speaks(Concept::Sustained, near) => (Role::Sustained, Some(Side::AtLeast)),
        () if is_deadline(vocabulary, field, before) => (Role::Deadline, Some(Side::AtMost)),
        () => (Role::Limit, None),
    };
    Bound { quantity, side, strict: None, role }
}

/// The sign right in front of the number.
fn sign(before: &str) -> Option<(Side, bool)> {
    const SIGNS: [(&str, Side, bool); 12] = [
        ("<=", Side::AtMost, false),
        ("=<", Side::AtMost, false),
        (">=", Side::AtLeast, false),
        ("=>", Side::AtLeast, false),
        ("≤", Side::AtMost, false),
        ("≦", Side::AtMost, false),
        ("≥", Side::AtLeast, false),
        ("≧", Side::AtLeast, false),
        ("<", Side::AtMost, true),
        ("＜", Side::AtMost, true),
        (">", Side::AtLeast, true),
        ("＞", Side::AtLeast, true),
    ];
    let front = before.trim_end_matches([' ', '\u{a0}', '~', '≈', '(']);
    let found = SIGNS.iter().find(|(sign, ..)| front.ends_with(sign))?;
    // An arrow is no comparison.
    let arrow = front.ends_with("->") || front.ends_with("=>") && front.trim_end_matches("=>").ends_with(' ');
    (!arrow).then_some((found.1, found.2))
}

/// Words that compare: in front of the number, or behind it.
fn worded(vocabulary: &Vocabulary, near: &str, next: &str) -> Option<Side> {
    if vocabulary.speaks(Concept::NoMoreThan, near) {
        return Some(Side::AtMost);
    }
    if vocabulary.speaks(Concept::NoLessThan, near) {
        return Some(Side::AtLeast);
    }
    let most = vocabulary.find(Concept::AtMost, near);
    let least = vocabulary.find(Concept::AtLeast, near);
    match (most, least) {
        (Some(_), None) => return Some(Side::AtMost),
        (None, Some(_)) => return Some(Side::AtLeast),
        // The one nearer to the number is meant.
        (Some(most), Some(least)) if most != least => {
            return Some(if most > least { Side::AtMost } else { Side::AtLeast });
        }
        _ => {}
    }
    let leads = |concept| vocabulary.leads(concept, next);
    match (leads(Concept::OrLess), leads(Concept::OrMore)) {
        (true, false) => Some(Side::AtMost),
        (false, true) => Some(Side::AtLeast),
        _ => None,
    }
}

fn speaks_of_interval(vocabulary: &Vocabulary, field: &str, near: &str) -> bool {
    let of_field = [Concept::UpdateFrequency, Concept::Frequency];
    vocabulary.speaks(Concept::Frequency, near) || of_field.iter().any(|c| vocabulary.speaks(*c, field))
}

/// Whether a length of time is one that must not be exceeded.
fn is_deadline(vocabulary: &Vocabulary, field: &str, before: &str) -> bool {
    let concepts =
        [Concept::ResponseTime, Concept::ResolutionTime, Concept::UpdateFrequency, Concept::Deadline];
    concepts.iter().any(|c| vocabulary.speaks(*c, field) || vocabulary.speaks(*c, before))
}

/// The last words of a text, up to the last sign that ends a clause.
fn last_words(text: &str) -> &str {
    let clause = text.rfind(['.', ';', ',', ':', '(', '|', '。', '，', '；']).map_or(text, |at| {
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        &text[at + width..]
    });
    let starts: Vec<usize> = word_starts(clause).collect();
    let from = starts.len().checked_sub(NEAR).and_then(|at| starts.get(at)).copied().unwrap_or(0);
    clause[from..].trim()
}

fn first_words(text: &str) -> &str {
    let text = text.trim_start_matches([' ', '\u{a0}', ')']);
    let end = word_starts(text).nth(NEAR).unwrap_or(text.len());
    let clause = text[..end].find(['.', ';', ',', '|', '。', '，']).unwrap_or(end);
    text[..clause].trim()
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut blank = true;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = blank && !c.is_whitespace();
        blank = c.is_whitespace();
        starts.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<Side>, Role)> {
        let vocabulary = Vocabulary::built_in();
        bounds(&vocabulary, "", text).into_iter().map(|b| (b.side, b.role)).collect()
    }

    #[test]
    fn sides_by_signs_and_words_in_many_languages() {
        let most = [
            "Error rate < 1 %",
            "≤ 300 ms",
            "no more than 3 retries",
            "höchstens 5 Fehler",
            "不超过 3 次",
            "not more than 2 nodes",
        ];
        for text in most {
            assert_eq!(read(text), [(Some(Side::AtMost), Role::Limit)], "{text}");
        }
        let least = [
            ">= 99.5 %",
            "at least 3 nodes",
            "mindestens 95 %",
            "more than 500 mails",
            "99 % or more",
            "不低于 95 %",
            "稼働率 99 % 以上",
            "no less than 2 people",
            "pelo menos 2 pessoas",
        ];
        for text in least {
            assert_eq!(read(text), [(Some(Side::AtLeast), Role::Limit)], "{text}");
        }
    }

    #[test]
    fn lengths_of_time_by_what_they_are_for() {
        for text in ["within 5 minutes", "en moins de 5 minutes", "5 分钟内恢复", "Response time: 15 min"]
        {
            assert_eq!(read(text), [(Some(Side::AtMost), Role::Deadline)], "{text}");
        }
        assert_eq!(read("10 minutes or less"), [(Some(Side::AtMost), Role::Limit)]);
        assert_eq!(read("Check every 10 minutes"), [(Some(Side::AtMost), Role::Interval)]);
        assert_eq!(read("Wait for 30 minutes"), [(Some(Side::AtLeast), Role::Wait)]);
        assert_eq!(read("30 Minuten"), [(None, Role::Limit)]);
        assert_eq!(read("Warten: 30 Minuten"), [(Some(Side::AtLeast), Role::Wait)]);
        let both = read("Error rate > 5 % for 10 minutes");
        assert_eq!(both, [(Some(Side::AtLeast), Role::Limit), (Some(Side::AtLeast), Role::Sustained)]);
        assert_eq!(read("web -> 3 nodes"), [(None, Role::Limit)]);
    }
}
