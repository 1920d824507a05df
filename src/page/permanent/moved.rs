//! Pages at addresses that are no longer in use: those of phases that are gone or renamed, and those of a plan's former
//! ids. They answer to every name that was published there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Lead, PageContext, PlanPageKind, lead, successor};
use crate::ledger::{Entry, Kind, State};
use crate::site::home::{self, Kept};
use crate::site::{Address, Site, SitePlan};

/// A former address.
pub struct Former {
    pub address: Address,
    /// The page that it was, in the folder of the plan.
    page: String,
    /// Where it is now; `None` where nothing took its place.
    now: Option<Address>,
    names: Vec<Kept>,
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
pub fn paths(plan: &SitePlan, kinds: &[PlanPageKind]) -> Vec<Former> {
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
            page: (*page).clone(),
            now,
            names: names(page),
        });
    }
    let ids = plan.identity.plan().into_iter().flat_map(|known| known.former.iter().cloned());
    let aliases = plan.source.front.aliases.iter().map(|alias| crate::markdown::slug(alias));
    let ids: BTreeSet<String> = ids.chain(aliases).filter(|id| !id.is_empty() && *id != plan.id).collect();
    for id in ids {
        for page in living.iter().chain(gone.iter().copied()) {
            let address = Address { path: format!("{id}/{page}.html"), fragment: None };
            let now = if living.contains(page) { Some(home::page(plan, page)) } else { None };
            found.push(Former { address, page: page.clone(), now, names: names(page) });
        }
    }
    found
}

pub fn view(ctx: &PageContext, plan: &SitePlan, former: &Former) -> MovedView {
    let names: Vec<Name> = former.names.iter().map(|kept| name(ctx, plan, kept)).collect();
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

/// The pages of plans that were taken out, with all names that were published on them.
pub fn of_gone_plans(site: &Site) -> Vec<Former> {
    let taken: BTreeSet<&str> = site.plans.iter().map(|plan| plan.id.as_str()).collect();
    let mut found = Vec::new();
    for plan in site.gone.iter().filter(|e| e.kind == Kind::Plan && matches!(e.state, State::Retired(_))) {
        let Some(id) = plan.id.as_deref().filter(|id| !taken.contains(id)) else { continue };
        let mut pages: BTreeMap<&str, Vec<Kept>> = BTreeMap::new();
        for (at, entry) in
            site.gone.iter().enumerate().filter(|(_, e)| e.code.plan_part() == plan.code.as_str())
        {
            if entry.kind != Kind::Plan {
                for name in &entry.names {
                    let (page, fragment) = name.split_once('#').unwrap_or((name, ""));
                    let kept = Kept {
                        fragment: fragment.to_owned(),
                        thing: None,
                        retired: Some(at),
                        current: false,
                    };
                    pages.entry(page).or_default().extend((!fragment.is_empty()).then_some(kept));
                }
                let kept =
                    Kept { fragment: entry.code.to_string(), thing: None, retired: Some(at), current: false };
                pages.entry("text").or_default().push(kept);
            }
        }
        for kind in super::super::PLAN_PAGES {
            pages.entry(kind.page.stem()).or_default();
        }
        for (page, names) in pages {
            let address = Address { path: format!("{id}/{page}.html"), fragment: None };
            found.push(Former { address, page: plan.code.to_string(), now: None, names });
        }
    }
    found
}

pub fn view_of_gone(ctx: &PageContext, former: &Former) -> MovedView {
    let gone = &ctx.site.gone;
    let plan = gone.iter().find(|entry| entry.code.as_str() == former.page);
    let retired = plan.and_then(|entry| match &entry.state {
        State::Retired(retired) => Some(retired),
        _ => None,
    });
    let heir = retired.and_then(|gone| gone.to.as_ref()).and_then(|code| successor(ctx, code));
    let names = former
        .names
        .iter()
        .filter_map(|kept| Some(of_entry(ctx, kept.fragment.clone(), gone.get(kept.retired?)?)));
    MovedView {
        href: heir.map(|lead| lead.href),
        title: plan.map_or_else(String::new, |entry| entry.words.clone()),
        leads_on: false,
        names: names.collect(),
        why: retired.map(|gone| gone.why.clone()),
    }
}
