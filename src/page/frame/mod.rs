//! What stands round every page: head, strip, tabs, door, foot.

mod meta;

pub use meta::Meta;

use serde::Serialize;

use super::bundle::Bundle;
use super::paper_mark::PaperMark;
use super::shares::first;
use super::trail::{Crumb, trail};
use super::{PageContext, gaps, signed};
use crate::ledger::Digest;
use crate::site::{Address, PlanPage, SitePlan};

#[derive(Debug, Serialize)]
pub struct Frame {
    pub site_title: String,
    pub language: String,
    /// The styles and the scripts of all pages.
    pub style: String,
    pub script: String,
    /// The way to the root of the site: empty, `../`.
    pub root: String,
    /// The address of the published site, for links that are copied; empty where it is not known.
    pub base_url: String,
    /// A name of the site among those of a browser: what is kept in it belongs to this site alone.
    pub site_key: String,
    /// What kind of page this is: `phase`, `gates`, `home`, `404`.
    pub page: String,
    pub home: String,
    pub is_home: bool,
    /// The field to search in stands in the page itself.
    pub has_field: bool,
    /// Pages that are cut into sheets carry their marks in them.
    pub is_sheets: bool,
    /// The way from home to this page.
    pub trail: Vec<Crumb>,
    /// The pages of the whole site, on pages that belong to no plan.
    pub site_tabs: Vec<Tab>,
    pub plan: Option<PlanFrame>,
    /// What chats and ticket systems show of a link to the page.
    pub meta: Meta,
}

/// The strip, the tabs and the door of a plan.
#[derive(Debug, Serialize)]
pub struct PlanFrame {
    pub id: String,
    pub code: String,
    pub title: String,
    pub overview: String,
    /// The page that starts and shows runs.
    pub run: String,
    pub kind: Option<String>,
    pub status: Option<String>,
    pub version: Option<String>,
    pub date: Option<String>,
    pub t_zero: Option<String>,
    /// The instant of T-0 in UTC (`2025-10-28T14:00:00Z`), where day, time and zone are known.
    pub zero: Option<String>,
    pub time_zone: Option<String>,
    /// The day from which on the plan counts as out of date; the reader's browser knows whether it has come.
    pub review_by: Option<String>,
    pub blocked: bool,
    pub blocked_by: Vec<String>,
    pub owners: Vec<String>,
    pub revision: u32,
    /// `9C41 E7D2 06AF 3B58`.
    pub digest: String,
    /// The same in one piece.
    pub digest_key: String,
    /// The first half of it.
    pub digest_front: String,
    /// The commit of the plan's file, where it is known.
    pub commit: Option<String>,
    /// The plan is that of the last build that could build it.
    pub stale: bool,
    /// The commit since which it cannot be built, where it is known.
    pub stale_since: Option<String>,
    /// The short address of the plan.
    pub permalink: String,
    pub tabs: Vec<Tab>,
    pub door: Vec<Way>,
    /// Of the sheet that this page is.
    pub paper: Option<PaperMark>,
}

#[derive(Debug, Serialize)]
pub struct Tab {
    pub label: &'static str,
    /// Number of things on the page, or a range of levels; empty where a number says nothing.
    pub count: String,
    /// True where the page tells of something wrong.
    pub bad: bool,
    pub href: String,
    pub current: bool,
    /// The letter that leads to the page behind `g`.
    pub key: char,
    /// Looked up rather than worked with: behind "More", unless it is the page that is shown.
    pub more: bool,
}

/// The pages of a plan that one looks things up in.
const LOOKED_UP: &[PlanPage] = &[PlanPage::Risks, PlanPage::Metrics, PlanPage::Settings, PlanPage::Text];

/// One of the four ways of the door.
#[derive(Debug, Serialize)]
pub struct Way {
    pub label: &'static str,
    pub detail: String,
    pub missing: bool,
    pub href: String,
}

pub fn frame(ctx: &PageContext, bundle: &Bundle) -> Frame {
    let home = ctx.href(&Address::root("index.html"));
    Frame {
        site_title: ctx.site.settings.title.clone(),
        language: ctx
            .plan()
            .and_then(|p| p.source.front.language.clone())
            .unwrap_or_else(|| ctx.site.settings.language.clone()),
        style: ctx.href(&Address::asset(&bundle.style.name)),
        script: ctx.href(&Address::asset(&bundle.script.name)),
        root: home.trim_end_matches("index.html").to_owned(),
        base_url: ctx.site.settings.base_url.clone(),
        site_key: site_key(ctx),
        page: page_kind(ctx),
        home,
        is_home: ctx.path == "index.html",
        has_field: matches!(ctx.path, "index.html" | "404.html"),
        is_sheets: matches!(ctx.page, Some(PlanPage::Checklist | PlanPage::SignOff)),
        trail: trail(ctx),
        site_tabs: if ctx.plan().is_none() { site_tabs(ctx) } else { Vec::new() },
        plan: ctx.plan().map(|plan| plan_frame(ctx, plan)),
        meta: meta::meta(ctx),
    }
}

fn site_key(ctx: &PageContext) -> String {
    let settings = &ctx.site.settings;
    let named = if settings.base_url.is_empty() { &settings.title } else { &settings.base_url };
    Digest::of(named).stub()
}

fn page_kind(ctx: &PageContext) -> String {
    let path = if ctx.plan().is_none() { first(ctx.path) } else { ctx.path.to_owned() };
    let stem = path.trim_end_matches(".html");
    match (ctx.plan(), ctx.page) {
        (Some(_), Some(PlanPage::Overview)) => "overview".to_owned(),
        (Some(_), Some(page)) => page.stem().to_owned(),
        (Some(_), None) if ctx.phase.is_some() => "phase".to_owned(),
        (Some(_), None) => "permanent".to_owned(),
        (None, _) if stem == "index" => "home".to_owned(),
        (None, _) if stem.starts_with("plans-") => "plans".to_owned(),
        (None, _) => stem.to_owned(),
    }
}

