//! Revisions of a git repository, read without a checkout.
//!
//! [`Git`] runs one command of git and gives what it printed: [`Command`] for people, a made-up one for tests.
//! [`Revision`] is a [`Folder`](super::Folder) over a tree of git.

mod command;
mod last;
mod revision;
mod tree;

pub use command::Command;
pub use last::last_commits;
pub use revision::{Revision, name_of_path, part};

/// Runs git in one folder.
pub trait Git {
    /// What `git ARGS` prints when `input` is handed to it.
    fn run(&self, args: &[&str], input: &[u8]) -> Result<Vec<u8>, Fault>;
}

/// Why git gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not installed, or cannot be started.
    Missing(String),
    /// It failed, with what it said.
    Said(String),
}
