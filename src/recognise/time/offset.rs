//! Offsets from T-0: `T-7 days`, `T+1:10`, `J-1`, `H-2 à H-0`, `Day 2-5`, `Week -2 to -1`, `第1周`.

use super::part::{Part, Sort};
use super::token::{Kind, Token, numeral};
use super::words::{Meaning, Unit, is, unit};

/// A signed number with the unit it was given or takes from its letter.
#[derive(Debug, Clone, Copy)]
struct Point {
    value: f64,
    unit: Option<Unit>,
    default: Unit,
}

/// An anchored offset or a range of two at `tokens[at..]`, with the place behind it.
pub fn anchored(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let (first, mut next) = point(tokens, at)?;
    let mut last = first;
    let mut open = false;
    if let Some(behind) = range_mark(tokens, next) {
        let second = point(tokens, behind)
            .filter(|(p, _)| p.default == first.default)
            .or_else(|| signed(tokens, behind, first.default).filter(|_| !tokens[next].is("-")));
        if let Some((point, end)) = second {
            (last, next) = (point, end);
        }
    } else if tokens.get(next).is_some_and(|t| t.is("+") && !t.spaced) {
        (open, next) = (true, next + 1);
    }
    let unit_of = |p: Point, other: Point| p.unit.or(other.unit);
    let (a, b) = ((first.value, unit_of(first, last)), (last.value, unit_of(last, first)));
    let mut part = Part::new(Sort::Anchored);
    if !open {
        part.minutes = pair(minutes(a, first.default), minutes(b, last.default));
        part.days = pair(days(a, first.default), days(b, last.default));
    }
    Some((part, next))
}

fn pair<T>(a: Option<T>, b: Option<T>) -> Option<[T; 2]> {
    Some([a?, b?])
}

/// A bare number behind `T` counts days, as long as it could be days of a plan.
fn effective(value: f64, unit: Option<Unit>, default: Unit) -> Option<Unit> {
    unit.or_else(|| (default != Unit::Day || value.abs() <= 31.0).then_some(default))
}

fn minutes((value, unit): (f64, Option<Unit>), default: Unit) -> Option<i64> {
    Some((value * effective(value, unit, default)?.minutes()).round() as i64)
}

fn days((value, unit): (f64, Option<Unit>), default: Unit) -> Option<i32> {
    if value == 0.0 {
        return Some(0);
    }
    Some((value * f64::from(effective(value, unit, default)?.days()?)).round() as i32)
}

/// The place behind a mark that joins two ends of a range.
pub fn range_mark(tokens: &[Token], at: usize) -> Option<usize> {
    if tokens.get(at)?.is("-") || tokens[at].is("~") {
        return Some(at + 1);
    }
    is(tokens, at, Meaning::To).map(|width| at + width)
}

fn point(tokens: &[Token], at: usize) -> Option<(Point, usize)> {
    // "Jour J", "Día D-1", "Tag X": the word for day stands in front of the letter.
    let is_day_letter = |t: &&Token| t.is_capital() && matches!(t.text.as_str(), "j" | "d" | "x");
    if let Some((Unit::Day, width)) = unit(tokens, at)
        && let Some(letter) = tokens.get(at + width).filter(is_day_letter)
    {
        let behind = at + width + 1;
        let free = tokens.get(behind).is_none_or(|t| t.kind != Kind::Number(0));
        return point_behind(tokens, behind, letter, Unit::Day)
            .or_else(|| free.then_some((Point { value: 0.0, unit: None, default: Unit::Day }, behind)));
    }
    let letter = tokens.get(at)?;
    let default = match letter.text.as_str() {
        "t" | "d" | "j" => Unit::Day,
        "h" => Unit::Hour,
        "w" | "s" => Unit::Week,
        "m" => Unit::Month,
        _ => return None,
    };
    if !letter.is_capital() {
        return None;
    }
    // "T0", "J0".
    if tokens.get(at + 1).is_some_and(|t| t.number() == Some(0) && !t.spaced) {
        return Some((Point { value: 0.0, unit: None, default }, at + 2));
    }
    point_behind(tokens, at + 1, letter, default)
}

