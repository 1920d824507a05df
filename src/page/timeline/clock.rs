//! Literals to minutes from T-0.

use jiff::civil::Date;

use crate::plan::{Phase, When};
use crate::recognise::when;
use crate::site::SitePlan;

const DAY: i64 = 24 * 60;

/// Minutes on the scale, from and until.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: i64,
    pub until: i64,
}

/// The scale of a plan.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Minute of the day of T-0, told or taken from the first clock time of the phase that begins there: for order only.
    zero: i64,
    /// Whether `zero` is told.
    told: bool,
    /// The day of T-0; of the earliest date where the plan counts in dates alone.
    day: Option<Date>,
    /// Year for dates that have none.
    year: Option<i16>,
    /// False where the scale begins at the earliest date instead of at T-0.
    pub relative: bool,
}

impl Clock {
    pub fn of(plan: &SitePlan) -> Clock {
        let front = &plan.source.front;
        let told = front.t_zero.as_deref().and_then(minute_in);
        let zero_day = front.t_zero.as_deref().and_then(date_in);
        let stated = plan.plan.metadata.iter().filter_map(|m| m.iso.as_deref().and_then(date_in));
        let other = front.date.as_deref().and_then(date_in).or_else(|| stated.max());
        let year = zero_day.or(other).map(|date| date.year());
        let mut clock = Clock { zero: 0, told: told.is_some(), day: zero_day, year, relative: true };
        clock.zero = told.or_else(|| clock.first_minute(&plan.plan.phases)).unwrap_or(0);
        let counted = plan
            .plan
            .phases
            .iter()
            .filter_map(|p| p.when.as_deref())
            .any(|w| clock.read(w).is_some_and(|w| is_counted(&w)));
        if clock.day.is_none() && !counted {
            clock.day = earliest(plan, &clock);
            clock.relative = clock.day.is_none();
            clock.zero = if clock.relative { clock.zero } else { 0 };
        }
        clock
    }

    /// The day of clock times that name none: that of T-0, where the plan counts from it.
    pub fn base(&self) -> Option<i64> {
        self.relative.then_some(0)
    }

    /// Reads a literal; a date without year gets the plan's.
    pub fn read(&self, literal: &str) -> Option<When> {
        let found = when(literal);
        let open = found.as_ref().is_none_or(|w| w.date.is_none() && !is_counted(w));
        let (true, Some(year)) = (open, self.year) else { return found };
        let (day, rest) = literal.split_once(',').unwrap_or((literal, ""));
        let day = day.split('(').next().unwrap_or(day).trim();
        let dated = [format!("{day}, {year}"), format!("{day} {year}")];
        let date = dated.iter().filter_map(|text| when(text)).find_map(|w| w.date);
        let Some(date) = date else { return found };
        let clock =
            found.as_ref().and_then(|w| w.clock.clone()).or_else(|| when(rest.trim()).and_then(|w| w.clock));
        let zone = found.and_then(|w| w.zone);
        Some(When { literal: literal.to_owned(), date: Some(date), clock, zone, ..When::default() })
    }

    /// The place of a literal; a clock time alone belongs to `day` (days from T-0).
    pub fn place(&self, literal: &str, day: Option<i64>) -> Option<Span> {
        let when = self.read(literal)?;
        let clock = when.clock.as_ref().and_then(|[from, until]| Some((minute_in(from)?, minute_in(until)?)));
        let days = self.days(&when);
        if let (Some((from, until)), Some(day)) = (clock, days.map(|d| d[0]).or(day)) {
            let start = day * DAY + from - self.zero;
            let length = (until - from).rem_euclid(DAY);
            return Some(Span { from: start, until: start + length });
        }
        if let Some([from, until]) = when.offset_minutes {
            return Some(Span { from, until: until.max(from) });
        }
        let [from, until] = days?;
        Some(Span { from: from * DAY, until: (until.max(from) + i64::from(until > from)) * DAY })
    }

