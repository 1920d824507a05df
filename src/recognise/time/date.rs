//! Dates: `2025-12-31`, `Dec 30`, `Dec 27-28`, `26 décembre 2025`, `Mi, 5. März 2026`, `31.12.2025`, `12月26日`.

use super::offset::range_mark;
use super::part::{CalendarDay, Part, Sort};
use super::token::Token;
use super::words::{Meaning, find, is, weekday_name};

/// A date or a range of two at `tokens[at..]`, with the place behind it. A name of a weekday may stand before it.
pub fn date(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let mut begin = at;
    if let Some(width) = weekday_name(tokens, at) {
        begin += width;
        begin += usize::from(tokens.get(begin).is_some_and(|t| t.is(".")));
        begin += usize::from(tokens.get(begin).is_some_and(|t| t.is(",")));
    }
    let (first, mut last, mut next, known) = point(tokens, begin)?;
    if first == last
        && let Some(behind) = range_mark(tokens, next)
        && let Some((_, end_day, end, _)) = point(tokens, behind)
    {
        (last, next) = (end_day, end);
    }
    let mut part = Part::new(Sort::Date);
    if known {
        let year = first.year.or(last.year);
        part.date = Some([CalendarDay { year, ..first }, CalendarDay { year: last.year.or(year), ..last }]);
    }
    Some((part, next))
}

/// The name of a weekday alone.
pub fn weekday(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let width = weekday_name(tokens, at)?;
    (tokens[at].raw.chars().count() > 3 || !tokens[at].raw.is_ascii())
        .then_some((Part::new(Sort::Weekday), at + width))
}

/// First and last day, the place behind them, and whether day and month can be told apart.
type Days = (CalendarDay, CalendarDay, usize, bool);

