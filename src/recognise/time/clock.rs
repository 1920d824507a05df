//! Clock times: `09:00 AM`, `14h30`, `22:00–23:00 CET`, `9-10 PM`, `18 Uhr`, `10時30分`, noon.

use super::offset::range_mark;
use super::part::{Part, Sort};
use super::token::{Kind, Token};
use super::words::{Meaning, Unit, find, is, unit};

/// A clock time or a range of two at `tokens[at..]`, with the place behind it.
pub fn clock(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let (first, mut next, mut zone) = match point(tokens, at) {
        Some((time, end)) => (time, end, None),
        None => bare_before_range(tokens, at)?,
    };
    (zone, next) = zone_at(tokens, next).map_or((zone, next), |(zone, end)| (Some(zone), end));
    let mut last = first;
    if let Some(behind) = range_mark(tokens, next)
        && let Some((time, end)) = point(tokens, behind)
    {
        (last, next) = (time, end);
        (zone, next) = zone_at(tokens, next).map_or((zone, next), |(zone, end)| (Some(zone), end));
    }
    let mut part = Part::new(Sort::Clock);
    part.clock = Some([first, last]);
    part.zone = zone;
    Some((part, next))
}

/// `9-10 AM`: the first end takes the half of the day from the second.
fn bare_before_range(tokens: &[Token], at: usize) -> Option<(u32, usize, Option<String>)> {
    let hour = tokens.get(at)?.number().filter(|h| (1..=12).contains(h))?;
    let behind = range_mark(tokens, at + 1)?;
    let (time, end) = point(tokens, behind)?;
    let half = (behind..end).find_map(|i| half_of_day(tokens, i))?;
    Some((with_half(hour, 0, Some(half.0))?.min(time), at + 1, None))
}

/// A single clock time in minutes of the day.
fn point(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let hour = tokens.get(at)?.number().filter(|h| *h <= 24 && tokens[at].raw.len() <= 2)?;
    let second = tokens.get(at + 1);
    let attached = |t: &Token| !t.spaced;
    // "09:00", "09:00:30", "9.30 Uhr".
    if let (Some(mark), Some(minute)) =
        (second.filter(|t| attached(t)), tokens.get(at + 2).filter(|t| attached(t)))
        && (mark.is(":") || mark.is("."))
        && minute.raw.len() == 2
        && let Some(minutes) = minute.number().filter(|m| *m < 60)
    {
        let mut next = at + 3;
        let seconds = |t: &Token| attached(t) && t.raw.len() == 2 && t.number().is_some();
        if tokens.get(next).is_some_and(|t| t.is(":") && attached(t))
            && tokens.get(next + 1).is_some_and(seconds)
        {
            next += 2;
        }
        let half = half_of_day(tokens, next);
        if let Some((_, end)) = half {
            next = end;
        }
        let suffix = is(tokens, next, Meaning::Suffix);
        if mark.is(".") && suffix.is_none() && half.is_none() {
            return None;
        }
        return Some((with_half(hour, minutes, half.map(|h| h.0))?, next + suffix.unwrap_or(0)));
    }
    // "9 AM".
    if let Some((half, end)) = half_of_day(tokens, at + 1) {
        return Some((with_half(hour, 0, Some(half))?, end));
    }
    // "14h30".
    if let (Some(mark), Some(minute)) =
        (second.filter(|t| attached(t)), tokens.get(at + 2).filter(|t| attached(t)))
        && mark.is("h")
        && minute.raw.len() == 2
        && let Some(minutes) = minute.number().filter(|m| *m < 60)
    {
        return Some((with_half(hour, minutes, None)?, at + 3));
    }
    // "18 Uhr", "10時30分"; "10時間" is a length.
    if let Some(width) = is(tokens, at + 1, Meaning::OClock) {
        let mut next = at + 1 + width;
        if tokens.get(next).is_some_and(|t| t.is("間") || t.is("间")) {
            return None;
        }
        let mut minutes = 0;
        if let Some(number) = tokens.get(next).and_then(Token::number).filter(|m| *m < 60)
            && let Some((Unit::Minute, width)) = unit(tokens, next + 1)
        {
            (minutes, next) = (number, next + 1 + width);
        }
        return Some((with_half(hour, minutes, None)?, next));
    }
    None
}

fn with_half(hour: u32, minutes: u32, half: Option<Meaning>) -> Option<u32> {
    let hour = match half {
        Some(_) if hour > 12 => hour,
        Some(Meaning::Am) => hour % 12,
        Some(_) => hour % 12 + 12,
        None => hour,
    };
    (hour < 24 || (hour == 24 && minutes == 0)).then_some(hour * 60 + minutes)
}

fn half_of_day(tokens: &[Token], at: usize) -> Option<(Meaning, usize)> {
    if let Some((half, width)) = find(tokens, at, |m| matches!(m, Meaning::Am | Meaning::Pm).then_some(m)) {
        return Some((half, at + width));
    }
    // "a.m."
    let dotted = tokens.get(at + 1)?.is(".") && tokens.get(at + 2)?.is("m");
    let half = match tokens.get(at)?.text.as_str() {
        "a" if dotted => Meaning::Am,
        "p" if dotted => Meaning::Pm,
        _ => return None,
    };
    Some((half, at + 3 + usize::from(tokens.get(at + 3).is_some_and(|t| t.is(".")))))
}

/// A zone: `CET`, `UTC+2`, `GMT-03:00`, `(CET)`.
fn zone_at(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let bracket = tokens.get(at)?.is("(");
    let begin = at + usize::from(bracket);
    let width = is(tokens, begin, Meaning::Zone)?;
    let mut end = begin + width;
    let mut name: String = tokens[begin..end].iter().map(|t| t.raw).collect();
    if let (Some(sign), Some(number)) = (tokens.get(end), tokens.get(end + 1))
        && (sign.is("+") || sign.is("-"))
        && !sign.spaced
        && number.kind != Kind::Word
        && number.number().is_some_and(|n| n <= 14)
    {
        name.push_str(&sign.text);
        name.push_str(number.raw);
        end += 2;
        if let (Some(colon), Some(minutes)) = (tokens.get(end), tokens.get(end + 1))
            && colon.is(":")
            && minutes.raw.len() == 2
            && !minutes.spaced
        {
            name.push(':');
            name.push_str(minutes.raw);
            end += 2;
        }
    }
    if bracket {
        tokens.get(end).filter(|t| t.is(")"))?;
        end += 1;
    }
    Some((name, end))
}
