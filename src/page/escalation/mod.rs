//! The matrix: how bad, how fast, who, and when, with every line that says so.

mod levels;

pub use levels::{LevelRow, Said, levels};

use serde::Serialize;

use super::context::SourceMark;
use super::grade::{Level, level};
use super::{PageContext, contacts, decisions};
use crate::plan::{EscalationStep, Procedure, Step};
use crate::site::{PlanPage, fragment};

#[derive(Debug, Serialize, Default)]
pub struct EscalationView {
    pub levels: Vec<LevelRow>,
    /// Levels whose sources disagree.
    pub contradictions: usize,
    /// Places of the plan that define levels.
    pub sources: usize,
    pub steps: Vec<StepRow>,
    /// What is done first at a level.
    pub first: Vec<FirstHours>,
    pub alerts: Vec<AlertGroup>,
    pub trees: Vec<decisions::TreeView>,
    pub scenarios: Vec<ScenarioRow>,
    pub people: Vec<contacts::Person>,
    pub contacts: String,
    pub missing: String,
}

#[derive(Debug, Serialize)]
pub struct StepRow {
    pub level: Option<String>,
    /// True where the words begin with the level.
    pub named: bool,
    pub what: String,
    pub after: Option<String>,
    pub who: Option<String>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct FirstHours {
    pub level: Level,
    pub title: String,
    /// True where the title names the level.
    pub named: bool,
    pub href: String,
    pub steps: Vec<(Option<String>, String)>,
}

/// Alerts of one level.
#[derive(Debug, Serialize)]
pub struct AlertGroup {
    pub level: Option<Level>,
    pub alerts: Vec<Said>,
}

#[derive(Debug, Serialize)]
pub struct ScenarioRow {
    pub symptoms: Option<String>,
    pub title: String,
    pub href: String,
    pub first: Option<String>,
}

pub fn view(ctx: &PageContext) -> EscalationView {
    let Some(plan) = ctx.plan() else { return EscalationView::default() };
    let facts = &plan.plan;
    let levels = levels(ctx);
    EscalationView {
        contradictions: levels.iter().filter(|l| l.clash).count(),
        sources: levels.iter().map(|l| l.sources.len()).max().unwrap_or(0),
        levels,
        steps: facts.escalation.other.iter().map(|step| step_row(ctx, step)).collect(),
        first: facts.procedures.iter().filter_map(|p| first_hours(ctx, p)).collect(),
        alerts: alerts(ctx),
        trees: decisions::trees(ctx),
        scenarios: scenarios(ctx),
        people: contacts::people(ctx),
        contacts: ctx.to(PlanPage::Contacts),
        missing: ctx.to(PlanPage::Missing),
    }
}

fn step_row(ctx: &PageContext, step: &EscalationStep) -> StepRow {
    StepRow {
        level: step.level.clone(),
        named: step.level.as_ref().is_some_and(|level| step.what.starts_with(level.as_str())),
        what: ctx.shown(step.place.line, &step.what).into_owned(),
        after: step.after.clone(),
        who: step.who.clone(),
        source: ctx.mark(&step.place),
    }
}

/// The steps of a procedure for one level, when they have windows.
fn first_hours(ctx: &PageContext, procedure: &Procedure) -> Option<FirstHours> {
    let severity = procedure.severity.as_ref()?;
    if procedure.windows.iter().all(Option::is_none) {
        return None;
    }
    Some(FirstHours {
        level: level(ctx, severity),
        title: procedure.title.clone(),
        named: procedure.title.contains(severity),
        href: ctx.to_at(PlanPage::Scenarios, &fragment::procedure(&procedure.slug)),
        steps: procedure
            .step_list
            .iter()
            .map(|step| (step.window.clone(), ctx.shown(step.line, without_window(step)).into_owned()))
            .collect(),
    })
}

/// The step without its window in brackets, which stands in front of it.
fn without_window(step: &Step) -> &str {
    let text = step.text.trim_end_matches([':', '：']);
    let bracket = step.window.as_ref().map(|window| format!("({window})"));
    bracket.and_then(|bracket| text.strip_suffix(bracket.as_str())).unwrap_or(text).trim_end()
}

/// Alert thresholds by level, in the order in which the levels come up.
pub fn alerts(ctx: &PageContext) -> Vec<AlertGroup> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let mut groups: Vec<AlertGroup> = Vec::new();
    for alert in &plan.plan.alert_thresholds {
        let said = Said {
            text: ctx.shown(alert.place.line, &alert.text).into_owned(),
            source: ctx.mark(&alert.place),
        };
        let same = |g: &&mut AlertGroup| g.level.as_ref().map(|l| &l.text) == alert.level.as_ref();
        match groups.iter_mut().find(same) {
            Some(group) => group.alerts.push(said),
            None => {
                let level = alert.level.as_ref().map(|text| level(ctx, text));
                groups.push(AlertGroup { level, alerts: vec![said] });
            }
        }
    }
    groups.sort_by_key(|g| g.level.as_ref().and_then(|l| l.rank).unwrap_or(u8::MAX));
    groups
}

fn scenarios(ctx: &PageContext) -> Vec<ScenarioRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let row = |scenario: &crate::plan::Scenario| ScenarioRow {
        symptoms: scenario.symptoms.clone(),
        title: scenario.title.clone(),
        href: ctx.to_at(PlanPage::Scenarios, &fragment::scenario(&scenario.slug)),
        first: scenario.immediate_steps.first().or(scenario.recovery_steps.first()).cloned(),
    };
    plan.plan.incidents.scenarios.iter().map(row).collect()
}
