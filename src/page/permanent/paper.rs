//! "Is my paper current?": the page that the code on a sheet leads to. Behind the address stands the digest of the
//! revision that was printed; the page answers to every revision that is remembered, and says what changed since.

use serde::Serialize;

use super::{Lead, PageContext, lead};
use crate::ledger::{Changed, Revision, What, grouped};
use crate::site::SitePlan;
use crate::site::sheets::{Sheet, SheetKind};

/// Revisions that the page answers to at most, the last ones.
const ANSWERED: usize = 60;
/// Changes that are told by their words.
const LISTED: usize = 40;

#[derive(Debug, Serialize)]
pub struct PaperView {
    /// `CRM-7F3K-C`.
    pub code: String,
    pub sheet: &'static str,
    /// What the sheet is about.
    pub subject: String,
    pub things: usize,
    /// Where it is printed from.
    pub href: String,
    pub revision: u32,
    pub digest: String,
    pub digest_key: String,
    pub sheet_digest: String,
    /// The last revision first, the one that is published left out.
    pub revisions: Vec<Past>,
}

/// A revision that may be on paper.
#[derive(Debug, Serialize)]
pub struct Past {
    /// Name in the page: the digest without blanks.
    pub key: String,
    pub number: u32,
    pub digest: String,
    pub changes: Vec<Difference>,
    /// Changes beyond those listed.
    pub more: usize,
    pub count: usize,
}

#[derive(Debug, Serialize)]
pub struct Difference {
    /// `new`, `changed`, `moved`, `taken out`.
    pub what: &'static str,
    pub lead: Lead,
    pub gone: bool,
}

/// Past revisions of a plan, the last one first, and what is not as it was then.
pub type History<'a> = Vec<(&'a Revision, Vec<Changed>)>;

pub fn history(plan: &SitePlan) -> History<'_> {
    let now = plan.identity.digest.key();
    let past = plan.identity.log.iter().rev().filter(|revision| revision.digest != now);
    let told = past.filter_map(|r| Some((r, plan.identity.changes_since(&r.digest)?)));
    told.take(ANSWERED).collect()
}

pub fn view(
    ctx: &PageContext,
    plan: &SitePlan,
    sheet: &Sheet,
    history: &[(&Revision, Vec<Changed>)],
) -> PaperView {
    let subject = match sheet.kind {
        SheetKind::Checklist => {
            plan.identity.things.get(sheet.subject).map_or("", |known| &known.thing.words)
        }
        _ => plan.title(),
    };
    PaperView {
        code: sheet.code.clone(),
        sheet: sheet.kind.name(),
        subject: subject.to_owned(),
        things: sheet.things.len(),
        href: ctx.href(&sheet.address(plan)),
        revision: plan.identity.revision,
        digest: plan.identity.digest.short(),
        digest_key: plan.identity.digest.key(),
        sheet_digest: sheet.digest.short(),
        revisions: history
            .iter()
            .map(|(revision, changed)| past(ctx, plan, sheet, revision, changed))
            .collect(),
    }
}

fn past(ctx: &PageContext, plan: &SitePlan, sheet: &Sheet, revision: &Revision, changed: &[Changed]) -> Past {
    let all: Vec<Difference> =
        changed.iter().filter_map(|change| difference(ctx, plan, sheet, change)).collect();
    let count = all.len();
    Past {
        key: revision.digest.clone(),
        number: revision.number,
        digest: grouped(&revision.digest),
        more: count.saturating_sub(LISTED),
        changes: all.into_iter().take(LISTED).collect(),
        count,
    }
}

/// The change as the sheet sees it; `None` for what does not stand on it.
fn difference(ctx: &PageContext, plan: &SitePlan, sheet: &Sheet, change: &Changed) -> Option<Difference> {
    let what = match change.what {
        What::Added => "new",
        What::Changed => "changed",
        What::Moved => "moved",
        What::Removed => "taken out",
    };
    if let Some(at) = plan.identity.of_code.get(&change.code).copied() {
        let on = at == sheet.subject || sheet.things.contains(&at);
        return on.then(|| lead(ctx, plan, at)).flatten().map(|lead| Difference { what, lead, gone: false });
    }
    let entry = plan.identity.retired.iter().find(|entry| entry.code == change.code)?;
    let subject = plan.identity.things.get(sheet.subject).map(|known| &known.code);
    let on = match sheet.kind {
        SheetKind::SignOff => true,
        SheetKind::Checklist => entry.kind.is_work() && entry.parent.as_ref() == subject,
        _ => sheet.things.iter().any(|at| plan.identity.things[*at].thing.kind == entry.kind),
    };
    let href = ctx.href(&crate::site::Address::permalink(entry.code.as_str()));
    let lead =
        Lead { code: entry.code.to_string(), kind: entry.kind.name(), words: entry.words.clone(), href };
    on.then_some(Difference { what, lead, gone: true })
}
