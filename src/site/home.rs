//! Where things live: the page that shows a thing best, and every name that it was ever published by.
//!
//! A name is `page` or `page#fragment`, in the folder of the plan, without ending: `phase/phase-1#CRM-7F3K`,
//! `text#first-steps`. Names are what the ledger remembers, so that no address that was pasted once goes dead.

use std::collections::{BTreeMap, BTreeSet};

use super::sheets::{self, SheetKind};
use super::{Address, PlanPage, SitePlan, fragment};
use crate::ledger::{Class, Kind, Ledger};

/// The page of a thing with its code behind it; of a plan, its overview.
pub fn home(plan: &SitePlan, at: usize) -> Address {
    let Some(known) = plan.identity.things.get(at) else { return page(plan, "index") };
    let stem = stem_of(plan, at);
    match known.thing.kind {
        Kind::Plan => page(plan, &stem),
        _ => page(plan, &stem).at(known.code.as_str()),
    }
}

/// A page of a plan by its name: `gates`, `phase/phase-1`.
pub fn page(plan: &SitePlan, stem: &str) -> Address {
    Address { path: format!("{}/{stem}.html", plan.id), fragment: None }
}

fn stem_of(plan: &SitePlan, at: usize) -> String {
    let of = |page: PlanPage| page.stem().to_owned();
    let in_phase = || phase_around(plan, at).map(|slug| format!("phase/{slug}"));
    let kind = plan.identity.things.get(at).map_or(Kind::Plan, |known| known.thing.kind);
    match kind {
        Kind::Plan => of(PlanPage::Overview),
        Kind::Phase | Kind::Section => in_phase().unwrap_or_else(|| of(PlanPage::Text)),
        Kind::Task => in_phase().unwrap_or_else(|| of(PlanPage::Checklist)),
        Kind::Criterion => in_phase().unwrap_or_else(|| of(PlanPage::Gates)),
        Kind::Step => in_phase().unwrap_or_else(|| of(procedure_page(plan, at))),
        Kind::Procedure => of(procedure_page(plan, at)),
        Kind::Gate => of(PlanPage::Gates),
        Kind::Point => of(PlanPage::Rollback),
        Kind::Severity => of(PlanPage::Escalation),
        Kind::Scenario => of(PlanPage::Scenarios),
        Kind::Message | Kind::Channel => of(PlanPage::Messages),
        Kind::Risk => of(PlanPage::Risks),
        Kind::SignOff => of(PlanPage::SignOff),
        Kind::Contact => of(PlanPage::Contacts),
        Kind::Setting | Kind::Endpoint => of(PlanPage::Settings),
    }
}

/// The phase that the thing is or stands in.
fn phase_around(plan: &SitePlan, at: usize) -> Option<&str> {
    let phase = plan.identity.outwards(at).find(|at| plan.identity.things[*at].thing.kind == Kind::Phase)?;
    let number = (0..plan.plan.phases.len())
        .find(|n| plan.identity.of_fact.get(&(Kind::Phase, *n)) == Some(&phase))?;
    plan.plan.phases.get(number).map(|phase| phase.slug.as_str())
}

/// The page that lists the procedure that the thing is or stands in.
fn procedure_page(plan: &SitePlan, at: usize) -> PlanPage {
    let around: BTreeSet<usize> = plan.identity.outwards(at).collect();
    let back = plan.plan.rollback.procedures.len() + plan.plan.contingencies.len();
    let all = back + plan.plan.procedures.len();
    let number = (0..all).find(|n| {
        plan.identity
            .of_fact
            .get(&(Kind::Procedure, *n))
            .is_some_and(|thing| around.contains(thing) && *thing != 0)
    });
    match number {
        Some(number) if number < back => PlanPage::Rollback,
        Some(_) => PlanPage::Scenarios,
        None => PlanPage::Text,
    }
}

