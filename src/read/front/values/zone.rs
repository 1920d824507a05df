//! Names of time zones.

use jiff::tz::TimeZoneDatabase;

use super::Wrong;
use crate::diag::nearest;

pub(super) fn check(text: &str) -> Option<Wrong> {
    let database = TimeZoneDatabase::bundled();
    if database.get(text).is_ok() {
        return None;
    }
    let names: Vec<String> =
        database.available().map(|name| name.as_str().to_owned()).filter(|name| name.contains('/')).collect();
    let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let meant = nearest(text, names.iter().map(String::as_str)).map(str::to_owned).or_else(|| {
        names.iter().find(|n| city(n).eq_ignore_ascii_case(&text.trim().replace(' ', "_"))).cloned()
    });
    let hint = match meant {
        Some(name) => format!("did you mean `{name}`?"),
        None => "write a name such as Europe/Berlin; short forms such as AEST are no zones".to_owned(),
    };
    Some(Wrong::new("unknown-time-zone", format!("`{text}` is no time zone"), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_name_and_offered_when_near() {
        assert!(check("Asia/Kathmandu").is_none());
        assert!(check("UTC").is_none());
        let hint = |text: &str| check(text).and_then(|w| w.hint).unwrap_or_default();
        assert!(hint("Europe/Berln").contains("Europe/Berlin"));
        assert!(hint("sydney").contains("Australia/Sydney"));
        assert!(hint("AEST").contains("short forms"), "{}", hint("AEST"));
    }
}