fn point(tokens: &[Token], at: usize) -> Option<Days> {
    iso(tokens, at)
        .or_else(|| han(tokens, at))
        .or_else(|| numeric(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| day_first(tokens, at))
}

fn number(tokens: &[Token], at: usize) -> Option<u32> {
    tokens.get(at)?.number()
}

fn joined(tokens: &[Token], at: usize, mark: &str) -> bool {
    tokens.get(at).is_some_and(|t| t.is(mark) && !t.spaced) && tokens.get(at + 1).is_some_and(|t| !t.spaced)
}

fn iso(tokens: &[Token], at: usize) -> Option<Days> {
    let year = number(tokens, at).filter(|_| tokens[at].raw.len() == 4)?;
    let mark = if joined(tokens, at + 1, "-") { "-" } else { "/" };
    if !joined(tokens, at + 1, mark) || !joined(tokens, at + 3, mark) {
        return None;
    }
    let day = CalendarDay::new(Some(year), number(tokens, at + 2)?, number(tokens, at + 4)?)?;
    Some((day, day, at + 5, true))
}

/// `2025年12月26日`, `12月26日`.
fn han(tokens: &[Token], at: usize) -> Option<Days> {
    let is_mark = |i: usize, marks: &[&str]| tokens.get(i).is_some_and(|t| marks.iter().any(|m| t.is(m)));
    let mut next = at;
    let mut year = None;
    if is_mark(at + 1, &["年"]) {
        year = Some(number(tokens, at)?);
        next = at + 2;
    }
    let (month, day) = (number(tokens, next)?, number(tokens, next + 2)?);
    if !is_mark(next + 1, &["月"]) || !is_mark(next + 3, &["日", "号", "號"]) {
        return None;
    }
    let day = CalendarDay::new(year, month, day)?;
    Some((day, day, next + 4, true))
}

/// `31.12.2025`, `31.12.`, `31/12/2025`, `31-12-2025`; with slashes and hyphens the order of day and month must show.
fn numeric(tokens: &[Token], at: usize) -> Option<Days> {
    let a = number(tokens, at).filter(|_| tokens[at].raw.len() <= 2)?;
    let mark = [".", "/", "-"].into_iter().find(|mark| joined(tokens, at + 1, mark))?;
    if mark == "-" && !(joined(tokens, at + 3, mark) && number(tokens, at + 4).is_some_and(|y| y > 1900)) {
        return None;
    }
    let b = number(tokens, at + 2).filter(|_| tokens[at + 2].raw.len() <= 2)?;
    if joined(tokens, at + 3, mark) {
        let year = number(tokens, at + 4)?;
        let year = match tokens[at + 4].raw.len() {
            4 => year,
            2 => 2000 + year,
            _ => return None,
        };
        let (day, month, known) = if mark == "." || a > 12 { (a, b, true) } else { (b, a, b > 12) };
        let found = CalendarDay::new(Some(year), month, day)?;
        return Some((found, found, at + 5, known));
    }
    // "31.12." needs its closing dot, or it is a number.
    let closed = mark == "." && tokens.get(at + 3).is_some_and(|t| t.is(".") && !t.spaced);
    let found = closed.then(|| CalendarDay::new(None, b, a))??;
    Some((found, found, at + 4, true))
}

fn month(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let (month, width) = find(tokens, at, |m| match m {
        Meaning::Month(month) => Some(u32::from(month)),
        _ => None,
    })?;
    // "may" and the like are words; a name is written with a capital or stands behind a number.
    let dot = usize::from(tokens.get(at + width).is_some_and(|t| t.is(".") && !t.spaced));
    Some((month, at + width + dot))
}

/// `Dec 30`, `Dec 27-28`, `December 26, 2025`, `December 2025`.
fn month_first(tokens: &[Token], at: usize) -> Option<Days> {
    let capital = tokens.get(at)?.raw.chars().next().is_some_and(char::is_uppercase);
    let (month, next) = month(tokens, at).filter(|_| capital)?;
    let first = number(tokens, next)?;
    if tokens[next].raw.len() == 4 {
        let day = CalendarDay::new(Some(first), month, 1)?;
        return Some((day, day, next + 1, false));
    }
    let mut end = ordinal(tokens, next + 1);
    let mut last = first;
    if let Some(behind) = range_mark(tokens, end)
        && let Some(number) = number(tokens, behind).filter(|n| (first..=31).contains(n))
        && tokens.get(behind + 1).is_none_or(|t| !t.is(":") || t.spaced)
    {
        (last, end) = (number, ordinal(tokens, behind + 1));
    }
    let comma = usize::from(tokens.get(end).is_some_and(|t| t.is(",")));
    let year = number(tokens, end + comma).filter(|_| tokens[end + comma].raw.len() == 4);
    if year.is_some() {
        end += comma + 1;
    }
    Some((CalendarDay::new(year, month, first)?, CalendarDay::new(year, month, last)?, end, true))
}

/// `26 December 2025`, `5. März`, `26 de diciembre de 2025`, `26-27 Dec`.
fn day_first(tokens: &[Token], at: usize) -> Option<Days> {
    let first = number(tokens, at).filter(|_| tokens[at].raw.len() <= 2)?;
    let mut next = ordinal(tokens, at + 1);
    let mut last = first;
    if let Some(behind) = range_mark(tokens, next)
        && let Some(number) = number(tokens, behind)
    {
        (last, next) = (number, ordinal(tokens, behind + 1));
    }
    next += is(tokens, next, Meaning::Of).unwrap_or(0);
    let (month, mut end) = month(tokens, next)?;
    let of = is(tokens, end, Meaning::Of)
        .unwrap_or_else(|| usize::from(tokens.get(end).is_some_and(|t| t.is(","))));
    let year = number(tokens, end + of).filter(|_| tokens[end + of].raw.len() == 4);
    if year.is_some() {
        end += of + 1;
    }
    Some((CalendarDay::new(year, month, first)?, CalendarDay::new(year, month, last)?, end, true))
}

/// The place behind `st`, `nd`, `.` and the like of a day.
fn ordinal(tokens: &[Token], at: usize) -> usize {
    let mark = tokens.get(at).is_some_and(|t| {
        !t.spaced && (t.is(".") || matches!(t.text.as_str(), "st" | "nd" | "rd" | "th" | "er" | "º"))
    });
    at + usize::from(mark)
}
