//! What is tried, one a file.

pub mod attached;
pub mod front_matter;
pub mod ledger;
pub mod links;
pub mod messages;
pub mod pages;
mod plan;
pub mod recogniser;
pub mod repair;
pub mod requests;
pub mod run_import;
pub mod settings;
pub mod sign_offs;
