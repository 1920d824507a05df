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
    /// Behind the time; `None` where none is written.
    offset: Option<Offset>,
}

pub(super) fn check(text: &str) -> Option<Wrong> {
    read(text).err()
}

/// Whether the local time `text` exists once in `zone`: not in a gap of a clock change, not in an overlap.
pub(in crate::read::front) fn in_zone(text: &str, zone: &str, span: Span) -> Option<Diagnostic> {
    let written = read(text).ok().filter(|w| w.has_time && w.offset.is_none())?;
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

/// The instant in UTC (`2025-10-28T14:00:00Z`) that the text says, in `zone` where it has no offset of its own; `None`
/// where time or zone is missing, or the clock change leaves it open.
pub(in crate::read::front) fn instant(text: &str, zone: Option<&str>) -> Option<String> {
    let written = read(text).ok().filter(|written| written.has_time)?;
    let stamp = match written.offset {
        Some(offset) => offset.to_timestamp(written.local).ok()?,
        None => {
            let zone = TimeZoneDatabase::bundled().get(zone?).ok()?;
            zone.to_ambiguous_timestamp(written.local).unambiguous().ok()?
        }
    };
    Some(stamp.to_string())
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
        return Ok(Written { local: date.to_datetime(Time::midnight()), has_time: false, offset: None });
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
    let Some(offset) = offset_of(offset) else {
        let hint = "name the zone in `time_zone`, or write an offset such as +11:00";
        return Err(Wrong::new("not-a-moment", format!("`{offset}` is no offset"), hint));
    };
    Ok(Written { local: date.to_datetime(time), has_time: true, offset })
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

/// The offset that the text says, `None` inside for an empty text; `None` for what is no offset.
fn offset_of(text: &str) -> Option<Option<Offset>> {
    match text {
        "" => return Some(None),
        "Z" | "z" => return Some(Some(Offset::UTC)),
        _ => {}
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.strip_prefix(['+', '-'])?.chars().filter(|c| *c != ':').collect();
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<i32>().ok());
    let (hours, minutes) = (number(digits.get(..2))?, number(digits.get(2..))?);
    let known = digits.len() == 4 && hours <= 25 && minutes < 60;
    known.then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()).flatten().map(Some)
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
    fn an_instant_needs_a_time_and_a_zone() {
        let at = |text: &str, zone: Option<&str>| instant(text, zone);
        let utc = |text: &str| Some(text.to_owned());
        assert_eq!(at("2025-10-28 10:00", Some("America/New_York")), utc("2025-10-28T14:00:00Z"));
        assert_eq!(at("2025-10-28 10:00-05:30", Some("America/New_York")), utc("2025-10-28T15:30:00Z"));
        assert_eq!(at("2025-10-28 10:00Z", None), utc("2025-10-28T10:00:00Z"));
        assert_eq!(at("2025-10-28 10:00", None), None);
        assert_eq!(at("2025-10-28", Some("Europe/Berlin")), None);
        assert_eq!(at("2025-10-26 02:30", Some("Europe/Berlin")), None);
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
