//! What went wrong, where, and what to do about it.
//!
//! Every stage returns an [`Outcome`]: a value with the [`Diagnostic`]s that came up on the way. Nothing prints
//! here; the printers in [`print`] turn a [`Report`] into text or JSON, and only `cli/` sends that anywhere.

mod diagnostic;
mod files;
mod outcome;
pub mod print;
mod span;
mod suggest;

pub use diagnostic::{Diagnostic, Report, Severity};
pub use files::Files;
pub use outcome::Outcome;
pub use span::{FileId, Position, Span, Spanned};
pub use suggest::{nearest, shell_word};
