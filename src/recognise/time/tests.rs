use super::*;

fn days(literal: &str) -> Option<[i32; 2]> {
    when(literal).unwrap_or_else(|| panic!("{literal} is no time")).offset_days
}

fn minutes(literal: &str) -> Option<[i64; 2]> {
    when(literal).unwrap_or_else(|| panic!("{literal} is no time")).offset_minutes
}

#[test]
fn offsets_in_days_and_weeks() {
    for (literal, want) in [
        ("T-7 days", Some([-7, -7])),
        ("T-14 Days", Some([-14, -14])),
        ("T\u{2212}3", Some([-3, -3])),
        ("T\u{2013}2 weeks", Some([-14, -14])),
        ("T-0", Some([0, 0])),
        ("T0", Some([0, 0])),
        ("T+1 to T+6", Some([1, 6])),
        ("T-7 to -1", Some([-7, -1])),
        ("T-minus 7 days", Some([-7, -7])),
        ("J-1", Some([-1, -1])),
        ("Jour J-2", Some([-2, -2])),
        ("Jour J", Some([0, 0])),
        ("Día D", Some([0, 0])),
        ("D-Day", Some([0, 0])),
        ("D+3", Some([3, 3])),
        ("J+1 à J+7", Some([1, 7])),
        ("Day -7 to Day -1", Some([-7, -1])),
        ("Day 2-5", Some([2, 5])),
        ("Week -2 to -1", Some([-14, -1])),
        ("Week \u{2212}2", Some([-14, -8])),
        ("Week 1", None),
        ("Week 1+", None),
        ("Week 0, Days 1-3", None),
        ("4 weeks before", Some([-28, -28])),
        ("2 Wochen vor Go-Live", Some([-14, -14])),
        ("Day before", Some([-1, -1])),
        ("Semana previa", Some([-7, -7])),
        ("上线前3天", Some([-3, -3])),
        ("3日前", Some([-3, -3])),
        ("第1周", None),
        ("T-7天", Some([-7, -7])),
    ] {
        assert_eq!(days(literal), want, "{literal}");
    }
}

#[test]
fn offsets_in_hours_and_minutes() {
    for (literal, want) in [
        ("T-24h", [-1440, -1440]),
        ("T-4 Hours", [-240, -240]),
        ("T-60 min", [-60, -60]),
        ("T+30m", [30, 30]),
        ("T+1:10", [70, 70]),
        ("H-2 à H-0", [-120, 0]),
        ("H+4", [240, 240]),
        ("Day 0 - Hours 0-2", [0, 120]),
        ("Hours 2-4", [120, 240]),
        ("48 hours before launch", [-2880, -2880]),
        ("24 Stunden vorher", [-1440, -1440]),
        ("First 24 hours", [0, 1440]),
        ("primeiras 2 horas", [0, 120]),
        ("24 hours post-deployment", [1440, 1440]),
        ("切换前24小时", [-1440, -1440]),
        ("0-5 minutes", [0, 5]),
    ] {
        assert_eq!(minutes(literal), Some(want), "{literal}");
    }
}

#[test]
fn clock_times_with_zone() {
    for (literal, first, last, zone) in [
        ("09:00 AM", "09:00", "09:00", None),
        ("12:30 PM", "12:30", "12:30", None),
        ("9:00 AM EST (next day)", "09:00", "09:00", Some("EST")),
        ("22:00\u{2013}23:00 CET", "22:00", "23:00", Some("CET")),
        ("9-10 AM", "09:00", "10:00", None),
        ("14h30", "14:30", "14:30", None),
        ("18 Uhr", "18:00", "18:00", None),
        ("10時30分", "10:30", "10:30", None),
        ("08:00 UTC+2", "08:00", "08:00", Some("UTC+2")),
        ("6 p.m.", "18:00", "18:00", None),
        ("12 AM", "00:00", "00:00", None),
    ] {
        let found = when(literal).unwrap_or_else(|| panic!("{literal} is no time"));
        assert_eq!(found.clock, Some([first.to_owned(), last.to_owned()]), "{literal}");
        assert_eq!(found.zone.as_deref(), zone, "{literal}");
    }
}

