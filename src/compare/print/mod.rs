//! A difference as text for people and as JSON for programs.

mod json;
mod text;

pub use json::json;
pub use text::{holdings, text};

use super::model::{Change, Class, How, PlanDifference, PlanState};

/// `2 loosened, 1 moved`; empty where nothing changed.
pub fn counts(count: &dyn Fn(Class) -> usize) -> String {
    let some = Class::ALL.into_iter().filter(|class| count(*class) > 0);
    some.map(|class| format!("{} {}", count(class), class.word())).collect::<Vec<_>>().join(", ")
}

/// What happened to a plan as a whole, where that is not only that parts of it changed.
pub fn fate(plan: &PlanDifference) -> Option<String> {
    match (plan.state, &plan.renamed_from) {
        (PlanState::Removed, _) => Some("this plan was removed".to_owned()),
        (PlanState::Added, _) => Some("this plan is new".to_owned()),
        (PlanState::Changed, Some(from)) => {
            Some(format!("renamed: it was `{from}`, it is `{}` now", plan.id))
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
    change.how.contains(&How::Reordered).then(|| "stands in another order now".to_owned())
}
