//! Names in addresses, kept for what they were given to.
//!
//! A heading takes the name that its words ask for, unless another thing was published by it; then it keeps its own, or
//! takes the next free one. So a name that was pasted once never comes to mean something else.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::identity::Identity;
use super::thing::Kind;
use crate::markdown::{Document, slug};
use crate::plan::Plan;

/// Settles the names of headings, phases, procedures, scenarios and messages.
pub fn freeze(document: &mut Document, plan: &mut Plan, identity: &Identity, family: &[&Entry]) {
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

fn headings(document: &mut Document, identity: &Identity, family: &[&Entry]) {
    let mut register = Register::of("text#", family);
    let explicit = document.sections.iter().filter_map(|s| s.attributes.id.clone());
    register.used.extend(explicit);
    for section in document.sections.iter_mut().filter(|s| s.level > 0 && s.attributes.id.is_none()) {
        let Some(known) = identity.by_node(section.node) else { continue };
        let wanted = match slug(&section.title) {
            empty if empty.is_empty() => "section".to_owned(),
            wanted => wanted,
        };
        section.anchor = register.settle(&wanted, known.code.as_str(), &known.former);
    }
}

fn phases(plan: &mut Plan, identity: &Identity, family: &[&Entry]) {
    let mut register = Register::of("phase/", family);
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for (at, phase) in plan.phases.iter_mut().enumerate() {
        let Some(known) = identity.by_fact(Kind::Phase, at) else { continue };
        let name = register.settle(&phase.slug, known.code.as_str(), &known.former);
        if name != phase.slug {
            renamed.insert(std::mem::replace(&mut phase.slug, name.clone()), name);
        }
    }
    if !renamed.is_empty() {
        rename_phases(plan, &renamed);
    }
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
fn slugs(plan: &mut Plan, identity: &Identity, family: &[&Entry]) {
    let mut rollback = Register::of("rollback#procedure-", family);
    let mut scenarios = Register::of("scenarios#procedure-", family);
    let back = plan.rollback.procedures.iter_mut().chain(&mut plan.contingencies).map(|p| (true, p));
    let others = plan.procedures.iter_mut().map(|p| (false, p));
    for (at, (is_back, procedure)) in back.chain(others).enumerate() {
        let Some(known) = identity.by_fact(Kind::Procedure, at) else { continue };
        let register = if is_back { &mut rollback } else { &mut scenarios };
        procedure.slug = register.settle(&procedure.slug, known.code.as_str(), &known.former);
    }
    let mut register = Register::of("scenarios#scenario-", family);
    for (at, scenario) in plan.incidents.scenarios.iter_mut().enumerate() {
        let Some(known) = identity.by_fact(Kind::Scenario, at) else { continue };
        scenario.slug = register.settle(&scenario.slug, known.code.as_str(), &known.former);
    }
    let mut register = Register::of("messages#message-", family);
    for (at, template) in plan.communication.templates.iter_mut().enumerate() {
        let Some(known) = identity.by_fact(Kind::Message, at) else { continue };
        template.slug = register.settle(&template.slug, known.code.as_str(), &known.former);
    }
}
