//! Severities, escalation and incidents.

use serde::Serialize;

use super::Place;

#[derive(Debug, Clone, Default, Serialize)]
pub struct Escalation {
    pub severities: Vec<Severity>,
    /// Levels of people (L1, L2 ...) or steps of an escalation, and other lines that speak of it.
    pub other: Vec<EscalationStep>,
}

/// A level of severity, merged from all places that define it.
#[derive(Debug, Clone, Serialize)]
pub struct Severity {
    /// `P0`, `SEV1`, or the word (`Critical`) where the plan has no numbers.
    pub level: String,
    pub label: Option<String>,
    /// Literal; that of the incident classification wins over that of alert thresholds.
    pub response_time: Option<String>,
    pub update_frequency: Option<String>,
    pub resolution_time: Option<String>,
    /// Who is told.
    pub notify: Vec<String>,
    /// Number of conditions, all sources together.
    pub conditions: usize,
    /// Every line that names the level.
    pub mentions: Vec<u32>,
    pub sources: Vec<SeveritySource>,
    #[serde(skip)]
    pub update_line: Option<u32>,
}

/// One place that says something about a level.
#[derive(Debug, Clone, Serialize)]
pub struct SeveritySource {
    pub conditions: usize,
    pub label: Option<String>,
    pub response_time: Option<String>,
    #[serde(flatten)]
    pub place: Place,
    /// The conditions with their lines.
    #[serde(skip)]
    pub texts: Vec<(String, u32)>,
}

/// A step or line of escalation that is no severity.
#[derive(Debug, Clone, Serialize)]
pub struct EscalationStep {
    pub what: String,
    /// `L1`, `Level 2`.
    pub level: Option<String>,
    /// `15 minutes`.
    pub after: Option<String>,
    pub who: Option<String>,
    #[serde(flatten)]
    pub place: Place,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Incidents {
    pub scenarios: Vec<Scenario>,
}

/// What may go wrong and what to do then.
#[derive(Debug, Clone, Serialize)]
pub struct Scenario {
    pub slug: String,
    pub title: String,
    pub symptoms: Option<String>,
    /// Number of immediate actions; `None` where the text does not part them from recovery.
    pub immediate: Option<usize>,
    pub recovery: Option<usize>,
    /// Literal (`2-4 hours`).
    pub recovery_time: Option<String>,
    #[serde(flatten)]
    pub place: Place,
    #[serde(skip)]
    pub immediate_steps: Vec<String>,
    #[serde(skip)]
    pub recovery_steps: Vec<String>,
}
