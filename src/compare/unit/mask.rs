//! Values that are never shown: what a plan writes as a secret and may be in use.

use crate::plan::{Plan, PossibleSecret};

/// A value of so many letters is no common word, so it is looked for everywhere.
const LONG: usize = 8;

/// `text`, which stands on `line`, without such values.
pub fn masked(plan: &Plan, line: u32, text: &str) -> String {
    let in_use = |s: &&PossibleSecret| s.looks_like == "default" && !s.literal.is_empty();
    let near = |s: &&PossibleSecret| s.line == line || s.literal.len() >= LONG;
    let secrets = plan.possible_secrets.iter().filter(in_use).filter(near);
    secrets.fold(text.to_owned(), |text, secret| text.replace(&secret.literal, "[hidden]"))
}
