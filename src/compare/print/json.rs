//! A difference as one JSON object; `docs/manual/comparing.md` describes it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compare::model::{Class, Comparison, Difference, Side};

/// Raised when a field changes its meaning or goes away; new fields do not raise it.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    old: &'a Side,
    new: &'a Side,
    totals: BTreeMap<&'static str, usize>,
    #[serde(flatten)]
    difference: &'a Difference,
}

/// The whole comparison, indented.
pub fn json(comparison: &Comparison) -> String {
    let Comparison { old, new, difference } = comparison;
    let totals = Class::ALL.into_iter().map(|class| (class.word(), difference.count(class))).collect();
    let document = Document { format: FORMAT, old, new, totals, difference };
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
