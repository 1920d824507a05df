//! The catalogue of a site, from the identities of its plans.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Catalogue, Item, Tomb};
use crate::ledger::{Code, Entry, Kind, Known, State, said};
use crate::site::sheets::{self, Sheet};
use crate::site::{Address, Site, SitePlan, home};

impl Catalogue {
    /// Everything of `site` in the order of its plans and their text.
    pub fn of(site: &Site) -> Catalogue {
        let mut tombs: Vec<Tomb> = Vec::new();
        let mut same = Vec::new();
        for plan in &site.plans {
            tombs.extend(plan.identity.retired.iter().filter_map(|entry| tomb(entry, &[plan.id.as_str()])));
            same.extend(plan.identity.same.iter().map(|(code, to)| (code.to_string(), to.to_string())));
        }
        let gone: BTreeMap<&Code, &Entry> = site.gone.iter().map(|entry| (&entry.code, entry)).collect();
        for entry in &site.gone {
            if let State::Same(to) = &entry.state {
                same.push((entry.code.to_string(), to.to_string()));
            }
            tombs.extend(tomb(entry, &folders_of(entry, &gone)));
        }
        tombs.sort_by(|a, b| a.code.cmp(&b.code));
        tombs.dedup_by(|a, b| a.code == b.code);
        let items: Vec<Vec<Item>> = site.plans.par_iter().map(items).collect();
        Catalogue::new(items.into_iter().flatten().collect(), tombs, &same)
    }
}

fn items(plan: &SitePlan) -> Vec<Item> {
    let names = home::names(plan);
    let things = plan.identity.things.iter().zip(names).enumerate();
    let things = things.map(|(at, (known, names))| item(plan, (at, known), &names));
    things.chain(sheets::sheets(plan).iter().map(|sheet| of_sheet(plan, sheet))).collect()
}

fn of_sheet(plan: &SitePlan, sheet: &Sheet) -> Item {
    let subject = plan.identity.things.get(sheet.subject);
    let about = match subject.filter(|known| known.thing.kind != Kind::Plan) {
        Some(known) => spoken(&known.thing.words),
        None => plan.title().to_owned(),
    };
    Item {
        code: sheet.code.clone(),
        kind: "sheet",
        plan: plan.code.clone(),
        plan_title: plan.title().to_owned(),
        words: format!("{} sheet: {about}", sheet.kind.name()),
        id: None,
        line: subject.map_or(0, |known| known.thing.line),
        address: sheet.address(plan),
        permalink: Address::permalink(&sheet.code),
        also: Vec::new(),
        former: Vec::new(),
        born: subject.is_none_or(|known| known.born),
    }
}

fn item(plan: &SitePlan, (at, known): (usize, &Known), names: &[String]) -> Item {
    let now: BTreeSet<&String> = names.iter().collect();
    let in_text = format!("text#{}", known.code);
    let is_plan = known.thing.kind == Kind::Plan;
    let gone = known.former.iter().filter(|name| !now.contains(name) && **name != in_text);
    Item {
        code: known.code.to_string(),
        kind: known.thing.kind.name(),
        plan: plan.code.clone(),
        plan_title: plan.title().to_owned(),
        words: if is_plan { plan.title().to_owned() } else { spoken(&known.thing.words) },
        id: if is_plan { Some(plan.id.clone()) } else { known.thing.id.clone() },
        line: known.thing.line,
        address: home::home(plan, at),
        permalink: Address::permalink(known.code.as_str()),
        also: names.iter().map(|name| address(&plan.id, name, is_plan)).collect(),
        former: gone.map(|name| address(&plan.id, name, is_plan)).collect(),
        born: known.born,
    }
}

fn tomb(entry: &Entry, folders: &[&str]) -> Option<Tomb> {
    let State::Retired(retired) = &entry.state else { return None };
    let is_plan = entry.kind == Kind::Plan;
    let names = entry.names.iter().chain(entry.id.as_ref().filter(|_| is_plan));
    let names = names.flat_map(|name| folders.iter().map(move |folder| address(folder, name, is_plan)));
    let former: BTreeSet<Address> = names.collect();
    Some(Tomb {
        code: entry.code.to_string(),
        kind: entry.kind.name(),
        plan: entry.code.plan_part().to_owned(),
        words: spoken(&entry.words),
        to: retired.to.as_ref().map(ToString::to_string),
        on: retired.on.clone(),
        why: retired.why.clone(),
        former: former.into_iter().collect(),
    })
}

/// The folders of the plan that an entry stood in, the last one first.
fn folders_of<'a>(entry: &'a Entry, gone: &BTreeMap<&Code, &'a Entry>) -> Vec<&'a str> {
    let mut at = entry;
    for _ in 0..gone.len() {
        if at.kind == Kind::Plan {
            break;
        }
        let Some(parent) = at.parent.as_ref().and_then(|code| gone.get(code)) else { break };
        at = parent;
    }
    match at.kind {
        Kind::Plan => at.id.iter().chain(&at.names).map(String::as_str).collect(),
        _ => vec![""],
    }
}

/// The address of a name of the ledger: `page#fragment` in the folder of the plan, or the folder of a plan.
fn address(folder: &str, name: &str, is_plan: bool) -> Address {
    if is_plan {
        return Address { path: format!("{name}/index.html"), fragment: None };
    }
    let (page, fragment) =
        name.split_once('#').map_or((name, None), |(page, fragment)| (page, Some(fragment)));
    Address { path: format!("{folder}/{page}.html"), fragment: fragment.map(str::to_owned) }
}

/// Canonical words as people say them: without the marks of code and the targets of links.
fn spoken(words: &str) -> String {
    said(words).replace('`', "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_an_item_with_its_plan_first() {
        let site = crate::site::testing::site(
            "# Desk move\n\n## Ring round\n\n- [ ] Ring `bell` at [the desk](https://x.example)\n",
        );
        let catalogue = Catalogue::of(&site);
        let told: Vec<(&str, &str)> = catalogue.items.iter().map(|i| (i.kind, i.words.as_str())).collect();
        assert!(told.contains(&("task", "Ring bell at the desk")), "{told:?}");
        assert_eq!(told[0], ("plan", "Desk move"));
        let first = &catalogue.items[0];
        assert_eq!(first.permalink.path, format!("t/{}/index.html", first.code));
        assert_eq!(catalogue.by_code(&first.code), Some(first));
        assert!(catalogue.items.iter().all(|item| item.former.is_empty()));
    }

    #[test]
    fn words_are_spoken() {
        assert_eq!(spoken("Ring `bell` at the desk<https://x> if a < b"), "Ring bell at the desk if a < b");
    }
}
