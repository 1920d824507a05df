//! By the clock: phases, stages, gates, messages and lists of moments in the order of time.
//!
//! [`clock`] puts literals on one scale, [`moments`] and [`ways`] collect what has a time, [`picture`] draws it row by row.
//! The list holds every moment and is the form for everybody; the picture shows what has a place on the scale. [`order`]
//! draws what waits for what, where a plan says so.

mod axis;
mod bars;
mod clock;
mod marks;
mod moments;
mod order;
mod picture;
mod scale;
mod ways;

use serde::Serialize;

use super::PageContext;
use crate::site::SitePlan;
use clock::Clock;
use moments::Moment;
use picture::Room;

/// Moments that the overview lists.
const LISTED: usize = 40;

#[derive(Debug, Serialize, Default)]
pub struct TimelineView {
    pub moments: Vec<MomentView>,
    /// Those whose times cannot be put in order with the others, in the order of the plan.
    pub unplaced: Vec<MomentView>,
    /// True where no moment has any time.
    pub is_timeless: bool,
    /// SVG; `None` where less than three things have a place.
    pub picture: Option<String>,
    /// Whether the plan or its front matter says when T-0 is.
    pub has_zero: bool,
    /// The zone that the plan writes, where the front matter names none.
    pub zone: Option<String>,
    pub cadences: Vec<CadenceView>,
    /// What waits for what: SVG, and the rows of the plan.
    pub order: Option<String>,
    pub waits: Vec<order::Waits>,
}

/// The timeline as a part of the overview.
#[derive(Debug, Serialize, Default)]
pub struct Glance {
    /// The picture of the timeline, else that of what waits for what.
    pub picture: Option<String>,
    /// True where the picture shows what waits for what.
    pub is_order: bool,
    pub moments: Vec<MomentView>,
    /// Moments that stand on the page of the timeline alone.
    pub left: usize,
    pub all: usize,
}

#[derive(Debug, Serialize)]
pub struct MomentView {
    /// `phase`, `stage`, `gate`, `back`, `message`, `moment`.
    pub kind: &'static str,
    /// As the plan writes it.
    pub when: String,
    /// Distance from T-0, where it follows from what is written; empty where it repeats `when`.
    pub t: String,
    pub title: String,
    pub detail: String,
    pub href: String,
    pub source: super::SourceMark,
    /// True for the first moment at or after T-0.
    pub zero: bool,
}

#[derive(Debug, Serialize)]
pub struct CadenceView {
    pub what: String,
    pub frequency: String,
    pub source: super::SourceMark,
}

/// What has a time: on the scale in its order, and without a place on it in the order of the plan.
fn sorted(ctx: &PageContext, plan: &SitePlan, clock: &Clock) -> (Vec<Moment>, Vec<Moment>) {
    let found = moments::all(ctx, plan, clock);
    let (mut placed, mut unplaced): (Vec<Moment>, Vec<Moment>) =
        found.into_iter().partition(|m| m.span.is_some());
    placed.sort_by_key(|m| (m.order, m.kind.rank(), m.source.line));
    unplaced.sort_by_key(|m| m.source.line);
    (placed, unplaced)
}

fn rows(placed: &[Moment], clock: &Clock) -> Vec<MomentView> {
    let zero = placed.iter().position(|m| clock.relative && m.span.is_some_and(|s| s.from >= 0));
    placed.iter().enumerate().map(|(at, m)| m.view(clock, zero == Some(at))).collect()
}

/// The timeline beside the facts of the plan, with the first moments as a list for those who do not see the picture.
pub fn glance(ctx: &PageContext) -> Glance {
    let Some(plan) = ctx.plan() else { return Glance::default() };
    let clock = Clock::of(plan);
    let (placed, _) = sorted(ctx, plan, &clock);
    let drawn = picture::draw(&placed, &clock, Room::Shared);
    let is_order = drawn.is_none();
    let picture = drawn.or_else(|| order::draw(ctx, plan));
    let mut moments = rows(&placed, &clock);
    let all = moments.len();
    moments.truncate(LISTED);
    Glance { picture, is_order, left: all - moments.len(), moments, all }
}

