//! The bay: all plans as strips.

use serde::Serialize;

use super::PageContext;
use crate::site::PlanPage;

#[derive(Debug, Serialize)]
pub struct HomeView {
    pub title: String,
    pub description: String,
    pub plans: Vec<PlanRow>,
    pub tasks: usize,
}

#[derive(Debug, Serialize)]
pub struct PlanRow {
    pub code: String,
    pub title: String,
    pub href: String,
    pub kind: Option<String>,
    pub status: Option<String>,
    pub t_zero: Option<String>,
    pub owners: Vec<String>,
    pub tasks: usize,
    pub blocked: bool,
}

pub fn view(ctx: &PageContext) -> HomeView {
    let plans: Vec<PlanRow> = ctx
        .site
        .plans
        .iter()
        .map(|plan| PlanRow {
            code: plan.code.clone(),
            title: plan.title().to_owned(),
            href: ctx.for_plan(plan).to(PlanPage::Overview),
            kind: plan.source.front.kind.clone(),
            status: plan.source.front.status.clone(),
            t_zero: plan.source.front.t_zero.clone(),
            owners: plan.source.front.owners.clone(),
            tasks: plan.plan.total_items,
            blocked: plan.is_blocked(),
        })
        .collect();
    HomeView {
        title: ctx.site.settings.title.clone(),
        description: ctx.site.settings.description.clone(),
        tasks: plans.iter().map(|p| p.tasks).sum(),
        plans,
    }
}
