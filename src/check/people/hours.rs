//! Hours of duty as people write them: `24/7`, `Mon-Fri 08:00-18:00`, `Mo–Fr 8–17 Uhr, Sa 9-12`, `weekdays 9am to 5pm UTC`.

use std::collections::BTreeSet;

use crate::recognise::{is_zone, weekday_of};

/// Minutes of a day.
const DAY: usize = 24 * 60;

/// Which minutes of a week, Monday first, somebody is there.
#[derive(Clone)]
pub struct Week {
    there: Vec<bool>,
    /// Zones that were named, in capitals.
    pub zones: BTreeSet<String>,
}

/// Where hours are meant, a few letters do; the whole names are those of all times.
const DAYS: [&[&str]; 7] = [
    &["mo", "lun"],
    &["di", "mar"],
    &["mi", "mer", "mié"],
    &["do", "jeu", "jue"],
    &["fr", "ven", "vie"],
    &["sa", "sam", "sáb"],
    &["so", "dim", "dom"],
];

const WEEKDAYS: [&str; 6] = ["weekdays", "weekday", "werktags", "workdays", "semaine", "laborables"];
const WEEKENDS: [&str; 4] = ["weekend", "weekends", "wochenende", "wochenends"];
const EVERY_DAY: [&str; 5] = ["daily", "täglich", "everyday", "quotidien", "diario"];
const ALWAYS: [&str; 5] = ["24/7", "24x7", "24×7", "7x24", "24h"];
const SAYS_NOTHING: [&str; 6] = ["uhr", "h", "hrs", "hours", "from", "von"];

/// The names of the days in messages.
const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Week {
    pub fn empty() -> Week {
        Week { there: vec![false; 7 * DAY], zones: BTreeSet::new() }
    }

    /// Reads hours; `None` where any part of them is something else, so that nothing is guessed.
    pub fn read(text: &str) -> Option<Week> {
        let mut week = Week::empty();
        let text = text
            .to_lowercase()
            .replace(['–', '—', '−'], "-")
            .replace(" - ", "-")
            .replace(" to ", "-")
            .replace(" bis ", "-");
        if ALWAYS.contains(&text.trim()) {
            week.there.fill(true);
            return Some(week);
        }
        for piece in text.split([',', ';', '+', '&']).map(str::trim).filter(|piece| !piece.is_empty()) {
            week.piece(piece)?;
        }
        week.there.contains(&true).then_some(week)
    }

    fn piece(&mut self, piece: &str) -> Option<()> {
        let mut days: Option<BTreeSet<usize>> = None;
        let mut hours: Option<(usize, usize)> = None;
        for word in piece.split_whitespace() {
            let word = word.trim_matches(['(', ')', '.', ':']);
            if let Some(some) = days_of(word) {
                days.get_or_insert_default().extend(some);
            } else if let Some(some) = hours_of(word).filter(|_| hours.is_none()) {
                hours = Some(some);
            } else if is_zone(&word.to_uppercase()) {
                self.zones.insert(word.to_uppercase());
            } else if !SAYS_NOTHING.contains(&word) && !word.is_empty() {
                return None;
            }
        }
        let (from, to) = hours?;
        for day in days.unwrap_or_else(|| (0..7).collect()) {
            let until = if to <= from { to + DAY } else { to };
            for minute in from..until {
                self.there[(day * DAY + minute) % (7 * DAY)] = true;
            }
        }
        Some(())
    }

    pub fn join(&mut self, other: &Week) {
        self.there.iter_mut().zip(&other.there).for_each(|(here, there)| *here |= there);
        self.zones.extend(other.zones.iter().cloned());
    }

    /// The longest stretch in which nobody is there, around the end of the week too: `Fri 18:00 to Mon 08:00`.
    pub fn gap(&self) -> Option<String> {
        let all = self.there.len();
        let first = self.there.iter().position(|there| *there)?;
        let (mut longest, mut begin): ((usize, usize), Option<usize>) = ((0, 0), None);
        for at in first..=first + all {
            match (self.there[at % all], begin) {
                (false, None) => begin = Some(at),
                (true, Some(start)) => {
                    if at - start > longest.1 - longest.0 {
                        longest = (start, at);
                    }
                    begin = None;
                }
                _ => {}
            }
        }
        let name = |at: usize| {
            let at = at % all;
            format!("{} {:02}:{:02}", NAMES[at / DAY], at % DAY / 60, at % 60)
        };
        (longest.1 > longest.0).then(|| format!("{} to {}", name(longest.0), name(longest.1)))
    }
}

fn days_of(word: &str) -> Option<Vec<usize>> {
    let of = |list: &[&str]| list.contains(&word);
    if of(&WEEKDAYS) {
        return Some((0..5).collect());
    }
    if of(&WEEKENDS) {
        return Some(vec![5, 6]);
    }
    if of(&EVERY_DAY) {
        return Some((0..7).collect());
    }
    let day = |name: &str| {
        let name = name.trim_end_matches('.');
        let short = DAYS.iter().position(|names| names.contains(&name));
        short.or_else(|| weekday_of(name).map(|day| usize::from(day) - 1))
    };
    match word.split_once('-') {
        None => day(word).map(|day| vec![day]),
        Some((from, to)) => {
            let (from, to) = (day(from)?, day(to)?);
            Some((from..=if to < from { to + 7 } else { to }).map(|day| day % 7).collect())
        }
    }
}

/// `08:00-18:00`, `8-17`, `9am-5pm`, in minutes of the day.
fn hours_of(word: &str) -> Option<(usize, usize)> {
    let (from, to) = word.split_once('-')?;
    Some((time_of(from)?, time_of(to)?))
}

fn time_of(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches("uhr").trim_end_matches('h');
    let (bare, half) = match (bare.strip_suffix("am"), bare.strip_suffix("pm")) {
        (Some(bare), _) => (bare, Some(0)),
        (_, Some(bare)) => (bare, Some(12)),
        _ => (bare, None),
    };
    let (hour, minute) = bare.split_once([':', '.']).unwrap_or((bare, "0"));
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let (hour, minute): (usize, usize) = match digits(hour) && digits(minute) {
        true => (hour.parse().ok()?, minute.parse().ok()?),
        false => return None,
    };
    let hour = half.map_or(hour, |half| hour % 12 + half);
    (hour * 60 + minute <= DAY && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(all: &[&str]) -> Option<String> {
        let mut week = Week::empty();
        for text in all {
            week.join(&Week::read(text).unwrap_or_else(|| panic!("{text}")));
        }
        week.gap()
    }

    #[test]
    fn gaps_are_named() {
        assert_eq!(gap(&["24/7"]), None);
        assert_eq!(gap(&["Mon-Fri 08:00-18:00"]).as_deref(), Some("Fri 18:00 to Mon 08:00"));
        assert_eq!(gap(&["Mo–Fr 8–17 Uhr, Sa 9-12"]).as_deref(), Some("Sat 12:00 to Mon 08:00"));
        assert_eq!(gap(&["weekdays 9am to 5pm UTC", "daily 17:00-09:00", "weekends 9-17"]), None);
        assert_eq!(gap(&["daily 06:00-22:00"]).as_deref(), Some("Mon 22:00 to Tue 06:00"));
    }

    #[test]
    fn what_is_no_hours_is_not_guessed() {
        for text in ["business hours", "on call", "Mon-Fri", "9-5 or by pager", "25:00-26:00", "", "ask Bea"]
        {
            assert!(Week::read(text).is_none(), "{text}");
        }
    }
}
