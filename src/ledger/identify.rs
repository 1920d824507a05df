//! The stage: every thing of every plan finds its code again, or gets one.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::entry::{Entry, Retired, State};
use super::identity::{Identity, Known};
use super::matching::{Pairs, Side, matches};
use super::plans::{self, Standing};
use super::thing::{Class, Kind, Thing, Things};
use super::{Code, Ledger, names, order, revisions, things, vanished};
use crate::diag::{Diagnostic, FileId, Outcome};
use crate::markdown::Document;
use crate::plan::Plan;
use crate::read::Source;
use crate::recognise::Claim;

/// A plan as it comes from recognition.
pub type ReadPlan = (Source, Document, Plan, Vec<Claim>);

/// A plan that knows who it is. Names of its headings are those by which they were published.
#[derive(Debug, Clone)]
pub struct Identified {
    /// Folder of the plan in the site; unique.
    pub id: String,
    pub source: Source,
    pub document: Document,
    pub plan: Plan,
    pub claims: Vec<Claim>,
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
}

/// Finds every code of `ledger` again. A code that was published and is nowhere is an error at its line of the ledger,
/// whose file is `lock`; two plans with one id are an error too.
pub fn identify(ledger: &Ledger, lock: FileId, read: Vec<ReadPlan>) -> Outcome<Settled> {
    let (plans, mut findings) = with_ids(read);
    let gathered: Vec<Things> = plans.par_iter().map(|(_, (s, d, p, _))| things::of(s, d, p)).collect();
    let standing: Vec<Standing> = plans
        .iter()
        .zip(&gathered)
        .map(|((id, (source, ..)), things)| Standing { id, source, things })
        .collect();
    let known = plans::recognise(ledger, &standing);
    let codes = plans::settle_codes(ledger, &standing, &known);
    let mut hand = Hand::new(ledger, &known, &gathered);
    hand.move_between_plans();
    let (given, taken) = hand.codes(&codes);
    drop(standing);

    let mut next = ledger.clone();
    let families = plans::families(ledger);
    let mut settled = Vec::new();
    for (((id, read), things), (code, (given, was))) in
        plans.into_iter().zip(gathered).zip(codes.iter().zip(given.into_iter().zip(known)))
    {
        let family = was.as_ref().and_then(|code| families.get(code)).map_or(&[][..], Vec::as_slice);
        settled.push(settle(&mut next, ledger, (id, read, things), (code, given, was.as_ref(), family)));
    }
    findings.extend(vanished::find(ledger, lock, &taken, &settled));
    bury_names(&mut next, ledger, &taken);
    let living: BTreeSet<&Code> = codes.iter().collect();
    let gone = plans::families(&next).into_iter().filter(|(code, _)| !living.contains(code));
    let gone = gone.flat_map(|(_, entries)| entries).filter(|e| !e.is_live()).cloned().collect();
    Outcome { value: Settled { plans: settled, gone, ledger: next }, diagnostics: findings }
}

/// The plans as if nothing had been published before.
pub fn fresh(read: Vec<ReadPlan>) -> Outcome<Settled> {
    identify(&Ledger::default(), FileId(u32::MAX), read)
}

/// Ids for all plans; the second plan of an id is left out and told of.
fn with_ids(read: Vec<ReadPlan>) -> (Vec<(String, ReadPlan)>, Vec<Diagnostic>) {
    let mut found: BTreeMap<String, ReadPlan> = BTreeMap::new();
    let mut findings = Vec::new();
    for plan in read {
        let id = plans::id_of(&plan.0, &plan.2);
        match found.get(&id) {
            Some(other) => findings.push(plans::same_id(&id, &plan.0, &other.0)),
            None => {
                found.insert(id, plan);
            }
        }
    }
    (found.into_iter().collect(), findings)
}

/// Hands out codes.
struct Hand<'l, 't> {
    ledger: &'l Ledger,
    things: &'t [Things],
    /// The living entries of each plan.
    old: Vec<Vec<&'l Entry>>,
    /// For each plan and thing, the entry that it is.
    found: Vec<Vec<Option<&'l Entry>>>,
    taken: BTreeSet<Code>,
}

