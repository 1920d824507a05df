//! The time grammar: literals to [`When`] and [`Duration`].
//!
//! A literal is cut into [tokens](token); words take their meaning from the lexicon (`words.toml`, all languages
//! together); small readers each know one form ([offset], [relative], [clock], [date], [duration]); here parts are
//! joined: `Dec 30, 06:00-08:00`, `Day 0 - Hours 0-2`, `T+1 to T+6`.
//!
//! [`when`] and [`duration`] read a literal as a whole; [`leading`] reads a time in front of other words.

mod clock;
mod date;
mod duration;
mod offset;
mod part;
mod relative;
mod token;
mod words;

use crate::plan::{Duration, When};
use part::{Part, Sort};
use token::{Token, tokens};
use words::{Meaning, is};
pub use words::{is_zone, weekday_of};

/// No time is longer than this.
const TOKENS: usize = 48;
/// Parts of one literal.
const PARTS: usize = 4;

/// A time in front of other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leading {
    pub when: When,
    /// The byte behind the time.
    pub end: usize,
    /// Whether the time tells by itself that it is one: an offset, a counted unit, a relative time, a clock time or a
    /// date, rather than a mere part of the day.
    pub strong: bool,
    /// Whether it is placed from T-0: no clock time, date, weekday or bare span alone.
    pub relative: bool,
}

/// Reads a literal that is a time as a whole; `None` when it is none. A closing bracket and full stop may follow
/// (`9:00 AM EST (next day)`).
pub fn when(literal: &str) -> Option<When> {
    whole(literal).map(|found| found.when)
}

/// Reads a literal that is a time as a whole, with what sort of time it is.
pub fn whole(literal: &str) -> Option<Leading> {
    let literal = literal.trim();
    let found = leading(literal)?;
    let rest = literal.get(found.end..)?.trim().trim_end_matches(['.', ':', '：', ',']).trim();
    let only_bracket = rest.is_empty()
        || (rest.starts_with(['(', '（'])
            && rest.ends_with([')', '）'])
            && rest.matches(['(', '（']).count() == 1);
    let when = When { literal: literal.trim_end_matches([':', '：', ',']).to_owned(), ..found.when };
    only_bracket.then_some(Leading { when, ..found })
}

/// Reads a time at the front of `text`, as long as it goes.
pub fn leading(text: &str) -> Option<Leading> {
    let tokens = tokens(text, TOKENS);
    let mut at = 0;
    while let Some(width) = is(&tokens, at, Meaning::At).filter(|_| at < 3) {
        at += width;
    }
    let (first, begin) =
        part(&tokens, at).map(|found| (found, at)).or_else(|| part(&tokens, 0).map(|f| (f, 0)))?;
    let start = if first.0.sort == Sort::Relative { 0 } else { tokens[begin].start.min(tokens[0].start) };
    let (parts, next) = more_parts(&tokens, first);
    let end = tokens[next - 1].end;
    let strong = parts.iter().any(|p| !matches!(p.sort, Sort::PartOfDay));
    let relative = parts.iter().any(|p| matches!(p.sort, Sort::Anchored | Sort::Counted(_) | Sort::Relative));
    Some(Leading { when: joined(text[start..end].trim(), &parts), end, strong, relative })
}

/// Reads a literal that is a duration as a whole; `None` when it is none.
pub fn duration(literal: &str) -> Option<Duration> {
    let literal = literal.trim();
    let tokens = tokens(literal, TOKENS);
    let (range, next) = duration::duration(&tokens, 0)?;
    let literal = crate::markdown::without_pictographs(literal);
    (next == tokens.len()).then(|| Duration { literal, minutes: Some(range.map(|m| m.ceil() as u32)) })
}

/// The shortest time that `text` gives, as a whole or in front (`4 hours after the switch`), in minutes.
pub fn shortest(text: &str) -> Option<u32> {
    // The number and its unit stand in front.
    let front = || text.match_indices(' ').nth(1).and_then(|(at, _)| duration(&text[..at]));
    duration(text).filter(|d| d.minutes.is_some()).or_else(front)?.minutes.map(|m| m[0])
}

/// Whether `text` begins with a duration (`4 hours after the switch`).
pub fn begins_with_duration(text: &str) -> bool {
    duration::duration(&tokens(text.trim(), TOKENS), 0).is_some()
}

