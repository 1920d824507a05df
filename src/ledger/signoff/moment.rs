//! Times of records: RFC 3339, the offset always there.

use jiff::civil::DateTime;
use jiff::{Timestamp, Zoned};

/// What is wrong with a time: the message and what to do.
pub type Wrong = (String, &'static str);

const FORM: &str = "write day, time and offset: 2026-03-01T18:40:00+01:00";

/// The moment of a time as written.
pub fn settle(text: &str) -> Result<Timestamp, Wrong> {
    if !text.is_ascii() || text.contains('[') {
        return Err((format!("`{text}` is no time"), FORM));
    }
    let has_clock = text.contains(':');
    match text.parse::<DateTime>() {
        Ok(_) if !has_clock => Err((format!("`{text}` is a day without a time"), FORM)),
        // A local time reads as a date and time too; only the offset makes it a moment.
        Ok(_) => text.parse::<Timestamp>().map_err(|_| {
            (
                format!("the time `{text}` has no offset, so nobody can say when it was"),
                "write the offset of the place where it was signed, such as +01:00, or Z for UTC",
            )
        }),
        Err(_) => match text.parse::<Timestamp>() {
            Ok(moment) => Ok(moment),
            Err(_) if looks_like_time(text) => Err((format!("there is no time `{text}`"), FORM)),
            Err(_) => Err((format!("`{text}` is no time"), FORM)),
        },
    }
}

/// Four digits, a hyphen, and a colon somewhere: meant as a time.
fn looks_like_time(text: &str) -> bool {
    let year: Vec<char> = text.chars().take(5).collect();
    matches!(year[..], [a, b, c, d, '-'] if [a, b, c, d].iter().all(char::is_ascii_digit))
        && text.contains(':')
}

/// `2026-03-01T18:40:00+01:00`, seconds whole.
pub fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_moments_with_an_offset_are_taken() {
        for text in [
            "2026-03-01T18:40:00+01:00",
            "2026-03-01T17:40:00Z",
            "2026-03-01 18:40+01:00",
            "2026-03-01T18:40:00.25-03:30",
        ] {
            assert!(settle(text).is_ok(), "{text}");
        }
        for (text, said) in [
            ("2026-03-01T18:40:00", "no offset"),
            ("2026-03-01 18:40", "no offset"),
            ("2026-03-01", "a day without"),
            ("2026-02-30T18:40:00+01:00", "there is no time"),
            ("2026-03-01T25:61:00Z", "there is no time"),
            ("2026-03-01T18:40:00+01:00[Europe/Berlin]", "no time"),
            ("yesterday", "no time"),
            ("2026-0३-01T18:40:00Z", "no time"),
            ("", "no time"),
        ] {
            let wrong = settle(text).map_err(|(message, _)| message);
            assert!(wrong.as_ref().is_err_and(|m| m.contains(said)), "{text}: {wrong:?}");
        }
    }
}
