//! Stages that last longer than their phase.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::plan::{Phase, Stage};
use crate::recognise::{duration, shortest, when};

pub const RULE: Rule = Rule {
    code: "overrun",
    text: "The stages of a phase take longer together, at their shortest, than the time that the phase has. The plan \
           is late before it begins. Make the phase longer or the stages shorter, or say that stages run side by side.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for phase in &case.facts().phases {
        let Some(window) = window(phase) else { continue };
        let timed: Vec<(&Stage, u32)> =
            phase.stages.iter().filter_map(|s| Some((s, shortest(s.duration.as_deref()?)?))).collect();
        let sum: u32 = timed.iter().map(|(_, minutes)| *minutes).sum();
        if timed.len() > 1 && i64::from(sum) > window {
            let window_words = spoken(window);
            let sum_words = spoken(i64::from(sum));
            let places: Vec<Span> = timed.iter().map(|(stage, _)| case.line(stage.place.line)).collect();
            let message = format!("the stages take {sum_words}, the phase has {window_words}");
            let found = Diagnostic::warning(RULE.code, message).at(case.line(phase.place.line));
            let found = places.iter().fold(found, |found, place| found.label(*place, "counts in"));
            report.push(
                found.hint("lengthen the phase or shorten a stage; say so where stages run side by side"),
            );
        }
    }
}

/// Minutes that the phase has: its duration, else the span of its time when that counts in hours or minutes.
fn window(phase: &Phase) -> Option<i64> {
    if let Some(most) = phase.duration.as_deref().and_then(duration).and_then(|d| d.minutes) {
        return Some(i64::from(most[1]));
    }
    let [from, to] = when(phase.when.as_deref()?)?.offset_minutes?;
    // Days are whole: a phase of "Day 1 to Day 3" has no length in minutes.
    let hours = from % 1440 != 0 || to % 1440 != 0;
    (hours && to > from).then_some(to - from)
}

fn spoken(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} minutes"),
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn the_shortest_times_must_fit() {
        let text = |a: &str, b: &str| {
            format!(
                "# A\n\n## Phase 1: Move (Day 0 - Hours 0-4)\n\n### 1.1 Load ({a})\n\n- [ ] a\n\n### 1.2 Drive ({b})\n\n- [ ] b\n"
            )
        };
        assert_eq!(lines(&RULE, &text("3 hours", "2 hours")), [3, 5, 9]);
        assert!(lines(&RULE, &text("2 hours", "1-3 hours")).is_empty());
    }
}
