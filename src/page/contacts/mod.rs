//! Whom to call: every contact of the text and of the front matter, with blanks where a fact is missing.

mod cell;

use std::collections::BTreeMap;

use serde::Serialize;

pub use cell::Cell;

use super::context::SourceMark;
use super::{CodeMark, PageContext};
use crate::ledger::Kind;
use crate::markdown::Anchors;
use crate::plan::Contact;
use crate::read::ContactEntry;
use crate::recognise::Concept;
use crate::site::fragment;
use cell::{dial, is_blank, mail, web};

#[derive(Debug, Serialize, Default)]
pub struct ContactsView {
    pub groups: Vec<Group>,
    /// People and desks that can be reached.
    pub filled: usize,
    pub unfilled: usize,
}

/// The contacts below one heading.
#[derive(Debug, Serialize)]
pub struct Group {
    pub title: Option<String>,
    pub people: Vec<Person>,
    /// Which columns any of them uses.
    pub email: bool,
    pub channel: bool,
    pub hours: bool,
    pub other: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub anchor: String,
    pub group: Option<String>,
    pub role: String,
    pub name: Cell,
    pub phone: Cell,
    pub email: Cell,
    pub channel: Cell,
    pub hours: Cell,
    /// Other facts, each with what it is.
    pub other: Vec<(String, Cell)>,
    /// True when nothing by which to reach anybody is written.
    pub unfilled: bool,
    pub source: SourceMark,
    /// `None` for contacts of the front matter.
    pub mark: Option<CodeMark>,
}

pub fn view(ctx: &PageContext) -> ContactsView {
    let people = people(ctx);
    let unfilled = people.iter().filter(|p| p.unfilled).count();
    ContactsView { filled: people.len() - unfilled, unfilled, groups: groups(people) }
}

/// All contacts of the plan: those of the front matter first, each of the text that says something else after them.
pub fn people(ctx: &PageContext) -> Vec<Person> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let front = &plan.source.front;
    let entries = front.contacts.iter().enumerate().map(|(at, entry)| {
        let key = ["role", "name"].map(|part| format!("contacts.{at}.{part}"));
        let span = key.iter().find_map(|key| front.places.get(key));
        let source = ctx.mark_line(span.map_or(1, |s| ctx.line_at(s.start)), "front matter");
        person(ctx, &from_entry(entry), source)
    });
    let known = |contact: &Contact| {
        front.contacts.iter().any(|e| {
            e.role.eq_ignore_ascii_case(&contact.role)
                && (contact.unfilled || e.name == contact.name && e.phone == contact.phone)
        })
    };
    let written = plan.plan.contacts.iter().enumerate().filter(|(_, c)| !known(c));
    let mut people: Vec<Person> = entries.collect();
    people.extend(written.map(|(at, contact)| Person {
        mark: ctx.code_of(Kind::Contact, at),
        ..person(ctx, contact, ctx.mark(&contact.place))
    }));
    unique_anchors(&mut people);
    people
}

fn from_entry(entry: &ContactEntry) -> Contact {
    let silent = [&entry.name, &entry.phone, &entry.email, &entry.channel].iter().all(|f| f.is_none());
    Contact {
        group: entry.group.clone(),
        role: entry.role.clone(),
        name: entry.name.clone(),
        phone: entry.phone.clone(),
        email: entry.email.clone(),
        channel: entry.channel.clone(),
        hours: entry.hours.clone(),
        unfilled: silent,
        ..Contact::default()
    }
}

/// The first contact of a role keeps the name that links use; the others are numbered.
fn unique_anchors(people: &mut [Person]) {
    let mut taken = Anchors::default();
    for person in people {
        person.anchor = taken.claim(&person.anchor, "role");
    }
}

