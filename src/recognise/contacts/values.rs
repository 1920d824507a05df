//! What the parts of a contact are: a person, a number, an address, a place to chat, hours, a gap.

use crate::markdown::without_pictographs;
use crate::plan::Contact;
use crate::recognise::parts::{is_blank, split_bracket};
use crate::recognise::people::{is_email, is_person, is_phone, is_role};
use crate::recognise::{Concept, Context};

/// Cuts a text at dashes, bars, commas and semicolons that stand between its parts, brackets kept whole.
pub fn cut(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut from, mut at) = (0_i32, 0, 0);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        depth += i32::from(matches!(c, '(' | '[' | '（')) - i32::from(matches!(c, ')' | ']' | '）'));
        let separator =
            [" - ", " – ", " — ", "|", "; ", ", ", " · ", "、"].into_iter().find(|s| rest.starts_with(s));
        match separator.filter(|_| depth <= 0) {
            Some(separator) => {
                found.push(&text[from..at]);
                at += separator.len();
                from = at;
            }
            None => at += c.len_utf8(),
        }
    }
    found.push(&text[from..]);
    found.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Puts one part where it belongs. `key` is the label or header above it, when there is one.
pub fn put(ctx: &Context, contact: &mut Contact, key: Option<&str>, text: &str) {
    let text = text.trim().trim_matches('`');
    if is_placeholder(text) {
        contact.placeholders.push(text.to_owned());
        return;
    }
    if is_blank(text) {
        return;
    }
    if let Some((key, value)) = labelled(ctx, text) {
        return put(ctx, contact, Some(key), value);
    }
    let (head, note) = split_bracket(text);
    let head = head.trim_matches('`');
    let says = |concept| key.is_some_and(|key| ctx.speaks(concept, key));
    let is_name = is_person(ctx, text)
        || (names_person(ctx, key) && !is_role(ctx, text) && !ctx.speaks(Concept::Role, text));
    let slot = if is_email(head) || says(Concept::Email) {
        &mut contact.email
    } else if is_phone(text) || says(Concept::Phone) {
        &mut contact.phone
    } else if text.split_whitespace().any(|word| word.len() > 1 && word.starts_with(['#', '@']))
        || says(Concept::Channel)
    {
        &mut contact.channel
    } else if is_hours(ctx, key, text) {
        &mut contact.hours
    } else if is_name {
        &mut contact.name
    } else {
        contact.other.push((key.unwrap_or("").to_owned(), text.to_owned()));
        return;
    };
    let value = without_pictographs(head);
    match slot {
        None => *slot = Some(value),
        Some(_) => contact.other.push((key.unwrap_or("").to_owned(), value)),
    }
    if let Some(note) = note {
        put_note(ctx, contact, note);
    }
}

/// A bracket behind a value: hours, a gap, or words.
fn put_note(ctx: &Context, contact: &mut Contact, note: &str) {
    if is_hours(ctx, None, note) && contact.hours.is_none() {
        contact.hours = Some(note.to_owned());
    } else {
        contact.other.push((String::new(), note.to_owned()));
    }
}

fn is_hours(ctx: &Context, key: Option<&str>, text: &str) -> bool {
    match key {
        Some(key) => ctx.speaks(Concept::Hours, key),
        None => text.starts_with("24/7") || ctx.vocabulary.leads(Concept::Hours, text),
    }
}

fn names_person(ctx: &Context, key: Option<&str>) -> bool {
    key.is_some_and(|key| ctx.vocabulary.is(Concept::Name, key) && !ctx.vocabulary.is(Concept::Contact, key))
}

/// `Phone: 123`: a part with a label of a contact's field in front.
fn labelled<'t>(ctx: &Context, text: &'t str) -> Option<(&'t str, &'t str)> {
    let (key, value) = text.split_once([':', '：'])?;
    (is_field(ctx, key) && !value.starts_with("//")).then(|| (key.trim(), value.trim()))
}

/// Whether a label names a field of a contact and no role.
pub fn is_field(ctx: &Context, key: &str) -> bool {
    let fields = [
        Concept::Name,
        Concept::Phone,
        Concept::Email,
        Concept::Channel,
        Concept::Hours,
        Concept::Title,
        Concept::Role,
    ];
    fields.iter().any(|c| ctx.vocabulary.is(*c, key))
}

/// A bracket, an angle, or a word that says that something is to come.
pub fn is_placeholder(text: &str) -> bool {
    let bracket = |open, close| text.starts_with(open) && text.ends_with(close);
    let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase();
    bracket('[', ']')
        || bracket('<', '>') && !text.contains("://") && !text.contains('@')
        || bracket('{', '}')
        || matches!(word.as_str(), "TBD" | "TBA" | "TBC" | "TODO" | "XXX")
}

/// Settles whether only gaps stand there.
pub fn settle(mut contact: Contact) -> Contact {
    let facts =
        [&contact.name, &contact.phone, &contact.email, &contact.channel].iter().any(|slot| slot.is_some());
    contact.unfilled = !facts && (contact.other.is_empty() || !contact.placeholders.is_empty());
    contact
}
