//! The bay: all plans as strips, by what their front matter says of them. No clock decides: a date alone makes no plan
//! running or over.

use serde::Serialize;

use super::lists::{self, ListLink, MANY};
use super::{PageContext, gaps};
use crate::site::{Address, PlanPage, SitePlan};

#[derive(Debug, Serialize)]
pub struct HomeView {
    pub title: String,
    pub description: String,
    pub groups: Vec<BayGroup>,
    pub plans: usize,
    pub tasks: usize,
    pub open: usize,
    pub missing: String,
    /// Where there are many plans: the lists of all of them by first letter.
    pub letters: Vec<ListLink>,
}

/// Plans in one state.
#[derive(Debug, Serialize)]
pub struct BayGroup {
    pub title: &'static str,
    pub plans: Vec<PlanRow>,
    /// All of this state.
    pub count: usize,
    /// The list of them, where not all stand here.
    pub all: Option<String>,
}

/// Plans of each state that home shows where there are many.
const FIRST: usize = 20;

#[derive(Debug, Serialize)]
pub struct PlanRow {
    pub code: String,
    /// Folder, digest and page of the run, for what scripts know of runs in this browser.
    pub id: String,
    pub digest: String,
    pub run: String,
    pub title: String,
    pub href: String,
    pub kind: Option<String>,
    pub status: Option<String>,
    pub t_zero: Option<String>,
    pub time_zone: Option<String>,
    pub owners: Vec<String>,
    pub tasks: usize,
    pub blocked: bool,
    /// Shown is what it said at the last build that could be made of it.
    pub stale: bool,
    pub live: bool,
    pub blockers: usize,
    /// Findings, and the page that lists them.
    pub open: usize,
    /// Parts that the plan has nothing of.
    pub absent: usize,
    pub missing: String,
}

/// Where a plan stands in the bay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bay {
    Running,
    Next,
    Blocked,
    Dateless,
    Over,
}

/// All states in order, with their names.
pub const BAYS: [(Bay, &str); 5] = [
    (Bay::Running, "Running"),
    (Bay::Next, "Next"),
    (Bay::Blocked, "Blocked"),
    (Bay::Dateless, "Without a date"),
    (Bay::Over, "Over"),
];

pub fn view(ctx: &PageContext) -> HomeView {
    let plans = &ctx.site.plans;
    let lists = lists::lists(ctx.site);
    let links = lists::links(ctx, &lists, None);
    let most = if plans.len() > MANY { FIRST } else { MANY };
    let group = |(kind, title): (Bay, &'static str)| {
        let mut here: Vec<&SitePlan> = plans.iter().filter(|plan| bay(plan) == kind).collect();
        here.sort_by_cached_key(|plan| lists::by_time(plan));
        let all = links.iter().find(|link| !link.is_letter && link.label == title);
        BayGroup {
            title,
            count: here.len(),
            all: all.filter(|_| here.len() > most).map(|link| link.href.clone()),
            plans: here.into_iter().take(most).map(|plan| row(ctx, plan)).collect(),
        }
    };
    HomeView {
        title: ctx.site.settings.title.clone(),
        description: ctx.site.settings.description.clone(),
        groups: BAYS.into_iter().map(group).filter(|group| group.count > 0).collect(),
        plans: plans.len(),
        tasks: plans.iter().map(|plan| plan.plan.total_items).sum(),
        open: plans.iter().map(|plan| gaps::open(&ctx.for_plan(plan))).sum(),
        missing: ctx.href(&Address::root("missing.html")),
        letters: links.iter().filter(|link| link.is_letter).cloned().collect(),
    }
}

fn row(ctx: &PageContext, plan: &SitePlan) -> PlanRow {
    let front = &plan.source.front;
    let ctx = ctx.for_plan(plan);
    PlanRow {
        code: plan.code.clone(),
        id: plan.id.clone(),
        digest: plan.identity.digest.key(),
        run: ctx.to(PlanPage::Run),
        title: plan.title().to_owned(),
        href: ctx.to(PlanPage::Overview),
        kind: front.kind.clone(),
        status: front.status.clone(),
        t_zero: front.t_zero.clone(),
        time_zone: front.time_zone.clone(),
        owners: front.owners.clone(),
        tasks: plan.plan.total_items,
        blocked: plan.is_blocked(),
        stale: plan.stale.is_some(),
        live: bay(plan) == Bay::Running,
        blockers: front.blocked_by.len(),
        open: gaps::open(&ctx),
        absent: gaps::absent(&ctx).len(),
        missing: ctx.to(PlanPage::Missing),
    }
}

/// Where a plan stands.
pub fn bay(plan: &SitePlan) -> Bay {
    let front = &plan.source.front;
    let status = front.status.as_deref().map(|s| s.to_lowercase().replace([' ', '_'], "-"));
    match status.as_deref() {
        _ if plan.is_blocked() => Bay::Blocked,
        Some("running" | "live" | "in-progress" | "active" | "started") => Bay::Running,
        Some("done" | "completed" | "complete" | "closed" | "cancelled" | "retired" | "superseded") => {
            Bay::Over
        }
        _ if front.t_zero.is_some() => Bay::Next,
        _ => Bay::Dateless,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;

    #[test]
    fn the_front_matter_decides_the_bay() {
        let bay_of = |status: Option<&str>, t_zero: Option<&str>, blocked_by: &[&str]| {
            let site = testing::site_with("# Plan\n", |plan| {
                plan.source.front.status = status.map(str::to_owned);
                plan.source.front.t_zero = t_zero.map(str::to_owned);
                plan.source.front.blocked_by = blocked_by.iter().map(|b| (*b).to_owned()).collect();
            });
            bay(&site.plans[0])
        };
        assert_eq!(bay_of(Some("In progress"), None, &[]), Bay::Running);
        assert_eq!(bay_of(Some("approved"), Some("2025-11-06 09:00"), &[]), Bay::Next);
        assert_eq!(bay_of(Some("running"), None, &["keys"]), Bay::Blocked);
        assert_eq!(bay_of(None, None, &[]), Bay::Dateless);
        assert_eq!(bay_of(Some("done"), Some("2025-11-06"), &[]), Bay::Over);
    }
}
