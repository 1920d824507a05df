//! What people change in a ledger by hand: things taken out, matches repaired, merges mended.
//!
//! Each amendment gives a new ledger or a [`Refusal`], and changes nothing else. What it did is told in sentences.

mod mend;
mod moving;
mod retire;
mod steady;

pub use mend::{Mended, mend};
pub use moving::{Place, move_code};
pub use retire::{Retirement, retire};

use super::identify::{Identified, Settled};
use super::identity::Known;
use super::{Code, Ledger};
use crate::diag::nearest;

/// Why nothing was changed, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub message: String,
    pub hints: Vec<String>,
}

impl Refusal {
    fn new(message: impl Into<String>) -> Refusal {
        Refusal { message: message.into(), hints: Vec::new() }
    }

    fn hint(mut self, hint: impl Into<String>) -> Refusal {
        self.hints.push(hint.into());
        self
    }
}

/// A ledger that was amended, and what was done to it, a sentence each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amended {
    pub ledger: Ledger,
    pub said: Vec<String>,
}

/// The thing of the plans that has a code now, with its plan and its place in it.
pub fn standing<'a>(settled: &'a Settled, code: &Code) -> Option<(&'a Identified, usize, &'a Known)> {
    settled.plans.iter().find_map(|plan| {
        let at = *plan.identity.of_code.get(code)?;
        Some((plan, at, plan.identity.things.get(at)?))
    })
}

/// A code that nobody knows, with the one that may have been meant.
fn unknown(code: &Code, settled: &Settled) -> Refusal {
    let all: Vec<&str> = settled.ledger.entries().map(|entry| entry.code.as_str()).collect();
    let refusal = Refusal::new(format!("the ledger has no code {code}"));
    match nearest(code.as_str(), all) {
        Some(near) => refusal.hint(format!("did you mean {near}?")),
        None => refusal.hint("`tminus ledger list` shows all codes"),
    }
}

/// `content/crm.md:14`.
pub fn place(plan: &Identified, known: &Known) -> String {
    format!("{}:{}", super::plans::file_of(&plan.source), known.thing.line.max(1))
}
