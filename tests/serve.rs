//! The dev server: what it shows is what a build writes, whatever is edited; and it answers nothing else.

#[path = "support/plans.rs"]
mod plans;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "serve/attacks.rs"]
mod attacks;
#[path = "serve/edits.rs"]
mod edits;
#[path = "serve/live.rs"]
mod live;
#[path = "serve/overflow.rs"]
mod overflow;
#[path = "serve/server.rs"]
mod server;
#[path = "serve/waking.rs"]
mod waking;
