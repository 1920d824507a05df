//! What a thing that changed is, and what its loss means.

use serde::Serialize;

/// Kinds of things, those whose loss weighs most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    NoGoCriterion,
    GoCriterion,
    SuccessCriterion,
    Trigger,
    RollbackPoint,
    Approver,
    SignOff,
    Gate,
    AlertThreshold,
    Severity,
    EscalationStep,
    Metric,
    Task,
    RollbackStep,
    Step,
    Phase,
    Stage,
    Section,
    Contact,
    Message,
    Channel,
    Risk,
    Scenario,
    Setting,
    Endpoint,
    Command,
    Text,
    /// A value in front of the text.
    Front,
}

/// Which way a number in a thing pulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pull {
    /// What must hold: a higher upper limit asks for less.
    Must,
    /// What calls for a stop or an alarm: a higher threshold fires less often.
    Stop,
    /// What happens after a time: a longer one is later.
    Late,
    /// Only the words can tell.
    Open,
}

impl Kind {
    /// Name for people.
    pub fn label(self) -> &'static str {
        match self {
            Kind::NoGoCriterion => "NO-GO criterion",
            Kind::GoCriterion => "GO criterion",
            Kind::SuccessCriterion => "success criterion",
            Kind::Trigger => "rollback trigger",
            Kind::RollbackPoint => "rollback point",
            Kind::Approver => "approver",
            Kind::SignOff => "signature",
            Kind::Gate => "gate",
            Kind::AlertThreshold => "alert threshold",
            Kind::Severity => "severity",
            Kind::EscalationStep => "escalation",
            Kind::Metric => "metric",
            Kind::Task => "task",
            Kind::RollbackStep => "rollback step",
            Kind::Step => "step",
            Kind::Phase => "phase",
            Kind::Stage => "stage",
            Kind::Section => "section",
            Kind::Contact => "contact",
            Kind::Message => "message",
            Kind::Channel => "channel",
            Kind::Risk => "risk",
            Kind::Scenario => "scenario",
            Kind::Setting => "setting",
            Kind::Endpoint => "endpoint",
            Kind::Command => "command",
            Kind::Text => "text",
            Kind::Front => "front matter",
        }
    }

    /// With its article, for sentences.
    pub fn a(self) -> String {
        let label = self.label();
        match self {
            Kind::Text | Kind::Front => label.to_owned(),
            _ if label.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {label}"),
            _ => format!("a {label}"),
        }
    }

    /// Whether a plan without the thing asks for less than with it.
    pub fn guards(self) -> bool {
        matches!(
            self,
            Kind::NoGoCriterion
                | Kind::GoCriterion
                | Kind::SuccessCriterion
                | Kind::Trigger
                | Kind::RollbackPoint
                | Kind::Approver
                | Kind::SignOff
                | Kind::Gate
                | Kind::AlertThreshold
        )
    }

    pub fn pull(self) -> Pull {
        match self {
            Kind::GoCriterion | Kind::SuccessCriterion | Kind::Metric => Pull::Must,
            Kind::NoGoCriterion
            | Kind::Trigger
            | Kind::RollbackPoint
            | Kind::AlertThreshold
            | Kind::Severity => Pull::Stop,
            Kind::EscalationStep => Pull::Late,
            _ => Pull::Open,
        }
    }

    /// Facts whose rewording is no matter of the plan's course.
    pub fn is_fact(self) -> bool {
        matches!(self, Kind::Contact | Kind::Channel | Kind::Setting | Kind::Endpoint | Kind::Front)
    }

    pub fn is_heading(self) -> bool {
        matches!(self, Kind::Phase | Kind::Stage | Kind::Section)
    }
}
