//! What is tried, one a file.

pub mod front_matter;
pub mod pages;
mod plan;
pub mod recogniser;
pub mod repair;
