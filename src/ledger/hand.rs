//! Handing out codes: those of the ledger to the things that are found again, new ones to the rest.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::entry::{Entry, State};
use super::matching::{Pairs, Side, matches};
use super::pins::Spot;
use super::plans::{Families, stands_with};
use super::thing::{Class, Kind, Thing, Things};
use super::{Code, Ledger};

/// The code of every thing of a plan, and the entry that it was.
pub type Given<'a> = Vec<(Code, Option<&'a Entry>)>;

/// Hands out codes.
pub struct Hand<'l, 't> {
    ledger: &'l Ledger,
    things: &'t [Things],
    /// For each plan and thing, the entry that it is.
    found: Vec<Vec<Option<&'l Entry>>>,
    taken: BTreeSet<Code>,
}

impl<'l, 't> Hand<'l, 't> {
    /// Matches the things of each plan with what the ledger knows of it; `pins` hold before all else.
    pub fn new(
        ledger: &'l Ledger,
        families: &Families<'l>,
        (known, things): (&[Option<Code>], &'t [Things]),
        pins: &BTreeMap<Code, Spot>,
    ) -> Hand<'l, 't> {
        let mut found: Vec<Vec<Option<&Entry>>> = things.iter().map(|t| vec![None; t.all.len()]).collect();
        let mut taken = BTreeSet::new();
        for (code, (plan, at)) in pins {
            if let Some(entry) = ledger.get(code) {
                found[*plan][*at] = Some(entry);
                taken.insert(code.clone());
            }
        }
        // An entry takes part in its own plan, unless a pin sends it to another one.
        let stays = |plan: usize, entry: &Entry| pins.get(&entry.code).is_none_or(|(to, _)| *to == plan);
        let old: Vec<Vec<&Entry>> = known
            .iter()
            .enumerate()
            .map(|(plan, code)| {
                let Some((code, whole)) = code.as_ref().and_then(|code| Some((code, ledger.get(code)?)))
                else {
                    return Vec::new();
                };
                let family = families.of(code).iter().copied();
                family.filter(|entry| stands_with(entry, whole) && stays(plan, entry)).collect()
            })
            .collect();
        let pairs: Vec<Pairs> = (0..things.len())
            .into_par_iter()
            .map(|plan| {
                let fixed = fixed(&old[plan], &found[plan]);
                matches(&Side::of_entries(&old[plan], &things[plan]), &Side::of_things(&things[plan]), &fixed)
            })
            .collect();
        for (plan, pairs) in pairs.into_iter().enumerate() {
            for (from, to) in pairs {
                found[plan][to] = Some(old[plan][from]);
                taken.insert(old[plan][from].code.clone());
            }
        }
        Hand { ledger, things, found, taken }
    }

    /// What is not where it was, and could be found in another plan.
    fn lost(&self) -> impl Iterator<Item = &'l Entry> {
        let living = self.ledger.entries().filter(|e| e.is_live() && !self.taken.contains(&e.code));
        living.filter(|e| travels(e.kind, &e.words))
    }

    /// Whether [`Hand::move_between_plans`] would look for anything.
    pub fn may_move(&self) -> bool {
        self.lost().next().is_some()
    }

    /// Things that left one plan and stand word for word in another one, once on both sides.
    pub fn move_between_plans(&mut self) {
        let mut gone: BTreeMap<(Class, &str), Vec<&Entry>> = BTreeMap::new();
        for entry in self.lost() {
            gone.entry((entry.kind.class(), entry.words.as_str())).or_default().push(entry);
        }
        if gone.is_empty() {
            return;
        }
        let mut come: BTreeMap<(Class, &str), Vec<Spot>> = BTreeMap::new();
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

    /// Names that went without a word and are mentioned again are what they were.
    pub fn revive_names(&mut self, families: &Families<'l>, known: &[Option<Code>]) {
        for (plan, code) in known.iter().enumerate() {
            let family = code.as_ref().map_or(&[][..], |code| families.of(code));
            let unsaid =
                |e: &&&Entry| e.kind.is_name() && matches!(&e.state, State::Retired(g) if g.on.is_empty());
            let mut gone: BTreeMap<(Kind, &str), &Entry> =
                family.iter().filter(unsaid).map(|e| ((e.kind, e.words.as_str()), *e)).collect();
            for (at, thing) in self.things[plan].all.iter().enumerate().filter(|(_, t)| t.kind.is_name()) {
                if self.found[plan][at].is_none()
                    && let Some(entry) = gone.remove(&(thing.kind, thing.words.as_str()))
                {
                    self.found[plan][at] = Some(entry);
                    self.taken.insert(entry.code.clone());
                }
            }
        }
    }

    /// The code of every thing, and the entry that it was; and all codes of the ledger that were found again.
    pub fn codes(self, plans: &[Code]) -> (Vec<Given<'l>>, BTreeSet<Code>) {
        let mut used: BTreeSet<Code> = self.ledger.entries().map(|entry| entry.code.clone()).collect();
        let mut all = Vec::new();
        for ((plan, things), found) in plans.iter().zip(self.things).zip(self.found) {
            let mut codes: Given = Vec::new();
            let mut drawn = Draws { plan, things, next: BTreeMap::new() };
            for (thing, entry) in things.all.iter().zip(found) {
                let code = match entry {
                    _ if thing.kind == Kind::Plan => plan.clone(),
                    Some(entry) => entry.code.clone(),
                    None => drawn.draw(thing, &used),
                };
                used.insert(code.clone());
                codes.push((code, entry));
            }
            all.push(codes);
        }
        (all, self.taken)
    }
}

/// What is settled before anything is compared: pairs, and things whose entry stands in another plan.
fn fixed(old: &[&Entry], found: &[Option<&Entry>]) -> Vec<(Option<usize>, usize)> {
    let pinned = found.iter().enumerate().filter_map(|(at, entry)| Some((at, (*entry)?)));
    pinned.map(|(at, entry)| (old.iter().position(|other| other.code == entry.code), at)).collect()
}

/// Words long enough to be told from others across plans.
fn travels(kind: Kind, words: &str) -> bool {
    matches!(kind.class(), Class::Item | Class::Heading) && words.chars().count() >= 12
}

/// New codes of one plan.
struct Draws<'t> {
    plan: &'t Code,
    things: &'t Things,
    /// The next attempt for things that say the same in the same place.
    next: BTreeMap<(Kind, &'t str, &'t str), u32>,
}

impl<'t> Draws<'t> {
    /// A new code, drawn from what the thing says and where.
    fn draw(&mut self, thing: &'t Thing, used: &BTreeSet<Code>) -> Code {
        let around = thing.parent.and_then(|at| self.things.all.get(at));
        let around = around.map_or("", |parent| parent.words.as_str());
        let next = self.next.entry((thing.kind, &thing.words, around)).or_default();
        loop {
            let code = Code::draw(self.plan, &seed(thing.kind, &thing.words, around), *next);
            *next += 1;
            if !used.contains(&code) {
                return code;
            }
        }
    }
}

/// What a code is drawn from.
pub fn seed<'a>(kind: Kind, words: &'a str, around: &'a str) -> [&'a str; 3] {
    [kind.name(), words, around]
}
