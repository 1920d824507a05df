//! What stays keeps its code when others are taken out.
//!
//! Things are found again among all that is left to be found; with some of them gone a thing could find another code, or
//! none. Those that would are pinned to the code that they have, until the next build has settled it.

use super::moving::pins_of;
use crate::diag::FileId;
use crate::ledger::identify::{Identified, Settled, identify};
use crate::ledger::{Code, Ledger};

/// Rounds at most: a pin may move what stands beside it.
const ROUNDS: usize = 4;

/// Pins in `ledger` what would not find the code that it has in `settled`.
pub(super) fn steady(ledger: &mut Ledger, settled: &Settled) {
    for _ in 0..ROUNDS {
        let read = |plan: &Identified| {
            (plan.source.clone(), plan.document.clone(), plan.plan.clone(), plan.claims.clone())
        };
        let again = identify(ledger, FileId(u32::MAX), settled.plans.iter().map(read).collect()).value;
        let mut pinned = false;
        for (was, is) in settled.plans.iter().zip(&again.plans) {
            let moved = moved(was, is);
            if moved.is_empty() {
                continue;
            }
            let pins = pins_of(was);
            for (at, code) in moved {
                if let Some(entry) = ledger.get(code).filter(|entry| entry.is_live() && entry.pin.is_none()) {
                    let mut entry = entry.clone();
                    entry.pin = pins.get(at).cloned();
                    ledger.set(entry);
                    pinned = true;
                }
            }
        }
        if !pinned {
            return;
        }
    }
}

/// The places of things that were published and would have another code, with the one that they have.
fn moved<'a>(was: &'a Identified, is: &Identified) -> Vec<(usize, &'a Code)> {
    let both = was.identity.things.iter().zip(&is.identity.things).enumerate();
    both.filter(|(_, (was, is))| !was.born && was.code != is.code)
        .map(|(at, (was, _))| (at, &was.code))
        .collect()
}
