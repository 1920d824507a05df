//! Small plans for the tests of the ledger.

use super::identify::{Settled, identify};
use super::thing::Things;
use super::{Ledger, things};
use crate::diag::{FileId, Outcome};
use crate::markdown;
use crate::read::{Source, parse};
use crate::recognise::{Vocabulary, recognise};

/// A plan as it comes from recognition.
pub fn read(path: &str, text: &str) -> super::identify::ReadPlan {
    let source: Source = parse(FileId(0), path.as_ref(), text.to_owned()).value;
    let document = markdown::parse(FileId(0), &source.text, source.body).value;
    let found = recognise(&source, &document, &Vocabulary::built_in());
    (source.into(), document.into(), found.plan.into(), found.claims.into())
}

/// The things of a plan.
pub fn things(text: &str) -> Things {
    let (source, document, plan, _) = read("plan.md", text);
    things::of(&source, &document, &plan)
}

/// The plans with their codes, by this ledger.
pub fn settled(ledger: &Ledger, plans: &[(&str, &str)]) -> Outcome<Settled> {
    identify(ledger, FileId(9), plans.iter().map(|(path, text)| read(path, text)).collect())
}
