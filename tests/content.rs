//! The example plans keep their facts, and recognition keeps its measure.

#[path = "support/facts.rs"]
mod facts;
#[path = "support/plans.rs"]
mod plans;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "content/kept.rs"]
mod kept;
#[path = "content/measure.rs"]
mod measure;
#[path = "content/own_words.rs"]
mod own_words;
