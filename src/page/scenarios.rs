//! What may go wrong, one card each: what you see, what to do at once, how to recover; and the plan's other procedures.

use serde::Serialize;

use super::contents::{self, Entry};
use super::context::SourceMark;
use super::procedure::{ProcedureCard, cards};
use super::{CodeMark, PageContext, decisions};
use crate::ledger::Kind;
use crate::markdown::html::escaped;
use crate::plan::Scenario;
use crate::site::fragment;

#[derive(Debug, Serialize, Default)]
pub struct ScenariosView {
    pub scenarios: Vec<ScenarioCard>,
    pub procedures: Vec<ProcedureCard>,
    /// Those that no other page has.
    pub trees: Vec<decisions::TreeView>,
    pub contents: Vec<Entry>,
}

#[derive(Debug, Serialize)]
pub struct ScenarioCard {
    pub mark: Option<CodeMark>,
    pub anchor: String,
    pub title: String,
    pub symptoms: Option<String>,
    pub immediate: Vec<String>,
    pub recovery: Vec<String>,
    /// Counts where the steps themselves were not read.
    pub immediate_count: Option<usize>,
    pub recovery_count: Option<usize>,
    pub recovery_time: Option<String>,
    pub source: SourceMark,
}

pub fn view(ctx: &PageContext) -> ScenariosView {
    let Some(plan) = ctx.plan() else { return ScenariosView::default() };
    let facts = &plan.plan;
    let scenarios: Vec<ScenarioCard> =
        facts.incidents.scenarios.iter().enumerate().map(|(at, s)| scenario(ctx, at, s)).collect();
    let before = facts.rollback.procedures.len() + facts.contingencies.len();
    let procedures = cards(ctx, before, &facts.procedures);
    let named = scenarios.iter().map(|card| (&card.anchor, &card.title));
    let named = named.chain(procedures.iter().map(|card| (&card.anchor, &card.title)));
    let listed = named.map(|(anchor, title)| Entry::of_html(3, anchor, &escaped(title), 0)).collect();
    let trees = decisions::trees(ctx);
    ScenariosView { scenarios, procedures, trees, contents: contents::long(listed) }
}

fn scenario(ctx: &PageContext, at: usize, scenario: &Scenario) -> ScenarioCard {
    let shown = |texts: &[String]| texts.iter().map(|text| ctx.shown(0, text).into_owned()).collect();
    ScenarioCard {
        mark: ctx.code_of(Kind::Scenario, at),
        anchor: fragment::scenario(&scenario.slug),
        title: scenario.title.clone(),
        symptoms: scenario.symptoms.clone(),
        immediate: shown(&scenario.immediate_steps),
        recovery: shown(&scenario.recovery_steps),
        immediate_count: scenario.immediate,
        recovery_count: scenario.recovery,
        recovery_time: scenario.recovery_time.clone(),
        source: ctx.mark(&scenario.place),
    }
}