    /// The place of something that lasts: what is counted in whole days lasts to the end of its last day.
    pub fn lasting(&self, literal: &str, day: Option<i64>) -> Option<Span> {
        let span = self.place(literal, day)?;
        let when = self.read(literal)?;
        let Some([from, until]) = self.days(&when).filter(|_| when.clock.is_none()) else {
            return Some(span);
        };
        let whole = span.from == from * DAY && span.until == until.max(from) * DAY;
        Some(Span { until: span.until + if whole { DAY } else { 0 }, ..span })
    }

    /// What stands at a place of the scale: the distance from T-0 and, where that is told, the date or the clock. `None`
    /// where neither follows from what is written.
    pub fn tick(&self, literal: &str, span: Span) -> Option<(String, String)> {
        let civil = |at: i64| {
            let day = self.day?.checked_add(jiff::Span::new().days(at.div_euclid(DAY))).ok()?;
            Some((day, at.rem_euclid(DAY)))
        };
        if self.relative {
            let Some(first) = self.distance(literal, span) else {
                // A date, or a clock time of a day without one.
                let when = self.read(literal)?;
                let clock = || when.clock.as_ref().map(|[from, _]| (from.clone(), String::new()));
                let date =
                    when.date.as_ref().and_then(|[from, _]| Some((day_name(date_in(from)?), String::new())));
                return clock().or(date);
            };
            let known = civil(span.from + self.zero).filter(|_| self.told);
            let second = known.map(|(day, minute)| match span.from % DAY {
                0 if span.from != 0 => day_name(day),
                _ => clock_name(minute),
            });
            return Some((first, second.unwrap_or_default()));
        }
        let (day, minute) = civil(span.from)?;
        Some(if minute == 0 { (day_name(day), String::new()) } else { (clock_name(minute), day_name(day)) })
    }

    /// The date and the clock of T-0, where they are told.
    pub fn zero_name(&self) -> Option<String> {
        let day = self.day.filter(|_| self.is_told())?;
        Some(format!("{} {}", day_name(day), clock_name(self.zero)))
    }

    /// A clock that counts from T-0 at a minute of the day, told or not.
    #[cfg(test)]
    pub fn counted(zero: i64, told: bool) -> Clock {
        Clock { zero, told, day: "2025-10-28".parse().ok().filter(|_| told), year: None, relative: true }
    }

    /// Whether minutes from T-0 are minutes of a known instant.
    pub fn is_told(&self) -> bool {
        self.relative && self.told && self.day.is_some()
    }

    /// The day, from T-0, on which a literal begins.
    pub fn day_of(&self, literal: &str) -> Option<i64> {
        let when = self.read(literal)?;
        let minutes = when.offset_minutes.map(|[from, _]| (from + self.zero).div_euclid(DAY));
        self.days(&when).map(|[from, _]| from).or(minutes)
    }

    /// How far from T-0 a literal lies, where that follows from what is written.
    pub fn distance(&self, literal: &str, span: Span) -> Option<String> {
        let when = self.read(literal)?;
        let exact = match (&when.clock, when.offset_minutes) {
            (Some(_), _) => self.told,
            (None, minutes) => minutes.is_some(),
        };
        (self.relative && exact).then(|| distance(span.from))
    }

    fn days(&self, when: &When) -> Option<[i64; 2]> {
        if let Some([from, until]) = when.offset_days {
            return Some([i64::from(from), i64::from(until)]);
        }
        let zero = self.day?;
        let [from, until] = when.date.as_ref()?;
        let days = |text: &str| Some(i64::from((date_in(text)? - zero).get_days()));
        Some([days(from)?, days(until)?])
    }

