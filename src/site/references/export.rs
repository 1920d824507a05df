//! References as `tminus facts` prints them.

use serde::Serialize;

use super::Target;
use crate::site::SitePlan;

/// A reference that the site makes, or that the plan lacks the target of.
#[derive(Debug, Clone, Serialize)]
pub struct CrossLink {
    pub line: u32,
    pub text: String,
    /// `severity:P0`, `section:Rollback > Steps`, `endpoints`; a list of slugs for several phases.
    pub to: serde_json::Value,
    pub resolved: bool,
}

impl CrossLink {
    /// All references of the plan, in order of the text.
    pub fn all(plan: &SitePlan) -> Vec<CrossLink> {
        let links = plan.references.iter().map(|reference| CrossLink {
            line: reference.line,
            text: reference.text.clone(),
            to: match reference.target {
                Target::Phases => earlier_phases(plan, reference.line).into(),
                target => target.key(plan).into(),
            },
            resolved: reference.resolved,
        });
        links.collect()
    }
}

/// Slugs of the phases before the one that holds `line`.
fn earlier_phases(plan: &SitePlan, line: u32) -> Vec<String> {
    let phases = &plan.plan.phases;
    let here = phases.iter().rposition(|p| p.place.line <= line).unwrap_or(phases.len());
    let track = phases.get(here).and_then(|p| p.group.as_ref());
    phases[..here].iter().filter(|p| p.group.as_ref() == track).map(|p| p.slug.clone()).collect()
}