pub fn view(ctx: &PageContext) -> TimelineView {
    let Some(plan) = ctx.plan() else { return TimelineView::default() };
    let clock = Clock::of(plan);
    let (placed, unplaced) = sorted(ctx, plan, &clock);
    let cadences = plan.plan.cadences.iter().map(|cadence| CadenceView {
        what: cadence.what.clone(),
        frequency: cadence.frequency.clone(),
        source: ctx.mark_line(cadence.line, ""),
    });
    TimelineView {
        moments: rows(&placed, &clock),
        is_timeless: !unplaced.is_empty() && placed.iter().chain(&unplaced).all(|m| m.when.is_empty()),
        unplaced: unplaced.iter().map(|m| m.view(&clock, false)).collect(),
        picture: picture::draw(&placed, &clock, Room::Own),
        has_zero: plan.source.front.t_zero.is_some(),
        zone: plan.plan.timelines.iter().find_map(|t| t.time_zone.clone()),
        cadences: cadences.collect(),
        order: order::draw(ctx, plan),
        waits: order::rows(ctx, plan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, pages, phase, place, site_with};
    use crate::plan::GoNoGo;
    use crate::site::{PlanPage, Site};

    fn site(zero: Option<&str>) -> Site {
        let text = "# Plan\n## Go\n### Late\n### Early\n## Before\n## After\n### Decide\n";
        site_with(text, |p| {
            let mut go = phase(p, "Go", "go", Some("T-0"));
            go.stages[0].when = Some("23:00".into());
            go.stages[1].when = Some("10:30 AM".into());
            let stages = [go.stages[1].clone(), go.stages[0].clone()];
            go.stages = stages.to_vec();
            p.plan.phases = vec![
                go,
                phase(p, "Before", "before", Some("T-7 days")),
                phase(p, "After", "after", Some("T+1 to T+3")),
            ];
            p.plan.timelines.clear();
            p.plan.communication.schedule.clear();
            p.plan.gates.go_no_go = vec![GoNoGo {
                title: "Decide".into(),
                when: Some("as it comes".into()),
                owner: None,
                form: "line".into(),
                go: Vec::new(),
                no_go: Vec::new(),
                conditional: Vec::new(),
                place: place(p, "Decide"),
                go_nodes: Vec::new(),
                no_go_nodes: Vec::new(),
            }];
            p.source.front.t_zero = zero.map(str::to_owned);
        })
    }

    fn titles(view: &TimelineView) -> Vec<(&str, &str)> {
        view.moments.iter().map(|m| (m.title.as_str(), m.t.as_str())).collect()
    }

    #[test]
    fn clock_times_join_the_day_of_their_phase() {
        let view = on(&site(Some("2026-03-01 10:00")), PlanPage::Timeline, view);
        let expected = [("Before", ""), ("Go", ""), ("Early", "T+0:30"), ("Late", "T+13:00"), ("After", "")];
        assert_eq!(titles(&view)[..5], expected);
        assert!(view.moments[1].zero);
    }

    #[test]
    fn without_a_clock_for_zero_no_distance_is_made_up() {
        let view = on(&site(None), PlanPage::Timeline, view);
        let early = view.moments.iter().find(|m| m.title == "Early").unwrap();
        assert_eq!((early.when.as_str(), early.t.as_str()), ("10:30 AM", ""));
    }

    #[test]
    fn every_moment_stands_in_the_list_and_the_picture_is_well_formed() {
        let html = &pages(&site(None))["plan/timeline.html"];
        for text in ["Before", "Late", "as it comes"] {
            assert!(html.contains(text), "{text}");
        }
        assert_eq!(html.matches("<svg").count(), html.matches("</svg>").count());
        assert!(html.contains("class=\"picture\"") && !html.contains("style="), "{html}");
    }
}
