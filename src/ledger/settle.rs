//! One plan whose things have their codes: its identity, its names, its lines in the next ledger.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, State};
use super::hand::Given;
use super::identify::{Identified, ReadPlan};
use super::identity::{Identity, Known};
use super::plans::{self, Families};
use super::thing::{Kind, Thing, Things};
use super::{Code, Ledger, abroad, names, order, revisions};
use crate::read::Source;

/// What the ledger knows of a plan.
pub struct Was<'a> {
    pub code: Option<&'a Code>,
    /// Everything that stands or stood in it.
    pub family: &'a [&'a Entry],
    /// What has names in its folder and stands in another plan.
    pub guests: &'a [Entry],
    pub families: &'a Families<'a>,
}

/// Makes the identity of one plan, freezes its names and writes it into the next ledger.
pub fn plan(
    next: &mut Ledger,
    (id, (source, mut document, mut plan, claims), things): (String, ReadPlan, Things),
    (code, given): (&Code, Given),
    was: &Was,
) -> Identified {
    let entries: Vec<Option<&Entry>> = given.iter().map(|(_, entry)| *entry).collect();
    let order = things.in_order();
    let digest = things.all.first().map(|plan| plan.tree).unwrap_or_default();
    let (of_node, of_line, of_fact) = (things.of_node, things.of_line, things.of_fact);
    let known = |(thing, (code, entry))| known(was, &id, thing, (code, entry));
    let things: Vec<Known> = things.all.into_iter().zip(given).map(known).collect();
    let of_code = things.iter().enumerate().map(|(at, known)| (known.code.clone(), at)).collect();
    let mut identity = Identity { of_node, of_line, of_fact, of_code, digest, things, ..Identity::default() };
    rename(next, code, was.code);
    let living: Vec<&Entry> = was.family.iter().copied().filter(|entry| entry.is_live()).collect();
    let places = places(&identity, &entries, &order);
    revisions::settle(&mut identity, code, next, (&living, &places.moved));
    let owners: Vec<&Entry> = was.family.iter().copied().chain(was.guests).collect();
    names::freeze(&mut document, &mut plan, &identity, &owners);
    record(next, &identity, (&id, &source), &entries, places.numbers);
    Identified { id, source, document, plan, claims, identity }
}

/// A thing with its code and the names that it had.
fn known(was: &Was, id: &str, thing: Thing, (code, entry): (Code, Option<&Entry>)) -> Known {
    let former = match (entry, was.code) {
        (None, _) => Vec::new(),
        (Some(entry), _) if thing.kind == Kind::Plan => former_ids(entry, id),
        (Some(entry), here) => {
            let there = was.families.plan_of(&entry.code);
            // A plan that nobody knew yet has no code in the ledger: what comes to it comes from elsewhere.
            let new = Code::default();
            abroad::carried(entry, there, here.unwrap_or(&new))
        }
    };
    Known { former, born: entry.is_none(), thing, code }
}

/// The folders that a plan had, but for the one that it has.
fn former_ids(entry: &Entry, id: &str) -> Vec<String> {
    let mut names: Vec<String> =
        entry.names.iter().chain(&entry.id).filter(|name| *name != id).cloned().collect();
    names.sort();
    names.dedup();
    names
}

/// A plan whose front matter gives it another code: the one before means the same.
fn rename(next: &mut Ledger, code: &Code, was: Option<&Code>) {
    let Some(was) = was.filter(|was| *was != code) else { return };
    if let Some(entry) = next.get_mut(was) {
        entry.state = State::Same(code.clone());
    }
    next.rename_plan(was, code);
}

/// Writes the things of a plan into the ledger.
fn record(
    next: &mut Ledger,
    identity: &Identity,
    (id, source): (&str, &Source),
    entries: &[Option<&Entry>],
    numbers: Vec<u64>,
) {
    for ((at, known), number) in identity.things.iter().enumerate().zip(numbers) {
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
            pin: None,
            buried: None,
            place: entries[at].map_or((0, 0), |entry| entry.place),
        });
    }
    let head = identity.log.last().cloned();
    head.into_iter().for_each(|revision| next.add_revision(revision));
}

/// Where things stand among those of their parent.
struct Places {
    /// Numbers that keep them in order.
    numbers: Vec<u64>,
    /// Those that others of the same parent were put before or behind.
    moved: BTreeSet<usize>,
}

fn places(identity: &Identity, entries: &[Option<&Entry>], order: &[usize]) -> Places {
    let mut siblings: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for at in order {
        siblings.entry(identity.things[*at].thing.parent).or_default().push(*at);
    }
    let mut places = Places { numbers: vec![0; identity.things.len()], moved: BTreeSet::new() };
    for (parent, children) in siblings {
        let around = parent.map(|at| &identity.things[at].code);
        let had: Vec<Option<u64>> = children
            .iter()
            .map(|at| entries[*at].filter(|entry| entry.parent.as_ref() == around).map(|entry| entry.order))
            .collect();
        for (at, number) in children.iter().zip(order::renumbered(&had)) {
            places.numbers[*at] = number;
        }
        places.moved.extend(order::moved(&had).into_iter().map(|at| children[at]));
    }
    places
}
