//! What was published and is gone.

use std::collections::BTreeSet;

use super::entry::{Entry, Retired, State};
use super::identify::Identified;
use super::matching::similarity::alike;
use super::plans::Families;
use super::thing::Kind;
use super::{Code, Ledger};
use crate::diag::{Diagnostic, FileId, Span};

/// How alike a new thing must be to be offered as what became of an old one.
const OFFERED: f64 = 0.3;

/// New things that are looked at for one that is gone.
const LOOKED_AT: usize = 2_000;

/// More things than these are told without what they may have become.
const COMPARED: usize = 40;

/// The living codes of the ledger that were not found again. Names that no plan mentions any more, and what another
/// branch took out, become tombstones in `next` without being asked for.
pub fn missing<'a>(
    ledger: &'a Ledger,
    taken: &BTreeSet<Code>,
    plans: &[Code],
    next: &mut Ledger,
) -> Vec<&'a Entry> {
    let families = Families::of_ledger(ledger);
    let standing: BTreeSet<&Code> = plans.iter().collect();
    let found = |e: &&Entry| taken.contains(&e.code) || standing.contains(&e.code);
    let renamed = |e: &&Entry| next.get(&e.code).is_some_and(|now| matches!(now.state, State::Same(_)));
    let gone = ledger.entries().filter(|e| e.is_live() && !found(e) && !renamed(e));
    let (unsaid, missing): (Vec<&Entry>, Vec<&Entry>) =
        gone.partition(|e| e.kind.is_name() || e.buried.is_some());
    for entry in unsaid {
        let mut buried = entry.clone();
        let why = "the plan no longer names it".to_owned();
        let unsaid = || Retired { to: None, on: String::new(), why };
        let gone = entry.buried.as_deref().cloned().unwrap_or_else(unsaid);
        buried.bury(Some(families.plan_of(&entry.code).clone()), gone);
        next.set(buried);
    }
    missing
}

/// Tells of what is missing; of a whole plan that is gone, once.
pub fn tell(
    ledger: &Ledger,
    families: &Families,
    (lock, missing): (FileId, &[&Entry]),
    plans: &[Identified],
) -> Vec<Diagnostic> {
    let whole: BTreeSet<&Code> = missing.iter().filter(|e| e.kind == Kind::Plan).map(|e| &e.code).collect();
    let mut findings = Vec::new();
    let mut compared = 0;
    for entry in missing {
        let place = Span::new(lock, entry.place.0, entry.place.1);
        if whole.contains(&entry.code) {
            let inside = missing.iter().filter(|e| families.plan_of(&e.code) == &entry.code).count() - 1;
            findings.push(plan(entry, inside).at(place));
        } else if !whole.contains(families.plan_of(&entry.code)) {
            compared += 1;
            let likely = (compared <= COMPARED).then(|| likely(entry, (ledger, families), plans)).flatten();
            findings.push(thing(entry, likely).at(place));
        }
    }
    findings
}

fn plan(entry: &Entry, count: usize) -> Diagnostic {
    let (code, id) = (&entry.code, entry.id.as_deref().unwrap_or(""));
    Diagnostic::error(
        "vanished-code",
        format!("plan {code} (`{id}`, {count} things) is gone: \"{}\"", entry.words),
    )
    .hint("bring the file back; if it was renamed, keep its address with `aliases` in its front matter")
    .hint(format!("to take it out for good: `tminus ledger retire {code} --why \"…\"`"))
}

fn thing(entry: &Entry, likely: Option<(&Code, &str)>) -> Diagnostic {
    let (code, kind) = (&entry.code, entry.kind.name());
    let said = Diagnostic::error("vanished-code", format!("{kind} {code} is gone: \"{}\"", entry.words));
    let said = match likely {
        Some((heir, words)) => {
            said.hint(format!("if it became {heir} \"{words}\": `tminus ledger move {code} {heir}`"))
        }
        None => said.hint("links to it would die; bring it back if it was taken out by mistake"),
    };
    said.hint(format!("to take it out for good: `tminus ledger retire {code} --why \"…\"`, and `--to CODE` for what took its place"))
}

/// The new thing that is most like the old one: in its own plan first, else in another one.
fn likely<'a>(
    entry: &Entry,
    (ledger, families): (&Ledger, &Families),
    plans: &'a [Identified],
) -> Option<(&'a Code, &'a str)> {
    let home = families.plan_of(&entry.code);
    let at_home = |plan: &&Identified| {
        plan.identity
            .plan()
            .is_some_and(|p| p.code == *home || ledger.living(home).is_some_and(|h| h.code == p.code))
    };
    let best = |plans: &mut dyn Iterator<Item = &'a Identified>| {
        let born = plans.flat_map(|plan| &plan.identity.things);
        let born = born.filter(|known| known.born && known.thing.kind.class() == entry.kind.class());
        let scored = born.take(LOOKED_AT).map(|known| (alike(&known.thing.words, &entry.words), known));
        scored.filter(|(score, _)| *score >= OFFERED).max_by(|a, b| a.0.total_cmp(&b.0))
    };
    let found = best(&mut plans.iter().filter(at_home))
        .or_else(|| best(&mut plans.iter().filter(|plan| !at_home(plan))));
    found.map(|(_, known)| (&known.code, known.thing.words.as_str()))
}
