//! The short address of a thing: it leads on at once, and tells chats and ticket systems what it is.

use serde::Serialize;

use super::PageContext;
use crate::ledger::said;
use crate::site::{SitePlan, home};

#[derive(Debug, Serialize)]
pub struct PermalinkView {
    pub language: String,
    pub site_title: String,
    pub code: String,
    /// `task`, `gate`.
    pub kind: &'static str,
    pub words: String,
    pub plan_code: String,
    pub plan_title: String,
    pub status: Option<String>,
    pub owner: Option<String>,
    pub revision: u32,
    pub digest: String,
    /// Where it leads, from here.
    pub href: String,
    /// The same with the address of the site; empty when that is unknown.
    pub canonical: String,
}

/// The permalink page of a thing.
pub fn of_thing(ctx: &PageContext, plan: &SitePlan, at: usize) -> Option<PermalinkView> {
    let known = plan.identity.things.get(at)?;
    let address = home::home(plan, at);
    let settings = &ctx.site.settings;
    let front = &plan.source.front;
    let canonical = match settings.base_url.as_str() {
        "" => String::new(),
        base => format!("{base}{}", address.from("")),
    };
    Some(PermalinkView {
        language: front.language.clone().unwrap_or_else(|| settings.language.clone()),
        site_title: settings.title.clone(),
        code: known.code.to_string(),
        kind: known.thing.kind.name(),
        words: said(&known.thing.words),
        plan_code: plan.code.clone(),
        plan_title: plan.title().to_owned(),
        status: front.status.clone(),
        owner: front.owners.first().cloned(),
        revision: plan.identity.revision,
        digest: plan.identity.digest.short(),
        href: ctx.href(&address),
        canonical,
    })
}
