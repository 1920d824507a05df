//! tminus compiles operational plans into a runbook site.
//!
//! The data walks one way, one stage a folder; [`pipeline`] is the table of contents.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

// What went wrong and where.
pub mod diag;
// What the user asked for.
pub mod config;
// Disk to text.
pub mod read;
// Text to syntax.
pub mod markdown;
// The domain.
pub mod plan;
// Syntax to meaning.
pub mod recognise;
// What was published before: codes, digests, the ledger.
pub mod ledger;
// The graph of all plans.
pub mod site;
// Two graphs, and what changed between them.
pub mod compare;
// Messages to fill and send.
pub mod message;
// What is wrong with the plans.
pub mod check;
// Addresses of the site that are in use elsewhere.
pub mod tickets;
// The graph to pages.
pub mod page;
// What can be found, in files that pages load.
pub mod search;
// Pages to bytes.
pub mod output;
// The stages in order.
pub mod pipeline;
// The site while it is written.
pub mod serve;
// What the user types and sees.
pub mod cli;
