//! What can be found in a plan: every thing that has a code, every sheet of paper, everything that was taken out.

use super::body::Bodies;
use super::kind;
use crate::ledger::{Class, Kind, said};
use crate::plan::{Contact, Plan, hidden};
use crate::site::sheets::Sheet;
use crate::site::{Address, SitePlan, home};

/// One thing to be found.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Place in [`kind::KINDS`].
    pub kind: usize,
    pub title: String,
    /// Where it lives.
    pub address: Address,
    /// Its code behind that of the plan: `7F3K`, of a sheet `7F3K-C`; `=` and the whole where it was born in another plan;
    /// empty for the plan.
    pub code: String,
    /// The headings around it, joined with ` > `.
    pub section: String,
    /// What is said of it or below it, in lines.
    pub body: String,
}

/// All records of a plan, in the order of its text.
pub fn of(plan: &SitePlan, sheets: &[Sheet]) -> Vec<Record> {
    let things = &plan.identity.things;
    let mut records: Vec<Record> = (0..things.len()).map(|at| record(plan, at)).collect();
    Bodies { plan, records: &mut records }.fill();
    if let Some(record) = records.first_mut() {
        about(plan, record);
    }
    for ((kind, number), at) in &plan.identity.of_fact {
        let said = facts(&plan.plan, *kind, *number);
        let own = things.get(*at).is_some_and(|known| known.thing.node.is_none());
        if let Some(record) = records.get_mut(*at).filter(|_| own) {
            record.body = joined(&record.body, &strict(&plan.plan, &said.join("\n")));
        }
    }
    let mut order: Vec<usize> = (0..things.len()).collect();
    order.sort_by_key(|at| (things[*at].thing.line, *at));
    let mut listed: Vec<Record> =
        order.into_iter().filter_map(|at| records.get_mut(at).map(std::mem::take)).collect();
    listed.extend(sheets.iter().map(|sheet| of_sheet(plan, sheet)));
    listed.extend(taken_out(plan));
    listed
}

fn record(plan: &SitePlan, at: usize) -> Record {
    let known = &plan.identity.things[at];
    let address = home::home(plan, at);
    let goes_back = address.path.ends_with("/rollback.html");
    Record {
        kind: kind::of(known.thing.kind, goes_back),
        title: if at == 0 { plan.title().to_owned() } else { said(&known.thing.words).replace('`', "") },
        address,
        code: if at == 0 { String::new() } else { tail(plan, known.code.as_str()) },
        section: section(plan, at),
        body: String::new(),
    }
}

fn tail(plan: &SitePlan, code: &str) -> String {
    let front = code.strip_prefix(plan.code.as_str()).and_then(|rest| rest.strip_prefix('-'));
    front.map_or_else(|| format!("={code}"), str::to_owned)
}

/// The headings around a thing.
fn section(plan: &SitePlan, at: usize) -> String {
    let headings = |at: usize| {
        let node = plan.identity.things.get(at)?.thing.node?;
        let found = plan.document.sections.binary_search_by_key(&node, |section| section.node).ok();
        found.filter(|id| plan.document.sections[*id].level > 0)
    };
    let around = plan.identity.outwards(at).skip(1).find_map(headings);
    around.map_or_else(String::new, |id| plan.document.path(id))
}

/// What the front matter says of the plan as a whole.
fn about(plan: &SitePlan, record: &mut Record) {
    let front = &plan.source.front;
    let one = [&front.summary, &front.kind, &front.status].into_iter().flatten();
    let many = [&front.owners, &front.approvers, &front.systems, &front.tags].into_iter().flatten();
    let said: Vec<&str> = one.chain(many).map(String::as_str).chain([plan.id.as_str()]).collect();
    record.body = joined(&strict(&plan.plan, &said.join("\n")), &record.body);
}

