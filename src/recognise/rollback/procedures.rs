//! How to roll back: every sub-section or lead-in of a rollback section that has steps.

use crate::plan::Procedure;
use crate::recognise::fields::fields;
use crate::recognise::parts::{Part, PartForm};
use crate::recognise::steps::{Steps, numbered, numbered_children, numbered_lead_ins, of_part};
use crate::recognise::{Concept, Context};

pub fn find(ctx: &Context, about: &[Part]) -> Vec<Procedure> {
    collect(ctx, about, "rollback", "steps below a title of a rollback section")
}

/// The procedures of `about`, one a part that has steps, claimed as `kind`. Also reads contingencies.
pub fn collect(ctx: &Context, about: &[Part], kind: &'static str, rule: &'static str) -> Vec<Procedure> {
    let mut found = Vec::new();
    for part in about {
        let own = (!is_other(ctx, part)).then(|| steps_of(ctx, part)).flatten();
        let heading = part.form == PartForm::Heading;
        let as_whole = own.is_none() && heading;
        if let Some(steps) = own {
            found.push(procedure(ctx, part, steps, (kind, rule)));
        } else if as_whole && let Some((whole, steps)) = titles_as_steps(ctx, part) {
            found.push(procedure(ctx, &whole, steps, (kind, rule)));
        }
    }
    found
}

/// Parts below a title of their own give their steps; sentences never do, items only when they hold a numbered list.
fn steps_of(ctx: &Context, part: &Part) -> Option<Steps> {
    let steps = match part.form {
        PartForm::Heading | PartForm::LeadIn => of_part(ctx, part),
        PartForm::Item => numbered(ctx, part),
        PartForm::Sentence => None,
    }?;
    let taken = [
        "trigger",
        "rollback",
        "contingency",
        "sign-off",
        "contact",
        "success criterion",
        "go",
        "no-go",
        "scenario",
    ];
    let free = steps.blocks.iter().any(|block| !ctx.claimed_as(*block, &taken));
    free.then_some(steps)
}

/// What stands in a rollback section and is no procedure.
fn is_other(ctx: &Context, part: &Part) -> bool {
    let others = [Concept::Communication, Concept::Contact, Concept::SignOff, Concept::Scenario];
    others.iter().any(|c| ctx.speaks(*c, &part.title)) && !ctx.speaks(Concept::Rollback, &part.title)
}

/// Numbered headings or numbered bold paragraphs, unless what stands below them has steps of its own.
fn titles_as_steps<'a>(ctx: &Context<'a>, part: &Part<'a>) -> Option<(Part<'a>, Steps)> {
    let section = part.section;
    if let Some(found) = numbered_lead_ins(ctx, section) {
        let inner = crate::recognise::parts::parts(ctx, section);
        return inner.iter().all(|p| of_part(ctx, p).is_none()).then_some(found);
    }
    let labelled = section
        .children
        .iter()
        .all(|id| ctx.vocabulary.leads(Concept::Step, &ctx.document.section(*id).title));
    let about_steps = ctx.speaks(Concept::Step, &section.title);
    let inner_free = section.children.iter().all(|id| {
        let child = ctx.document.section(*id);
        crate::recognise::parts::parts(ctx, child).iter().all(|p| of_part(ctx, p).is_none())
    });
    let steps = numbered_children(ctx, section)
        .filter(|_| (labelled || about_steps) && inner_free && section.level > 0)?;
    Some((part.clone(), steps))
}

fn procedure(
    ctx: &Context,
    part: &Part,
    steps: Steps,
    (kind, rule): (&'static str, &'static str),
) -> Procedure {
    ctx.claim(part.node, part.line, kind, rule);
    for block in &steps.blocks {
        ctx.claim(*block, part.line, kind, rule);
    }
    for step in &steps.steps {
        if let Some(node) = step.node {
            ctx.claim(node, step.line, kind, rule);
        }
    }
    let mut procedure = steps.into_procedure(ctx, part);
    for field in fields(part) {
        if ctx.vocabulary.is(Concept::Trigger, &field.key) && !field.value.is_empty() {
            procedure.trigger = Some(field.value);
        } else if ctx.speaks(Concept::Duration, &field.key) || ctx.vocabulary.is(Concept::Time, &field.key) {
            procedure.time_limit.get_or_insert(field.value);
        }
    }
    if procedure.trigger.is_none() {
        procedure.trigger =
            part.blocks.iter().find_map(|b| b.paragraph()).map(|text| text.plain()).and_then(|words| {
                let short = words.ends_with([':', '：']) && words.split_whitespace().count() <= 8;
                let after = ctx.vocabulary.leads(Concept::After, &words)
                    || ctx.vocabulary.leads(Concept::Condition, &words);
                (short && after).then(|| words.trim_end_matches([':', '：']).to_owned())
            });
    }
    procedure
}
