//! Dates.

use jiff::civil::Date;

use super::Wrong;

/// `2025-10-28` and nothing else.
pub(super) fn check(text: &str) -> Option<Wrong> {
    if !is_date_shaped(text) {
        return Some(Wrong::new(
            "not-a-date",
            format!("`{text}` is no date"),
            "write year, month and day: 2025-10-28",
        ));
    }
    parse(text).err()
}

/// Four digits, two and two.
pub(super) fn is_date_shaped(text: &str) -> bool {
    text.len() == 10
        && text.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// Reads a text that is date-shaped.
pub(super) fn parse(text: &str) -> Result<Date, Wrong> {
    let parts: Vec<i16> = text.split('-').filter_map(|p| p.parse().ok()).collect();
    let [year, month, day] = parts[..] else {
        return Err(Wrong::new("not-a-date", format!("`{text}` is no date"), "write 2025-10-28"));
    };
    Date::new(year, month as i8, day as i8).map_err(|_| {
        let hint = match Date::new(year, month as i8, 1) {
            Ok(first) => format!("that month has {} days", first.days_in_month()),
            Err(_) => "months run from 01 to 12".to_owned(),
        };
        Wrong::new("not-a-date", format!("there is no {text}"), hint)
    })
}