    fn first_minute(&self, phases: &[Phase]) -> Option<i64> {
        let at_zero = |phase: &&Phase| {
            let read = phase.when.as_deref().and_then(|literal| self.read(literal));
            read.is_some_and(|w| {
                w.offset_minutes.is_some_and(|m| m[0] == 0) || w.offset_days.is_some_and(|d| d[0] == 0)
            })
        };
        let stages = phases.iter().filter(at_zero).flat_map(|p| &p.stages);
        stages.filter_map(|s| when(s.when.as_deref()?)?.clock).find_map(|[from, _]| minute_in(&from))
    }
}

/// `T−7 d`, `T+2:30`, `T+1 d 04:00`, `T-0`.
pub fn distance(minutes: i64) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    let (days, rest) = (minutes.abs() / DAY, minutes.abs() % DAY);
    match (days, rest) {
        (0, 0) => "T-0".to_owned(),
        (days, 0) => format!("T{sign}{days} d"),
        (0, rest) => format!("T{sign}{}:{:02}", rest / 60, rest % 60),
        (days, rest) => format!("T{sign}{days} d {:02}:{:02}", rest / 60, rest % 60),
    }
}

/// `Tue 28 Oct`.
fn day_name(day: Date) -> String {
    day.strftime("%a %-d %b").to_string()
}

/// `09:30`.
fn clock_name(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn is_counted(when: &When) -> bool {
    when.offset_minutes.is_some() || when.offset_days.is_some()
}

fn earliest(plan: &SitePlan, clock: &Clock) -> Option<Date> {
    let phases = plan.plan.phases.iter().filter_map(|p| p.when.as_deref());
    let entries = plan.plan.timelines.iter().flat_map(|t| &t.entries).map(String::as_str);
    let dates = phases.chain(entries).filter_map(|literal| clock.read(literal)?.date);
    dates.filter_map(|[from, _]| date_in(&from)).min()
}

/// The date at the front of `2025-10-28 10:00`.
fn date_in(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The minute of the day of the first `HH:MM`.
fn minute_in(text: &str) -> Option<i64> {
    let colon = text.find(':')?;
    let before = text.get(..colon)?;
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let hours: i64 = before.get(before.len() - digits..)?.parse().ok()?;
    let minutes: i64 = text.get(colon + 1..colon + 3)?.parse().ok()?;
    (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_read_as_they_are_spoken() {
        assert_eq!(distance(0), "T-0");
        assert_eq!(distance(-7 * DAY), "T−7 d");
        assert_eq!(distance(150), "T+2:30");
        assert_eq!(distance(DAY + 240), "T+1 d 04:00");
    }

    #[test]
    fn what_lasts_for_days_lasts_to_their_end() {
        let clock =
            Clock { zero: 600, told: true, day: "2025-10-28".parse().ok(), year: Some(2025), relative: true };
        let lasting = |literal: &str| clock.lasting(literal, Some(0)).map(|s| (s.from, s.until));
        assert_eq!(lasting("Day -7 to Day -1"), Some((-7 * DAY, 0)));
        assert_eq!(lasting("T-3 days"), Some((-3 * DAY, -2 * DAY)));
        assert_eq!(lasting("Day 0 - Hours 2-4"), Some((120, 240)));
        assert_eq!(lasting("11:00"), Some((60, 60)));
        let tick = |literal: &str| clock.tick(literal, clock.place(literal, Some(0)).unwrap());
        assert_eq!(tick("T-7 days"), Some(("T−7 d".into(), "Tue 21 Oct".into())));
        assert_eq!(tick("T+2h"), Some(("T+2:00".into(), "12:00".into())));
        let dated = Clock { zero: 0, told: false, relative: false, ..clock };
        assert_eq!(
            dated.tick("x", Span { from: 570, until: 570 }),
            Some(("09:30".into(), "Tue 28 Oct".into()))
        );
    }

    #[test]
    fn times_in_text() {
        assert_eq!(minute_in("2026-03-01T09:30+01:00"), Some(570));
        assert_eq!(minute_in("9:05"), Some(545));
        assert_eq!(minute_in("at noon"), None);
        assert_eq!(minute_in("é:é0"), None);
    }
}
