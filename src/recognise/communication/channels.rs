//! Media: items below a heading that speaks of communication whose head names one.

use super::super::entries::{Entry, HeadForm, head_of};
use super::moment;
use crate::plan::Channel;
use crate::recognise::{Concept, Context};

pub(super) fn find(ctx: &Context, entries: &[Entry]) -> Vec<Channel> {
    entries.iter().filter_map(|entry| of_item(ctx, entry)).collect()
}

fn of_item(ctx: &Context, entry: &Entry) -> Option<Channel> {
    let about =
        entry.under(ctx, Concept::Communication).is_some() || entry.under(ctx, Concept::Channel).is_some();
    if !about || entry.is_parent() || entry.under(ctx, Concept::Template).is_some() {
        return None;
    }
    let head = head_of(&entry.item.text);
    let words = entry.words();
    let (name, rest) = match head {
        Some(head) if head.form != HeadForm::Plain || is_medium(ctx, &head.text) => (head.text, head.rest),
        _ if words.starts_with('#') => {
            let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((&words, ""));
            (name.to_owned(), rest.trim_start_matches(['-', '–', '—', ':', ' ']).to_owned())
        }
        _ => return None,
    };
    if !is_medium(ctx, &name) || moment::of_head(ctx, &name).is_some() {
        return None;
    }
    ctx.claim(entry.item.id, entry.item.line, "channel", "item whose head names a medium");
    let purpose = Some(rest).filter(|rest| !rest.is_empty());
    let place = ctx.place(entry.section.id, entry.item.id, entry.item.line);
    Some(Channel { named: is_address(&name), name, purpose, place })
}

/// `#name`, or words that name a medium.
pub(super) fn is_medium(ctx: &Context, name: &str) -> bool {
    is_address(name) || (ctx.speaks(Concept::ChannelKind, name) && name.split_whitespace().count() <= 5)
}

fn is_address(name: &str) -> bool {
    name.starts_with('#')
        && name.len() > 1
        && !name.starts_with("# ")
        && name[1..].starts_with(char::is_alphabetic)
}
