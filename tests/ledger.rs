//! The ledger: no published address dies unsaid, and no code ever means another thing.

#[path = "support/plans.rs"]
mod plans;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "ledger/commands.rs"]
mod commands;
#[path = "ledger/place.rs"]
mod place;