/// What recognition knows of a thing that is no heading or item of the text.
fn facts(plan: &Plan, kind: Kind, at: usize) -> Vec<String> {
    let some = |values: &[Option<&String>]| values.iter().flatten().map(|value| (*value).clone()).collect();
    match kind {
        Kind::Severity => plan.escalation.severities.get(at).map_or_else(Vec::new, |s| {
            let times = [&s.response_time, &s.update_frequency, &s.resolution_time].into_iter().flatten();
            let texts = s.sources.iter().flat_map(|source| &source.texts).map(|(text, _)| text);
            times.chain(&s.notify).chain(texts).cloned().collect()
        }),
        Kind::Contact => plan.contacts.get(at).map_or_else(Vec::new, contact),
        Kind::Setting => plan.env_vars.get(at).map_or_else(Vec::new, |s| {
            let guarded = s.secret || plan.possible_secrets.iter().any(|secret| secret.key == s.name);
            some(&[s.value.as_ref().filter(|_| !guarded)])
        }),
        Kind::Endpoint => plan
            .endpoints
            .get(at)
            .map_or_else(Vec::new, |e| some(&[e.method.as_ref(), Some(&e.kind), e.purpose.as_ref()])),
        Kind::Channel => {
            plan.communication.channels.get(at).map_or_else(Vec::new, |c| some(&[c.purpose.as_ref()]))
        }
        Kind::Message => plan
            .communication
            .templates
            .get(at)
            .map_or_else(Vec::new, |t| some(&[Some(&t.text), t.audience.as_ref(), t.channel.as_ref()])),
        Kind::SignOff => {
            plan.signoffs.get(at).map_or_else(Vec::new, |s| some(&[s.name.as_ref(), s.meaning.as_ref()]))
        }
        Kind::Risk => plan.risks.get(at).map_or_else(Vec::new, |r| {
            let said = [r.level.as_ref(), r.risk.as_ref(), r.mitigation_text.as_ref()];
            some(&[&said[..], &[r.contingency_text.as_ref(), r.owner.as_ref()]].concat())
        }),
        Kind::Gate => {
            plan.gates.go_no_go.get(at).map_or_else(Vec::new, |g| some(&[g.when.as_ref(), g.owner.as_ref()]))
        }
        Kind::Point => plan
            .gates
            .rollback_points
            .get(at)
            .map_or_else(Vec::new, |p| vec![p.condition.clone(), p.action.clone()]),
        _ => Vec::new(),
    }
}

fn contact(contact: &Contact) -> Vec<String> {
    let fields =
        [&contact.name, &contact.phone, &contact.email, &contact.channel, &contact.hours, &contact.group];
    let other = contact.other.iter().map(|(_, value)| value.clone());
    fields.into_iter().flatten().cloned().chain(other).collect()
}

/// `text` of which the lines are not known: whatever may be in use anywhere in the plan is taken out.
fn strict(plan: &Plan, text: &str) -> String {
    plan.possible_secrets
        .iter()
        .fold(text.to_owned(), |text, secret| hidden::in_line(plan, secret.line, &text).into_owned())
}

fn joined(one: &str, two: &str) -> String {
    [one, two].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A sheet leads to the page that says whether a paper is current.
fn of_sheet(plan: &SitePlan, sheet: &Sheet) -> Record {
    let subject = plan.identity.things.get(sheet.subject).filter(|_| sheet.subject > 0);
    let about =
        subject.map_or_else(|| plan.title().to_owned(), |known| said(&known.thing.words).replace('`', ""));
    Record {
        kind: kind::SHEET,
        title: format!("{}: {about}", sheet.kind.name()),
        address: Address::permalink(&sheet.code),
        code: tail(plan, &sheet.code),
        ..Record::default()
    }
}

/// What was taken out has its tombstone.
fn taken_out(plan: &SitePlan) -> impl Iterator<Item = Record> {
    let gone = plan.identity.retired.iter().filter(|entry| entry.kind.class() != Class::Plan);
    gone.map(|entry| Record {
        kind: kind::TAKEN_OUT,
        title: strict(&plan.plan, &said(&entry.words).replace('`', "")),
        address: Address::permalink(entry.code.as_str()),
        code: tail(plan, entry.code.as_str()),
        ..Record::default()
    })
}
