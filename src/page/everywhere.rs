//! The pages of the whole site: the same things of all plans, side by side.

use serde::Serialize;

use super::contacts::{self, Person};
use super::desk::{self, DeskView};
use super::escalation::{LevelRow, levels};
use super::gaps::Absent;
use super::lists::MANY;
use super::shares::{Pager, Share};
use super::signed::{self, Signed};
use super::{PageContext, gaps, missing};
use crate::diag::Severity;
use crate::ledger::said;
use crate::markdown::Lines;
use crate::site::alerts::{self, Alert};
use crate::site::{PlanPage, SitePlan, fragment, home};

/// A plan as the pages of the site name it.
#[derive(Debug, Clone, Serialize)]
pub struct PlanName {
    pub code: String,
    pub title: String,
    pub href: String,
    pub blocked: bool,
}

/// What one plan has of a kind.
#[derive(Debug, Serialize)]
pub struct Of<T> {
    pub plan: PlanName,
    pub items: Vec<T>,
}

#[derive(Debug, Serialize)]
pub struct Everywhere<T> {
    pub plans: Vec<Of<T>>,
    /// Items of all plans.
    pub total: usize,
    /// Plans that have none.
    pub without: usize,
    /// Plans of the site.
    pub all: usize,
    pub pager: Option<Pager>,
}

fn collect<T>(
    ctx: &PageContext,
    share: &Share,
    page: PlanPage,
    items: impl Fn(&PageContext, &SitePlan) -> Vec<T>,
) -> Everywhere<T> {
    let of = |plan: &SitePlan| {
        let items = items(&ctx.for_plan(plan), plan);
        Of { plan: name(ctx, plan, page), items }
    };
    Everywhere {
        plans: plans_of(ctx, share).iter().map(of).collect(),
        total: share.total,
        without: share.without,
        all: ctx.site.plans.len(),
        pager: share.pager.clone(),
    }
}

fn plans_of<'a>(ctx: &PageContext<'a>, share: &Share) -> &'a [SitePlan] {
    ctx.site.plans.get(share.plans.clone()).unwrap_or_default()
}

fn name(ctx: &PageContext, plan: &SitePlan, page: PlanPage) -> PlanName {
    PlanName {
        code: plan.code.clone(),
        title: plan.title().to_owned(),
        href: ctx.href(&crate::site::Address::plan(&plan.id, page)),
        blocked: plan.is_blocked(),
    }
}

/// A level of a plan with the way to its row.
#[derive(Debug, Serialize)]
pub struct LevelOf {
    pub row: LevelRow,
    pub href: String,
}

/// All levels, and what to open when an alert rings.
#[derive(Debug, Serialize)]
pub struct EscalationEverywhere {
    #[serde(flatten)]
    levels: Everywhere<LevelOf>,
    alerts: Vec<AlertOf>,
}

/// An alert of monitoring with the way to what is to be done.
#[derive(Debug, Serialize)]
pub struct AlertOf {
    pub name: String,
    pub level: Option<String>,
    pub plan: PlanName,
    /// Code, kind and words of what it leads to.
    pub code: String,
    pub kind: &'static str,
    pub words: String,
    pub href: String,
}

pub fn escalation(ctx: &PageContext, share: &Share) -> EscalationEverywhere {
    let levels = collect(ctx, share, PlanPage::Escalation, |ctx, _| {
        let of = |row: LevelRow| LevelOf { href: ctx.to_at(PlanPage::Escalation, &row.anchor), row };
        levels(ctx).into_iter().map(of).collect()
    });
    let here = |alert: &Alert| alert.is_rule && share.plans.contains(&alert.plan);
    let rules = alerts::alerts(ctx.site).into_iter().filter(here);
    EscalationEverywhere { levels, alerts: rules.filter_map(|alert| alert_of(ctx, alert)).collect() }
}

fn alert_of(ctx: &PageContext, alert: Alert) -> Option<AlertOf> {
    let plan = ctx.site.plans.get(alert.plan)?;
    let known = plan.identity.things.get(alert.thing)?;
    Some(AlertOf {
        name: alert.name,
        level: alert.level,
        plan: name(ctx, plan, PlanPage::Overview),
        code: known.code.to_string(),
        kind: known.thing.kind.name(),
        words: said(&known.thing.words),
        href: ctx.href(&home::home(plan, alert.thing)),
    })
}

pub fn contacts(ctx: &PageContext, share: &Share) -> Everywhere<Person> {
    collect(ctx, share, PlanPage::Contacts, |ctx, _| contacts::people(ctx))
}

/// A message of a plan.
#[derive(Debug, Serialize)]
pub struct MessageOf {
    pub title: String,
    pub href: String,
    pub fields: usize,
    pub audience: Option<String>,
    pub channel: Option<String>,
    /// When it goes out; `None` for a template.
    pub when: Option<String>,
}

/// The desk of the site's own messages, and where those of the plans are.
#[derive(Debug, Serialize)]
pub struct MessagesEverywhere {
    #[serde(flatten)]
    of_plans: Everywhere<MessageOf>,
    desk: DeskView,
}

pub fn messages(ctx: &PageContext, share: &Share) -> MessagesEverywhere {
    MessagesEverywhere { desk: desk::of_site(ctx), of_plans: messages_of_plans(ctx, share) }
}