/// The sign, number and unit behind the letter of an anchored offset.
fn point_behind(tokens: &[Token], at: usize, letter: &Token, default: Unit) -> Option<(Point, usize)> {
    let may_part = letter.is("t");
    let sign = tokens.get(at)?;
    let (negative, number_at) = if sign.is("-") || sign.is("+") {
        if sign.spaced && !may_part {
            return None;
        }
        if let Some(width) = is(tokens, at + 1, Meaning::Minus).filter(|_| sign.is("-")) {
            (true, at + 1 + width)
        } else if let Some(width) = is(tokens, at + 1, Meaning::Plus).filter(|_| sign.is("-")) {
            (false, at + 1 + width)
        } else {
            (sign.is("-"), at + 1)
        }
    } else if let Some(width) = is(tokens, at, Meaning::Minus).filter(|_| may_part) {
        (true, at + width)
    } else if let Some(width) = is(tokens, at, Meaning::Plus).filter(|_| may_part) {
        (false, at + width)
    } else {
        return None;
    };
    if tokens.get(number_at)?.spaced && !may_part {
        return None;
    }
    let (value, mut next) = decimal(tokens, number_at)?;
    let signed = if negative { -value } else { value };
    // "T+1:10" is hours and minutes.
    if let (Some(colon), Some(rest)) = (tokens.get(next), tokens.get(next + 1))
        && colon.is(":")
        && !colon.spaced
        && !rest.spaced
        && rest.raw.len() == 2
        && let Some(more) = rest.number()
    {
        let whole = value * 60.0 + f64::from(more);
        let value = if negative { -whole } else { whole };
        return Some((Point { value, unit: Some(Unit::Minute), default }, next + 2));
    }
    let mut given = None;
    let unit_at = next + usize::from(tokens.get(next).is_some_and(|t| t.is("-") && !t.spaced));
    if let Some((found, width)) = unit(tokens, unit_at).filter(|_| !starts_title(tokens, unit_at)) {
        (given, next) = (Some(found), unit_at + width);
    }
    Some((Point { value: signed, unit: given, default }, next))
}

/// True for a capital letter that begins a name rather than a unit ("T-1 M. Smith").
fn starts_title(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    token.spaced && token.raw.len() == 1 && tokens.get(at + 1).is_some_and(|t| t.is("."))
}

/// A signed number without letter: the second end of `T-7 to -1`.
fn signed(tokens: &[Token], at: usize, default: Unit) -> Option<(Point, usize)> {
    let negative = tokens.get(at)?.is("-");
    let (value, mut next) = decimal(tokens, at + usize::from(negative || tokens[at].is("+")))?;
    let mut given = None;
    if let Some((found, width)) = unit(tokens, next) {
        (given, next) = (Some(found), next + width);
    }
    let value = if negative { -value } else { value };
    Some((Point { value, unit: given, default }, next))
}

/// A number with an optional fraction, the sign aside.
pub fn decimal(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let whole = tokens.get(at)?.number()?;
    if let (Some(dot), Some(rest)) = (tokens.get(at + 1), tokens.get(at + 2))
        && (dot.is(".") || dot.is(","))
        && !dot.spaced
        && !rest.spaced
        && rest.number().is_some()
        && rest.raw.len() <= 2
        && let Ok(value) = format!("{whole}.{}", rest.text).parse::<f64>()
    {
        return Some((value, at + 3));
    }
    Some((f64::from(whole), at + 1))
}

