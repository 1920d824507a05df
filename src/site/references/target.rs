//! What a reference leads to.

use crate::ledger::Kind;
use crate::markdown::SectionId;
use crate::site::{Address, PlanPage, SitePlan, fragment};

/// A thing of one plan that other places may speak of. Numbers are places in the lists of the
/// [`Plan`](crate::plan::Plan), in the order of that list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The escalation matrix as a whole.
    Escalation,
    Severity(usize),
    /// All phases.
    Phases,
    Phase(usize),
    /// A phase and the stage in it.
    Stage(usize, usize),
    Section(SectionId),
    Flag(usize),
    /// In `env_vars`.
    Setting(usize),
    /// All addresses to check.
    Endpoints,
    Endpoint(usize),
    Contacts,
    Contact(usize),
    SignOff(usize),
    Channel(usize),
    Template(usize),
    /// The way back as a whole.
    Rollback,
    RollbackPoint(usize),
    /// In `rollback.procedures`.
    RollbackProcedure(usize),
    Scenario(usize),
    Risk(usize),
}

impl Target {
    /// The page that shows the thing; `None` for a phase or stage, which has a page of its own.
    pub fn page(self) -> Option<PlanPage> {
        Some(match self {
            Target::Escalation | Target::Severity(_) => PlanPage::Escalation,
            Target::Phases => PlanPage::Phases,
            Target::Phase(_) | Target::Stage(..) => return None,
            Target::Section(_) => PlanPage::Text,
            Target::Flag(_) | Target::Setting(_) | Target::Endpoints | Target::Endpoint(_) => {
                PlanPage::Settings
            }
            Target::Contacts | Target::Contact(_) => PlanPage::Contacts,
            Target::SignOff(_) => PlanPage::SignOff,
            Target::Channel(_) | Target::Template(_) => PlanPage::Messages,
            Target::Rollback | Target::RollbackPoint(_) | Target::RollbackProcedure(_) => PlanPage::Rollback,
            Target::Scenario(_) => PlanPage::Scenarios,
            Target::Risk(_) => PlanPage::Risks,
        })
    }

    /// Where the thing is shown.
    pub fn address(self, plan: &SitePlan) -> Address {
        let page = match (self, self.page()) {
            (_, Some(page)) => Address::plan(&plan.id, page),
            (Target::Phase(at) | Target::Stage(at, _), None) => match plan.plan.phases.get(at) {
                Some(phase) => Address::phase(&plan.id, &phase.slug),
                None => Address::plan(&plan.id, PlanPage::Phases),
            },
            _ => Address::plan(&plan.id, PlanPage::Overview),
        };
        match self.fragment(plan) {
            Some(fragment) => page.at(fragment),
            None => page,
        }
    }

    /// The name of the thing in the page that shows it; `None` for whole pages.
    pub fn fragment(self, plan: &SitePlan) -> Option<String> {
        let p = &plan.plan;
        Some(match self {
            Target::Severity(at) => fragment::level(&p.escalation.severities.get(at)?.level),
            Target::Stage(phase, at) => fragment::stage(&p.phases.get(phase)?.stages.get(at)?.slug),
            Target::Section(id) => plan.document.sections.get(id)?.anchor.clone(),
            Target::Flag(at) => fragment::setting(&p.feature_flags.get(at)?.name),
            Target::Setting(at) => fragment::setting(&p.env_vars.get(at)?.name),
            Target::Endpoint(at) => fragment::endpoint(&p.endpoints.get(at)?.path),
            Target::Contact(at) => fragment::role(&p.contacts.get(at)?.role),
            Target::SignOff(at) => fragment::sign_off(&p.signoffs.get(at)?.role),
            Target::Channel(at) => fragment::channel(&p.communication.channels.get(at)?.name),
            Target::Template(at) => fragment::template(&p.communication.templates.get(at)?.slug),
            Target::RollbackPoint(at) => fragment::point(&p.gates.rollback_points.get(at)?.label),
            Target::RollbackProcedure(at) => fragment::procedure(&p.rollback.procedures.get(at)?.slug),
            Target::Scenario(at) => fragment::scenario(&p.incidents.scenarios.get(at)?.slug),
            Target::Risk(at) => plan.identity.by_fact(Kind::Risk, at)?.code.to_string(),
            _ => return None,
        })
    }

    /// The thing in one word, for `facts`: `severity:P0`, `stage:2.1`, `endpoints`.
    pub fn key(self, plan: &SitePlan) -> String {
        let (kind, name) = (self.kind(), self.name(plan));
        name.map_or_else(|| kind.to_owned(), |name| format!("{kind}:{name}"))
    }

    /// What kind of thing it is.
    pub fn kind(self) -> &'static str {
        match self {
            Target::Escalation => "escalation",
            Target::Severity(_) => "severity",
            Target::Phases => "phases",
            Target::Phase(_) => "phase",
            Target::Stage(..) => "stage",
            Target::Section(_) => "section",
            Target::Flag(_) => "flag",
            Target::Setting(_) => "env",
            Target::Endpoints => "endpoints",
            Target::Endpoint(_) => "endpoint",
            Target::Contacts => "contacts",
            Target::Contact(_) => "contact",
            Target::SignOff(_) => "sign-off",
            Target::Channel(_) => "channel",
            Target::Template(_) => "template",
            Target::Rollback | Target::RollbackProcedure(_) => "rollback",
            Target::RollbackPoint(_) => "rollback-point",
            Target::Scenario(_) => "scenario",
            Target::Risk(_) => "risk",
        }
    }

    /// What the plan calls the thing; `None` for a whole page.
    pub fn name(self, plan: &SitePlan) -> Option<String> {
        let p = &plan.plan;
        match self {
            Target::Escalation | Target::Phases | Target::Endpoints | Target::Contacts | Target::Rollback => {
                None
            }
            Target::Severity(at) => p.escalation.severities.get(at).map(|s| s.level.clone()),
            Target::Phase(at) => p.phases.get(at).map(|phase| phase.slug.clone()),
            Target::Stage(phase, at) => {
                let stage = p.phases.get(phase).and_then(|phase| phase.stages.get(at));
                stage.map(|s| s.number.clone().unwrap_or_else(|| s.slug.clone()))
            }
            Target::Section(id) => Some(plan.document.path(id)),
            Target::Flag(at) => p.feature_flags.get(at).map(|f| f.name.clone()),
            Target::Setting(at) => p.env_vars.get(at).map(|s| s.name.clone()),
            Target::Endpoint(at) => p.endpoints.get(at).map(|e| e.path.clone()),
            Target::Contact(at) => p.contacts.get(at).map(|c| c.role.clone()),
            Target::SignOff(at) => p.signoffs.get(at).map(|s| s.role.clone()),
            Target::Channel(at) => p.communication.channels.get(at).map(|c| c.name.clone()),
            Target::Template(at) => p.communication.templates.get(at).map(|t| t.slug.clone()),
            Target::RollbackPoint(at) => p.gates.rollback_points.get(at).map(|r| r.label.clone()),
            Target::RollbackProcedure(at) => p.rollback.procedures.get(at).map(|r| r.slug.clone()),
            Target::Scenario(at) => p.incidents.scenarios.get(at).map(|s| s.slug.clone()),
            Target::Risk(at) => p.risks.get(at).map(|r| r.title.clone()),
        }
    }
}
