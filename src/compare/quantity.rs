//! Numbers with their units, exact: `1 %`, `300 ms`, `1-2 hours`, `1,000 mails`, `$ 50`.
//!
//! A value is kept in millionths of the smallest unit of its dimension, so that `0.3 s` is `300 ms`. What is no
//! amount is none: dates, times of day, versions, `P95`, `#12`, the number of a phase.

use crate::recognise::{Concept, Vocabulary, fold, is_unspaced};

/// Parts of one.
const ONE: i128 = 1_000_000;

/// Digits that a number may have in front of and behind its point.
const DIGITS: usize = 18;

/// What an amount counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// In parts of a thousand.
    Share,
    /// In milliseconds.
    Time,
    /// In bytes.
    Size,
    /// By the sign or name of the currency.
    Money(String),
    /// By the word behind the number, folded; empty where there is none.
    Count(String),
}

/// An amount or a range of amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub low: i128,
    pub high: i128,
    pub dimension: Dimension,
    /// As written.
    pub literal: String,
    /// Bytes of the literal in the text.
    pub start: usize,
    pub end: usize,
}

impl Quantity {
    /// Whether the two count the same.
    pub fn compares(&self, other: &Quantity) -> bool {
        match (&self.dimension, &other.dimension) {
            (Dimension::Count(a), Dimension::Count(b)) => a == b || a.is_empty() || b.is_empty(),
            (a, b) => a == b,
        }
    }
}

/// All amounts of a text, in order.
pub fn quantities(vocabulary: &Vocabulary, text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = next_digit(text, from) {
        let (amount, end) = read(vocabulary, text, at);
        found.extend(amount);
        from = end.max(at + 1);
    }
    found
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(|c: char| c.is_ascii_digit()).map(|at| from + at)
}

/// The amount whose digits begin at `at`, and where to read on.
fn read(vocabulary: &Vocabulary, text: &str, at: usize) -> (Option<Quantity>, usize) {
    let before = text[..at].chars().next_back();
    let skip = skipped(text, at);
    let joined =
        |c: char| (c.is_alphanumeric() && !is_unspaced(c)) || matches!(c, '_' | '#' | '/' | '.' | ':' | '@');
    let signed = before == Some('-') && text[..at - 1].ends_with(|c: char| c.is_alphanumeric());
    if before.is_some_and(joined) || signed || skip.is_some() {
        return (None, skip.unwrap_or_else(|| at + number_width(&text[at..])));
    }
    let Some((low, first_end)) = number(text, at) else { return (None, at + number_width(&text[at..])) };
    let (high, number_end) = range_end(text, first_end).unwrap_or((low, first_end));
    let (start, currency) = currency_before(text, at);
    let money = currency.map(|sign| (Dimension::Money(sign), 1, number_end));
    let unit = money.or_else(|| unit(vocabulary, text, number_end));
    let Some((dimension, factor, end)) = unit else { return (None, number_end) };
    let literal = text[start..end].trim().to_owned();
    let (low, high) = (low * factor, high * factor);
    (Some(Quantity { low, high, dimension, literal, start, end }), end)
}

fn number_width(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// The end of a date, a time of day or a version that begins at `at`.
fn skipped(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '-' | '/' | '.' | ',')))
        .unwrap_or(rest.len());
    let run = rest[..end].trim_end_matches([':', '-', '/', '.', ',']);
    let parts = |sign: char| {
        run.split(sign).filter(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit())).count()
    };
    let clock = run.contains(':') && parts(':') >= 2;
    let date = parts('-') >= 3 || parts('/') >= 2;
    let dotted = parts('.') >= 3 && run.split('.').skip(1).any(|part| part.len() != 3);
    (clock || date || dotted).then_some(at + run.len())
}

/// A number at `at` in millionths, and its end. One comma before three digits parts thousands.
fn number(text: &str, at: usize) -> Option<(i128, usize)> {
    let rest = &text[at..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let run = rest[..end].trim_end_matches(['.', ',']);
    let mark = run.rfind(['.', ',']);
    let (whole, part) = match mark {
        None => (run.to_owned(), ""),
        Some(mark) => {
            let sign = &run[mark..=mark];
            let (front, part) = (&run[..mark], &run[mark + 1..]);
            let thousands =
                part.len() == 3 && (sign == "," || front.contains(sign)) && !front.starts_with('0');
            let bare = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            if thousands { (bare(run), "") } else { (bare(front), part) }
        }
    };
    if whole.len() > DIGITS {
        return None;
    }
    let millionths: String = part.chars().chain(std::iter::repeat('0')).take(6).collect();
    let value = whole.parse::<i128>().ok()? * ONE + millionths.parse::<i128>().ok()?;
    Some((value, at + run.len()))
}

/// The second number of a range right behind the first: `1-2`, `1 – 2`.
fn range_end(text: &str, first_end: usize) -> Option<(i128, usize)> {
    let rest = &text[first_end..];
    let joint = rest.trim_start();
    let sign = joint.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '~' | '～'))?;
    let behind = joint[sign.len_utf8()..].trim_start();
    let at = text.len() - behind.len();
    if at - first_end > 6 || !behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    number(text, at)
}