#[test]
fn dates_of_many_countries() {
    for (literal, want) in [
        ("2025-12-31", Some("2025-12-31")),
        ("December 31, 2025", Some("2025-12-31")),
        ("26 décembre 2025", Some("2025-12-26")),
        ("26 de diciembre de 2025", Some("2025-12-26")),
        ("Mittwoch, 5. März 2026, 10:00 CET", Some("2026-03-05")),
        ("31.12.2025", Some("2025-12-31")),
        ("31/12/2025", Some("2025-12-31")),
        ("31-12-2025", Some("2025-12-31")),
        ("2025年12月26日", Some("2025-12-26")),
        ("05/06/2025", None),
        ("Dec 30", None),
        ("Dec 27-28", None),
        ("Dec 30, 06:00-08:00", None),
        ("Monday", None),
    ] {
        let found = when(literal).unwrap_or_else(|| panic!("{literal} is no time"));
        assert_eq!(found.date.map(|d| d[0].clone()).as_deref(), want, "{literal}");
    }
}

#[test]
fn durations_in_many_forms() {
    for (literal, want) in [
        ("30 minutes", [30, 30]),
        ("~2-3 hours", [120, 180]),
        ("< 5 min", [5, 5]),
        ("1h 30m", [90, 90]),
        ("1h30", [90, 90]),
        ("1.5 hours", [90, 90]),
        ("1,5 Stunden", [90, 90]),
        ("2-3 days", [2880, 4320]),
        ("15 minutes - 2 hours", [15, 120]),
        ("約30分", [30, 30]),
        ("2～3時間", [120, 180]),
        ("ca. 20 Min", [20, 20]),
        ("30-45 sec", [1, 1]),
        ("1 working day", [1440, 1440]),
        ("⏱️ 15 minutes", [15, 15]),
        ("48h", [2880, 2880]),
    ] {
        let found = duration(literal).unwrap_or_else(|| panic!("{literal} is no duration"));
        assert_eq!(found.minutes, Some(want), "{literal}");
    }
}

#[test]
fn what_is_no_time_is_left_alone() {
    for literal in [
        "",
        "30 minutes",
        "Priority: High",
        "may work",
        "est",
        "5.2",
        "24/7",
        "P95",
        "A-1 Supply",
        "100%",
        "Daily",
        "h",
    ] {
        assert!(when(literal).is_none(), "{literal}: {:?}", when(literal));
    }
    for literal in ["0-5 minutes", "T-7 days", "30", "5 users", "15 min/jour", ""] {
        assert!(duration(literal).is_none(), "{literal}");
    }
}

#[test]
fn a_time_in_front_of_words() {
    for (text, want) in [
        ("T-14 Days: Infrastructure", "T-14 Days"),
        ("T-1h: Thursday, 6 March, 09:00 CET", "T-1h"),
        ("08:00-09:00: Final checks", "08:00-09:00"),
        ("Day 1 (Monitoring)", "Day 1"),
        ("Dec 26 (Today) - start", "Dec 26"),
        ("Week 2-4: Beta", "Week 2-4"),
        ("T+15min", "T+15min"),
        ("9:00 AM - Kick-off", "9:00 AM"),
    ] {
        let found = leading(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(&text[..found.end], want, "{text}");
        assert_eq!(found.when.literal, want, "{text}");
    }
}

#[test]
fn never_slices_a_letter_in_two() {
    for text in [
        "日",
        "T-",
        "第",
        "第一",
        "1h",
        "前前前前前前前前前前前前",
        "９：００",
        "T–é",
        "ß1",
        "24時",
        "~~~~",
        "1:1:1:1",
    ] {
        let (_, _, _) = (when(text), duration(text), leading(text));
    }
}