fn person(ctx: &PageContext, contact: &Contact, source: SourceMark) -> Person {
    let asked =
        |concept| contact.placeholders.iter().find(|p| ctx.site.vocabulary.speaks(concept, p)).cloned();
    let cell = |value: &Option<String>, concept, link: fn(&str) -> Option<String>| {
        let written = value.as_deref().map(str::trim).filter(|v| !v.is_empty());
        match written {
            Some(text) if is_blank(text, &contact.placeholders) => {
                Cell { blank: Some(text.to_owned()), ..Cell::default() }
            }
            Some(text) => Cell { href: link(text), text: Some(text.to_owned()), blank: None },
            None => Cell { blank: asked(concept), ..Cell::default() },
        }
    };
    let mut found = Person {
        anchor: fragment::role(&contact.role),
        group: contact.group.clone(),
        role: contact.role.clone(),
        name: cell(&contact.name, Concept::Name, |_| None),
        phone: cell(&contact.phone, Concept::Phone, dial),
        email: cell(&contact.email, Concept::Email, mail),
        channel: cell(&contact.channel, Concept::Channel, |_| None),
        hours: cell(&contact.hours, Concept::Hours, |_| None),
        other: other(ctx, contact, &source),
        unfilled: contact.unfilled,
        source,
        mark: None,
    };
    ask_for_the_rest(&mut found);
    found
}

/// Who can be reached by nothing, and has no blank for it either, gets blanks for a number and a name.
fn ask_for_the_rest(person: &mut Person) {
    let ways = [&person.phone, &person.email, &person.channel];
    let told = person.other.iter().any(|(_, cell)| cell.text.is_some());
    if told || ways.iter().any(|c| c.text.is_some()) {
        return;
    }
    person.unfilled = true;
    if ways.iter().all(|c| c.blank.is_none()) {
        person.phone.blank = Some("number".to_owned());
        if person.name.text.is_none() && person.name.blank.is_none() {
            person.name.blank = Some("name".to_owned());
        }
    }
}

/// What else is written; addresses of the web lead there.
fn other(ctx: &PageContext, contact: &Contact, source: &SourceMark) -> Vec<(String, Cell)> {
    let told = contact.other.iter().filter(|(_, text)| !text.trim().is_empty());
    told.map(|(label, text)| {
        let text = ctx.shown(source.line, text.trim()).into_owned();
        let cell = match is_blank(&text, &contact.placeholders) {
            true => Cell { blank: Some(text), ..Cell::default() },
            false => Cell { href: web(&text), text: Some(text), blank: None },
        };
        (label.clone(), cell)
    })
    .collect()
}

/// In order of the first of each group; people without group first.
fn groups(people: Vec<Person>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for person in people {
        let at = *known.entry(person.group.clone()).or_insert(groups.len());
        if at == groups.len() {
            let title = person.group.clone();
            groups.push(Group {
                title,
                people: Vec::new(),
                email: false,
                channel: false,
                hours: false,
                other: false,
            });
        }
        let group = &mut groups[at];
        let used = |cell: &Cell| cell.text.is_some() || cell.blank.is_some();
        group.email |= used(&person.email);
        group.channel |= used(&person.channel);
        group.hours |= used(&person.hours);
        group.other |= !person.other.is_empty();
        group.people.push(person);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;
    use crate::site::PlanPage;

    fn contact(role: &str, phone: Option<&str>, placeholders: &[&str]) -> Contact {
        Contact {
            role: role.to_owned(),
            phone: phone.map(str::to_owned),
            unfilled: phone.is_none(),
            placeholders: placeholders.iter().map(|p| (*p).to_owned()).collect(),
            ..Contact::default()
        }
    }

    #[test]
    fn a_placeholder_is_a_blank_in_its_column() {
        let site = testing::site_with("# Plan\n", |plan| {
            plan.plan.contacts = vec![contact("Lead", None, &["[Full name]", "[Mobile phone]"])];
        });
        testing::on(&site, PlanPage::Contacts, |ctx| {
            let people = people(ctx);
            assert_eq!(people[0].name.blank.as_deref(), Some("[Full name]"));
            assert_eq!(people[0].phone.blank.as_deref(), Some("[Mobile phone]"));
            assert!(people[0].email.blank.is_none());
        });
    }

    #[test]
    fn the_front_matter_comes_first_and_once() {
        let site = testing::site_with("# Plan\n", |plan| {
            let entry = |role: &str| ContactEntry {
                role: role.into(),
                phone: Some("+1 555 0100".into()),
                ..ContactEntry::default()
            };
            plan.source.front.contacts = vec![entry("Lead")];
            plan.plan.contacts = vec![contact("Lead", None, &[]), contact("Desk", Some("12345"), &[])];
        });
        testing::on(&site, PlanPage::Contacts, |ctx| {
            let roles: Vec<String> = people(ctx).into_iter().map(|p| p.role).collect();
            assert_eq!(roles, ["Lead", "Desk"]);
            assert_eq!((view(ctx).filled, view(ctx).unfilled), (2, 0));
        });
    }
}
