//! Plans past their review: what a check asks the calendar for. A build never does, for it makes the same pages on every
//! day; there the reader's browser says so.

use jiff::Zoned;
use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::site::Site;

/// The day that it is here.
#[expect(clippy::disallowed_methods, reason = "nothing is built of it")]
pub fn today() -> Date {
    Zoned::now().date()
}

/// A warning for each plan whose `review_by` lies before `today`; on that very day it still holds.
pub fn overdue(site: &Site, today: Date) -> Vec<Diagnostic> {
    let plans = site.plans.iter().filter_map(|plan| {
        let front = &plan.source.front;
        let due: Date = front.review_by.as_deref()?.parse().ok()?;
        let days = due.until(today).ok()?.get_days();
        let found = Diagnostic::warning("review-passed", format!("its review was due {}", ago(days)?))
            .hint("review the plan and put off the date; until then each of its pages says that it may be out of date");
        Some(match front.places.get("review_by") {
            Some(place) => found.at(*place),
            None => found.in_file(plan.source.path.clone()),
        })
    });
    plans.collect()
}

fn ago(days: i32) -> Option<String> {
    match days {
        ..=0 => None,
        1 => Some("yesterday".to_owned()),
        days => Some(format!("{days} days ago")),
    }
}
