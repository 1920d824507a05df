//! Pages at addresses that are no longer in use: those of phases that are gone or renamed, and those of a plan's former
//! ids. They answer to every name that was published there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Lead, PageContext, PlanPageKind, lead, successor};
use crate::ledger::{Entry, Kind, State};
use crate::site::home::{self, Kept};
use crate::site::{Address, Site, SitePlan, gone};

/// A former address.
pub struct Former<'a> {
    pub address: Address,
    /// Where it is now; `None` where nothing took its place.
    now: Option<Address>,
    names: Vec<Kept>,
    /// What is gone with its whole plan, and was published here too, by name.
    gone: BTreeMap<&'a str, &'a Entry>,
}

#[derive(Debug, Serialize)]
pub struct MovedView {
    /// Where the page is now.
    pub href: Option<String>,
    pub title: String,
    /// Without names the page leads on by itself.
    pub leads_on: bool,
    pub names: Vec<Name>,
    /// Why the plan is gone, where it is.
    pub why: Option<String>,
}

/// A name that was published on the page.
#[derive(Debug, Serialize)]
pub struct Name {
    pub id: String,
    pub lead: Option<Lead>,
    /// What was taken out last said.
    pub words: String,
    pub why: String,
}

/// The former addresses of a plan.
pub fn paths<'a>(plan: &'a SitePlan, kinds: &[PlanPageKind]) -> Vec<Former<'a>> {
    let kept = home::kept(plan);
    let mut living: BTreeSet<String> = kinds.iter().map(|kind| kind.page.stem().to_owned()).collect();
    living.extend(plan.plan.phases.iter().map(|phase| format!("phase/{}", phase.slug)));
    let former = home::former_pages(plan);
    let names = |page: &str| kept.get(page).cloned().unwrap_or_default();
    let mut found = Vec::new();
    let gone = kept.keys().chain(former.keys()).filter(|page| !living.contains(*page));
    let gone: BTreeSet<&String> = gone.collect();
    for page in &gone {
        let now = former.get(*page).copied().flatten().map(|at| home::home(plan, at));
        found.push(Former {
            address: home::page(plan, page),
            now,
            names: names(page),
            gone: BTreeMap::new(),
        });
    }
    for id in gone::former_folders(plan) {
        let followed = plan.followed.get(&id).map(Vec::as_slice).unwrap_or_default();
        let mut others = pages_of(followed.iter());
        let pages: BTreeSet<&str> = living
            .iter()
            .chain(gone.iter().copied())
            .map(String::as_str)
            .chain(others.keys().copied())
            .collect();
        for page in pages {
            let address = Address { path: format!("{id}/{page}.html"), fragment: None };
            let now = living.contains(page).then(|| home::page(plan, page));
            found.push(Former {
                address,
                now,
                names: names(page),
                gone: others.remove(page).unwrap_or_default(),
            });
        }
    }
    found
}

/// The pages that entries were published on, with their names there.
fn pages_of<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<&'a str, BTreeMap<&'a str, &'a Entry>> {
    let mut pages: BTreeMap<&str, BTreeMap<&str, &Entry>> = BTreeMap::new();
    for entry in entries {
        for (page, fragment) in gone::names_of(entry) {
            let names = pages.entry(page).or_default();
            if !fragment.is_empty() {
                names.insert(fragment, entry);
            }
        }
    }
    pages
}

pub fn view(ctx: &PageContext, plan: &SitePlan, former: &Former) -> MovedView {
    let mut names: Vec<Name> = former.names.iter().map(|kept| name(ctx, plan, kept)).collect();
    let taken: BTreeSet<&str> = former.names.iter().map(|kept| kept.fragment.as_str()).collect();
    let gone = former.gone.iter().filter(|(id, _)| !taken.contains(*id));
    names.extend(gone.map(|(id, entry)| of_entry(ctx, (*id).to_owned(), entry)));
    MovedView {
        href: former.now.as_ref().map(|address| ctx.href(address)),
        title: plan.title().to_owned(),
        leads_on: names.is_empty() && former.now.is_some(),
        names,
        why: None,
    }
}

fn name(ctx: &PageContext, plan: &SitePlan, kept: &Kept) -> Name {
    let id = kept.fragment.clone();
    match (kept.thing, kept.retired.and_then(|at| plan.identity.retired.get(at))) {
        (Some(at), _) => Name { id, lead: lead(ctx, plan, at), words: String::new(), why: String::new() },
        (None, Some(entry)) => of_entry(ctx, id, entry),
        (None, None) => Name { id, lead: None, words: String::new(), why: String::new() },
    }
}

fn of_entry(ctx: &PageContext, id: String, entry: &Entry) -> Name {
    let (to, why) = match &entry.state {
        State::Retired(gone) => (gone.to.clone(), gone.why.clone()),
        State::Same(code) => (Some(code.clone()), String::new()),
        State::Live => (None, String::new()),
    };
    let lead = to.and_then(|code| successor(ctx, &code));
    Name { id, lead, words: format!("{} {}", entry.code, entry.words), why }
}

/// The pages of plans that were taken out, with all names that were published on them. Those in a folder that was a
/// living plan's too are pages of that one.
pub fn of_gone_plans(site: &Site) -> Vec<Former<'_>> {
    let mut taken: BTreeSet<String> = site.plans.iter().map(|plan| plan.id.clone()).collect();
    taken.extend(site.plans.iter().flat_map(gone::former_folders));
    let mut found = Vec::new();
    for (id, places) in gone::by_folder(&site.gone) {
        if taken.contains(id) {
            continue;
        }
        let entries = || places.iter().map(|at| &site.gone[*at]);
        let mut pages = pages_of(entries());
        for kind in super::super::PLAN_PAGES {
            pages.entry(kind.page.stem()).or_default();
        }
        // A plan that was taken out says so on its pages by its own name.
        let plans = entries().filter(|entry| entry.kind == Kind::Plan);
        let plans: BTreeMap<&str, &Entry> = plans.map(|entry| ("", entry)).collect();
        for (page, mut gone) in pages {
            let address = Address { path: format!("{id}/{page}.html"), fragment: None };
            gone.extend(&plans);
            found.push(Former { address, now: None, names: Vec::new(), gone });
        }
    }
    found
}

pub fn view_of_gone(ctx: &PageContext, former: &Former) -> MovedView {
    let plan = former.gone.get("");
    let retired = plan.and_then(|entry| match &entry.state {
        State::Retired(retired) => Some(retired),
        _ => None,
    });
    let heir = retired.and_then(|gone| gone.to.as_ref()).and_then(|code| successor(ctx, code));
    let names = former.gone.iter().filter(|(id, _)| !id.is_empty());
    MovedView {
        href: heir.map(|lead| lead.href),
        title: plan.map_or_else(String::new, |entry| entry.words.clone()),
        leads_on: false,
        names: names.map(|(id, entry)| of_entry(ctx, (*id).to_owned(), entry)).collect(),
        why: retired.map(|gone| gone.why.clone()),
    }
}
