//! What recognition took each part of a plan for.

use std::collections::BTreeMap;

use super::super::Kind;
use crate::markdown::NodeId;
use crate::site::SitePlan;

/// The kinds of nodes and lines.
#[derive(Debug, Default)]
pub struct Kinds {
    nodes: BTreeMap<NodeId, Kind>,
    /// Lines that tell of a severity, whatever holds them.
    severities: BTreeMap<u32, ()>,
    /// Lines of messages: first and last.
    messages: Vec<(u32, u32)>,
    /// Lines that were taken for something on their own, with the kind.
    lines: BTreeMap<u32, Kind>,
}

impl Kinds {
    pub fn of(plan: &SitePlan) -> Kinds {
        let mut kinds = Kinds::default();
        for claim in plan.claims.iter() {
            let Some(kind) = kind_of(claim.kind) else { continue };
            let weightier = |known: Option<&Kind>| known.is_none_or(|known| kind < *known);
            if weightier(kinds.nodes.get(&claim.node)) {
                kinds.nodes.insert(claim.node, kind);
            }
            if weightier(kinds.lines.get(&claim.line)) {
                kinds.lines.insert(claim.line, kind);
            }
        }
        for severity in &plan.plan.escalation.severities {
            for source in &severity.sources {
                kinds.severities.insert(source.place.line, ());
                kinds.severities.extend(source.texts.iter().map(|(_, line)| (*line, ())));
            }
            kinds.severities.extend(severity.update_line.map(|line| (line, ())));
        }
        kinds.messages = plan
            .plan
            .communication
            .templates
            .iter()
            .map(|t| (t.place.line, t.place.line + t.text.lines().count() as u32 + 1))
            .collect();
        kinds
    }

    /// The kind of a heading.
    pub fn heading(&self, node: NodeId) -> Kind {
        match self.nodes.get(&node) {
            Some(
                kind @ (Kind::Phase
                | Kind::Stage
                | Kind::Gate
                | Kind::RollbackPoint
                | Kind::Risk
                | Kind::Scenario),
            ) => *kind,
            _ => Kind::Section,
        }
    }

    /// The kind of an item, a row or a paragraph.
    pub fn line(&self, node: NodeId, line: u32) -> Kind {
        match self.nodes.get(&node) {
            Some(Kind::Phase | Kind::Stage) | None if self.severities.contains_key(&line) => Kind::Severity,
            Some(Kind::Phase | Kind::Stage) => Kind::Step,
            Some(kind) => *kind,
            None => Kind::Text,
        }
    }

    /// Whether single lines between the two were taken for things.
    pub fn stand_alone(&self, first: u32, last: u32) -> bool {
        first < last
            && self.lines.range(first..=last).any(|(_, kind)| {
                matches!(kind, Kind::SignOff | Kind::Task | Kind::Contact | Kind::RollbackPoint)
            })
    }

    /// The kind of one line of a paragraph.
    pub fn single(&self, line: u32) -> Kind {
        self.lines.get(&line).copied().unwrap_or(Kind::Text)
    }

    /// The kind of a line of the code in `block`.
    pub fn code(&self, block: NodeId, line: u32, words: &str) -> Kind {
        if self.nodes.get(&block) == Some(&Kind::Message)
            || self.messages.iter().any(|(first, last)| (*first..=*last).contains(&line))
        {
            return Kind::Message;
        }
        if self.severities.contains_key(&line) {
            return Kind::Severity;
        }
        match self.lines.get(&line) {
            Some(Kind::Phase | Kind::Stage | Kind::Section) | None if is_setting(words) => Kind::Setting,
            Some(kind @ (Kind::Trigger | Kind::RollbackPoint | Kind::SignOff | Kind::Contact)) => *kind,
            _ => Kind::Command,
        }
    }
}

/// `NAME=value`, with or without `export` in front.
fn is_setting(line: &str) -> bool {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let name: &str = line.split('=').next().unwrap_or("");
    name.len() < line.len()
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// The kind that a claim comes down to.
fn kind_of(claim: &str) -> Option<Kind> {
    Some(match claim {
        "go" => Kind::GoCriterion,
        "no-go" => Kind::NoGoCriterion,
        "success criterion" => Kind::SuccessCriterion,
        "trigger" => Kind::Trigger,
        "rollback point" => Kind::RollbackPoint,
        "sign-off" => Kind::SignOff,
        "gate" | "go/no-go" => Kind::Gate,
        "alert threshold" => Kind::AlertThreshold,
        "severity" => Kind::Severity,
        "escalation step" => Kind::EscalationStep,
        "metric" => Kind::Metric,
        "task" => Kind::Task,
        "rollback" => Kind::RollbackStep,
        "procedure" | "contingency" | "step" => Kind::Step,
        "phase" => Kind::Phase,
        "stage" => Kind::Stage,
        "contact" => Kind::Contact,
        "template" | "communication" => Kind::Message,
        "channel" => Kind::Channel,
        "risk" => Kind::Risk,
        "scenario" => Kind::Scenario,
        "endpoint" => Kind::Endpoint,
        _ => return None,
    })
}
