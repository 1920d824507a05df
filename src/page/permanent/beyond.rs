//! All that pages of one plan say of another: where codes lead that are not, or no longer, things of the plan itself.

use super::super::Press;
use super::{Lead, of_code, successor};
use crate::ledger::{Code, Entry, State};
use crate::page::PageContext;
use crate::site::SitePlan;

/// A code, the thing that it is, and what it leads to.
pub type Beyond = (Code, Option<Lead>, Option<Lead>);

/// What codes lead to that are not where their letters say: few, and any plan may speak of them.
pub fn of_site(press: &Press) -> Vec<Beyond> {
    let site = press.site;
    let mut codes: Vec<&Code> = site.gone.iter().map(|entry| &entry.code).collect();
    for plan in &site.plans {
        let identity = &plan.identity;
        let known = identity.of_code.keys().chain(identity.same.iter().map(|(from, _)| from));
        let known = known.chain(identity.retired.iter().map(|entry| &entry.code));
        codes.extend(known.filter(|code| is_abroad(plan, code)));
    }
    leads(press, codes)
}

/// What the codes of other plans lead to that this one names.
pub fn of_plan(press: &Press, plan: &SitePlan) -> Vec<Beyond> {
    let identity = &plan.identity;
    let mut codes: Vec<&Code> = identity.same.iter().flat_map(|(from, to)| [from, to]).collect();
    codes.extend(identity.retired.iter().flat_map(named));
    codes.extend(identity.log.iter().flat_map(|revision| &revision.changes).map(|change| &change.code));
    codes.retain(|code| is_abroad(plan, code));
    leads(press, codes)
}

fn is_abroad(plan: &SitePlan, code: &Code) -> bool {
    code.plan_part() != plan.code.as_str()
}

fn named(entry: &Entry) -> impl Iterator<Item = &Code> {
    let to = match &entry.state {
        State::Retired(gone) => gone.to.as_ref(),
        State::Same(code) => Some(code),
        State::Live => None,
    };
    to.into_iter().chain(&entry.parent).chain([&entry.code])
}

fn leads(press: &Press, mut codes: Vec<&Code>) -> Vec<Beyond> {
    codes.sort();
    codes.dedup();
    let ctx = PageContext::of_site(press.site, press.findings, "");
    codes.into_iter().map(|code| (code.clone(), of_code(&ctx, code), successor(&ctx, code))).collect()
}
