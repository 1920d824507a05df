//! One plan identified again after an edit, without the others: what the dev server does for each save.
//!
//! That is the same as [`identify`](super::identify) of all plans as long as nothing of the others can matter to it, and
//! none of it to the others. [`Apart`] knows for which plans of a ledger this is so; in doubt there is no answer, and all
//! plans are identified.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::State;
use super::hand::Hand;
use super::identify::{Identified, ReadPlan};
use super::plans::{self, Families, Standing};
use super::settle::{self, Was};
use super::thing::Kind;
use super::{Code, Ledger, abroad, things, vanished};
use crate::read::Source;

/// The parts of a ledger that belong to single plans alone.
#[derive(Debug, Clone, Default)]
pub struct Apart {
    /// By the code of the plan, everything that stands or stood in it.
    closed: BTreeMap<Code, Vec<Code>>,
    /// What codes of the ledger begin with.
    begun: BTreeSet<String>,
    /// Ids that plans have or had.
    ids: BTreeMap<String, u32>,
}

impl Apart {
    pub fn of(ledger: &Ledger) -> Apart {
        let mut apart = Apart::default();
        for entry in ledger.entries() {
            apart.begun.insert(entry.code.plan_part().to_owned());
            if entry.kind == Kind::Plan {
                for id in entry.names.iter().chain(&entry.id) {
                    *apart.ids.entry(id.clone()).or_default() += 1;
                }
            }
        }
        // Pins and what branches buried are settled between all plans.
        if ledger.entries().any(|entry| entry.pin.is_some() || entry.buried.is_some()) {
            return apart;
        }
        let families = Families::of_ledger(ledger);
        let mut open: BTreeSet<&str> = BTreeSet::new();
        for (code, family) in families.all() {
            for entry in family {
                let leaves = entry.names.iter().any(|name| abroad::parted(name).is_some());
                if leaves || matches!(entry.state, State::Same(_)) || entry.code.plan_part() != code.as_str()
                {
                    open.extend([code.as_str(), entry.code.plan_part()]);
                }
                if let State::Same(other) = &entry.state {
                    open.insert(other.plan_part());
                }
                open.extend(entry.names.iter().filter_map(|name| name.strip_prefix('@')?.split('/').next()));
            }
        }
        let closed = families.all().filter(|(code, _)| !open.contains(code.as_str()));
        let lives =
            |code: &Code| ledger.get(code).is_some_and(|plan| plan.kind == Kind::Plan && plan.is_live());
        apart.closed = closed
            .filter(|(code, _)| lives(code))
            .map(|(code, family)| (code.clone(), family.iter().map(|entry| entry.code.clone()).collect()))
            .collect();
        apart
    }

    /// The part of the ledger that belongs to the plan alone; `None` where others have to do with it.
    fn part(&self, ledger: &Ledger, code: &Code, id: &str) -> Option<Ledger> {
        let ids = self.ids.get(id).copied().unwrap_or(0);
        let Some(family) = self.closed.get(code) else {
            return (ids == 0 && !self.begun.contains(code.as_str())).then(Ledger::default);
        };
        let is_its_id = ledger.get(code)?.id.as_deref() == Some(id) && ids == 1;
        is_its_id.then(|| {
            let mut part = Ledger::default();
            family.iter().filter_map(|code| ledger.get(code)).for_each(|entry| part.set(entry.clone()));
            ledger.revisions_of(code).for_each(|revision| part.add_revision(revision.clone()));
            part
        })
    }
}

/// The plan that had this id and code, as it is now; `None` where all plans must be identified to know.
pub fn again(
    ledger: &Ledger,
    apart: &Apart,
    (id, code, before): (&str, &Code, &Source),
    read: ReadPlan,
) -> Option<Identified> {
    let (source, document, plan, _) = &read;
    let (was, is) = (&before.front, &source.front);
    let same_names = (&was.id, &was.code, &was.aliases) == (&is.id, &is.code, &is.aliases);
    if !same_names || plans::id_of(source, plan) != id {
        return None;
    }
    let part = apart.part(ledger, code, id)?;
    let things = things::of(source, document, plan);
    let families = Families::of_ledger(&part);
    let known = vec![part.get(code).map(|entry| entry.code.clone())];
    if known[0].is_some() {
        let standing = [Standing { id, source, things: &things }];
        let found = plans::recognise(&part, &families, &standing, &BTreeMap::new());
        if found != known || !plans::is_surely(&part, &families, &standing[0]) {
            return None;
        }
    }
    let gathered = [things];
    let mut hand = Hand::new(&part, &families, (&known, &gathered), &BTreeMap::new());
    if hand.may_move() {
        return None;
    }
    hand.revive_names(&families, &known);
    let codes = [code.clone()];
    let (mut given, taken) = hand.codes(&codes);
    let [things] = gathered;
    let mut next = part.clone();
    let family = known[0].as_ref().map_or(&[][..], |code| families.of(code));
    let was = Was { code: known[0].as_ref(), family, guests: &[], families: &families };
    let mut settled = settle::plan(&mut next, (id.to_owned(), read, things), (code, given.pop()?), &was);
    if !vanished::missing(&part, &taken, &codes, &mut next).is_empty() {
        return None;
    }
    let families = Families::of_ledger(&next);
    let buried = families.of(code).iter().filter(|entry| matches!(entry.state, State::Retired(_)));
    settled.identity.retired.extend(buried.map(|entry| (*entry).clone()));
    Some(settled)
}
