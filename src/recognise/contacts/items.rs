//! Contacts as items, lines and blocks of fields.

use super::bare;
use super::values::{cut, is_field, put, settle};
use crate::markdown::{Block, Item, NodeId, Text};
use crate::plan::Contact;
use crate::recognise::Context;
use crate::recognise::fields::{Field, field, fields, fields_of};
use crate::recognise::parts::{Part, name_of_item};
use crate::recognise::people::{is_email, is_phone, is_role};

/// A block of fields below a title is one contact; else each item is one, and each line that gives a number, an
/// address or a gap.
pub fn find(ctx: &Context, part: &Part) -> Vec<Contact> {
    let all = fields(part);
    let own: Vec<&Field> = all.iter().filter(|f| is_field(ctx, &f.key)).collect();
    if own.len() >= 2 && own.len() * 2 > all.len() {
        let mut contact = bare(ctx, part, part.title.clone(), (part.node, part.line));
        for field in &all {
            read(ctx, &mut contact, Some(&field.key), &field.value);
        }
        claim(ctx, part.node, part.line, "title with fields of a contact below it");
        return vec![settle(contact)];
    }
    let mut found = Vec::new();
    for block in &part.blocks {
        if let Some(list) = block.list() {
            found.extend(list.items.iter().filter_map(|item| of_item(ctx, part, item)));
            ctx.claim(block.id, block.line, "contact", "list below a heading that speaks of contacts");
        } else if let Some(text) = block.paragraph().filter(|_| block.id != part.node) {
            found.extend(text.lines().iter().filter_map(|line| of_line(ctx, part, block, line)));
        }
    }
    found
}

/// `**Role**: name - phone - address`, or a role with its fields below it.
fn of_item(ctx: &Context, part: &Part, item: &Item) -> Option<Contact> {
    if item.tick.is_some() {
        return None;
    }
    let line = item.text.lines().into_iter().next()?;
    let below: Vec<Field> = item.blocks.iter().flat_map(fields_of).collect();
    let (role, rest) = parted(&line);
    let mut contact = bare(ctx, part, role.clone(), (item.id, item.line));
    match rest {
        Some(rest) if links_away(&rest) => contact
            .other
            .push((String::new(), rest.plain().trim_start_matches([':', '：', ' ', '-', '–']).to_owned())),
        Some(rest) => {
            read(ctx, &mut contact, None, rest.plain().trim_start_matches([':', '：', ' ', '-', '–', '—']))
        }
        None => {
            let pieces: Vec<String> =
                cut(&role).into_iter().flat_map(number_apart).map(str::to_owned).collect();
            let told = pieces.iter().any(|p| is_email(p) || is_phone(p));
            if !told && below.is_empty() {
                return None;
            }
            let at = pieces.iter().position(|p| is_role(ctx, p)).unwrap_or(0);
            contact.role = pieces[at].clone();
            for (_, piece) in pieces.iter().enumerate().filter(|(i, _)| *i != at) {
                put(ctx, &mut contact, None, piece);
            }
        }
    }
    for field in below {
        read(ctx, &mut contact, Some(&field.key), &field.value);
    }
    if is_file(&contact.role) {
        return None;
    }
    claim(ctx, item.id, item.line, "item below a heading that speaks of contacts");
    Some(settle(contact))
}

/// Parts a telephone number at the end from the words before it: `Vendor hotline 0800 123 456`.
fn number_apart(piece: &str) -> Vec<&str> {
    if is_phone(piece) {
        return vec![piece];
    }
    let starts = piece.match_indices(' ').map(|(at, _)| at).take(12);
    let at = starts.into_iter().find(|at| is_phone(&piece[*at..]));
    at.map_or(vec![piece], |at| vec![piece[..at].trim(), piece[at..].trim()])
}

/// A name of a file or a path: something to read.
fn is_file(role: &str) -> bool {
    !role.contains(char::is_whitespace) && role.contains('.') && !role.ends_with('.')
}

/// A line of a paragraph with a role and a number, an address or a gap behind it.
fn of_line(ctx: &Context, part: &Part, block: &Block, line: &Text) -> Option<Contact> {
    let found = field(line, block.line).filter(|f| !f.value.is_empty())?;
    let mut contact = bare(ctx, part, found.key.clone(), (block.id, found.line));
    read(ctx, &mut contact, None, &found.value);
    let told = contact.phone.is_some() || contact.email.is_some() || !contact.placeholders.is_empty();
    told.then(|| {
        claim(ctx, block.id, found.line, "line with a role and a number, an address or a gap");
        settle(contact)
    })
}

/// The role and what stands behind it: behind the bold words, else behind the first colon.
fn parted(line: &Text) -> (String, Option<Text>) {
    if let Some((_, rest)) = line.bold_lead() {
        let role = name_of_item(line);
        return (role, (!rest.is_empty()).then_some(rest));
    }
    match field(line, 0) {
        Some(field) => {
            let number = line.line().unwrap_or(0);
            let mut rest = Text::of_words(&field.value, number);
            if let Some(link) = line.runs.iter().find_map(|r| r.link.clone())
                && let Some(run) = rest.runs.first_mut()
            {
                run.link = Some(link);
            }
            (field.key, Some(rest))
        }
        None => (line.plain(), None),
    }
}

/// Whether the text is a link to a page: a place to look, not a person.
fn links_away(text: &Text) -> bool {
    text.runs.iter().any(|run| run.link.as_ref().is_some_and(|link| link.dest.starts_with("http")))
}

fn read(ctx: &Context, contact: &mut Contact, key: Option<&str>, value: &str) {
    for piece in cut(value) {
        put(ctx, contact, key, piece);
    }
}

fn claim(ctx: &Context, node: NodeId, line: u32, rule: &'static str) {
    ctx.claim(node, line, "contact", rule);
}
