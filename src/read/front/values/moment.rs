//! A day with a clock time, local or with an offset.

use jiff::civil::{DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZoneDatabase};

use super::{Wrong, date};
use crate::diag::{Diagnostic, Span};

const FORM: &str = "write `2025-10-28 10:00`, or with an offset `2025-10-28 10:00+11:00`";

/// A moment as written.
struct Written {
    local: DateTime,
    /// The clock time or the offset is missing in a bare day.
    has_time: bool,
    has_offset: bool,
}

pub(super) fn check(text: &str) -> Option<Wrong> {
    read(text).err()
}

/// Whether the local time `text` exists once in `zone`: not in a gap of a clock change, not in an overlap.
pub(in crate::read::front) fn in_zone(text: &str, zone: &str, span: Span) -> Option<Diagnostic> {
    let written = read(text).ok().filter(|w| w.has_time && !w.has_offset)?;
    let zone_data = TimeZoneDatabase::bundled().get(zone).ok()?;
    match zone_data.to_ambiguous_timestamp(written.local).offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, after } => Some(
            Diagnostic::error(
                "time-in-gap",
                format!("there is no {text} in {zone}: clocks go forward over it"),
            )
            .at(span)
            .hint(format!(
                "clocks change from {} to {}; take a time before or after",
                shown(before),
                shown(after)
            )),
        ),
        AmbiguousOffset::Fold { before, after } => Some(
            Diagnostic::error("time-twice", format!("{text} comes twice in {zone}: clocks go back over it"))
                .at(span)
                .hint(format!("say which: `{text}{}` or `{text}{}`", shown(before), shown(after))),
        ),
    }
}

fn shown(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
}

fn read(text: &str) -> Result<Written, Wrong> {
    let wrong = || Wrong::new("not-a-moment", format!("`{text}` is no day with a time"), FORM);
    let day = text.get(..10).filter(|day| date::is_date_shaped(day)).ok_or_else(wrong)?;
    let date = date::parse(day)?;
    let rest = &text[10..];
    if rest.is_empty() {
        return Ok(Written { local: date.to_datetime(Time::midnight()), has_time: false, has_offset: false });
    }
    let rest = rest.strip_prefix([' ', 'T', 't']).ok_or_else(wrong)?;
    let (clock, offset) = match rest.find(['+', '-', 'Z', 'z', ' ']) {
        Some(at) => (&rest[..at], rest[at..].trim()),
        None => (rest, ""),
    };
    let time = clock_time(clock).ok_or_else(|| {
        let looks = clock.contains(':') && clock.chars().all(|c| c.is_ascii_digit() || c == ':');
        if looks {
            Wrong::new(
                "not-a-moment",
                format!("there is no {clock} o'clock"),
                "clock times run from 00:00 to 23:59",
            )
        } else {
            wrong()
        }
    })?;
    if !is_offset(offset) {
        let hint = "name the zone in `time_zone`, or write an offset such as +11:00";
        return Err(Wrong::new("not-a-moment", format!("`{offset}` is no offset"), hint));
    }
    Ok(Written { local: date.to_datetime(time), has_time: true, has_offset: !offset.is_empty() })
}

/// `10:00` or `10:00:30`.
fn clock_time(text: &str) -> Option<Time> {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    match parts[..] {
        [h, m] => Time::new(number(h)?, number(m)?, 0, 0).ok(),
        [h, m, s] => Time::new(number(h)?, number(m)?, number(s)?, 0).ok(),
        _ => None,
    }
}

fn is_offset(text: &str) -> bool {
    if matches!(text, "" | "Z" | "z") {
        return true;
    }
    let Some(digits) = text.strip_prefix(['+', '-']) else { return false };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<u32>().ok());
    digits.len() == 4
        && number(digits.get(..2)).is_some_and(|h| h <= 25)
        && number(digits.get(2..)).is_some_and(|m| m < 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_others_refused() {
        for text in [
            "2025-10-28 10:00",
            "2025-10-28T10:00:30",
            "2025-10-28",
            "2025-10-28 10:00+11:00",
            "2025-10-28T23:59Z",
        ] {
            assert!(check(text).is_none(), "{text}");
        }
        for text in [
            "28.10.2025 10:00",
            "2025-10-28 25:61",
            "2025-10-28 10:00 AEST",
            "tomorrow",
            "2025-02-30 10:00",
            "2025-10-28 1:00",
            "2025-10-2ü 10:00",
        ] {
            assert!(check(text).is_some(), "{text}");
        }
    }

    #[test]
    fn clock_changes_are_noticed() {
        let code = |text: &str, zone: &str| in_zone(text, zone, Span::default()).map(|d| d.code);
        assert_eq!(code("2025-03-30 02:30", "Europe/Berlin"), Some("time-in-gap"));
        assert_eq!(code("2025-10-26 02:30", "Europe/Berlin"), Some("time-twice"));
        assert_eq!(code("2025-10-26 02:30+01:00", "Europe/Berlin"), None);
        assert_eq!(code("2025-10-26 10:00", "Europe/Berlin"), None);
        let hint = in_zone("2025-10-26 02:30", "Europe/Berlin", Span::default()).map(|d| d.hints.concat());
        assert_eq!(hint.as_deref(), Some("say which: `2025-10-26 02:30+02:00` or `2025-10-26 02:30+01:00`"));
    }
}
