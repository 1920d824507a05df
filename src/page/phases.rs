//! All phases: tracks, phases, stages, with their times.

use serde::Serialize;

use super::PageContext;
use super::belongs::{Belongings, Tally};
use super::phase::{Times, name_of, times_of, times_of_stage};
use crate::plan::Phase;
use crate::site::{Address, SitePlan, fragment};

#[derive(Debug, Serialize, Default)]
pub struct PhasesView {
    pub tracks: Vec<TrackView>,
    pub phases: usize,
    pub tally: Tally,
    /// Where all tasks stand in one list.
    pub checklist: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct TrackView {
    /// `None` for phases of no track.
    pub title: Option<String>,
    pub phases: Vec<PhaseView>,
}

#[derive(Debug, Serialize)]
pub struct PhaseView {
    pub title: String,
    pub href: String,
    pub times: Times,
    pub tally: Tally,
    pub stages: Vec<StageView>,
}

#[derive(Debug, Serialize)]
pub struct StageView {
    pub heading: String,
    pub href: String,
    pub times: Times,
    pub tally: Tally,
}

pub fn view(ctx: &PageContext) -> PhasesView {
    let Some(plan) = ctx.plan() else { return PhasesView::default() };
    let mut tally = Tally::default();
    let tracks = tracks(plan).into_iter().map(|(title, phases)| {
        let phases: Vec<PhaseView> = phases.into_iter().map(|phase| phase_view(ctx, plan, phase)).collect();
        for phase in &phases {
            tally.tasks += phase.tally.tasks;
            tally.done += phase.tally.done;
        }
        TrackView { title, phases }
    });
    PhasesView {
        tracks: tracks.collect(),
        phases: plan.plan.phases.len(),
        tally,
        checklist: ctx.to(crate::site::PlanPage::Checklist),
        text: ctx.to(crate::site::PlanPage::Text),
    }
}

/// Phases by their track, in order of the plan; a track that goes on after another is named again.
pub fn tracks(plan: &SitePlan) -> Vec<(Option<String>, Vec<&Phase>)> {
    let mut tracks: Vec<(Option<String>, Vec<&Phase>)> = Vec::new();
    for phase in &plan.plan.phases {
        match tracks.last_mut() {
            Some((title, phases)) if *title == phase.group => phases.push(phase),
            _ => tracks.push((phase.group.clone(), vec![phase])),
        }
    }
    tracks
}

fn phase_view(ctx: &PageContext, plan: &SitePlan, phase: &Phase) -> PhaseView {
    let address = Address::phase(&plan.id, &phase.slug);
    let stage = |stage: &crate::plan::Stage| StageView {
        heading: stage.heading.clone(),
        href: ctx.href(&address.clone().at(fragment::stage(&stage.slug))),
        times: times_of_stage(stage),
        tally: super::belongs::tally(plan, |place| {
            place.section_id == stage.place.section_id
                || inside(plan, place.section_id, stage.place.section_id)
        }),
    };
    PhaseView {
        title: name_of(phase),
        href: ctx.href(&address),
        times: times_of(phase),
        tally: Belongings::of(plan, phase).tally(),
        stages: phase.stages.iter().map(stage).collect(),
    }
}

fn inside(plan: &SitePlan, section: usize, outer: usize) -> bool {
    section < plan.document.sections.len() && plan.document.lineage(section).any(|s| s.id == outer)
}