/// The names by which each thing is published now, in the order of the things.
pub fn names(plan: &SitePlan) -> Vec<Vec<String>> {
    let things = &plan.identity.things;
    let mut names: Vec<Vec<String>> = vec![Vec::new(); things.len()];
    for (at, known) in things.iter().enumerate().skip(1) {
        let stem = stem_of(plan, at);
        if stem != PlanPage::Text.stem() {
            names[at].push(format!("{stem}#{}", known.code));
        }
        if known.thing.kind == Kind::Phase
            && let Some(slug) = phase_around(plan, at)
        {
            names[at].push(format!("phase/{slug}"));
        }
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut add = |at: Option<&usize>, page: &str, fragment: String| {
        let name = format!("{page}#{fragment}");
        if let Some(at) = at.filter(|at| **at != 0)
            && taken.insert(name.clone())
        {
            names[*at].push(name);
        }
    };
    for section in plan.document.sections.iter().filter(|s| s.level > 0) {
        add(plan.identity.of_node.get(&section.node), PlanPage::Text.stem(), section.anchor.clone());
    }
    for sheet in sheets::sheets(plan).iter().filter(|sheet| sheet.kind == SheetKind::Checklist) {
        add(Some(&sheet.subject), PlanPage::Checklist.stem(), sheet.code.clone());
    }
    stages(plan, &mut add);
    facts(plan, &mut add);
    names
}

type Add<'a> = dyn FnMut(Option<&usize>, &str, String) + 'a;

/// Headings on the pages of their phases.
fn stages(plan: &SitePlan, add: &mut Add) {
    let by_line: BTreeMap<u32, usize> = plan
        .document
        .sections
        .iter()
        .filter_map(|s| Some((s.line, *plan.identity.of_node.get(&s.node)?)))
        .collect();
    for phase in &plan.plan.phases {
        for stage in &phase.stages {
            let page = format!("phase/{}", phase.slug);
            add(by_line.get(&stage.place.line), &page, fragment::stage(&stage.slug));
        }
    }
}

fn facts(plan: &SitePlan, add: &mut Add) {
    let (facts, of) = (&plan.plan, |kind, at| plan.identity.of_fact.get(&(kind, at)));
    let back = facts.rollback.procedures.iter().chain(&facts.contingencies);
    let back = back
        .map(|p| (PlanPage::Rollback, p))
        .chain(facts.procedures.iter().map(|p| (PlanPage::Scenarios, p)));
    for (at, (page, procedure)) in back.enumerate() {
        add(of(Kind::Procedure, at), page.stem(), fragment::procedure(&procedure.slug));
    }
    for (at, point) in facts.gates.rollback_points.iter().enumerate() {
        add(of(Kind::Point, at), "rollback", fragment::point(&point.label));
    }
    for (at, severity) in facts.escalation.severities.iter().enumerate() {
        add(of(Kind::Severity, at), "escalation", fragment::level(&severity.level));
    }
    for (at, scenario) in facts.incidents.scenarios.iter().enumerate() {
        add(of(Kind::Scenario, at), "scenarios", fragment::scenario(&scenario.slug));
    }
    for (at, template) in facts.communication.templates.iter().enumerate() {
        add(of(Kind::Message, at), "messages", fragment::template(&template.slug));
    }
    for (at, channel) in facts.communication.channels.iter().enumerate() {
        add(of(Kind::Channel, at), "messages", fragment::channel(&channel.name));
    }
    for (at, contact) in facts.contacts.iter().enumerate() {
        add(of(Kind::Contact, at), "contacts", fragment::role(&contact.role));
    }
    for (at, sign_off) in facts.signoffs.iter().enumerate() {
        add(of(Kind::SignOff, at), "sign-off", fragment::sign_off(&sign_off.role));
    }
    for (at, setting) in facts.env_vars.iter().enumerate() {
        add(of(Kind::Setting, at), "settings", fragment::setting(&setting.name));
    }
    for (at, endpoint) in facts.endpoints.iter().enumerate() {
        add(of(Kind::Endpoint, at), "settings", fragment::endpoint(&endpoint.path));
    }
}

/// A name of a page that leads to a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub fragment: String,
    /// Place in the identity's things; `None` for what was taken out.
    pub thing: Option<usize>,
    /// Place in the identity's tombstones, where it was taken out.
    pub retired: Option<usize>,
    /// True where the page shows the thing under this name by itself.
    pub current: bool,
}

/// All names that a plan's pages must answer to, by page: those of today, and all former ones. A name of today wins
/// over the same name of former days.
pub fn kept(plan: &SitePlan) -> BTreeMap<String, Vec<Kept>> {
    let mut pages: BTreeMap<String, BTreeMap<String, Kept>> = BTreeMap::new();
    let mut keep = |name: &str, thing: Option<usize>, retired: Option<usize>, current: bool| {
        let (page, fragment) = name.split_once('#').unwrap_or((name, ""));
        let fragments = pages.entry(page.to_owned()).or_default();
        if !fragment.is_empty() {
            let kept = Kept { fragment: fragment.to_owned(), thing, retired, current };
            fragments.entry(fragment.to_owned()).or_insert(kept);
        }
    };
    let names = names(plan);
    for (at, names) in names.iter().enumerate() {
        names.iter().for_each(|name| keep(name, Some(at), None, true));
        let known = &plan.identity.things[at];
        if known.thing.kind != Kind::Plan {
            keep(&format!("text#{}", known.code), Some(at), None, true);
        }
    }
    for (at, known) in plan.identity.things.iter().enumerate().skip(1) {
        here(&known.former).for_each(|name| keep(name, Some(at), None, false));
    }
    for (code, same) in &plan.identity.same {
        if let Some(at) = plan.identity.of_code.get(same) {
            keep(&format!("text#{code}"), Some(*at), None, false);
        }
    }
    for (at, entry) in plan.identity.retired.iter().enumerate().filter(|(_, e)| e.kind.class() != Class::Plan)
    {
        entry.names.iter().for_each(|name| keep(name, None, Some(at), false));
        keep(&format!("text#{}", entry.code), None, Some(at), false);
    }
    pages.into_iter().map(|(page, fragments)| (page, fragments.into_values().collect())).collect()
}

/// The names that belong to the folder of the thing's own plan.
fn here(names: &[String]) -> impl Iterator<Item = &String> {
    names.iter().filter(|name| !name.starts_with('@'))
}

/// Pages of the plan's folder that once belonged to a thing, with its place; `None` where the thing was taken out.
pub fn former_pages(plan: &SitePlan) -> BTreeMap<String, Option<usize>> {
    let mut pages = BTreeMap::new();
    for entry in &plan.identity.retired {
        let bare = entry.names.iter().filter(|name| !name.contains('#'));
        pages.extend(bare.map(|name| (name.clone(), None)));
    }
    for (at, known) in plan.identity.things.iter().enumerate().skip(1) {
        let bare = here(&known.former).filter(|name| !name.contains('#'));
        pages.extend(bare.map(|name| (name.clone(), Some(at))));
    }
    pages
}

/// Writes the names of today into the ledger that is to be kept.
pub fn publish(plans: &[SitePlan], ledger: &mut Ledger) {
    for plan in plans {
        for (known, names) in plan.identity.things.iter().zip(names(plan)) {
            if let Some(entry) = ledger.get_mut(&known.code) {
                names.iter().for_each(|name| entry.publish(name));
            }
        }
    }
}
