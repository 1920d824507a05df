//! Names of things in plans where they no longer stand.
//!
//! A name belongs to the folder of a plan. A thing that moves to another plan keeps its names in the plan that it left,
//! as `@CRM/checklist#CRM-7F3K`, so that the pages there can say where it went.

use std::collections::BTreeMap;

use super::entry::{Entry, Retired, State};
use super::{Code, Ledger};

/// What stands in front of a name that belongs to another plan.
const SIGN: char = '@';

/// The plan and the name of `@CRM/checklist#CRM-7F3K`; `None` for a name in the thing's own plan.
pub fn parted(name: &str) -> Option<(Code, &str)> {
    let (plan, name) = name.strip_prefix(SIGN)?.split_once('/')?;
    Some((Code::of_plan(plan), name))
}

/// The names of a thing that was published in the plan `was` and stands in the plan `now`.
pub fn carried(entry: &Entry, was: &Code, now: &Code) -> Vec<String> {
    let abroad = |name: &str| format!("{SIGN}{was}/{name}");
    let mut names: Vec<String> = entry
        .names
        .iter()
        .map(|name| match parted(name) {
            Some((plan, name)) if plan == *now => name.to_owned(),
            Some(_) => name.clone(),
            None if was == now => name.clone(),
            None => abroad(name),
        })
        .collect();
    if was != now {
        names.push(abroad(&format!("text#{}", entry.code)));
    }
    names.sort();
    names.dedup();
    names
}

/// What has names in each plan and stands in another one, with those names alone; as a tombstone that leads to the
/// thing itself.
pub fn guests(ledger: &Ledger) -> BTreeMap<Code, Vec<Entry>> {
    let mut guests: BTreeMap<Code, BTreeMap<&Code, Entry>> = BTreeMap::new();
    for entry in ledger.entries().filter(|entry| entry.names.iter().any(|name| name.starts_with(SIGN))) {
        for (plan, name) in entry.names.iter().filter_map(|name| parted(name)) {
            let plan = ledger.living(&plan).map_or(plan, |plan| plan.code.clone());
            let guest = guests.entry(plan).or_default().entry(&entry.code).or_insert_with(|| away(entry));
            guest.names.push(name.to_owned());
        }
    }
    guests.into_iter().map(|(plan, guests)| (plan, guests.into_values().collect())).collect()
}

fn away(entry: &Entry) -> Entry {
    let state = match &entry.state {
        State::Retired(gone) => State::Retired(gone.clone()),
        _ => State::Retired(Box::new(Retired {
            to: Some(entry.code.clone()),
            on: String::new(),
            why: "it stands in another plan now".to_owned(),
        })),
    };
    Entry { names: Vec::new(), state, ..entry.clone() }
}
