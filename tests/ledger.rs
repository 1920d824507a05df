//! The ledger: no published address dies unsaid, and no code ever means another thing.

#[path = "support/plans.rs"]
mod plans;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "ledger/book.rs"]
mod book;
#[path = "ledger/broken.rs"]
mod broken;
#[path = "ledger/commands.rs"]
mod commands;
#[path = "ledger/dice.rs"]
mod dice;
#[path = "ledger/digests.rs"]
mod digests;
#[path = "ledger/edits.rs"]
mod edits;
#[path = "ledger/kills.rs"]
mod kills;
#[path = "ledger/merges.rs"]
mod merges;
#[path = "ledger/place.rs"]
mod place;
#[path = "ledger/proof.rs"]
mod proof;
#[path = "ledger/truth.rs"]
mod truth;
