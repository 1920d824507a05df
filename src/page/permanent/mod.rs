//! Pages that make addresses last: permalinks, tombstones, pages at former addresses, and the answer to "is my paper
//! current?". None of them needs a script or a rule of the server.

pub mod beyond;
mod moved;
pub(super) mod paper;
mod permalink;
mod tombstone;

use std::collections::BTreeSet;

use serde::Serialize;

use super::{PageContext, PlanPageKind, View, view};
use crate::ledger::{Code, Entry, Kind, State, said};
use crate::site::sheets::{Sheet, SheetKind};
use crate::site::{Address, Site, SitePlan, home, sheets};

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
        words: said(&known.thing.words),
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

/// A page that makes an address last.
pub enum Permanent<'a> {
    /// The short address of a thing: its plan, and its place there.
    Thing(&'a SitePlan, usize),
    Tombstone(&'a Entry),
    Paper(Sheet),
    Moved(moved::Former<'a>),
    /// A page of a plan that is gone.
    Gone(moved::Former<'a>),
}

/// The pages of one plan that make its addresses last, with their paths.
pub fn of_plan<'a>(plan: &'a SitePlan, kinds: &[PlanPageKind]) -> Vec<(String, Permanent<'a>)> {
    let mut found = Vec::new();
    let identity = &plan.identity;
    let things = identity.things.iter().enumerate().map(|(at, known)| (known.code.to_string(), at));
    let same = identity
        .same
        .iter()
        .filter_map(|(code, same)| Some((code.to_string(), identity.of_code.get(same).copied()?)));
    for (code, at) in things.chain(same) {
        found.extend(paths(&code).into_iter().map(|path| (path, Permanent::Thing(plan, at))));
    }
    for entry in identity.retired.iter().filter(|entry| !entry.is_away()) {
        found.extend(tombstones(entry));
    }
    let sheets = sheets::sheets(plan);
    for (code, at) in former_sheets(plan, &sheets) {
        found.extend(paths(&code).into_iter().map(|path| (path, Permanent::Thing(plan, at))));
    }
    for sheet in sheets {
        found.extend(paths(&sheet.code).into_iter().map(|path| (path, Permanent::Paper(sheet.clone()))));
    }
    let moved = moved::paths(plan, kinds).into_iter();
    found.extend(moved.map(|former| (former.address.path.clone(), Permanent::Moved(former))));
    found
}

/// Tombstones of what went with its whole plan, and the pages of such plans.
pub fn of_gone(site: &Site) -> Vec<(String, Permanent<'_>)> {
    let mut found = Vec::new();
    for entry in &site.gone {
        match &entry.state {
            State::Same(code) => {
                let leads =
                    site.plans.iter().find_map(|plan| Some((plan, *plan.identity.of_code.get(code)?)));
                if let Some((plan, at)) = leads {
                    let paths = paths(entry.code.as_str()).into_iter();
                    found.extend(paths.map(|path| (path, Permanent::Thing(plan, at))));
                }
            }
            _ if entry.is_away() => {}
            _ => found.extend(tombstones(entry)),
        }
    }
    let moved = moved::of_gone_plans(site).into_iter();
    found.extend(moved.map(|former| (former.address.path.clone(), Permanent::Gone(former))));
    found
}

fn tombstones(entry: &Entry) -> Vec<(String, Permanent<'_>)> {
    let sheets: Vec<String> = match entry.kind {
        Kind::Plan => SheetKind::ALL.iter().map(|kind| sheets::code(&entry.code, *kind)).collect(),
        _ => sheets::published(&entry.code, &entry.names).into_iter().collect(),
    };
    let codes = sheets.into_iter().chain([entry.code.to_string()]);
    codes.flat_map(|code| paths(&code)).map(|path| (path, Permanent::Tombstone(entry))).collect()
}

/// What the past revisions of the plan are asked for: worked out when a page needs it.
type Past<'h, 'a> = dyn Fn() -> &'h paper::History<'a> + 'h;

/// The layout of a page, whether it has the frame of the site round it, and what it shows.
pub fn view_of<'h>(
    ctx: &PageContext,
    plan: Option<&SitePlan>,
    how: &Permanent,
    history: &Past<'h, '_>,
) -> Option<(&'static str, bool, View)> {
    Some(match how {
        Permanent::Thing(of, at) => ("permalink.html", false, view(&permalink::of_thing(ctx, of, *at)?)),
        Permanent::Tombstone(entry) => ("tombstone.html", true, view(&tombstone::view(ctx, entry))),
        Permanent::Paper(sheet) => ("paper.html", true, view(&paper::view(ctx, plan?, sheet, history()))),
        Permanent::Moved(former) => ("moved.html", true, view(&moved::view(ctx, plan?, former))),
        Permanent::Gone(former) => ("moved.html", true, view(&moved::view_of_gone(ctx, former))),
    })
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
