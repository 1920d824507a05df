//! Risks as headings with fields below them.

use super::{bare, level, put};
use crate::markdown::{Block, Section};
use crate::plan::Risk;
use crate::recognise::fields::fields_of;
use crate::recognise::parts::{parts, split_number};
use crate::recognise::{Concept, Context};

/// A heading below one that speaks of risks, with a field for likelihood, impact or mitigation below it.
pub fn of_section(ctx: &Context, section: &Section) -> Option<Risk> {
    let parent = section.parent?;
    ctx.under(parent, Concept::Risk)?;
    let place = ctx.place(section.id, section.node, section.line);
    let title = split_number(ctx, &section.title).map_or(section.title.as_str(), |(_, rest)| rest);
    let title = after_label(ctx, title);
    let level = level::of_section(ctx, parent).or_else(|| level::of_title(ctx, bracket(&section.title)));
    let mut risk = bare(title.to_owned(), level.map(str::to_owned), place);
    let mut known = 0;
    for field in section.blocks.iter().flat_map(fields_of) {
        known += usize::from(put(ctx, &mut risk, &field.key, &field.value));
    }
    for part in parts(ctx, section).iter().skip(1) {
        let texts: Vec<String> = part.items().map(|item| item.text.plain()).collect();
        known += usize::from(!texts.is_empty() && put(ctx, &mut risk, &part.title, &texts.join("; ")));
    }
    let told = risk.probability.is_some() || risk.impact.is_some() || risk.mitigation_text.is_some();
    (told && known > 0 && !ctx.speaks(Concept::Contingency, &section.title)).then(|| {
        ctx.claim(
            section.node,
            section.line,
            "risk",
            "heading below one that speaks of risks, with fields of a risk",
        );
        for block in section.blocks.iter().filter(|b: &&Block| b.list().is_some()) {
            ctx.claim(block.id, block.line, "risk", "fields of a risk");
        }
        risk
    })
}

/// `Risk 3: words` without the label.
fn after_label<'a>(ctx: &Context, title: &'a str) -> &'a str {
    match title.split_once([':', '：']) {
        Some((label, rest))
            if ctx.vocabulary.leads(Concept::Risk, label) && label.split_whitespace().count() <= 3 =>
        {
            rest.trim()
        }
        _ => title,
    }
}

fn bracket(title: &str) -> &str {
    title.find('(').map_or("", |at| &title[at..])
}
