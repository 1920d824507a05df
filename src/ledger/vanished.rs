//! What was published and is gone.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::identify::Identified;
use super::matching::similarity::alike;
use super::thing::Kind;
use super::{Code, Ledger};
use crate::diag::{Diagnostic, FileId, Span};

/// How alike a new thing must be to be offered as what became of an old one.
const OFFERED: f64 = 0.3;

/// Tells of every living code of the ledger that was not found again; of a whole plan that is gone, once.
pub fn find(ledger: &Ledger, lock: FileId, taken: &BTreeSet<Code>, plans: &[Identified]) -> Vec<Diagnostic> {
    let standing: BTreeSet<&Code> = plans.iter().filter_map(|p| p.identity.plan()).map(|p| &p.code).collect();
    let gone: Vec<&Entry> = ledger
        .entries()
        .filter(|e| {
            e.is_live() && !e.kind.is_name() && !taken.contains(&e.code) && !standing.contains(&e.code)
        })
        .collect();
    let families = super::plans::families(ledger);
    let lost_plans: BTreeSet<&Code> = gone.iter().filter(|e| e.kind == Kind::Plan).map(|e| &e.code).collect();
    let mut inside: BTreeSet<&Code> = BTreeSet::new();
    for code in &lost_plans {
        inside.extend(families.get(*code).into_iter().flatten().map(|entry| &entry.code));
    }
    let mut findings = Vec::new();
    for entry in gone {
        let place = Span::new(lock, entry.place.0, entry.place.1);
        if lost_plans.contains(&entry.code) {
            let count = families.get(&entry.code).map_or(0, |f| f.iter().filter(|e| e.is_live()).count() - 1);
            findings.push(plan(entry, count).at(place));
        } else if !inside.contains(&entry.code) {
            findings.push(thing(entry, plans).at(place));
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

fn thing(entry: &Entry, plans: &[Identified]) -> Diagnostic {
    let (code, kind) = (&entry.code, entry.kind.name());
    let said = Diagnostic::error("vanished-code", format!("{kind} {code} is gone: \"{}\"", entry.words));
    let said = match likely(entry, plans) {
        Some((heir, words)) => {
            said.hint(format!("if it became {heir} \"{words}\": `tminus ledger move {code} {heir}`"))
        }
        None => said.hint("links to it would die; bring it back if it was taken out by mistake"),
    };
    said.hint(format!("to take it out for good: `tminus ledger retire {code} --why \"…\"`, and `--to CODE` for what took its place"))
}

/// The new thing that is most like the old one.
fn likely<'a>(entry: &Entry, plans: &'a [Identified]) -> Option<(&'a Code, &'a str)> {
    let born = plans.iter().flat_map(|plan| &plan.identity.things);
    let born = born.filter(|known| known.born && known.thing.kind.class() == entry.kind.class());
    let scored = born.map(|known| (alike(&known.thing.words, &entry.words), known));
    let best = scored.filter(|(score, _)| *score >= OFFERED).max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((&best.1.code, &best.1.thing.words))
}
