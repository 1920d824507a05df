//! What a comparison says, to the letter; revisions of a real repository; exit codes; the page.
//!
//! `UPDATE=1 cargo test --test diff` writes `expected.txt` and `expected.json` of the cases anew.

#[path = "support/html.rs"]
mod html;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/exits.rs"]
mod exits;
#[path = "diff/page.rs"]
mod page;
#[path = "diff/revisions.rs"]
mod revisions;
