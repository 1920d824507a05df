//! Pages that make addresses last: permalinks, tombstones, pages at former addresses, and the answer to "is my paper
//! current?". None of them needs a script or a rule of the server.

mod moved;
mod paper;
mod permalink;
mod tombstone;

use std::collections::BTreeSet;

use serde::Serialize;

use super::{PageContext, PlanPageKind, Press, View, view};
use crate::diag::Diagnostic;
use crate::ledger::{Code, Entry, Kind, State};
use crate::site::sheets::{Sheet, SheetKind};
use crate::site::{Address, SitePlan, home, sheets};

/// Where something is now.
#[derive(Debug, Clone, Serialize)]
pub struct Lead {
    pub code: String,
    pub kind: &'static str,
    pub words: String,
    pub href: String,
}

/// The code of a thing of a plan, with the link to it.
fn lead(ctx: &PageContext, plan: &SitePlan, at: usize) -> Option<Lead> {
    let known = plan.identity.things.get(at)?;
    Some(Lead {
        code: known.code.to_string(),
        kind: known.thing.kind.name(),
        words: known.thing.words.clone(),
        href: ctx.href(&home::home(plan, at)),
    })
}

/// A code as it stands in the site: the thing, or the tombstone with its last words.
pub fn of_code(ctx: &PageContext, code: &Code) -> Option<Lead> {
    for plan in &ctx.site.plans {
        if let Some(at) = plan.identity.of_code.get(code) {
            return lead(ctx, plan, *at);
        }
    }
    let retired = ctx.site.plans.iter().flat_map(|plan| &plan.identity.retired).chain(&ctx.site.gone);
    let entry = retired.into_iter().find(|entry| entry.code == *code)?;
    let href = ctx.href(&Address::permalink(entry.code.as_str()));
    Some(Lead { code: entry.code.to_string(), kind: entry.kind.name(), words: entry.words.clone(), href })
}

/// The living thing that a code leads to, over tombstones and codes that mean the same.
pub fn successor(ctx: &PageContext, code: &Code) -> Option<Lead> {
    let mut code = code.clone();
    for _ in 0..32 {
        for plan in &ctx.site.plans {
            if let Some(at) = plan.identity.of_code.get(&code) {
                return lead(ctx, plan, *at);
            }
        }
        let same = ctx.site.plans.iter().flat_map(|p| &p.identity.same).find(|(from, _)| *from == code);
        let retired = ctx.site.plans.iter().flat_map(|p| &p.identity.retired).chain(&ctx.site.gone);
        code = match (same, retired.into_iter().find(|entry| entry.code == code).map(|entry| &entry.state)) {
            (Some((_, other)), _) | (None, Some(State::Same(other))) => other.clone(),
            (None, Some(State::Retired(gone))) => gone.to.clone()?,
            _ => return None,
        };
    }
    None
}