/// Reads a literal that is a span counted from a start as a whole: `0-5 minutes`, `15 minutes - 2 hours`. Gives the
/// minutes of both ends.
pub fn window(literal: &str) -> Option<[u32; 2]> {
    let tokens = tokens(literal.trim(), TOKENS);
    let (range, next) = duration::window(&tokens, 0)?;
    (next == tokens.len()).then(|| range.map(|m| m.round() as u32))
}

fn part(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    offset::anchored(tokens, at)
        .or_else(|| date::date(tokens, at))
        .or_else(|| offset::counted(tokens, at))
        .or_else(|| relative::relative(tokens, at))
        .or_else(|| clock::clock(tokens, at))
        .or_else(|| date::weekday(tokens, at))
        .or_else(|| part_of_day(tokens, at))
        .or_else(|| from_start(tokens, at))
}

fn part_of_day(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    is(tokens, at, Meaning::Part).map(|width| (Part::new(Sort::PartOfDay), at + width))
}

/// `0-5 minutes`: a range that begins at nothing is counted from the start.
fn from_start(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    tokens.get(at)?.number().filter(|n| *n == 0)?;
    let (range, next) = duration::window(tokens, at)?;
    let mut part = Part::new(Sort::Window);
    part.minutes = Some(range.map(|m| m.round() as i64));
    Some((part, next))
}

/// The parts that follow the first one: `Dec 30, 06:00`, `Day 0 - Hours 0-2`, `Monday - Friday`.
fn more_parts(tokens: &[Token], first: (Part, usize)) -> (Vec<Part>, usize) {
    let (part_one, mut next) = first;
    let mut parts = vec![part_one];
    while parts.len() < PARTS {
        let mut at = next;
        at += usize::from(tokens.get(at).is_some_and(|t| t.is(",") || t.is("-") || t.is("@") || t.is("/")));
        let joiner = at > next;
        if !joiner {
            at += is(tokens, at, Meaning::At).or_else(|| is(tokens, at, Meaning::To)).unwrap_or(0);
        }
        let Some((found, end)) = part(tokens, at) else { break };
        // A mere word behind a time ("Day 1 first week") belongs to the text, unless something joins them.
        let fits = match found.sort {
            Sort::Relative => joiner && parts.len() == 1,
            Sort::PartOfDay | Sort::Weekday => true,
            _ => true,
        };
        if !fits {
            break;
        }
        parts.push(found);
        next = end;
    }
    // A zone behind it all, and "+" for what stays open.
    if let Some(width) = is(tokens, next, Meaning::Zone) {
        if let Some(last) = parts.last_mut() {
            last.zone = Some(tokens[next].raw.to_owned());
        }
        next += width;
    }
    if tokens.get(next).is_some_and(|t| t.is("+") && !t.spaced) {
        next += 1;
    }
    (parts, next)
}

fn joined(literal: &str, parts: &[Part]) -> When {
    let mut when = When { literal: literal.to_owned(), ..When::default() };
    let weeks_and_days = parts.iter().any(|p| p.sort == Sort::Counted(words::Unit::Week)) && parts.len() > 1;
    for part in parts {
        let in_day = matches!(part.sort, Sort::Counted(words::Unit::Hour | words::Unit::Minute));
        when.offset_minutes = match (when.offset_minutes, part.minutes) {
            (Some([a, b]), Some([c, d])) if in_day && a == b => Some([a + c, a + d]),
            (Some([a, _]), Some([_, d])) if part.sort == parts[0].sort => Some([a, d]),
            (None, Some(span)) => Some(span),
            (known, _) => known,
        };
        when.offset_days = match (when.offset_days, part.days) {
            (Some([a, _]), Some([_, d])) if part.sort == parts[0].sort => Some([a, d]),
            (None, Some(span)) => Some(span),
            (known, _) => known,
        };
        when.clock = when.clock.or_else(|| part.clock.map(|c| c.map(hours_and_minutes)));
        when.zone = when.zone.or_else(|| part.zone.clone());
        if let (None, Some([a, b])) = (&when.date, part.date) {
            when.date = a.iso().zip(b.iso()).map(|(a, b)| [a, b]);
        }
    }
    if weeks_and_days {
        // "Week 0, Days 1-3" may count from 0 or from 1.
        (when.offset_days, when.offset_minutes) = (None, None);
    }
    when
}

fn hours_and_minutes(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests;
