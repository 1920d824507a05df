//! Plans and their sign-off records.

use super::{Site, SitePlan};
use crate::diag::Diagnostic;
use crate::ledger::signoff::{self, Changed, RecordFiles, Signed};
use crate::ledger::{Identity, Kind, Ledger, State};

impl Site {
    /// What a signature of this plan is for.
    pub fn signed(&self, plan: &SitePlan, ledger: &Ledger) -> Signed {
        let means_this = |state: &State| matches!(state, State::Same(other) if other.as_str() == plan.code);
        let former = ledger.entries().filter(|entry| entry.kind == Kind::Plan && means_this(&entry.state));
        let names = plan.identity.plan().map(|known| known.former.clone()).unwrap_or_default();
        Signed {
            id: plan.id.clone(),
            former_ids: plan.source.front.aliases.iter().cloned().chain(names).collect(),
            code: plan.code.clone(),
            former_codes: former.map(|entry| entry.code.to_string()).collect(),
            title: plan.title().to_owned(),
            revision: plan.identity.revision,
            digest: plan.identity.digest.hex(),
            asked: signoff::asked(&plan.plan, &plan.source.front, &self.vocabulary),
        }
    }

    /// Checks the records and gives each plan its [`SitePlan::sign_off`].
    pub fn sign(&mut self, records: &RecordFiles, ledger: &Ledger) -> Vec<Diagnostic> {
        let plans: Vec<Signed> = self.plans.iter().map(|plan| self.signed(plan, ledger)).collect();
        let changes = |signed: &Signed, digest: &str| {
            self.plan(&signed.id).and_then(|plan| changes_since(&plan.identity, digest))
        };
        let mut checked = signoff::check(records, &plans, &changes);
        for plan in &mut self.plans {
            plan.sign_off = checked.value.remove(&plan.id).unwrap_or_default();
        }
        checked.diagnostics
    }
}

/// The log keeps the first digits of the digests of revisions.
fn changes_since(identity: &Identity, digest: &str) -> Option<Vec<Changed>> {
    let key: String = digest.chars().take(identity.digest.key().len()).collect();
    let key = key.to_uppercase();
    let changes = identity.changes_since(&key).filter(|_| key != identity.digest.key())?;
    let named = changes.into_iter().map(|change| Changed {
        code: change.code.to_string(),
        what: format!("{:?}", change.what).to_lowercase(),
    });
    Some(named.collect())
}