/// A sign of money in front of the number: where it begins, and what it is.
fn currency_before(text: &str, at: usize) -> (usize, Option<String>) {
    let front = text[..at].trim_end();
    match front.chars().next_back().filter(|c| is_money(*c)) {
        Some(sign) if at - front.len() <= 1 => (front.len() - sign.len_utf8(), Some(sign.to_string())),
        _ => (at, None),
    }
}

fn is_money(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '￥' | '₹' | '₩')
}

/// Dimension, factor and end of the unit behind a number. A number that is glued to letters that are no unit is none.
fn unit(vocabulary: &Vocabulary, text: &str, end: usize) -> Option<(Dimension, i128, usize)> {
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']).len();
    let behind = &rest[gap..];
    let first = behind.chars().next();
    let at = end + gap;
    if let Some(sign) = first.filter(|c| matches!(c, '%' | '％' | '‰')) {
        return Some((Dimension::Share, if sign == '‰' { 1 } else { 10 }, at + sign.len_utf8()));
    }
    if let Some(sign) = first.filter(|c| is_money(*c)) {
        return Some((Dimension::Money(sign.to_string()), 1, at + sign.len_utf8()));
    }
    let width =
        behind.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))).unwrap_or(behind.len());
    let word = &behind[..width];
    if word.is_empty() {
        return Some((Dimension::Count(String::new()), 1, end));
    }
    if let Some((dimension, factor, width)) = named(vocabulary, word, gap == 0) {
        return Some((dimension, factor, at + width));
    }
    let glued = gap == 0 && !word.starts_with(is_unspaced);
    (!glued).then(|| {
        let noun = fold(word);
        (Dimension::Count(noun), 1, end)
    })
}

/// A unit by its name: dimension, factor, bytes.
fn named(vocabulary: &Vocabulary, word: &str, glued: bool) -> Option<(Dimension, i128, usize)> {
    const SECOND: i128 = 1000;
    const TIMES: [(Concept, i128); 7] = [
        (Concept::Millisecond, 1),
        (Concept::Second, SECOND),
        (Concept::Minute, 60 * SECOND),
        (Concept::Hour, 3_600 * SECOND),
        (Concept::Day, 86_400 * SECOND),
        (Concept::Week, 604_800 * SECOND),
        (Concept::Month, 2_592_000 * SECOND),
    ];
    if word.starts_with(is_unspaced) {
        let fits =
            |(concept, factor): &(Concept, i128)| Some((vocabulary.unspaced_front(*concept, word)?, *factor));
        let (width, factor) = TIMES.iter().filter_map(fits).max_by_key(|(width, _)| *width)?;
        return Some((Dimension::Time, factor, width));
    }
    if let Some((_, factor)) = TIMES.iter().find(|(concept, _)| vocabulary.is(*concept, word)) {
        return Some((Dimension::Time, *factor, word.len()));
    }
    if vocabulary.is(Concept::Percent, word) {
        return Some((Dimension::Share, 10, word.len()));
    }
    let short = match (word, glued) {
        ("m", true) => Some((Dimension::Time, 60 * SECOND)),
        ("d", true) => Some((Dimension::Time, 86_400 * SECOND)),
        ("w", true) => Some((Dimension::Time, 604_800 * SECOND)),
        _ => None,
    };
    let sized = size(word).map(|factor| (Dimension::Size, factor));
    let money = matches!(word, "EUR" | "USD" | "GBP" | "CHF" | "JPY" | "INR" | "BRL" | "CNY")
        .then(|| (Dimension::Money(word.to_owned()), 1));
    short.or(sized).or(money).map(|(dimension, factor)| (dimension, factor, word.len()))
}

fn size(word: &str) -> Option<i128> {
    Some(match word {
        "KB" | "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, i128, i128)> {
        let vocabulary = Vocabulary::built_in();
        quantities(&vocabulary, text).into_iter().map(|q| (q.literal, q.low, q.high)).collect()
    }

    fn one(text: &str) -> Quantity {
        quantities(&Vocabulary::built_in(), text).remove(0)
    }

    #[test]
    fn amounts_of_all_units() {
        assert_eq!(
            read("p95 < 0.3 s and 99,5 % up"),
            [("0.3 s".to_owned(), 300 * ONE, 300 * ONE), ("99,5 %".to_owned(), 995 * ONE, 995 * ONE)]
        );
        assert_eq!(one("within 1-2 hours").high, 7_200_000 * ONE);
        assert_eq!(one("1,000 mails").low, 1000 * ONE);
        assert_eq!(one("15分钟内").low, 900_000 * ONE);
        assert_eq!(one("for 5m").low, 300_000 * ONE);
        assert_eq!(one("over $ 50 a day").dimension, Dimension::Money("$".into()));
        assert_eq!(one("2 GB free").dimension, Dimension::Size);
        assert_eq!(one("3 approvers").dimension, Dimension::Count("approvers".into()));
    }

    #[test]
    fn what_is_no_amount() {
        for text in
            ["P95", "on 2026-11-20", "at 10:30", "v1.2.3", "#12", "T-7", "release 1.2.3", "HTTP/2", "10/11"]
        {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
        assert_eq!(read("9".repeat(60).as_str()), []);
    }
}
