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
    /// Day, time and offset as recorded, a blank between day and time.
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
        time: given.time.replacen('T', " ", 1),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::signoff::{Ask, Changed, SignOffState};
    use crate::page::testing::{pages, site_with, words};

    fn given(since: Since) -> Given {
        Given {
            role: "Pilot".into(),
            name: "Ann Lee".into(),
            meaning: "approved".into(),
            time: "2026-02-03T10:00:00+01:00".into(),
            how: "typed name".into(),
            revision: 4,
            digest: "9c41e7d206af3b58".repeat(4),
            signer: None,
            key: None,
            record: "aa".into(),
            since,
        }
    }

    fn said(standing: Standing, given_now: Vec<Given>, earlier: Vec<Given>) -> String {
        let text = "# Plan\n\n## Work\n\n- [ ] Fill the tank\n\n## Sign-off\n\nPilot: ____\n";
        let site = site_with(text, |plan| {
            let role = RoleState {
                ask: Ask::one("Pilot"),
                standing,
                given: given_now,
                earlier,
                rejected: Vec::new(),
            };
            plan.sign_off = SignOffState { roles: vec![role], ..SignOffState::default() };
        });
        words(&pages(&site)["plan/sign-off.html"])
    }

    #[test]
    fn a_role_that_has_signed_has_no_lines_to_write_on() {
        let said = said(Standing::Signed, vec![given(Since::Nothing)], Vec::new());
        assert!(said.contains("Signed by Ann Lee, approved, 2026-02-03 10:00:00+01:00"), "{said}");
        assert!(said.contains("1 of 1 role"), "{said}");
        assert!(!said.contains("Printed name"), "{said}");
    }

    #[test]
    fn after_an_edit_the_page_says_what_changed_since() {
        let text = "# Plan\n\n## Work\n\n- [ ] Fill the tank\n";
        let known = site_with(text, |_| {});
        let tank = known.plans[0].identity.things.iter().find(|k| k.thing.words == "Fill the tank");
        let code = tank.map(|known| known.code.to_string()).unwrap_or_default();
        let changed = vec![Changed { code: code.clone(), what: "changed".into() }];
        let said = said(Standing::Outdated, Vec::new(), vec![given(Since::Changed(changed))]);
        assert!(said.contains("Signed at revision 4 by Ann Lee"), "{said}");
        assert!(said.contains("1 step changed since. 9C41 E7D2 06AF 3B58"), "{said}");
        assert!(said.contains(&code) && said.contains("Printed name"), "{said}");
        let unknown = self::said(Standing::Outdated, Vec::new(), vec![given(Since::Unknown)]);
        assert!(unknown.contains("what changed since is not remembered"), "{unknown}");
    }
}
