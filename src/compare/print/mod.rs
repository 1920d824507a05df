//! A difference as text for people and as JSON for programs.

mod json;
mod text;

pub use json::json;
pub use text::{holdings, text};

use super::model::{Change, Class, Difference, How, PlanDifference, PlanState};

/// `2 loosened, 1 moved`; empty where nothing changed.
pub fn counts(count: &dyn Fn(Class) -> usize) -> String {
    let some = Class::ALL.into_iter().filter(|class| count(*class) > 0);
    some.map(|class| format!("{} {}", count(class), class.word())).collect::<Vec<_>>().join(", ")
}

/// `3 plans differ (1 removed), 1 the same. 2 loosened, 1 moved.`
pub fn summary(difference: &Difference) -> String {
    let plans = |count: usize| if count == 1 { "1 plan".to_owned() } else { format!("{count} plans") };
    let differing = difference.plans.len();
    if differing == 0 {
        return match difference.unchanged {
            0 => "There are no plans on either side.".to_owned(),
            1 => "The plan says the same on both sides.".to_owned(),
            same => format!("All {same} plans say the same on both sides."),
        };
    }
    let mut said = format!("{} {}", plans(differing), if differing == 1 { "differs" } else { "differ" });
    let whole = [(PlanState::Removed, "removed"), (PlanState::Added, "new")]
        .map(|(state, word)| (difference.plans.iter().filter(|plan| plan.state == state).count(), word));
    let whole = whole.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let whole = whole.collect::<Vec<_>>().join(", ");
    if !whole.is_empty() {
        said.push_str(&format!(" ({whole})"));
    }
    if difference.unchanged > 0 {
        said.push_str(&format!(", {} the same", difference.unchanged));
    }
    said.push('.');
    let totals = counts(&|class| difference.count(class));
    if totals.is_empty() { said } else { format!("{said} {totals}.") }
}

/// What happened to a plan as a whole, where that is not only that parts of it changed.
pub fn fate(plan: &PlanDifference) -> Option<String> {
    match (plan.state, &plan.renamed_from) {
        (PlanState::Removed, _) => Some("This plan was removed".to_owned()),
        (PlanState::Added, _) => Some("This plan is new".to_owned()),
        (PlanState::Changed, Some(from)) => {
            Some(format!("This plan was called \"{from}\" and is \"{}\" now", plan.id))
        }
        (PlanState::Changed, None) => None,
    }
}

/// `moved from A to B` and the like, for what the words of a change do not show.
pub fn movement(change: &Change) -> Option<String> {
    let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
    let place = |section: &str| {
        if section.is_empty() { "the beginning".to_owned() } else { format!("\"{section}\"") }
    };
    if change.how.contains(&How::Moved) {
        return Some(if before.section == after.section {
            format!("moved within {}", place(&after.section))
        } else {
            format!("moved from {} to {}", place(&before.section), place(&after.section))
        });
    }
    let did = |what| change.how.contains(&what);
    match () {
        () if did(How::Reordered) => Some("stands in another order now".to_owned()),
        () if did(How::Renumbered) => Some("has another number now".to_owned()),
        () => None,
    }
}
