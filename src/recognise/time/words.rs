//! The lexicon of time: which words mean what, all languages together (`words.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::token::{Token, tokens};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// Minutes of one unit; a month counts 30 days.
    pub fn minutes(self) -> f64 {
        match self {
            Unit::Second => 1.0 / 60.0,
            Unit::Minute => 1.0,
            Unit::Hour => 60.0,
            Unit::Day => 1440.0,
            Unit::Week => 7.0 * 1440.0,
            Unit::Month => 30.0 * 1440.0,
            Unit::Quarter => 91.0 * 1440.0,
            Unit::Year => 365.0 * 1440.0,
        }
    }

    /// Days of one unit, for units of whole days.
    pub fn days(self) -> Option<i32> {
        match self {
            Unit::Day => Some(1),
            Unit::Week => Some(7),
            _ => None,
        }
    }
}

/// What a phrase of the lexicon means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Unit(Unit),
    Before,
    After,
    First,
    Within,
    /// Minutes from T-0.
    Moment(i64),
    /// A part of a day.
    Part,
    /// Today, tomorrow.
    Nearby,
    To,
    About,
    At,
    Minus,
    Plus,
    Am,
    Pm,
    OClock,
    Suffix,
    And,
    Of,
    Month(u8),
    /// Monday is 1.
    Weekday(u8),
    Zone,
}

type Phrases = Vec<(Vec<String>, Meaning)>;

/// The phrases by their first word, longest first.
#[derive(Debug, Default)]
struct Lexicon {
    by_first: BTreeMap<String, Phrases>,
}

/// The longest phrase at `tokens[at..]` for which `wanted` gives something, with its width in tokens.
pub fn find<T>(tokens: &[Token], at: usize, wanted: impl Fn(Meaning) -> Option<T>) -> Option<(T, usize)> {
    let first = tokens.get(at)?;
    let phrases = lexicon().by_first.get(&first.text)?;
    phrases.iter().find_map(|(words, meaning)| {
        if *meaning == Meaning::Zone && !first.is_capital() {
            return None;
        }
        let width = width_of(words, &tokens[at..])?;
        wanted(*meaning).map(|found| (found, width))
    })
}

/// Width of `meaning` at `tokens[at..]`, when it stands there.
pub fn is(tokens: &[Token], at: usize, meaning: Meaning) -> Option<usize> {
    find(tokens, at, |m| (m == meaning).then_some(())).map(|(_, width)| width)
}

/// The unit at `tokens[at..]` with its width.
pub fn unit(tokens: &[Token], at: usize) -> Option<(Unit, usize)> {
    find(tokens, at, |m| match m {
        Meaning::Unit(unit) => Some(unit),
        _ => None,
    })
}

/// How many tokens `words` take there; a hyphen between words counts as a blank.
fn width_of(words: &[String], tokens: &[Token]) -> Option<usize> {
    let mut at = 0;
    for (number, word) in words.iter().enumerate() {
        if number > 0 && tokens.get(at)?.is("-") && !word.starts_with('-') {
            at += 1;
        }
        if tokens.get(at)?.text != *word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The width of the name of a weekday.
pub fn weekday_name(tokens: &[Token], at: usize) -> Option<usize> {
    find(tokens, at, |meaning| matches!(meaning, Meaning::Weekday(_)).then_some(())).map(|(_, width)| width)
}

/// The weekday that a word names whole, Monday 1.
pub fn weekday_of(word: &str) -> Option<u8> {
    let tokens = tokens(word, 4);
    let day = |meaning| if let Meaning::Weekday(day) = meaning { Some(day) } else { None };
    find(&tokens, 0, day).filter(|(_, width)| *width == tokens.len()).map(|(day, _)| day)
}

/// Whether a word in capitals names a time zone.
pub fn is_zone(word: &str) -> bool {
    let tokens = tokens(word, 4);
    is(&tokens, 0, Meaning::Zone) == Some(tokens.len())
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| read(include_str!("words.toml")))
}

fn read(file: &str) -> Lexicon {
    let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(file).unwrap_or_default();
    let mut lexicon = Lexicon::default();
    for (table, keys) in &tables {
        for (key, phrases) in keys {
            let Some(meaning) = meaning_of(table, key) else { continue };
            for phrase in phrases {
                let words: Vec<String> = tokens(phrase, 16).into_iter().map(|t| t.text).collect();
                if let Some(first) = words.first() {
                    lexicon.by_first.entry(first.clone()).or_default().push((words, meaning));
                }
            }
        }
    }
    for phrases in lexicon.by_first.values_mut() {
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    lexicon
}

fn meaning_of(table: &str, key: &str) -> Option<Meaning> {
    Some(match (table, key) {
        ("units", key) => Meaning::Unit(match key {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            _ => return None,
        }),
        ("place", "before") => Meaning::Before,
        ("place", "after") => Meaning::After,
        ("place", "first") => Meaning::First,
        ("place", "within") => Meaning::Within,
        ("moments", minutes) => Meaning::Moment(minutes.parse().ok()?),
        ("parts", "days") => Meaning::Nearby,
        ("parts", _) => Meaning::Part,
        ("months", number) => Meaning::Month(number.parse().ok()?),
        ("weekdays", number) => Meaning::Weekday(number.parse().ok()?),
        ("zones", _) => Meaning::Zone,
        ("marks", key) => match key {
            "to" => Meaning::To,
            "about" => Meaning::About,
            "at" => Meaning::At,
            "minus" => Meaning::Minus,
            "plus" => Meaning::Plus,
            "am" => Meaning::Am,
            "pm" => Meaning::Pm,
            "oclock" => Meaning::OClock,
            "suffix" => Meaning::Suffix,
            "and" => Meaning::And,
            "of" => Meaning::Of,
            _ => return None,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_reads_whole() {
        let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            toml::from_str(include_str!("words.toml")).unwrap();
        for (table, keys) in &tables {
            for key in keys.keys() {
                assert!(meaning_of(table, key).is_some(), "{table}.{key}");
            }
        }
    }

    #[test]
    fn longest_phrases_win_and_zones_need_capitals() {
        let words = tokens("Jours ouvrés", 8);
        assert_eq!(unit(&words, 0), Some((Unit::Day, 2)));
        assert!(is(&tokens("est", 8), 0, Meaning::Zone).is_none());
        assert!(is(&tokens("EST", 8), 0, Meaning::Zone).is_some());
    }
}