fn plan_frame(ctx: &PageContext, plan: &SitePlan) -> PlanFrame {
    let front = &plan.source.front;
    let digest = plan.identity.digest.short();
    PlanFrame {
        id: plan.id.clone(),
        code: plan.code.clone(),
        title: plan.title().to_owned(),
        overview: ctx.to(PlanPage::Overview),
        run: ctx.to(PlanPage::Run),
        kind: front.kind.clone(),
        status: front.status.clone(),
        version: front.version.clone(),
        date: front.date.clone(),
        t_zero: front.t_zero.clone(),
        zero: front.zero(),
        time_zone: front.time_zone.clone(),
        review_by: front.review_by.clone(),
        blocked: plan.is_blocked(),
        blocked_by: plan.blockers(),
        owners: front.owners.clone(),
        revision: plan.identity.revision,
        digest_key: plan.identity.digest.key(),
        digest_front: digest.chars().take(9).collect(),
        digest,
        commit: plan.commit.clone(),
        stale: plan.stale.is_some(),
        stale_since: plan.stale.as_ref().and_then(|stale| stale.since.clone()),
        permalink: ctx.href(&Address::permalink(&plan.code)),
        tabs: tabs(ctx, plan),
        door: door(ctx, plan),
        paper: PaperMark::of_page(ctx),
    }
}

pub(super) fn site_tabs(ctx: &PageContext) -> Vec<Tab> {
    let pages = [
        ('h', "Plans", "index.html"),
        ('e', "Escalation", "escalation.html"),
        ('c', "Contacts", "contacts.html"),
        ('m', "Messages", "messages.html"),
        ('n', "Sign-offs", "sign-offs.html"),
        ('x', "Missing", "missing.html"),
    ];
    let tab = |(key, label, file): (char, &'static str, &str)| Tab {
        key,
        label,
        count: String::new(),
        bad: false,
        href: ctx.href(&Address::root(file)),
        current: first(ctx.path) == file,
        more: false,
    };
    pages.into_iter().map(tab).collect()
}

pub(super) fn tabs(ctx: &PageContext, plan: &SitePlan) -> Vec<Tab> {
    let facts = &plan.plan;
    let counts = [
        ('o', PlanPage::Overview, "Overview", 0),
        ('p', PlanPage::Phases, "Phases", facts.phases.len()),
        ('u', PlanPage::Run, "Run", 0),
        ('t', PlanPage::Timeline, "Timeline", 0),
        ('g', PlanPage::Gates, "Gates", facts.gates.go_no_go.len()),
        ('r', PlanPage::Rollback, "Rollback", facts.rollback.procedures.len()),
        ('e', PlanPage::Escalation, "Escalation", facts.escalation.severities.len()),
        ('s', PlanPage::Scenarios, "Scenarios", facts.incidents.scenarios.len()),
        ('m', PlanPage::Messages, "Messages", facts.communication.templates.len()),
        ('c', PlanPage::Contacts, "Contacts", facts.contacts.len()),
        ('i', PlanPage::Risks, "Risks", facts.risks.len()),
        ('k', PlanPage::Metrics, "Metrics", facts.metrics.len()),
        ('v', PlanPage::Settings, "Settings", facts.env_vars.len()),
        ('x', PlanPage::Missing, "Missing", gaps::open(ctx)),
        ('l', PlanPage::Checklist, "Checklist", facts.total_items),
        ('n', PlanPage::SignOff, "Sign-off", facts.signoffs.len()),
        ('f', PlanPage::Text, "Full text", 0),
    ];
    let tab = |(key, page, label, count): (char, PlanPage, &'static str, usize)| Tab {
        key,
        label,
        count: match signed::tally(plan).filter(|_| page == PlanPage::SignOff) {
            Some((signed, all)) => format!("{signed} of {all}"),
            None if count == 0 => String::new(),
            None => count.to_string(),
        },
        bad: page == PlanPage::Missing && count > 0,
        href: ctx.to(page),
        current: ctx.page == Some(page) || (page == PlanPage::Phases && ctx.phase.is_some()),
        more: LOOKED_UP.contains(&page) && ctx.page != Some(page),
    };
    counts.into_iter().map(tab).collect()
}

fn door(ctx: &PageContext, plan: &SitePlan) -> Vec<Way> {
    let facts = &plan.plan;
    let people = facts.contacts.iter().filter(|c| !c.unfilled).count();
    let levels: Vec<&str> = facts.escalation.severities.iter().map(|s| s.level.as_str()).collect();
    let range = match (levels.first(), levels.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(first), _) => (*first).to_owned(),
        _ => String::new(),
    };
    let way = |label, page, detail: String, missing: &str| Way {
        label,
        missing: detail.is_empty(),
        detail: if detail.is_empty() { missing.to_owned() } else { detail },
        href: ctx.to(page),
    };
    let count = |n: usize, one: &str, many: &str| match n {
        0 => String::new(),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    };
    vec![
        way(
            "Roll back",
            PlanPage::Rollback,
            count(facts.rollback.procedures.len(), "procedure", "procedures"),
            "no procedure in this plan",
        ),
        way("Escalate", PlanPage::Escalation, range, "no severities in this plan"),
        way(
            "Tell people",
            PlanPage::Messages,
            count(facts.communication.templates.len(), "template", "templates"),
            "no template in this plan",
        ),
        way("Call", PlanPage::Contacts, count(people, "contact", "contacts"), "no name in this plan"),
    ]
}