fn messages_of_plans(ctx: &PageContext, share: &Share) -> Everywhere<MessageOf> {
    collect(ctx, share, PlanPage::Messages, |ctx, plan| {
        let told = &plan.plan.communication;
        let templates = told.templates.iter().map(|t| MessageOf {
            title: t.title.clone(),
            href: ctx.to_at(PlanPage::Messages, &fragment::template(&t.slug)),
            fields: t.fields.len(),
            audience: t.audience.clone(),
            channel: t.channel.clone(),
            when: None,
        });
        let scheduled = told.schedule.iter().map(|entry| MessageOf {
            title: ctx.shown(entry.place.line, &entry.what).into_owned(),
            href: ctx.to(PlanPage::Messages),
            fields: 0,
            audience: entry.audience.clone(),
            channel: entry.channel.clone(),
            when: Some(entry.when.clone()),
        });
        templates.chain(scheduled).collect()
    })
}

/// A signature that a plan asks for.
#[derive(Debug, Serialize)]
pub struct SignatureOf {
    pub role: String,
    pub name: Option<String>,
    pub meaning: Option<String>,
    pub preconditions: usize,
    pub section: String,
    pub href: String,
    /// What the records say of the role.
    pub signed: Option<Signed>,
}

pub fn sign_offs(ctx: &PageContext, share: &Share) -> Everywhere<SignatureOf> {
    collect(ctx, share, PlanPage::SignOff, |ctx, plan| {
        let of = |s: &crate::plan::SignOff| SignatureOf {
            role: s.role.clone(),
            name: s.name.clone(),
            meaning: s.meaning.clone(),
            preconditions: s.preconditions,
            section: s.place.section.clone(),
            href: ctx.to_at(PlanPage::SignOff, &fragment::sign_off(&s.role)),
            signed: signed::of_role(ctx, plan, &s.role),
        };
        plan.plan.signoffs.iter().map(of).collect()
    })
}

/// A finding of a plan.
#[derive(Debug, Serialize)]
pub struct FindingOf {
    /// HTML.
    pub message: String,
    pub line: u32,
    pub href: String,
}

/// What is missing in all plans.
#[derive(Debug, Serialize)]
pub struct MissingEverywhere {
    pub plans: Vec<MissingOf>,
    pub total: usize,
    pub all: usize,
    pub pager: Option<Pager>,
}

#[derive(Debug, Serialize)]
pub struct MissingOf {
    pub plan: PlanName,
    pub open: usize,
    pub blocked_by: Vec<String>,
    pub findings: Vec<FindingOf>,
    /// Parts that the plan has nothing of, each with its page.
    pub absent: Vec<Absent>,
    pub unfilled: usize,
}

pub fn missing_parts(ctx: &PageContext, share: &Share) -> MissingEverywhere {
    MissingEverywhere {
        plans: plans_of(ctx, share).iter().map(|plan| missing_of(ctx, plan)).collect(),
        total: ctx.site.plans.iter().map(|plan| gaps::open(&ctx.for_plan(plan))).sum(),
        all: ctx.site.plans.len(),
        pager: share.pager.clone(),
    }
}

fn missing_of(site: &PageContext, plan: &SitePlan) -> MissingOf {
    let ctx = &site.for_plan(plan);
    let lines = Lines::of(&plan.source.text);
    let named = gaps::findings(ctx).into_iter().zip(gaps::finding_names(ctx));
    let found = named.filter(|(d, _)| d.severity != Severity::Note);
    MissingOf {
        plan: name(site, plan, PlanPage::Missing),
        open: gaps::open(ctx),
        blocked_by: plan.blockers(),
        findings: found
            .map(|(d, name)| FindingOf {
                message: missing::spoken(&ctx.shown(0, &d.message)),
                line: d.span.map_or(1, |span| lines.line(span.start as usize)),
                href: ctx.to_at(PlanPage::Missing, &name),
            })
            .collect(),
        absent: gaps::absent(ctx),
        unfilled: contacts::people(ctx).iter().filter(|p| p.unfilled).count(),
    }
}

/// Ways on from an address without a file.
#[derive(Debug, Serialize)]
pub struct LostView {
    pub home: String,
    /// Where there are many plans, none of them stand here.
    pub many: bool,
    pub plans: Vec<LostPlan>,
}

#[derive(Debug, Serialize)]
pub struct LostPlan {
    pub name: PlanName,
    pub rollback: String,
    pub escalation: String,
}

pub fn lost(ctx: &PageContext) -> LostView {
    let of = |plan: &SitePlan| LostPlan {
        name: name(ctx, plan, PlanPage::Overview),
        rollback: ctx.for_plan(plan).to(PlanPage::Rollback),
        escalation: ctx.for_plan(plan).to(PlanPage::Escalation),
    };
    LostView {
        home: ctx.href(&crate::site::Address::root("index.html")),
        many: ctx.site.plans.len() > MANY,
        plans: ctx.site.plans.iter().take_while(|_| ctx.site.plans.len() <= MANY).map(of).collect(),
    }
}

/// Rows of a plan on each page.
pub fn levels_of(_: &PageContext, plan: &SitePlan) -> usize {
    plan.plan.escalation.severities.len()
}

pub fn people_of(_: &PageContext, plan: &SitePlan) -> usize {
    plan.plan.contacts.len()
}

pub fn messages_of(_: &PageContext, plan: &SitePlan) -> usize {
    plan.plan.communication.templates.len() + plan.plan.communication.schedule.len()
}

pub fn signatures_of(_: &PageContext, plan: &SitePlan) -> usize {
    plan.plan.signoffs.len()
}

pub fn open_of(ctx: &PageContext, plan: &SitePlan) -> usize {
    let found = gaps::findings(ctx).iter().filter(|d| d.severity != Severity::Note).count();
    found + gaps::absent(ctx).len() + plan.blockers().len()
}
