//! The plan on one screen: what it is, what state it is in, where to go now.

use serde::Serialize;

use super::PageContext;
use crate::site::{Address, PlanPage};

#[derive(Debug, Serialize, Default)]
pub struct OverviewView {
    pub title: String,
    pub summary: Option<String>,
    pub owners: Vec<String>,
    pub approvers: Vec<String>,
    pub phases: Vec<PhaseRow>,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct PhaseRow {
    pub title: String,
    pub group: Option<String>,
    pub when: Option<String>,
    pub duration: Option<String>,
    pub tasks: usize,
    pub href: String,
}

pub fn view(ctx: &PageContext) -> OverviewView {
    let Some(plan) = ctx.plan() else { return OverviewView::default() };
    let phases = plan.plan.phases.iter().map(|phase| PhaseRow {
        title: phase.heading.clone(),
        group: phase.group.clone(),
        when: phase.when.clone(),
        duration: phase.duration.clone(),
        tasks: 0,
        href: ctx.href(&Address::phase(&plan.id, &phase.slug)),
    });
    OverviewView {
        title: plan.title().to_owned(),
        summary: plan.source.front.summary.clone(),
        owners: plan.source.front.owners.clone(),
        approvers: plan.source.front.approvers.clone(),
        phases: phases.collect(),
        text: ctx.to(PlanPage::Text),
    }
}
