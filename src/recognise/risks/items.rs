//! Risks as items of a list.

use super::{bare, level, put};
use crate::markdown::{Block, Item, List, without_pictographs};
use crate::plan::Risk;
use crate::recognise::fields::{field, fields_of};
use crate::recognise::parts::{Part, PartForm, name_of_item};
use crate::recognise::{Concept, Context};

/// One risk an item without a box; a list that only gives fields of one thing (`Impact: ...`) is none.
pub fn find(ctx: &Context, part: &Part, block: &Block, list: &List) -> Vec<Risk> {
    let plain: Vec<&Item> = list.items.iter().filter(|item| item.tick.is_none()).collect();
    let fields = plain.iter().filter(|item| is_field(ctx, item)).count();
    if plain.is_empty()
        || fields >= 2
        || fields == plain.len()
        || !names_risks(ctx, part, list)
        || ctx.claimed_as(block.id, &["go", "no-go", "trigger", "rollback", "contingency"])
    {
        return Vec::new();
    }
    ctx.claim(block.id, block.line, "risk", "list below a heading that speaks of risks");
    plain.into_iter().map(|item| of_item(ctx, part, item)).collect()
}

/// Bullets are risks where the title itself says so; numbered items anywhere below it.
fn names_risks(ctx: &Context, part: &Part, list: &List) -> bool {
    let own = ctx.speaks(Concept::Risk, &part.title)
        || level::of_title(ctx, &part.section.heading.plain()).is_some();
    let short = part.title.split_whitespace().count() <= 8;
    short && (own || list.ordered.is_some() || part.form == PartForm::Heading)
}

fn of_item(ctx: &Context, part: &Part, item: &Item) -> Risk {
    ctx.claim(item.id, item.line, "risk", "item below a heading that speaks of risks");
    let (title, behind) = parted(item);
    let level = level::of_section(ctx, part.section.id).or_else(|| level::of_title(ctx, &part.title));
    let place = ctx.place(part.section.id, item.id, item.line);
    let mut risk = bare(title, level.map(str::to_owned), place);
    if let Some(text) = behind {
        risk.mitigation = true;
        risk.mitigation_text = Some(text);
    }
    let words = item.text.plain();
    if risk.level.is_none() && level::of_section(ctx, part.section.id).is_none() {
        let behind = item.text.bold_lead().map(|(_, rest)| rest.plain()).unwrap_or_default();
        let bracket = behind.strip_prefix('(').and_then(|rest| rest.split(')').next());
        risk.level = bracket.filter(|b| level::of_title(ctx, b).is_some()).map(str::to_owned);
    }
    for sentence in words.split(['.', ';']) {
        let said =
            sentence.split_once([':', '：']).filter(|(key, _)| ctx.vocabulary.is(Concept::Mitigation, key));
        if let Some((key, value)) = said {
            put(ctx, &mut risk, key, value);
        }
    }
    for block in &item.blocks {
        for field in fields_of(block) {
            put(ctx, &mut risk, &field.key, &field.value);
        }
    }
    for line in item.text.lines().iter().skip(1) {
        if let Some(field) = field(line, item.line) {
            put(ctx, &mut risk, &field.key, &field.value);
        }
    }
    risk
}

/// The title and the text behind an arrow, which is the mitigation.
fn parted(item: &Item) -> (String, Option<String>) {
    let first = item.text.lines().into_iter().next().unwrap_or_default();
    let words = first.plain();
    let arrow = ["→", "⇒", "->", "=>"].into_iter().find_map(|arrow| words.split_once(arrow));
    match arrow {
        Some((head, tail)) => {
            let title =
                if first.bold_lead().is_some() { name_of_item(&first) } else { without_pictographs(head) };
            (title, Some(tail.trim().to_owned()).filter(|t| !t.is_empty()))
        }
        None => (name_of_item(&first), None),
    }
}

fn is_field(ctx: &Context, item: &Item) -> bool {
    let Some(field) = item.text.lines().first().and_then(|line| field(line, item.line)) else { return false };
    let keys = [
        Concept::Impact,
        Concept::Probability,
        Concept::Mitigation,
        Concept::Recovery,
        Concept::Owner,
        Concept::Severity,
    ];
    keys.iter().any(|c| ctx.speaks(*c, &field.key) && field.key.split_whitespace().count() <= 2)
        || level::names_level(ctx, &field.key)
}
