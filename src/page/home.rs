//! The bay: all plans as strips, by what their front matter says of them. No clock decides: a date alone makes no plan
//! running or over.

use serde::Serialize;

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
}

/// Plans in one state.
#[derive(Debug, Serialize)]
pub struct BayGroup {
    pub title: &'static str,
    pub plans: Vec<PlanRow>,
}

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
enum Bay {
    Running,
    Next,
    Blocked,
    Dateless,
    Over,
}

const BAYS: [(Bay, &str); 5] = [
    (Bay::Running, "Running"),
    (Bay::Next, "Next"),
    (Bay::Blocked, "Blocked"),
    (Bay::Dateless, "Without a date"),
    (Bay::Over, "Over"),
];

pub fn view(ctx: &PageContext) -> HomeView {
    let mut plans: Vec<(Bay, PlanRow)> =
        ctx.site.plans.iter().map(|plan| (bay(plan), row(ctx, plan))).collect();
    plans.sort_by(|(_, a), (_, b)| (&a.t_zero, &a.code).cmp(&(&b.t_zero, &b.code)));
    let (count, tasks) = (plans.len(), plans.iter().map(|(_, p)| p.tasks).sum());
    let open = plans.iter().map(|(_, p)| p.open).sum();
    let mut groups = Vec::new();
    for (kind, title) in BAYS {
        let (here, rest): (Vec<_>, Vec<_>) = plans.into_iter().partition(|(bay, _)| *bay == kind);
        plans = rest;
        if !here.is_empty() {
            groups.push(BayGroup { title, plans: here.into_iter().map(|(_, row)| row).collect() });
        }
    }
    HomeView {
        title: ctx.site.settings.title.clone(),
        description: ctx.site.settings.description.clone(),
        groups,
        plans: count,
        tasks,
        open,
        missing: ctx.href(&Address::root("missing.html")),
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
        live: bay(plan) == Bay::Running,
        blockers: front.blocked_by.len(),
        open: gaps::open(&ctx),
        absent: gaps::absent(&ctx).len(),
        missing: ctx.to(PlanPage::Missing),
    }
}

fn bay(plan: &SitePlan) -> Bay {
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
