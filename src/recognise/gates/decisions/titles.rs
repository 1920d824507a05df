//! Which titles speak of a decision, and of which outcome.

use crate::markdown::{Section, SectionId};
use crate::recognise::gates::verdict::{self, Verdict};
use crate::recognise::parts::{Part, PartForm};
use crate::recognise::{Concept, Context};

/// The outcome that the title of a part names; in a go/no-go section `must have` and the like mean go.
pub fn verdict_of(ctx: &Context, part: &Part) -> Option<Verdict> {
    let is_document_title = part.form == PartForm::Heading && part.section.level < 2;
    let others = [Concept::SignOff, Concept::Contact, Concept::Rollback, Concept::Status];
    if is_document_title || others.iter().any(|c| ctx.speaks(*c, &part.title)) {
        return None;
    }
    let title = part.full_title();
    if part.form == PartForm::Sentence && title.split_whitespace().count() > 12 {
        return None;
    }
    let must =
        || ctx.vocabulary.leads(Concept::MustHave, &title) && gate_heading(ctx, part.section.id).is_some();
    verdict::of_title(ctx, &title).or_else(|| must().then_some(Verdict::Go)).or_else(|| {
        let in_gate = matches!(part.form, PartForm::Item | PartForm::LeadIn)
            && gate_heading(ctx, part.section.id).is_some();
        let is = |concept| in_gate && ctx.vocabulary.is(concept, &part.title);
        if is(Concept::Yes) { Some(Verdict::Go) } else { is(Concept::No).then_some(Verdict::NoGo) }
    })
}

/// The nearest heading below the title that speaks of go/no-go, or of a decision to go live.
pub fn gate_heading(ctx: &Context, section: SectionId) -> Option<SectionId> {
    ctx.under(section, Concept::GoNoGo)
        .or_else(|| {
            let decides = |s: &&Section| {
                s.level > 1
                    && ctx.speaks(Concept::GoLive, &s.title)
                    && ctx.speaks(Concept::Decision, &s.title)
            };
            ctx.document.lineage(section).find(decides)
        })
        .map(|s| s.id)
}

/// The first heading of the run of siblings with different outcomes that the part's heading closes.
pub fn first_of_run(ctx: &Context, part: &Part) -> SectionId {
    let own = part.section.id;
    let siblings = part.section.parent.map_or(&[][..], |p| &ctx.document.section(p).children);
    let Some(at) = siblings.iter().position(|id| *id == own).filter(|_| part.form == PartForm::Heading)
    else {
        return own;
    };
    let mut seen = Vec::new();
    let mut first = own;
    for id in siblings[..=at].iter().rev() {
        match verdict::of_title(ctx, &ctx.document.section(*id).title) {
            Some(verdict) if !seen.contains(&verdict) => seen.push(verdict),
            _ => break,
        }
        first = *id;
    }
    first
}

/// `Hold point 2`, `Gate A: ...`: the words alone, with a number or with a colon behind them.
pub fn is_hold_point(ctx: &Context, part: &Part) -> bool {
    let title = part.title.split([':', '：', '—', '–', '(']).next().unwrap_or("");
    let words: Vec<&str> = title.split_whitespace().collect();
    let last_is_number = words.last().is_some_and(|w| {
        w.chars().count() <= 3 && (w.chars().any(|c| c.is_ascii_digit()) || w.chars().count() == 1)
    });
    let name = if last_is_number { words[..words.len() - 1].join(" ") } else { words.join(" ") };
    let named = ctx.vocabulary.is(Concept::HoldPoint, &name);
    let in_gate_plan =
        ctx.document.sections.iter().any(|s| s.level == 1 && ctx.speaks(Concept::GoNoGo, &s.title));
    part.section.level > 1 && (named || in_gate_plan && ctx.speaks(Concept::HoldPoint, &part.title))
}
