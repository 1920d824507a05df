//! What the records say of a role that is to sign: signed, signed as it was before, or not.

use serde::Serialize;

use super::PageContext;
use super::permanent::{Lead, of_code};
use crate::ledger::signoff::{Given, RoleState, Since, Standing, people::same_words};
use crate::ledger::{Code, Kind, grouped};
use crate::site::SitePlan;

/// Changes that are told by their words.
const LISTED: usize = 12;

/// The signatures of one role.
#[derive(Debug, Serialize)]
pub struct Signed {
    /// `signed`, `partly`, `outdated`, `rejected`, `missing`.
    pub standing: Standing,
    /// People who have signed this revision, and how many must.
    pub people: usize,
    pub asked: usize,
    pub given: Vec<SignatureGiven>,
    pub earlier: Vec<SignatureGiven>,
    pub rejected: Vec<SignatureGiven>,
}

/// One signature as it was recorded.
#[derive(Debug, Serialize)]
pub struct SignatureGiven {
    pub name: String,
    pub meaning: String,
    /// Time with its offset, as recorded.
    pub time: String,
    pub how: String,
    pub revision: u32,
    pub digest: String,
    /// Fingerprint of the SSH key, where one signed.
    pub key: Option<String>,
    /// False where the ledger no longer knows what changed since.
    pub is_known: bool,
    /// Steps that are not as they were, and everything else that is not.
    pub steps: usize,
    pub others: usize,
    pub changes: Vec<ChangedSince>,
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub struct ChangedSince {
    /// `added`, `changed`, `moved`, `removed`.
    pub what: String,
    pub code: String,
    pub lead: Option<Lead>,
}

/// What the records say of `role`; `None` where nobody records signatures of the plan.
pub fn of_role(ctx: &PageContext, plan: &SitePlan, role: &str) -> Option<Signed> {
    let roles = &plan.sign_off.roles;
    let is_recorded = roles.iter().any(|state| state.standing != Standing::Missing);
    let state = roles.iter().find(|state| same_words(&state.ask.role, role)).filter(|_| is_recorded)?;
    Some(signed(ctx, state))
}

/// Roles that have signed, of all that are asked; `None` where nobody records signatures of the plan.
pub fn tally(plan: &SitePlan) -> Option<(usize, usize)> {
    let is_recorded = plan.sign_off.roles.iter().any(|state| state.standing != Standing::Missing);
    is_recorded.then(|| plan.sign_off.counts())
}

fn signed(ctx: &PageContext, state: &RoleState) -> Signed {
    let all = |given: &[Given]| given.iter().map(|given| signature(ctx, given)).collect();
    Signed {
        standing: state.standing,
        people: state.given.len(),
        asked: state.ask.people,
        given: all(&state.given),
        earlier: all(&state.earlier),
        rejected: all(&state.rejected),
    }
}

fn signature(ctx: &PageContext, given: &Given) -> SignatureGiven {
    let changed = match &given.since {
        Since::Changed(changed) => changed.as_slice(),
        Since::Nothing | Since::Unknown => &[],
    };
    let found: Vec<(ChangedSince, bool)> = changed
        .iter()
        .map(|change| {
            let lead = Code::parse(&change.code).and_then(|code| of_code(ctx, &code));
            let is_step = lead.as_ref().and_then(|l| Kind::named(l.kind)).is_some_and(Kind::is_work);
            (ChangedSince { what: change.what.clone(), code: change.code.clone(), lead }, is_step)
        })
        .collect();
    let steps = found.iter().filter(|(_, is_step)| *is_step).count();
    let shown: String = given.digest.chars().take(16).collect();
    SignatureGiven {
        name: given.name.clone(),
        meaning: given.meaning.clone(),
        time: given.time.clone(),
        how: given.how.clone(),
        revision: given.revision,
        digest: grouped(&shown.to_uppercase()),
        key: given.key.clone(),
        is_known: given.since != Since::Unknown,
        steps,
        others: found.len() - steps,
        more: found.len().saturating_sub(LISTED),
        changes: found.into_iter().map(|(change, _)| change).take(LISTED).collect(),
    }
}