/// A counted unit: `Day 0`, `Days 1-3`, `Week -2 to -1`, `Hours 0-2`, `第1周`, `1週目`.
pub fn counted(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let (unit, first, mut next) = counted_point(tokens, at)?;
    let mut last = first;
    let mut open = false;
    if tokens.get(next).is_some_and(|t| t.is("+") && !t.spaced) {
        (open, next) = (true, next + 1);
    } else if let Some(behind) =
        range_mark(tokens, next).or_else(|| is(tokens, next, Meaning::And).map(|width| next + width))
    {
        let same = counted_point(tokens, behind).filter(|(u, ..)| *u == unit).map(|(_, n, end)| (n, end));
        let number = || {
            let spaced_dash = tokens[next].is("-") && tokens[next].spaced;
            count(tokens, behind).filter(|(_, end)| !spaced_dash && no_unit_behind(tokens, *end))
        };
        if let Some((number, end)) = same.or_else(number) {
            (last, next) = (number, end);
        }
    }
    let mut part = Part::new(Sort::Counted(unit));
    if !open {
        (part.minutes, part.days) = counted_offset(unit, first, last);
    }
    Some((part, next))
}

fn no_unit_behind(tokens: &[Token], at: usize) -> bool {
    unit(tokens, at).is_none()
        && tokens.get(at).is_none_or(|t| {
            !t.is(":") || t.spaced || tokens.get(at + 1).is_none_or(|n| n.spaced || n.number().is_none())
        })
}

/// Offsets of counted units. Day 1 may be the day of the go-live or the day after, but plans that count days from 0
/// or below mean what they say; positive weeks are left open for the same reason.
fn counted_offset(unit: Unit, first: i64, last: i64) -> (Option<[i64; 2]>, Option<[i32; 2]>) {
    let day = |n: i64| i32::try_from(n).ok();
    match unit {
        Unit::Day => (Some([first * 1440, last * 1440]), pair(day(first), day(last))),
        Unit::Hour => (Some([first * 60, last * 60]), None),
        Unit::Minute => (Some([first, last]), None),
        Unit::Week if first < 0 && last < 0 => {
            let days = pair(day(first * 7), day((last + 1) * 7 - 1));
            (days.map(|d| d.map(|n| i64::from(n) * 1440)), days)
        }
        _ => (None, None),
    }
}

fn counted_point(tokens: &[Token], at: usize) -> Option<(Unit, i64, usize)> {
    let first = tokens.get(at)?;
    // "第1周", "第一天".
    if first.is("第") {
        let number = tokens.get(at + 1).and_then(|t| t.number().or_else(|| numeral(t)))?;
        let (unit, width) = unit(tokens, at + 2)?;
        return Some((unit, i64::from(number), at + 2 + width));
    }
    if let Some(number) = first.number() {
        // "1日目", "2週目"; "1st week", "2nd day".
        let ordinal = tokens
            .get(at + 1)
            .is_some_and(|t| matches!(t.text.as_str(), "st" | "nd" | "rd" | "th") && !t.spaced);
        let (unit, width) = unit(tokens, at + 1 + usize::from(ordinal))?;
        let end = at + 1 + usize::from(ordinal) + width;
        let counts = ordinal || tokens[end - 1].is("目");
        return counts.then_some((unit, i64::from(number), end));
    }
    let (unit, width) = unit(tokens, at)?;
    let long = first.raw.chars().count() > 2 && !matches!(unit, Unit::Second | Unit::Year);
    if !long {
        return None;
    }
    let hash = usize::from(tokens.get(at + width).is_some_and(|t| t.is("#")));
    let (number, end) = count(tokens, at + width + hash)?;
    Some((unit, number, end))
}

/// A signed whole number.
fn count(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let sign = tokens.get(at).filter(|t| t.is("-") || t.is("+"));
    let number_at = at + usize::from(sign.is_some());
    let token = tokens.get(number_at)?;
    if sign.is_some() && token.spaced {
        return None;
    }
    let number = i64::from(token.number()?);
    Some((if sign.is_some_and(|s| s.is("-")) { -number } else { number }, number_at + 1))
}
