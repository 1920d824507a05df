//! Plans and their sign-off records.

use std::collections::BTreeMap;

use super::{Site, SitePlan};
use crate::diag::Diagnostic;
use crate::ledger::signoff::{self, Changed, RecordFiles, Signed};
use crate::ledger::{Identity, Kind, Ledger, State};
use crate::recognise::Vocabulary;

/// The codes that plans had before, by the one that they have.
#[derive(Debug, Clone, Default)]
pub struct FormerCodes {
    of: BTreeMap<String, Vec<String>>,
}

impl FormerCodes {
    pub fn of(ledger: &Ledger) -> FormerCodes {
        let mut former = FormerCodes::default();
        for entry in ledger.entries().filter(|entry| entry.kind == Kind::Plan) {
            if let State::Same(other) = &entry.state {
                former.of.entry(other.to_string()).or_default().push(entry.code.to_string());
            }
        }
        former
    }
}

impl SitePlan {
    /// What a signature of this plan is for.
    fn signed(&self, vocabulary: &Vocabulary, former: &FormerCodes) -> Signed {
        let names = self.identity.plan().map(|known| known.former.clone()).unwrap_or_default();
        Signed {
            id: self.id.clone(),
            former_ids: self.source.front.aliases.iter().cloned().chain(names).collect(),
            code: self.code.clone(),
            former_codes: former.of.get(&self.code).cloned().unwrap_or_default(),
            title: self.title().to_owned(),
            revision: self.identity.revision,
            digest: self.identity.digest.hex(),
            asked: signoff::asked(&self.plan, &self.source.front, vocabulary),
        }
    }

    /// Checks the records of this plan alone and gives it its [`SitePlan::sign_off`].
    pub fn sign(
        &mut self,
        records: &RecordFiles,
        vocabulary: &Vocabulary,
        former: &FormerCodes,
    ) -> Vec<Diagnostic> {
        let own = records.files.iter().filter(|file| file.plan_id == self.id).cloned().collect();
        let records = RecordFiles { files: own, allowed: records.allowed.clone(), ..RecordFiles::default() };
        let signed = self.signed(vocabulary, former);
        let changes = |_: &Signed, digest: &str| changes_since(&self.identity, digest);
        let mut checked = signoff::check(&records, &[signed], &changes);
        self.sign_off = checked.value.remove(&self.id).unwrap_or_default();
        checked.diagnostics
    }
}

impl Site {
    /// What a signature of this plan is for.
    pub fn signed(&self, plan: &SitePlan, ledger: &Ledger) -> Signed {
        plan.signed(&self.vocabulary, &FormerCodes::of(ledger))
    }

    /// Checks the records and gives each plan its [`SitePlan::sign_off`].
    pub fn sign(&mut self, records: &RecordFiles, ledger: &Ledger) -> Vec<Diagnostic> {
        let former = FormerCodes::of(ledger);
        let plans: Vec<Signed> =
            self.plans.iter().map(|plan| plan.signed(&self.vocabulary, &former)).collect();
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
