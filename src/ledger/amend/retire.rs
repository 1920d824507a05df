//! Taking out what was published: a tombstone stays, which says when and why and what took its place.

use std::collections::BTreeSet;

use super::{Amended, Refusal, place, standing, steady, unknown};
use crate::ledger::entry::{Entry, Retired, State};
use crate::ledger::identify::Settled;
use crate::ledger::plans::Families;
use crate::ledger::thing::Kind;
use crate::ledger::{Code, Ledger};

/// What is to be taken out.
#[derive(Debug, Clone, Default)]
pub struct Retirement {
    pub codes: Vec<Code>,
    /// All that the build reports as gone too.
    pub vanished: bool,
    /// What took its place.
    pub to: Option<Code>,
    /// The day.
    pub on: String,
    pub why: String,
}

/// Makes tombstones. `settled` is what the plans come to by this ledger.
pub fn retire(ledger: &Ledger, settled: &Settled, wanted: &Retirement) -> Result<Amended, Refusal> {
    if wanted.why.trim().is_empty() {
        return Err(Refusal::new("a tombstone needs a reason").hint("say it with `--why \"…\"`"));
    }
    let vanished: BTreeSet<&Code> = settled.vanished.iter().collect();
    for code in &wanted.codes {
        may_go(ledger, settled, &vanished, code)?;
    }
    let families = Families::of_ledger(ledger);
    let mut going: BTreeSet<&Code> = wanted.codes.iter().collect();
    for code in &wanted.codes {
        if ledger.get(code).is_some_and(|entry| entry.kind == Kind::Plan && entry.is_live()) {
            going.extend(families.of(code).iter().map(|e| &e.code).filter(|code| vanished.contains(code)));
        }
    }
    if wanted.vanished {
        going.extend(&settled.vanished);
    }
    if going.is_empty() {
        return Err(Refusal::new("nothing is gone: every code of the ledger stands in a plan"));
    }
    let to = wanted.to.as_ref().map(|to| successor(settled, &going, to)).transpose()?;
    let mut amended = Amended { ledger: ledger.clone(), said: Vec::new() };
    for code in going {
        let Some(entry) = ledger.get(code) else { continue };
        let gone = Retired { to: to.clone(), on: day(entry, wanted), why: wanted.why.trim().to_owned() };
        let mut buried = entry.clone();
        buried.bury(Some(families.plan_of(code).clone()), gone);
        amended.ledger.set(buried);
        amended.said.push(said(entry, to.as_ref()));
    }
    steady::steady(&mut amended.ledger, settled);
    Ok(amended)
}

/// A tombstone that is written anew keeps its day.
fn day(entry: &Entry, wanted: &Retirement) -> String {
    match &entry.state {
        State::Retired(gone) if !gone.on.is_empty() => gone.on.clone(),
        _ => wanted.on.clone(),
    }
}

fn said(entry: &Entry, to: Option<&Code>) -> String {
    let leads = to.map_or_else(String::new, |to| format!("; its address leads to {to}"));
    format!("retired {} {} \"{}\"{leads}", entry.kind.name(), entry.code, entry.words)
}

fn may_go(
    ledger: &Ledger,
    settled: &Settled,
    vanished: &BTreeSet<&Code>,
    code: &Code,
) -> Result<(), Refusal> {
    match (ledger.get(code), standing(settled, code)) {
        (None, Some(_)) => {
            Err(Refusal::new(format!("{code} was never published, so there is nothing to retire"))
                .hint("take it out of the plan and build"))
        }
        (None, None) => Err(unknown(code, settled)),
        (Some(entry), _) => match &entry.state {
            State::Same(other) => Err(Refusal::new(format!("{code} is another code of {other}"))
                .hint(format!("retire {other}; both addresses then lead to its tombstone"))),
            State::Retired(_) => Ok(()),
            State::Live if vanished.contains(code) => Ok(()),
            State::Live => Err(still_there(settled, code)),
        },
    }
}

fn still_there(settled: &Settled, code: &Code) -> Refusal {
    match standing(settled, code) {
        Some((plan, _, known)) => {
            let place = place(plan, known);
            Refusal::new(format!("{code} is still in a plan: \"{}\" ({place})", known.thing.words))
                .hint("take it out of the plan first; to keep the text and give it another code: `tminus ledger move`")
        }
        None => Refusal::new(format!("{code} goes by itself with the next build")),
    }
}

/// What shall take the place: a living thing that does not go as well.
fn successor(settled: &Settled, going: &BTreeSet<&Code>, to: &Code) -> Result<Code, Refusal> {
    if going.contains(to) {
        return Err(Refusal::new(format!("{to} is taken out itself, so nothing can lead to it")));
    }
    if standing(settled, to).is_some() {
        return Ok(to.clone());
    }
    let Some(entry) = settled.ledger.get(to) else { return Err(unknown(to, settled)) };
    let living = settled.ledger.living(to).map(|e| &e.code).filter(|code| standing(settled, code).is_some());
    let living = living.filter(|code| !going.contains(code));
    match (&entry.state, living) {
        (State::Same(_), Some(living)) => Ok(living.clone()),
        (_, Some(living)) => Err(Refusal::new(format!("{to} is gone itself"))
            .hint(format!("it leads to {living}: `--to {living}`"))),
        (_, None) => Err(Refusal::new(format!("{to} is gone itself, or leads back here"))
            .hint("name a thing that stands in a plan, or leave `--to` out")),
    }
}
