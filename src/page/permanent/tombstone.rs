//! What stands at the address of something that was taken out: what it last said, why it went, what took its place.

use serde::Serialize;

use super::{Lead, PageContext, successor};
use crate::ledger::{Entry, State};
use crate::site::PlanPage;

#[derive(Debug, Serialize)]
pub struct TombstoneView {
    pub code: String,
    pub kind: &'static str,
    /// What it last said.
    pub words: String,
    pub why: String,
    /// `2026-11-20`; empty when unknown.
    pub on: String,
    pub successor: Option<Lead>,
    /// What it stood in.
    pub around: Option<Lead>,
    /// The plan that it stood in, where that still is.
    pub plan: Option<String>,
    pub home: String,
}

pub fn view(ctx: &PageContext, entry: &Entry) -> TombstoneView {
    let (why, on, to) = match &entry.state {
        State::Retired(gone) => (gone.why.clone(), gone.on.clone(), gone.to.as_ref()),
        _ => (String::new(), String::new(), None),
    };
    TombstoneView {
        code: entry.code.to_string(),
        kind: entry.kind.name(),
        words: entry.words.clone(),
        why,
        on,
        successor: to.and_then(|code| successor(ctx, code)),
        around: entry.parent.as_ref().and_then(|code| successor(ctx, code)),
        plan: ctx.plan().map(|_| ctx.to(PlanPage::Overview)),
        home: ctx.href(&crate::site::Address::root("index.html")),
    }
}
