//! One moment or span inside a literal, before the parts become a [`When`](crate::plan::When).

use super::words::Unit;

/// What sort of time a part is; a range has two parts of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// `T-7 days`, `J-1`, `H+2`.
    Anchored,
    /// `Day 1`, `Week -2`, `Hours 0-2`.
    Counted(Unit),
    /// `4 weeks before`, `First 24 hours`, `day before`.
    Relative,
    /// `0-5 minutes`.
    Window,
    Clock,
    Date,
    Weekday,
    /// `morning`, `EOD`.
    PartOfDay,
}

/// A day of the calendar; the year may be left unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarDay {
    pub year: Option<u32>,
    pub month: u8,
    pub day: u8,
}

impl CalendarDay {
    pub fn new(year: Option<u32>, month: u32, day: u32) -> Option<CalendarDay> {
        let good = (1..=12).contains(&month) && (1..=31).contains(&day);
        let year_good = year.is_none_or(|y| (1900..2200).contains(&y));
        (good && year_good).then_some(CalendarDay { year, month: month as u8, day: day as u8 })
    }

    /// `2025-12-31`; `None` without a year.
    pub fn iso(self) -> Option<String> {
        self.year.map(|year| format!("{year:04}-{:02}-{:02}", self.month, self.day))
    }
}

/// A moment or span.
#[derive(Debug, Clone)]
pub struct Part {
    pub sort: Sort,
    /// Minutes from T-0, first and last.
    pub minutes: Option<[i64; 2]>,
    /// Days from T-0, first and last.
    pub days: Option<[i32; 2]>,
    /// Minutes of the day, first and last.
    pub clock: Option<[u32; 2]>,
    pub date: Option<[CalendarDay; 2]>,
    pub zone: Option<String>,
}

impl Part {
    pub fn new(sort: Sort) -> Part {
        Part { sort, minutes: None, days: None, clock: None, date: None, zone: None }
    }
}
