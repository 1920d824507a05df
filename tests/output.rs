//! Never half-written: whatever happens to a build, the site is wholly old or wholly new.
//!
//! `TMINUS_KILLS=500 cargo test --test output killed` kills as often as it says; without it, sixty times.

#[allow(dead_code, reason = "each test binary takes what it needs")]
#[path = "ledger/dice.rs"]
mod dice;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "output/crowd.rs"]
mod crowd;
#[path = "output/foreign.rs"]
mod foreign;
#[path = "output/full.rs"]
mod full;
#[path = "output/kills.rs"]
mod kills;
#[path = "output/last_good.rs"]
mod last_good;
#[path = "output/place.rs"]
mod place;
#[path = "output/readers.rs"]
mod readers;
#[path = "output/refused.rs"]
mod refused;
#[path = "output/rollback.rs"]
mod rollback;
#[path = "output/same_bytes.rs"]
mod same_bytes;
#[path = "output/signals.rs"]
mod signals;
#[path = "output/traced.rs"]
mod traced;