impl<'l, 't> Hand<'l, 't> {
    fn new(ledger: &'l Ledger, known: &[Option<Code>], things: &'t [Things]) -> Hand<'l, 't> {
        let families = plans::families(ledger);
        let old: Vec<Vec<&Entry>> = known
            .iter()
            .map(|code| {
                let family = code.as_ref().and_then(|code| families.get(code));
                family.into_iter().flatten().copied().filter(|entry| entry.is_live()).collect()
            })
            .collect();
        let pairs: Vec<Pairs> = old
            .par_iter()
            .zip(things)
            .map(|(old, new)| matches(&Side::of_entries(old), &Side::of_things(new)))
            .collect();
        let mut found: Vec<Vec<Option<&Entry>>> = things.iter().map(|t| vec![None; t.all.len()]).collect();
        let mut taken = BTreeSet::new();
        for (plan, pairs) in pairs.into_iter().enumerate() {
            for (from, to) in pairs {
                found[plan][to] = Some(old[plan][from]);
                taken.insert(old[plan][from].code.clone());
            }
        }
        Hand { ledger, things, old, found, taken }
    }

    /// Things that left one plan and stand word for word in another one, once on both sides.
    fn move_between_plans(&mut self) {
        let mut gone: BTreeMap<(Class, &str), Vec<&Entry>> = BTreeMap::new();
        let living = self.ledger.entries().filter(|e| e.is_live() && !self.taken.contains(&e.code));
        for entry in living.filter(|e| travels(e.kind, &e.words)) {
            gone.entry((entry.kind.class(), entry.words.as_str())).or_default().push(entry);
        }
        if gone.is_empty() {
            return;
        }
        let mut come: BTreeMap<(Class, &str), Vec<(usize, usize)>> = BTreeMap::new();
        for (plan, things) in self.things.iter().enumerate() {
            for (at, thing) in things.all.iter().enumerate() {
                if self.found[plan][at].is_none() && travels(thing.kind, &thing.words) {
                    come.entry((thing.kind.class(), thing.words.as_str())).or_default().push((plan, at));
                }
            }
        }
        for (key, places) in come {
            if let ([(plan, at)], Some([entry])) = (&places[..], gone.get(&key).map(Vec::as_slice)) {
                self.found[*plan][*at] = Some(entry);
                self.taken.insert(entry.code.clone());
            }
        }
    }

    /// The code of every thing, and the entry that it was; and all codes of the ledger that were found again.
    fn codes(self, plans: &[Code]) -> (Vec<Given<'l>>, BTreeSet<Code>) {
        let mut used: BTreeSet<Code> = self.ledger.entries().map(|entry| entry.code.clone()).collect();
        let mut all = Vec::new();
        for ((plan, things), found) in plans.iter().zip(self.things).zip(self.found) {
            let mut codes: Vec<(Code, Option<&Entry>)> = Vec::new();
            for (thing, entry) in things.all.iter().zip(found) {
                let code = match entry {
                    _ if thing.kind == Kind::Plan => plan.clone(),
                    Some(entry) => entry.code.clone(),
                    None => drawn(plan, things, thing, &used),
                };
                used.insert(code.clone());
                codes.push((code, entry));
            }
            all.push(codes);
        }
        drop(self.old);
        (all, self.taken)
    }
}

/// Words long enough to be told from others across plans.
fn travels(kind: Kind, words: &str) -> bool {
    matches!(kind.class(), Class::Item | Class::Heading) && words.chars().count() >= 12
}

/// A new code, drawn from what the thing says and where.
fn drawn(plan: &Code, things: &Things, thing: &Thing, used: &BTreeSet<Code>) -> Code {
    let around = thing.parent.and_then(|at| things.all.get(at)).map_or("", |parent| parent.words.as_str());
    let seed = [thing.kind.name(), thing.words.as_str(), around];
    let mut draws = (0..).map(|attempt| Code::draw(plan, &seed, attempt));
    draws.find(|code| !used.contains(code)).unwrap_or_default()
}

type Given<'a> = Vec<(Code, Option<&'a Entry>)>;

