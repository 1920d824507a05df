//! What is measured, what it must be, and what raises an alert.

use serde::Serialize;

use super::context::SourceMark;
use super::escalation::{AlertGroup, Said, alerts};
use super::{PageContext, escalation};
use crate::plan::Metric;

#[derive(Debug, Serialize, Default)]
pub struct MetricsView {
    pub groups: Vec<MetricGroup>,
    pub metrics: usize,
    /// Metrics without a target.
    pub open: usize,
    pub alerts: Vec<AlertGroup>,
    pub thresholds: usize,
    pub criteria: Vec<Criteria>,
    pub cadences: Vec<CadenceRow>,
    pub levels: Vec<escalation::LevelRow>,
}

/// The metrics of one section.
#[derive(Debug, Serialize)]
pub struct MetricGroup {
    pub section: String,
    pub metrics: Vec<MetricRow>,
}

#[derive(Debug, Serialize)]
pub struct MetricRow {
    pub name: String,
    pub comparator: Option<String>,
    /// The target without its comparator where that could be read, else as written.
    pub value: Option<String>,
    pub actual: Option<String>,
    pub source: SourceMark,
}

/// A list of what tells success.
#[derive(Debug, Serialize)]
pub struct Criteria {
    pub title: String,
    pub items: usize,
    pub texts: Vec<String>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct CadenceRow {
    pub what: Said,
    pub frequency: String,
}

pub fn view(ctx: &PageContext) -> MetricsView {
    let Some(plan) = ctx.plan() else { return MetricsView::default() };
    let facts = &plan.plan;
    let alerts = alerts(ctx);
    MetricsView {
        groups: groups(ctx, &facts.metrics),
        metrics: facts.metrics.len(),
        open: facts.metrics.iter().filter(|m| m.target.is_none()).count(),
        thresholds: alerts.iter().map(|g| g.alerts.len()).sum(),
        alerts,
        criteria: criteria(ctx),
        cadences: cadences(ctx),
        levels: Vec::new(),
    }
}

/// One group a run of metrics of the same section.
fn groups(ctx: &PageContext, metrics: &[Metric]) -> Vec<MetricGroup> {
    let mut groups: Vec<MetricGroup> = Vec::new();
    for metric in metrics {
        let section = metric.place.section.clone();
        if groups.last().is_none_or(|last| last.section != section) {
            groups.push(MetricGroup { section, metrics: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.metrics.push(row(ctx, metric));
        }
    }
    groups
}

fn row(ctx: &PageContext, metric: &Metric) -> MetricRow {
    let target = metric.target.as_deref().map(str::trim);
    let comparator = metric.comparator.as_deref().filter(|c| target.is_some_and(|t| t.starts_with(c)));
    let value = target.map(|t| t.trim_start_matches(comparator.unwrap_or("")).trim().to_owned());
    MetricRow {
        name: metric.name.clone(),
        comparator: comparator.map(sign),
        value,
        actual: metric.actual.clone(),
        source: ctx.mark(&metric.place),
    }
}

/// Signs typed on a keyboard, set.
fn sign(comparator: &str) -> String {
    match comparator {
        "<=" => "≤".to_owned(),
        ">=" => "≥".to_owned(),
        other => other.to_owned(),
    }
}

fn criteria(ctx: &PageContext) -> Vec<Criteria> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let one = |found: &crate::plan::SuccessCriteria| Criteria {
        title: found.title.clone(),
        items: found.items,
        texts: found.texts.iter().map(|text| ctx.shown(0, text).into_owned()).collect(),
        source: ctx.mark(&found.place),
    };
    plan.plan.gates.success_criteria.iter().map(one).collect()
}

fn cadences(ctx: &PageContext) -> Vec<CadenceRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let row = |cadence: &crate::plan::Cadence| CadenceRow {
        what: Said {
            text: ctx.shown(cadence.line, &cadence.what).into_owned(),
            source: ctx.mark_line(cadence.line, ""),
        },
        frequency: cadence.frequency.clone(),
    };
    plan.plan.cadences.iter().map(row).collect()
}
