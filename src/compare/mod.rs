//! What changed between two sets of plans, for those who must agree to it.
//!
//! [`compare`] pairs the plans of two sites, then the things of each pair (`pair`), and says of every pair that differs
//! what happened (`change`): removed, added, moved, reworded word by word (`rewording`), retimed; and whether the plan
//! asks for less than before (`weigh`). [`print`] writes it as text and as JSON.

mod bound;
mod change;
mod kind;
mod model;
mod pair;
mod plans;
pub mod print;
mod quantity;
mod rewording;
mod unit;
mod weigh;

pub use kind::Kind;
pub use model::{
    Change, Class, Comparison, Difference, Direction, Fate, How, Piece, PlanDifference, PlanState, Reason,
    Revision, Saying, Side,
};

use rayon::prelude::*;

use crate::recognise::Vocabulary;
use crate::site::{Site, SitePlan};

/// What changed between two sites. `alone`: each side is one plan, and the two are the same plan whatever their names.
pub fn compare(old: &Site, new: &Site, alone: bool) -> Difference {
    let pairs = plans::pair(old, new, alone);
    let compared: Vec<Option<PlanDifference>> =
        pairs.par_iter().map(|(a, b)| plan_difference(&new.vocabulary, *a, *b)).collect();
    let unchanged = compared.iter().filter(|difference| difference.is_none()).count();
    let mut plans: Vec<PlanDifference> = compared.into_iter().flatten().collect();
    let weight = |plan: &PlanDifference| {
        let loosened = plan.count(Class::Loosened) > 0 || plan.state == PlanState::Removed;
        (!loosened, plan.state, plan.id.clone())
    };
    plans.sort_by_key(weight);
    Difference { plans, unchanged }
}

/// What changed in one plan; `None` where nothing did.
fn plan_difference(
    words: &Vocabulary,
    old: Option<&SitePlan>,
    new: Option<&SitePlan>,
) -> Option<PlanDifference> {
    let plan = new.or(old)?;
    let changes = match (old, new) {
        (Some(a), Some(b)) => change::changes(words, &unit::units(a), &unit::units(b)),
        _ => Vec::new(),
    };
    let renamed_from = old.filter(|old| new.is_some_and(|new| new.id != old.id)).map(|old| old.id.clone());
    let state = match (old, new) {
        (Some(_), Some(_)) => PlanState::Changed,
        (Some(_), None) => PlanState::Removed,
        (None, _) => PlanState::Added,
    };
    if state == PlanState::Changed && changes.is_empty() && renamed_from.is_none() {
        return None;
    }
    Some(PlanDifference {
        id: plan.id.clone(),
        code: plan.code.clone(),
        title: plan.title().to_owned(),
        state,
        renamed_from,
        old: old.map(revision),
        new: new.map(revision),
        changes,
    })
}

fn revision(plan: &SitePlan) -> Revision {
    let gates = &plan.plan.gates;
    let criteria = gates.go_no_go.iter().map(|gate| gate.go.len() + gate.no_go.len()).sum::<usize>()
        + gates.success_criteria.iter().map(|list| list.items).sum::<usize>();
    Revision {
        file: plan.source.path.display().to_string().replace('\\', "/"),
        version: plan.source.front.version.clone(),
        digest: plan.identity.digest.hex(),
        short: plan.identity.digest.short(),
        tasks: plan.plan.total_items,
        criteria,
        signatures: plan.plan.signoffs.len(),
        signers: signers(plan),
    }
}

fn signers(plan: &SitePlan) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    let written = plan.plan.signoffs.iter().map(|sign| &sign.role);
    for role in plan.source.front.approvers.iter().chain(written) {
        if !role.is_empty() && !roles.iter().any(|known| known.eq_ignore_ascii_case(role)) {
            roles.push(role.clone());
        }
    }
    roles
}