/// Makes the identity of one plan, freezes its names and writes it into the next ledger.
fn settle(
    next: &mut Ledger,
    ledger: &Ledger,
    (id, (source, mut document, mut plan, claims), things): (String, ReadPlan, Things),
    (code, given, was, family): (&Code, Given, Option<&Code>, &[&Entry]),
) -> Identified {
    let known = |(thing, (code, entry)): (Thing, (Code, Option<&Entry>))| Known {
        former: entry.map_or_else(Vec::new, |entry| entry.names.clone()),
        born: entry.is_none(),
        thing,
        code,
    };
    let entries: Vec<Option<&Entry>> = given.iter().map(|(_, entry)| *entry).collect();
    let order = things.in_order();
    let digest = things.all.first().map(|plan| plan.tree).unwrap_or_default();
    let (of_node, of_line, of_fact) = (things.of_node, things.of_line, things.of_fact);
    let mut things: Vec<Known> = things.all.into_iter().zip(given).map(known).collect();
    let former_id = entries.first().copied().flatten().and_then(|entry| entry.id.clone());
    if let Some(plan) = things.first_mut() {
        plan.former.extend(former_id.filter(|former| *former != id && !plan.former.contains(former)));
        plan.former.sort();
    }
    let of_code = things.iter().enumerate().map(|(at, known)| (known.code.clone(), at)).collect();
    let retired = family.iter().filter(|e| matches!(e.state, State::Retired(_))).map(|e| (*e).clone());
    let same = family.iter().filter_map(|e| match &e.state {
        State::Same(other) => Some((e.code.clone(), other.clone())),
        _ => None,
    });
    let mut identity = Identity {
        of_node,
        of_line,
        of_fact,
        of_code,
        digest,
        retired: retired.collect(),
        same: same.collect(),
        things,
        ..Identity::default()
    };
    rename(next, code, was);
    let living: Vec<&Entry> = family.iter().copied().filter(|entry| entry.is_live()).collect();
    revisions::settle(&mut identity, code, next, &living);
    names::freeze(&mut document, &mut plan, &identity, family);
    record(next, &identity, (&id, &source), &entries, &order);
    debug_assert!(ledger.entries().count() <= next.entries().count());
    Identified { id, source, document, plan, claims, identity }
}

/// A plan whose front matter gives it another code: the one before means the same.
fn rename(next: &mut Ledger, code: &Code, was: Option<&Code>) {
    let Some(was) = was.filter(|was| *was != code) else { return };
    if let Some(entry) = next.get_mut(was) {
        entry.state = State::Same(code.clone());
    }
    next.revisions.iter_mut().filter(|r| r.plan == *was).for_each(|r| r.plan = code.clone());
}

/// Writes the things of a plan into the ledger.
fn record(
    next: &mut Ledger,
    identity: &Identity,
    (id, source): (&str, &Source),
    entries: &[Option<&Entry>],
    order: &[usize],
) {
    let mut siblings: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for at in order {
        siblings.entry(identity.things[*at].thing.parent).or_default().push(*at);
    }
    let mut numbers = vec![0; identity.things.len()];
    for (parent, children) in siblings {
        let around = parent.map(|at| &identity.things[at].code);
        let had: Vec<Option<u64>> = children
            .iter()
            .map(|at| entries[*at].filter(|entry| entry.parent.as_ref() == around).map(|entry| entry.order))
            .collect();
        for (at, number) in children.iter().zip(order::renumbered(&had)) {
            numbers[*at] = number;
        }
    }
    for (known, number) in identity.things.iter().zip(numbers) {
        let is_plan = known.thing.kind == Kind::Plan;
        next.set(Entry {
            code: known.code.clone(),
            kind: known.thing.kind,
            parent: known.thing.parent.map(|at| identity.things[at].code.clone()),
            order: number,
            own: known.thing.own.stub(),
            id: if is_plan { Some(id.to_owned()) } else { known.thing.id.clone() },
            file: is_plan.then(|| plans::file_of(source)),
            names: known.former.clone(),
            words: known.thing.words.clone(),
            also: Vec::new(),
            state: State::Live,
            place: (0, 0),
        });
    }
    let head = identity.log.last().cloned();
    head.into_iter().for_each(|revision| next.add_revision(revision));
}

/// Names that no plan mentions any more are taken out without being asked for.
fn bury_names(next: &mut Ledger, ledger: &Ledger, taken: &BTreeSet<Code>) {
    let gone = ledger.entries().filter(|e| e.is_live() && e.kind.is_name() && !taken.contains(&e.code));
    for entry in gone {
        let why = "the plan no longer names it".to_owned();
        next.set(Entry {
            state: State::Retired(Retired { to: None, on: String::new(), why }),
            ..entry.clone()
        });
    }
}
