//! Plans for the tests of recognisers.
#![allow(dead_code, reason = "each aid serves the tests of some recognisers")]

use super::{Claim, Context, Vocabulary, recognise};
use crate::diag::FileId;
use crate::markdown;
use crate::plan::Plan;
use crate::read::Source;

/// The whole recognised plan.
pub fn plan(markdown: &str) -> Plan {
    recognised(markdown).0
}

/// The plan with the claims that led to it.
pub fn recognised(markdown: &str) -> (Plan, Vec<Claim>) {
    let source = Source { path: "plan.md".into(), text: markdown.to_owned(), ..Source::default() };
    let document = markdown::parse(FileId(0), &source.text, source.body).value;
    let found = recognise(&source, &document, &Vocabulary::built_in());
    (found.plan, found.claims)
}

/// Runs `look` with the context of a plan, for tests of a single reader.
pub fn with_context<T>(markdown: &str, look: impl FnOnce(&Context) -> T) -> T {
    let source = Source { path: "plan.md".into(), text: markdown.to_owned(), ..Source::default() };
    let document = markdown::parse(FileId(0), &source.text, source.body).value;
    let vocabulary = Vocabulary::built_in();
    look(&Context::new(&source, &document, &vocabulary))
}
