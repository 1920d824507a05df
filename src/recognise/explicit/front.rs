//! What the front matter says of title, contacts and severities.

use super::super::Context;
use super::super::severities::override_rows;
use crate::markdown::without_pictographs;
use crate::plan::{Contact, Place, Plan};
use crate::read::ContactEntry;

pub(super) fn apply(ctx: &Context, plan: &mut Plan) {
    let front = &ctx.source.front;
    if let Some(title) = front.title.as_deref().filter(|title| !title.trim().is_empty()) {
        plan.title_raw = title.to_owned();
        plan.title = without_pictographs(title);
    }
    let mut contacts: Vec<Contact> = Vec::new();
    for (at, entry) in front.contacts.iter().enumerate().filter(|(_, entry)| !entry.role.trim().is_empty()) {
        let same = |contact: &Contact| {
            let group = entry.group.as_deref().is_none_or(|group| contact.group.as_deref() == Some(group));
            group && contact.role.to_lowercase() == entry.role.to_lowercase()
        };
        let known = plan.contacts.iter().position(same).map(|at| plan.contacts.remove(at));
        contacts.push(merged(entry, known.unwrap_or_else(|| new_contact(ctx, at))));
    }
    contacts.append(&mut plan.contacts);
    plan.contacts = contacts;
    override_rows(ctx, &mut plan.escalation, &front.severities, &|at| {
        line_of(ctx, &format!("severities.{at}"))
    });
}

fn new_contact(ctx: &Context, at: usize) -> Contact {
    let line = line_of(ctx, &format!("contacts.{at}"));
    Contact { place: Place { line, ..Place::default() }, ..Contact::default() }
}

/// The line of a value of the front matter, or of the first value below its path.
fn line_of(ctx: &Context, path: &str) -> u32 {
    let places = &ctx.source.front.places;
    let below =
        || places.range(path.to_owned()..).find(|(key, _)| key.starts_with(path)).map(|(_, span)| span);
    places.get(path).or_else(below).map_or(1, |span| ctx.lines.line(span.start as usize))
}

/// What the front matter says wins; what it leaves open stays as it was found in the text.
fn merged(entry: &ContactEntry, known: Contact) -> Contact {
    let or = |new: &Option<String>, old: Option<String>| new.clone().filter(|v| !v.trim().is_empty()).or(old);
    let mut contact = Contact {
        role: entry.role.clone(),
        group: or(&entry.group, known.group),
        name: or(&entry.name, known.name),
        phone: or(&entry.phone, known.phone),
        email: or(&entry.email, known.email),
        channel: or(&entry.channel, known.channel),
        hours: or(&entry.hours, known.hours),
        ..known
    };
    let said = [&entry.name, &entry.phone, &entry.email, &entry.channel].iter().any(|value| value.is_some());
    let facts =
        [&contact.name, &contact.phone, &contact.email, &contact.channel].iter().any(|value| value.is_some());
    if said {
        contact.unfilled = false;
    } else if !facts {
        contact.unfilled = true;
    }
    contact
}
