//! Durations: `30 minutes`, `~2-3 hours`, `< 5 min`, `1h 30m`, `15 minutes - 2 hours`, `約30分`.

use super::offset::{decimal, range_mark};
use super::token::Token;
use super::words::{Meaning, is, unit};

/// A duration at `tokens[at..]` in minutes, shortest and longest, with the place behind it. A range that begins at
/// nothing (`0-5 minutes`) is a span of time and no duration, see [`window`].
pub fn duration(tokens: &[Token], at: usize) -> Option<([f64; 2], usize)> {
    let begin = skip_about(tokens, at);
    let (range, end) = amounts(tokens, begin)?;
    (range[0] > 0.0 || range[1] == 0.0).then_some((range, skip_closing(tokens, end)))
}

/// A span that runs from one time to another, counted from a start: `0-5 minutes`, `5-15 minutes`, `1-4 hours`.
pub fn window(tokens: &[Token], at: usize) -> Option<([f64; 2], usize)> {
    let (range, end) = amounts(tokens, at)?;
    (range[0] < range[1]).then_some((range, end))
}

fn skip_about(tokens: &[Token], at: usize) -> usize {
    let mut next = at;
    while let Some(width) = is(tokens, next, Meaning::About) {
        next += width + usize::from(tokens.get(next + width).is_some_and(|t| t.is(".") || t.is("=")));
    }
    next
}

/// `max`, `+` and the like behind a duration.
fn skip_closing(tokens: &[Token], at: usize) -> usize {
    let mut next = at;
    next += usize::from(tokens.get(next).is_some_and(|t| t.is("+")));
    next += is(tokens, next, Meaning::About).unwrap_or(0);
    next
}

fn amounts(tokens: &[Token], at: usize) -> Option<([f64; 2], usize)> {
    let (short, mut next) = decimal(tokens, at)?;
    // "2-3 hours", "2 to 3 hours".
    if let Some(behind) = range_mark(tokens, next)
        && let Some((long, number_end)) = decimal(tokens, behind)
        && let Some((found, width)) = unit_behind(tokens, number_end)
    {
        return Some(([short * found, long * found], width));
    }
    next += usize::from(tokens.get(next).is_some_and(|t| t.is("+") && !t.spaced));
    let (found, mut end) = unit_behind(tokens, next)?;
    let mut total = short * found;
    // "15 minutes - 2 hours".
    if let Some(behind) = range_mark(tokens, end)
        && let Some((long, number_end)) = decimal(tokens, skip_about(tokens, behind))
        && let Some((unit, width)) = unit_behind(tokens, number_end)
    {
        return Some(([total, long * unit], width));
    }
    // "1h 30m", "1 hour and 30 minutes", "1h30".
    let more_at = end + is(tokens, end, Meaning::And).unwrap_or(0);
    if let Some((more, number_end)) = decimal(tokens, more_at) {
        if let Some((smaller, width)) = unit_behind(tokens, number_end).filter(|(unit, _)| *unit < found) {
            total += more * smaller;
            end = width;
        } else if !tokens[more_at].spaced && found == 60.0 && more < 60.0 {
            total += more;
            end = number_end;
        }
    }
    Some(([total; 2], end))
}

/// Minutes of the unit at `tokens[at..]`, a hyphen in front aside.
fn unit_behind(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let begin = at + usize::from(tokens.get(at).is_some_and(|t| t.is("-") && !t.spaced));
    let (found, width) = unit(tokens, begin)?;
    Some((found.minutes(), begin + width))
}
