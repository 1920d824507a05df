//! Plans that were taken out, by the folders they were published in. A folder may have been another plan's as well: then
//! the pages there answer to the names of both.

use std::collections::{BTreeMap, BTreeSet};

use super::SitePlan;
use crate::ledger::{Entry, Kind, State};
use crate::markdown::slug;

/// The folders that a plan was published in and is no more: its former ids, by the ledger and by its author.
pub fn former_folders(plan: &SitePlan) -> BTreeSet<String> {
    let known = plan.identity.plan().into_iter().flat_map(|known| known.former.iter().cloned());
    let aliases = plan.source.front.aliases.iter().map(|alias| slug(alias));
    known.chain(aliases).filter(|id| !id.is_empty() && *id != plan.id).collect()
}

/// What went with its whole plan, by every folder that the plan had: places in `gone`, the plan itself among them.
pub fn by_folder(gone: &[Entry]) -> BTreeMap<&str, Vec<usize>> {
    let mut of_plan: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, entry) in gone.iter().enumerate() {
        of_plan.entry(entry.code.plan_part()).or_default().push(at);
    }
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for plan in gone.iter().filter(|entry| is_gone_plan(entry)) {
        let ids: BTreeSet<&String> = plan.id.iter().chain(&plan.names).collect();
        for id in ids {
            let parts = of_plan.get(plan.code.as_str()).into_iter().flatten();
            folders.entry(id).or_default().extend(parts);
        }
    }
    folders
}

fn is_gone_plan(entry: &Entry) -> bool {
    entry.kind == Kind::Plan && matches!(entry.state, State::Retired(_))
}

/// Every page and name in it that an entry was published under, its place in the full text included.
pub fn names_of(entry: &Entry) -> impl Iterator<Item = (&str, &str)> {
    let names = entry.names.iter().filter(|name| !name.starts_with('@'));
    let names = names.map(|name| name.split_once('#').unwrap_or((name, "")));
    names.chain([("text", entry.code.as_str())]).filter(|_| entry.kind != Kind::Plan)
}

/// Gives every plan what is gone of others that were published in its former folders.
pub(super) fn follow<'p>(plans: impl Iterator<Item = &'p mut SitePlan>, gone: &[Entry]) {
    let folders = by_folder(gone);
    for plan in plans {
        plan.followed.clear();
        for id in former_folders(plan) {
            if let Some(places) = folders.get(id.as_str()) {
                plan.followed.insert(id, places.iter().map(|at| gone[*at].clone()).collect());
            }
        }
    }
}
