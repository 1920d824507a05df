//! The laws of the built site, held against this repository's own plans; and the pages of a small one, word for word.

#[path = "support/html.rs"]
mod html;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "site/commit.rs"]
mod commit;
#[path = "site/golden.rs"]
mod golden;
#[path = "site/laws.rs"]
mod laws;
#[path = "site/repeatable.rs"]
mod repeatable;
