//! Risks, metrics and the thresholds of alerts.

use serde::Serialize;

use super::Place;

#[derive(Debug, Clone, Serialize)]
pub struct Risk {
    pub title: String,
    /// `High`, from the heading, or from a cell.
    pub level: Option<String>,
    pub probability: Option<String>,
    pub impact: Option<String>,
    /// What may happen, where a field says it.
    pub risk: Option<String>,
    /// Whether a mitigation is written.
    pub mitigation: bool,
    pub contingency: bool,
    pub owner: Option<String>,
    #[serde(flatten)]
    pub place: Place,
    #[serde(skip)]
    pub mitigation_text: Option<String>,
    #[serde(skip)]
    pub contingency_text: Option<String>,
}

/// Something that is measured.
#[derive(Debug, Clone, Serialize)]
pub struct Metric {
    pub name: String,
    /// Literal, comparator included (`≥95%`); `None`: no target given.
    pub target: Option<String>,
    /// Parts of the target where it can be read.
    pub comparator: Option<String>,
    pub value: Option<String>,
    pub unit: Option<String>,
    pub actual: Option<String>,
    #[serde(flatten)]
    pub place: Place,
}

/// A condition that raises an alert.
#[derive(Debug, Clone, Serialize)]
pub struct AlertThreshold {
    pub level: Option<String>,
    pub text: String,
    #[serde(flatten)]
    pub place: Place,
}
