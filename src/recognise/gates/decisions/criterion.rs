//! The words of a criterion, and the items that are none.

use crate::markdown::{Item, RunKind, Text, without_leading_pictographs};
use crate::recognise::fields::field;
use crate::recognise::gates::verdict::{self, Verdict};
use crate::recognise::parts::{Part, name_of_item, split_bracket};
use crate::recognise::{Concept, Context};

/// The words before a closing bracket or an arrow: `GO (launch)`.
pub fn head_of(words: &str) -> &str {
    split_bracket(words.split(['→', '—']).next().unwrap_or("")).0
}

/// The words of an item up to a hard line break; evidence and notes stand behind it.
pub fn words_of(text: &Text) -> String {
    let until = text.runs.iter().take_while(|run| run.kind != RunKind::HardBreak);
    let first = Text { runs: until.cloned().collect() };
    without_leading_pictographs(&first.plain()).to_owned()
}

/// The words of a criterion; `None` for an item that only names an outcome or leaves a blank to fill.
pub fn criterion(ctx: &Context, item: &Item, verdict: Verdict, tag: Option<&str>) -> Option<String> {
    let words = words_of(&item.text);
    let left_open = words.ends_with([':', '：']) && item.blocks.is_empty();
    if verdict::exact(ctx, head_of(&words)).is_some() || words.is_empty() || left_open {
        return None;
    }
    if let (Some(_), Some((_, rest))) = (tag, item.text.bold_lead()) {
        return Some(rest.plain().trim_start_matches([':', '：', '-', ' ']).to_owned());
    }
    Some(if verdict == Verdict::NoGo { name_of_item(&item.text) } else { words })
}

/// The bold word that every item of the part begins with (`**Critical**: ...`): a tag, not a name.
pub fn common_tag(part: &Part) -> Option<String> {
    let mut leads = part.items().map(|item| item.text.bold_lead().map(|(bold, _)| bold));
    let first = leads.next()??;
    let mut rest = leads.peekable();
    rest.peek()?;
    rest.all(|lead| lead.as_ref() == Some(&first)).then_some(first)
}

/// An item that records the decision (`Decision: GO`, `Approved by: ...`) and is no criterion.
pub fn is_record(ctx: &Context, item: &Item) -> bool {
    let records = [
        Concept::Decision,
        Concept::Date,
        Concept::SignOff,
        Concept::Name,
        Concept::Owner,
        Concept::Authority,
        Concept::Status,
    ];
    let words = item.text.plain();
    words.is_empty()
        || verdict::exact(ctx, head_of(&words)).is_some()
        || field(&item.text, item.line).is_some_and(|f| {
            f.value.is_empty()
                || records.iter().any(|c| ctx.speaks(*c, &f.key))
                || ctx.speaks(Concept::GoNoGo, &f.value)
        })
}

/// Whether a text behind an outcome is a rule (`only if ...`), not what follows from it.
pub fn ends_in_condition(ctx: &Context, text: &str) -> bool {
    ctx.speaks(Concept::Condition, text) || text.split_whitespace().count() > 3
}
