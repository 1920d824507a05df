//! Names in addresses, kept for what they were given to.
//!
//! A heading takes the name that its words ask for, unless another thing was published by it; then it keeps its own, or
//! takes the next free one. So a name that was pasted once never comes to mean something else.

use std::collections::{BTreeMap, BTreeSet};

use super::Shared;
use super::entry::Entry;
use super::identity::Identity;
use super::thing::Kind;
use crate::markdown::{Document, slug};
use crate::plan::Plan;

/// Settles the names of headings, phases, procedures, scenarios and messages.
pub fn freeze(
    document: &mut Shared<Document>,
    plan: &mut Shared<Plan>,
    identity: &Identity,
    family: &[&Entry],
) {
    headings(document, identity, family);
    phases(plan, identity, family);
    slugs(plan, identity, family);
}

/// The names of one page that are given away.
struct Register<'a> {
    /// `page#` or `phase/`.
    front: &'a str,
    /// Who was published by a name.
    owners: BTreeMap<&'a str, &'a str>,
    used: BTreeSet<String>,
}

impl<'a> Register<'a> {
    fn of(front: &'a str, family: &[&'a Entry]) -> Register<'a> {
        let mut owners = BTreeMap::new();
        for entry in family {
            let names = entry.names.iter().filter_map(|name| name.strip_prefix(front));
            owners.extend(names.map(|name| (name, entry.code.as_str())));
        }
        Register { front, owners, used: BTreeSet::new() }
    }

    /// The name for a thing that asks for `wanted`.
    fn settle(&mut self, wanted: &str, code: &str, former: &[String]) -> String {
        let own = |name: &&str| self.owners.get(*name) == Some(&code) && !self.used.contains(*name);
        let numbered = |name: &&str| {
            name.strip_prefix(wanted)
                .is_some_and(|rest| rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok()))
        };
        let mut mine = former.iter().filter_map(|name| name.strip_prefix(self.front));
        let free = |name: &str| !self.owners.contains_key(name) && !self.used.contains(name);
        let name = if own(&wanted) || free(wanted) {
            wanted.to_owned()
        } else if let Some(name) = mine.clone().find(|name| own(name) && numbered(name)) {
            name.to_owned()
        } else if let Some(name) = mine.find(own) {
            name.to_owned()
        } else {
            (2..).map(|n| format!("{wanted}-{n}")).find(|name| free(name)).unwrap_or_default()
        };
        self.used.insert(name.clone());
        name
    }
}

fn headings(document: &mut Shared<Document>, identity: &Identity, family: &[&Entry]) {
    let mut register = Register::of("text#", family);
    let mut renamed = Vec::new();
    for (at, section) in document.sections.iter().enumerate() {
        let Some(id) = &section.attributes.id else { continue };
        // What the author names has that name, though words above ask for it too. One given twice is told by a check.
        if register.used.insert(id.clone()) && section.anchor != *id {
            renamed.push((at, id.clone()));
        } else {
            register.used.insert(section.anchor.clone());
        }
    }
    for (at, section) in document.sections.iter().enumerate() {
        if section.level == 0 || section.attributes.id.is_some() {
            continue;
        }
        let Some(known) = identity.by_node(section.node) else { continue };
        let wanted = match slug(&section.title) {
            empty if empty.is_empty() => "section".to_owned(),
            wanted => wanted,
        };
        let name = register.settle(&wanted, known.code.as_str(), &known.former);
        renamed.extend((name != section.anchor).then_some((at, name)));
    }
    for (at, name) in renamed {
        document.sections[at].anchor = name;
    }
}

fn phases(plan: &mut Shared<Plan>, identity: &Identity, family: &[&Entry]) {
    let mut register = Register::of("phase/", family);
    let renamed = renamed(&mut register, identity, Kind::Phase, plan.phases.iter().map(|p| &p.slug));
    if renamed.is_empty() {
        return;
    }
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (at, name) in renamed {
        names.insert(std::mem::replace(&mut plan.phases[at].slug, name.clone()), name);
    }
    rename_phases(plan, &names);
}

/// Of facts of one kind, those that take another name than they ask for.
fn renamed<'p>(
    register: &mut Register,
    identity: &Identity,
    kind: Kind,
    slugs: impl Iterator<Item = &'p String>,
) -> Vec<(usize, String)> {
    let settled = slugs.enumerate().filter_map(|(at, slug)| {
        let known = identity.by_fact(kind, at)?;
        let name = register.settle(slug, known.code.as_str(), &known.former);
        (name != *slug).then_some((at, name))
    });
    settled.collect()
}

/// Everything in the plan that speaks of a phase by its slug.
fn rename_phases(plan: &mut Plan, renamed: &BTreeMap<String, String>) {
    let rename = |slug: &mut String| {
        if let Some(name) = renamed.get(slug) {
            slug.clone_from(name);
        }
    };
    plan.tracks.iter_mut().flat_map(|track| &mut track.phases).for_each(rename);
    for dependency in &mut plan.dependencies {
        dependency.phase.iter_mut().chain(&mut dependency.depends_on).for_each(rename);
    }
    plan.feature_flags
        .iter_mut()
        .flat_map(|flag| &mut flag.changes)
        .filter_map(|c| c.phase.as_mut())
        .for_each(rename);
    plan.timelines.iter_mut().flat_map(|timeline| &mut timeline.row_phase).flatten().for_each(rename);
}

/// Procedures, scenarios and messages, named in their pages.
fn slugs(plan: &mut Shared<Plan>, identity: &Identity, family: &[&Entry]) {
    procedures(plan, identity, family);
    let mut register = Register::of("scenarios#scenario-", family);
    let slugs = plan.incidents.scenarios.iter().map(|s| &s.slug);
    for (at, name) in renamed(&mut register, identity, Kind::Scenario, slugs) {
        plan.incidents.scenarios[at].slug = name;
    }
    let mut register = Register::of("messages#message-", family);
    let slugs = plan.communication.templates.iter().map(|t| &t.slug);
    for (at, name) in renamed(&mut register, identity, Kind::Message, slugs) {
        plan.communication.templates[at].slug = name;
    }
}

/// The ways back first, then the others: they are counted through, and named on two pages.
fn procedures(plan: &mut Shared<Plan>, identity: &Identity, family: &[&Entry]) {
    let mut rollback = Register::of("rollback#procedure-", family);
    let mut scenarios = Register::of("scenarios#procedure-", family);
    let (first, back) = (plan.rollback.procedures.len(), plan.contingencies.len());
    let all = plan.rollback.procedures.iter().chain(&plan.contingencies).chain(&plan.procedures);
    let mut renamed = Vec::new();
    for (at, procedure) in all.enumerate() {
        let Some(known) = identity.by_fact(Kind::Procedure, at) else { continue };
        let register = if at < first + back { &mut rollback } else { &mut scenarios };
        let name = register.settle(&procedure.slug, known.code.as_str(), &known.former);
        renamed.extend((name != procedure.slug).then_some((at, name)));
    }
    for (at, name) in renamed {
        let procedure = match at {
            at if at < first => &mut plan.rollback.procedures[at],
            at if at < first + back => &mut plan.contingencies[at - first],
            at => &mut plan.procedures[at - first - back],
        };
        procedure.slug = name;
    }
}
