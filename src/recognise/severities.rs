//! Severities from headings, lists and tables, merged.

use super::Context;
use crate::plan::{AlertThreshold, Escalation, UpdateFrequency};

pub fn find(_ctx: &Context, _alerts: &[AlertThreshold], _updates: &[UpdateFrequency]) -> Escalation {
    Escalation::default()
}
