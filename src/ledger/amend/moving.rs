//! Repairing a match: a code shall be the thing that another one was taken for.

use super::{Amended, Refusal, place, standing, unknown};
use crate::ledger::entry::{Entry, State};
use crate::ledger::identify::{Identified, Settled};
use crate::ledger::identity::Known;
use crate::ledger::plans::{Families, Standing, file_of};
use crate::ledger::thing::{Kind, Thing, Things};
use crate::ledger::{Code, Ledger, abroad, pins};

/// A thing of the plans, as people name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Code(Code),
    /// A file and a line, counted from 1.
    Line(String, u32),
}

/// Pins `code` to the thing at `target`, and with `swap` the code of that thing to the one that `code` was. The next
/// build settles it.
pub fn move_code(
    ledger: &Ledger,
    settled: &Settled,
    (code, target): (&Code, &Place),
    swap: bool,
) -> Result<Amended, Refusal> {
    let entry = ledger.get(code).ok_or_else(|| never_published(code, settled))?;
    if let State::Same(other) = &entry.state {
        return Err(Refusal::new(format!("{code} is another code of {other}")).hint(format!("move {other}")));
    }
    let (plan, at, known) = find(settled, target)?;
    if known.code == *code {
        return Err(Refusal::new(format!("{code} is that thing already: \"{}\"", known.thing.words)));
    }
    if (entry.kind == Kind::Plan) != (known.thing.kind == Kind::Plan) {
        let (a, b) = (entry.kind.name(), known.thing.kind.name());
        return Err(Refusal::new(format!("{code} is a {a} and {} is a {b}", known.code))
            .hint("a plan can only become a plan"));
    }
    let mut amended = Amended { ledger: ledger.clone(), said: Vec::new() };
    let place = place(plan, known);
    let other = ledger.get(&known.code).filter(|entry| entry.is_live());
    if swap {
        let (Some(other), Some((plan, at, known))) = (other, standing(settled, code)) else {
            return Err(Refusal::new("only two codes that both stand in plans can be exchanged")
                .hint("without `--swap` the code moves and the other one means the same"));
        };
        let back = Entry { pin: Some(pin(plan, at)), ..other.clone() };
        amended.said.push(format!(
            "{} is now \"{}\" ({})",
            other.code,
            known.thing.words,
            super::place(plan, known)
        ));
        amended.ledger.set(back);
    } else if let Some(other) = other {
        amended.said.push(format!("{} stays alive and means {code}", other.code));
        let families = Families::of_ledger(ledger);
        same(&mut amended.ledger, other, (code, &families));
    }
    if let Some(entry) = amended.ledger.get_mut(code) {
        entry.state = State::Live;
        entry.pin = Some(pin(plan, at));
    }
    amended.said.insert(0, format!("{code} is now \"{}\" ({place})", known.thing.words));
    amended.said.push("`tminus build` settles it".to_owned());
    Ok(amended)
}

/// Lets a code mean the same as another one, which takes over its names.
fn same(ledger: &mut Ledger, entry: &Entry, (code, families): (&Code, &Families)) {
    let (there, here) = (families.plan_of(&entry.code), families.plan_of(code));
    let mut names = abroad::carried(entry, there, here);
    if entry.kind == Kind::Plan {
        names = entry.names.iter().chain(&entry.id).cloned().collect();
    } else if there == here {
        names.push(format!("text#{}", entry.code));
    }
    if let Some(known) = ledger.get_mut(code) {
        names.iter().for_each(|name| known.publish(name));
    }
    let parent = (entry.kind != Kind::Plan).then(|| there.clone());
    let state = State::Same(code.clone());
    ledger.set(Entry { names: Vec::new(), pin: None, parent, state, ..entry.clone() });
}

fn never_published(code: &Code, settled: &Settled) -> Refusal {
    match standing(settled, code) {
        Some(_) => Refusal::new(format!("{code} was never published"))
            .hint("the code that was published comes first, then the thing that it is now"),
        None => unknown(code, settled),
    }
}

fn find<'a>(settled: &'a Settled, target: &Place) -> Result<(&'a Identified, usize, &'a Known), Refusal> {
    match target {
        Place::Code(code) => {
            let living = settled.ledger.living(code).map_or(code, |entry| &entry.code);
            standing(settled, living).ok_or_else(|| match settled.ledger.get(code) {
                Some(entry) => Refusal::new(format!("{code} \"{}\" stands in no plan", entry.words))
                    .hint("name what stands there now by `FILE:LINE`"),
                None => unknown(code, settled),
            })
        }
        Place::Line(file, line) => at_line(settled, file, *line),
    }
}

fn at_line<'a>(
    settled: &'a Settled,
    file: &str,
    line: u32,
) -> Result<(&'a Identified, usize, &'a Known), Refusal> {
    let named = |plan: &&Identified| {
        let path = file_of(&plan.source);
        path == file || path.ends_with(&format!("/{file}")) || file.ends_with(&format!("/{path}"))
    };
    let plan = settled.plans.iter().find(named).ok_or_else(|| {
        Refusal::new(format!("there is no plan `{file}`")).hint("name the file as the errors do")
    })?;
    let things = || plan.identity.things.iter().enumerate();
    let found = things().find(|(_, known)| known.thing.line == line && known.thing.kind != Kind::Plan);
    let found = found.or_else(|| things().next().filter(|_| line <= 1));
    found.map(|(at, known)| (plan, at, known)).ok_or_else(|| {
        let near = things().skip(1).min_by_key(|(_, known)| known.thing.line.abs_diff(line));
        let refusal = Refusal::new(format!("nothing that has a code begins at {file}:{line}"));
        match near {
            Some((_, known)) => {
                refusal.hint(format!("the nearest is line {}: \"{}\"", known.thing.line, known.thing.words))
            }
            None => refusal,
        }
    })
}

/// The pin of a thing of a plan as it stands.
fn pin(plan: &Identified, at: usize) -> String {
    pins_of(plan).swap_remove(at)
}

/// The pins of all things of a plan as it stands.
pub(super) fn pins_of(plan: &Identified) -> Vec<String> {
    let all: Vec<Thing> = plan.identity.things.iter().map(|known| known.thing.clone()).collect();
    let things = Things { all, ..Things::default() };
    let standing = Standing { id: &plan.id, source: &plan.source, things: &things };
    pins::keys(standing.id, standing.things)
}
