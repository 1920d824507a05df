//! Times in words: `4 weeks before`, `24 hours post-deployment`, `First 24 hours`, `day before`, `上线前3天`, `Semana previa`.

use super::offset::{decimal, range_mark};
use super::part::{Part, Sort};
use super::token::{Kind, Token, is_unspaced};
use super::words::{Meaning, Unit, find, is, unit};

/// How many words may name the event behind "before" and "after".
const EVENT_WORDS: usize = 6;

/// A relative time at `tokens[at..]`, with the place behind it.
pub fn relative(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    moment(tokens, at)
        .or_else(|| nearby(tokens, at))
        .or_else(|| first(tokens, at))
        .or_else(|| amount_and_side(tokens, at))
        .or_else(|| side_and_amount(tokens, at))
        .or_else(|| behind_event(tokens, at))
}

/// `day before`, `Semana previa`, `当天`, with or without the event.
fn moment(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let (minutes, width) = find(tokens, at, |m| match m {
        Meaning::Moment(minutes) => Some(minutes),
        _ => None,
    })?;
    let mut part = Part::new(Sort::Relative);
    if minutes.abs() <= 10_080 {
        part.minutes = Some([minutes; 2]);
        part.days = Some([(minutes / 1440) as i32; 2]);
    }
    Some((part, event(tokens, at + width)))
}

/// `today`: near, but nobody can say how far from T-0.
fn nearby(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    is(tokens, at, Meaning::Nearby).map(|width| (Part::new(Sort::Relative), at + width))
}

/// `First 24 hours`, `first week`, `primeiras 2 horas`.
fn first(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let width = is(tokens, at, Meaning::First)?;
    let mut part = Part::new(Sort::Relative);
    if let Some((amount, end)) = amount(tokens, at + width) {
        part.minutes = Some([0, amount[1]]);
        return Some((part, end));
    }
    let (found, unit_width) = unit(tokens, at + width)?;
    if tokens[at].raw.chars().any(is_unspaced) && unit_width == 1 {
        // "前日" and the like are words of their own.
        return None;
    }
    part.minutes = Some([0, found.minutes() as i64]);
    Some((part, at + width + unit_width))
}

/// `4 weeks before go-live`, `48 Stunden vorher`, `3日前`.
fn amount_and_side(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let (minutes, end) = amount(tokens, at)?;
    let (before, width) = side(tokens, end)?;
    Some((placed(minutes, before, &tokens[at..end]), event(tokens, end + width)))
}

/// `After 24 hours`, `vor 2 Wochen`, `within 24 hours`.
fn side_and_amount(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    if let Some(width) = is(tokens, at, Meaning::Within) {
        let (minutes, end) = amount(tokens, at + width)?;
        let mut part = Part::new(Sort::Relative);
        part.minutes = Some([0, minutes[1]]);
        return Some((part, end));
    }
    let (before, width) = side(tokens, at)?;
    let (minutes, end) = amount(tokens, at + width)?;
    Some((placed(minutes, before, &tokens[at + width..end]), end))
}

/// `上线前3天`, `リリース3日前`: the event stands in front, in letters without blanks.
fn behind_event(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let letters =
        tokens[at..].iter().take(10).take_while(|t| t.kind == Kind::Word && t.raw.chars().all(is_unspaced));
    let number = at + letters.count();
    if number == at || tokens.get(number)?.number().is_none() {
        return None;
    }
    if let Some((before, 1)) = side(tokens, number - 1) {
        let (minutes, end) = amount(tokens, number)?;
        return Some((placed(minutes, before, &tokens[number..end]), end));
    }
    let (minutes, end) = amount(tokens, number)?;
    let (before, width) = side(tokens, end)?;
    Some((placed(minutes, before, &tokens[number..end]), end + width))
}

fn placed(minutes: [i64; 2], before: bool, amount: &[Token]) -> Part {
    let mut part = Part::new(Sort::Relative);
    let [short, long] = minutes;
    let span = if before { [-long, -short] } else { [short, long] };
    part.minutes = Some(span);
    let in_days = (0..amount.len()).any(|at| matches!(unit(amount, at), Some((Unit::Day | Unit::Week, _))));
    if in_days {
        part.days = Some(span.map(|m| (m / 1440) as i32));
    }
    part
}

fn side(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    find(tokens, at, |m| match m {
        Meaning::Before => Some(true),
        Meaning::After => Some(false),
        _ => None,
    })
}

/// A number or range with its unit, in minutes.
fn amount(tokens: &[Token], at: usize) -> Option<([i64; 2], usize)> {
    let (short, mut next) = decimal(tokens, at)?;
    let mut long = short;
    if let Some(behind) = range_mark(tokens, next)
        && let Some((number, end)) = decimal(tokens, behind)
    {
        (long, next) = (number, end);
    }
    next += usize::from(tokens.get(next).is_some_and(|t| t.is("-") && !t.spaced));
    let (found, width) = unit(tokens, next)?;
    Some(([short, long].map(|n| (n * found.minutes()).round() as i64), next + width))
}

/// The place behind the words that name the event: `before the launch`, `post-deployment`.
fn event(tokens: &[Token], at: usize) -> usize {
    let mut next = at;
    let mut words = 0;
    while let Some(token) = tokens.get(next) {
        let hyphen = token.is("-") && !token.spaced && tokens.get(next + 1).is_some_and(|t| !t.spaced);
        match token.kind {
            Kind::Word if words < EVENT_WORDS => words += 1,
            Kind::Sign if hyphen => {}
            _ => break,
        }
        next += 1;
    }
    next
}
