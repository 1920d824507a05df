//! The stage: every thing of every plan finds its code again, or gets one.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::entry::{Entry, State};
use super::hand::Hand;
use super::identity::Identity;
use super::plans::{self, Families, Standing};
use super::settle::{self, Was};
use super::thing::Things;
use super::{Code, Ledger, Shared, abroad, pins, things, vanished};
use crate::diag::{Diagnostic, FileId, Outcome};
use crate::markdown::Document;
use crate::plan::Plan;
use crate::read::Source;
use crate::recognise::Claim;

/// A plan as it comes from recognition.
pub type ReadPlan = (Shared<Source>, Shared<Document>, Shared<Plan>, Shared<Vec<Claim>>);

/// A plan that knows who it is. Names of its headings are those by which they were published.
#[derive(Debug, Clone)]
pub struct Identified {
    /// Folder of the plan in the site; unique.
    pub id: String,
    pub source: Shared<Source>,
    pub document: Shared<Document>,
    pub plan: Shared<Plan>,
    pub claims: Shared<Vec<Claim>>,
    pub identity: Identity,
}

/// All plans with their codes, in the order of their ids.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    pub plans: Vec<Identified>,
    /// The ledger as it is to be written, names aside.
    pub ledger: Ledger,
    /// What was taken out with the whole plan around it.
    pub gone: Vec<Entry>,
    /// Codes that were published and are nowhere: each is told as an error too, or its plan is.
    pub vanished: Vec<Code>,
}

/// Finds every code of `ledger` again. A code that was published and is nowhere is an error at its line of the ledger,
/// whose file is `lock`; two plans with one id are an error too.
pub fn identify(ledger: &Ledger, lock: FileId, read: Vec<ReadPlan>) -> Outcome<Settled> {
    let (read, mut findings) = with_ids(read);
    let gathered: Vec<Things> = read.par_iter().map(|(_, (s, d, p, _))| things::of(s, d, p)).collect();
    let standing: Vec<Standing> = read
        .iter()
        .zip(&gathered)
        .map(|((id, (source, ..)), things)| Standing { id, source, things })
        .collect();
    let families = Families::of_ledger(ledger);
    let pins = pins::find(ledger, &standing);
    let known = plans::recognise(ledger, &families, &standing, &pins);
    let codes = plans::settle_codes(ledger, &standing, &known);
    findings.extend(plans::former_ids(ledger, &standing, &known));
    let mut hand = Hand::new(ledger, &families, (&known, &gathered), &pins);
    hand.move_between_plans();
    hand.revive_names(&families, &known);
    let (given, taken) = hand.codes(&codes);
    drop(standing);

    let mut next = ledger.clone();
    let guests = abroad::guests(ledger);
    let mut settled = Vec::new();
    for ((((id, read), things), code), (given, known)) in
        read.into_iter().zip(gathered).zip(&codes).zip(given.into_iter().zip(known))
    {
        let family = known.as_ref().map_or(&[][..], |code| families.of(code));
        let guests = known.as_ref().and_then(|code| guests.get(code)).map_or(&[][..], Vec::as_slice);
        let was = Was { code: known.as_ref(), family, guests, families: &families };
        settled.push(settle::plan(&mut next, (id, read, things), (code, given), &was));
    }
    let missing = vanished::missing(ledger, &taken, &codes, &mut next);
    findings.extend(vanished::tell(ledger, &families, (lock, &missing), &settled));
    let vanished = missing.iter().map(|entry| entry.code.clone()).collect();
    let gone = tombstones(&next, &mut settled, &codes);
    Outcome { value: Settled { plans: settled, gone, ledger: next, vanished }, diagnostics: findings }
}

/// Gives each plan the tombstones of what has names in its folder; what is left belongs to no plan that stands.
fn tombstones(next: &Ledger, settled: &mut [Identified], codes: &[Code]) -> Vec<Entry> {
    let mut guests = abroad::guests(next);
    let by_id: BTreeMap<String, usize> =
        settled.iter().enumerate().map(|(at, p)| (p.id.clone(), at)).collect();
    let living: BTreeSet<&Code> = codes.iter().collect();
    let families = Families::of_ledger(next);
    for (plan, code) in settled.iter_mut().zip(codes) {
        let buried = families.of(code).iter().filter(|e| matches!(e.state, State::Retired(_)));
        plan.identity.retired.extend(buried.map(|entry| (*entry).clone()));
        plan.identity.retired.extend(guests.remove(code).unwrap_or_default());
    }
    same(next, (settled, codes), &families);
    let mut gone = Vec::new();
    for (code, entries) in families.all().filter(|(code, _)| !living.contains(code)) {
        let left = entries.iter().filter(|e| matches!(e.state, State::Retired(_))).map(|e| (*e).clone());
        let left = left.chain(guests.remove(code).unwrap_or_default());
        // A plan that took the folder of one that was taken out keeps its tombstones.
        match next.get(code).and_then(|plan| by_id.get(plan.id.as_deref()?)) {
            Some(heir) => settled[*heir].identity.retired.extend(left),
            None => gone.extend(left),
        }
    }
    gone
}

/// Gives each plan the codes that mean the same as one of its things; what that thing's tombstone says is said of them.
fn same(next: &Ledger, (settled, codes): (&mut [Identified], &[Code]), families: &Families) {
    let places: BTreeMap<&Code, usize> = codes.iter().enumerate().map(|(at, code)| (code, at)).collect();
    for entry in next.entries().filter(|entry| matches!(entry.state, State::Same(_))) {
        let Some(meant) = next.meant(&entry.code) else { continue };
        let Some(at) = places.get(families.plan_of(&meant.code)) else { continue };
        let identity = &mut settled[*at].identity;
        match &meant.state {
            State::Retired(_) => {
                identity.retired.push(Entry { state: meant.state.clone(), ..entry.clone() });
            }
            _ => identity.same.push((entry.code.clone(), meant.code.clone())),
        }
    }
}

/// The plans as if nothing had been published before.
pub fn fresh(read: Vec<ReadPlan>) -> Outcome<Settled> {
    identify(&Ledger::default(), FileId(u32::MAX), read)
}

/// Ids for all plans; the second plan of an id is left out and told of.
fn with_ids(read: Vec<ReadPlan>) -> (Vec<(String, ReadPlan)>, Vec<Diagnostic>) {
    let mut found: BTreeMap<String, ReadPlan> = BTreeMap::new();
    let mut findings: Vec<Diagnostic> = Vec::new();
    for plan in read {
        let id = plans::id_of(&plan.0, &plan.2);
        let unfit = plans::unfit_id(&id, &plan.0);
        let told = unfit.is_some();
        findings.extend(unfit);
        match found.get(&id) {
            Some(_) if told => {}
            Some(other) => findings.push(plans::same_id(&id, &plan.0, &other.0)),
            None => {
                found.insert(id, plan);
            }
        }
    }
    findings.extend(plans::shared_aliases(&found.iter().map(|(id, plan)| (id.as_str(), &*plan.0)).collect()));
    (found.into_iter().collect(), findings)
}