impl Press<'_> {
    /// The pages of one plan that make its addresses last.
    pub(super) fn permanent(
        &self,
        site: &PageContext,
        plan: &SitePlan,
        kinds: &[PlanPageKind],
    ) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        for (at, known) in plan.identity.things.iter().enumerate() {
            let made = |ctx: &PageContext| permalink::of_thing(ctx, plan, at);
            failed.extend(self.permalinks(site, plan, known.code.as_str(), &made));
        }
        for (code, same) in &plan.identity.same {
            if let Some(at) = plan.identity.of_code.get(same).copied() {
                let made = |ctx: &PageContext| permalink::of_thing(ctx, plan, at);
                failed.extend(self.permalinks(site, plan, code.as_str(), &made));
            }
        }
        for entry in plan.identity.retired.iter().filter(|entry| !entry.is_away()) {
            failed.extend(self.tombstones(site, Some(plan), entry));
        }
        let history = paper::history(plan);
        let sheets = sheets::sheets(plan);
        for (code, at) in former_sheets(plan, &sheets) {
            let made = |ctx: &PageContext| permalink::of_thing(ctx, plan, at);
            failed.extend(self.permalinks(site, plan, &code, &made));
        }
        for sheet in sheets {
            for path in paths(&sheet.code) {
                let ctx = PageContext::of_plan(site, plan, &path, None);
                let page = view(&paper::view(&ctx, plan, &sheet, &history));
                failed.extend(self.put(&ctx, "paper.html", page).err());
            }
        }
        for path in moved::paths(plan, kinds) {
            let ctx = PageContext::of_plan(site, plan, &path.address.path, None);
            failed.extend(self.put(&ctx, "moved.html", view(&moved::view(&ctx, plan, &path))).err());
        }
        failed
    }

    /// Tombstones of what went with its whole plan.
    pub(super) fn gone(&self, site: &PageContext) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        for entry in &site.site.gone {
            match &entry.state {
                State::Same(code) => {
                    let leads = site
                        .site
                        .plans
                        .iter()
                        .find_map(|plan| Some((plan, *plan.identity.of_code.get(code)?)));
                    if let Some((plan, at)) = leads {
                        let made = |ctx: &PageContext| permalink::of_thing(ctx, plan, at);
                        failed.extend(self.permalinks(site, plan, entry.code.as_str(), &made));
                    }
                }
                _ if entry.is_away() => {}
                _ => failed.extend(self.tombstones(site, None, entry)),
            }
        }
        for path in moved::of_gone_plans(site) {
            let ctx = PageContext::of_site(site.site, self.findings, &path.address.path);
            failed.extend(self.put(&ctx, "moved.html", view(&moved::view_of_gone(&ctx, &path))).err());
        }
        failed
    }

    fn permalinks(
        &self,
        site: &PageContext,
        plan: &SitePlan,
        code: &str,
        made: &dyn Fn(&PageContext) -> Option<permalink::PermalinkView>,
    ) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        for path in paths(code) {
            let ctx = PageContext::of_plan(site, plan, &path, None);
            if let Some(page) = made(&ctx) {
                failed.extend(self.bare(&ctx, "permalink.html", view(&page)).err());
            }
        }
        failed
    }

    fn tombstones(&self, site: &PageContext, plan: Option<&SitePlan>, entry: &Entry) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        let sheets: Vec<String> = match entry.kind {
            Kind::Plan => SheetKind::ALL.iter().map(|kind| sheets::code(&entry.code, *kind)).collect(),
            _ => sheets::published(&entry.code, &entry.names).into_iter().collect(),
        };
        let codes = sheets.into_iter().chain([entry.code.to_string()]);
        for path in codes.flat_map(|code| paths(&code)) {
            let ctx = match plan {
                Some(plan) => PageContext::of_plan(site, plan, &path, None),
                None => PageContext::of_site(site.site, self.findings, &path),
            };
            failed.extend(self.put(&ctx, "tombstone.html", view(&tombstone::view(&ctx, entry))).err());
        }
        failed
    }

    /// Renders with the frame of the site round it.
    fn put(&self, ctx: &PageContext, layout: &str, page: View) -> Result<(), Diagnostic> {
        let context = self.framed(ctx, page);
        (self.emit)(ctx.path, self.layouts.render(layout, &context)?.as_bytes())
    }

    /// Renders a page that nobody stays on, without frame.
    fn bare(&self, ctx: &PageContext, layout: &str, page: View) -> Result<(), Diagnostic> {
        let mut context = tera::Context::new();
        context.insert("style", &ctx.href(&Address::asset(&self.layouts.bundle.style.name)));
        context.insert_value("page", page);
        (self.emit)(ctx.path, self.layouts.render(layout, &context)?.as_bytes())
    }
}

/// Sheets that may be on paper and are no longer printed, with what their addresses lead to: their subject.
fn former_sheets(plan: &SitePlan, printed: &[Sheet]) -> Vec<(String, usize)> {
    let things = &plan.identity.things;
    let whole = things
        .first()
        .into_iter()
        .flat_map(|known| SheetKind::ALL.iter().map(|kind| (sheets::code(&known.code, *kind), 0)));
    let lists = things.iter().enumerate().skip(1);
    let lists = lists.filter_map(|(at, known)| Some((sheets::published(&known.code, &known.former)?, at)));
    whole.chain(lists).filter(|(code, _)| printed.iter().all(|sheet| sheet.code != *code)).collect()
}

/// The files of a permalink: codes are typed from paper in either case, and hosts tell cases apart.
fn paths(code: &str) -> BTreeSet<String> {
    [code.to_owned(), code.to_lowercase()].iter().map(|code| Address::permalink(code).path).collect()
}

#[cfg(test)]
mod tests;
