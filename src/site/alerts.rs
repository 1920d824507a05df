//! Alerts that plans name, and what to open when one rings.
//!
//! A name is that of a monitoring rule in a fence, or one that a scenario or step calls an alert. It leads to the scenario
//! that speaks of it, else to the step, else to the severity of its rule, else to where it stands.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Site, SitePlan};
use crate::ledger::{Kind, Known};
use crate::markdown::slug;
use crate::plan::{AlertThreshold, hidden};
use crate::recognise::Concept;

/// Why an alert leads to its thing, the better reasons first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Scenario,
    Step,
    /// A scenario that says in words what the name says.
    Words,
    Severity,
    Place,
}

/// An alert of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// `QueueFull`; for a condition without name what it says.
    pub name: String,
    /// False for a condition that monitoring knows by no name.
    pub is_rule: bool,
    pub level: Option<String>,
    /// Place of the plan in the site.
    pub plan: usize,
    pub line: u32,
    /// Place of what it leads to in the plan's things.
    pub thing: usize,
    pub reason: Reason,
}

/// All alerts of `site`: rules by their names, those with the better reason first; then conditions in order.
pub fn alerts(site: &Site) -> Vec<Alert> {
    let rules: BTreeSet<&str> = site.plans.iter().flat_map(rules_of).map(|rule| rule.text.as_str()).collect();
    let mut found: Vec<Alert> = Vec::new();
    for (at, plan) in site.plans.iter().enumerate() {
        let mut named: BTreeMap<String, Option<&AlertThreshold>> =
            rules_of(plan).map(|rule| (rule.text.clone(), Some(rule))).collect();
        for text in plan.identity.things.iter().filter(|known| calls(known.thing.kind)) {
            for name in named_in(site, &text.thing.words, &rules) {
                named.entry(name).or_insert(None);
            }
        }
        let about = |text: &str| named_in(site, text, &rules);
        let told = plan.plan.incidents.scenarios.iter().flat_map(told_by).flat_map(about);
        let told: Vec<String> = told.collect();
        told.into_iter().for_each(|name| {
            named.entry(name).or_insert(None);
        });
        found.extend(named.into_iter().filter_map(|(name, rule)| of_name(plan, at, name, rule)));
        let conditions = plan.plan.alert_thresholds.iter().filter(|rule| !is_name(&rule.text));
        found.extend(conditions.map(|condition| of_condition(plan, at, condition)));
    }
    found.sort_by(|a, b| {
        let rule = |alert: &Alert| alert.is_rule.then(|| (alert.name.clone(), alert.reason));
        (!a.is_rule, rule(a), a.plan, a.line).cmp(&(!b.is_rule, rule(b), b.plan, b.line))
    });
    found
}

fn rules_of(plan: &SitePlan) -> impl Iterator<Item = &AlertThreshold> {
    plan.plan.alert_thresholds.iter().filter(|alert| is_name(&alert.text))
}

/// The name of a rule: one word of letters and digits with more than one part (`QueueFull`, `queue_full`).
fn is_name(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-' | '.');
    let parts = text
        .char_indices()
        .filter(|(at, c)| *at > 0 && (c.is_ascii_uppercase() || matches!(c, '_' | ':' | '-')))
        .count();
    text.len() >= 4
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(known)
        && parts > 0
}

/// Kinds whose words may call an alert by its name.
fn calls(kind: Kind) -> bool {
    matches!(kind, Kind::Scenario | Kind::Procedure | Kind::Step | Kind::Task | Kind::Section)
}

fn told_by(scenario: &crate::plan::Scenario) -> impl Iterator<Item = &str> {
    let steps = scenario.immediate_steps.iter().chain(&scenario.recovery_steps);
    std::iter::once(&scenario.title).chain(&scenario.symptoms).chain(steps).map(String::as_str)
}

/// The names in a text: rules of any plan, and in a text that speaks of an alert what it marks as code or puts behind
/// a colon.
fn named_in(site: &Site, text: &str, rules: &BTreeSet<&str>) -> Vec<String> {
    let speaks = LazyCell::new(|| site.vocabulary.speaks(Concept::Alert, text));
    let mut found: Vec<String> = Vec::new();
    let mut before = "";
    for (at, word) in
        text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '"')).enumerate()
    {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let marked = word.contains('`') || (at > 0 && before.ends_with([':', '：']));
        if rules.contains(bare) || (marked && is_humped(bare) && *speaks) {
            found.push(bare.to_owned());
        }
        before = word;
    }
    found
}

/// `QueueFull`: the usual form of the names of rules.
fn is_humped(word: &str) -> bool {
    let humps = word.chars().filter(char::is_ascii_uppercase).count();
    let small = word.chars().any(|c| c.is_ascii_lowercase());
    is_name(word) && humps > 1 && small && word.starts_with(|c: char| c.is_ascii_uppercase())
}

fn of_name(plan: &SitePlan, at: usize, name: String, rule: Option<&AlertThreshold>) -> Option<Alert> {
    let level = rule.and_then(|rule| rule.level.clone());
    let (thing, reason) = scenario(plan, &name)
        .map(|thing| (thing, Reason::Scenario))
        .or_else(|| step(plan, &name).map(|thing| (thing, Reason::Step)))
        .or_else(|| in_words(plan, &name).map(|thing| (thing, Reason::Words)))
        .or_else(|| severity(plan, level.as_deref()?).map(|thing| (thing, Reason::Severity)))
        .or_else(|| rule.map(|rule| (around(plan, rule), Reason::Place)))?;
    let line = rule.map_or(plan.identity.things[thing].thing.line, |rule| rule.place.line);
    Some(Alert { name, is_rule: true, level, plan: at, line, thing, reason })
}

fn of_condition(plan: &SitePlan, at: usize, condition: &AlertThreshold) -> Alert {
    let level = condition.level.clone();
    let (thing, reason) = level
        .as_deref()
        .and_then(|level| severity(plan, level))
        .map_or_else(|| (around(plan, condition), Reason::Place), |thing| (thing, Reason::Severity));
    let name = hidden::in_line(&plan.plan, condition.place.line, &condition.text).into_owned();
    Alert { name, is_rule: false, level, plan: at, line: condition.place.line, thing, reason }
}

fn scenario(plan: &SitePlan, name: &str) -> Option<usize> {
    let scenarios = plan.plan.incidents.scenarios.iter().enumerate();
    let mut found = scenarios.filter(|(_, scenario)| told_by(scenario).any(|text| names(text, name)));
    found.find_map(|(at, _)| plan.identity.of_fact.get(&(Kind::Scenario, at)).copied())
}

/// The scenario whose title and symptoms hold all words of a name: `QueueFull` and "The queue is full".
fn in_words(plan: &SitePlan, name: &str) -> Option<usize> {
    let words = words_of(name);
    let scenarios = plan.plan.incidents.scenarios.iter().enumerate();
    let mut found = scenarios.filter(|(_, scenario)| {
        let told = slug(&format!("{} {}", scenario.title, scenario.symptoms.as_deref().unwrap_or("")));
        words.len() > 1 && words.iter().all(|word| told.split('-').any(|told| told == word))
    });
    found.find_map(|(at, _)| plan.identity.of_fact.get(&(Kind::Scenario, at)).copied())
}

/// `APIDown` and `api_down` as `api`, `down`.
fn words_of(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (at, c) in letters.iter().enumerate() {
        let after_small = at > 0 && letters[at - 1].is_ascii_lowercase();
        let before_small = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        if c.is_ascii_uppercase() && (after_small || before_small) {
            words.push('-');
        }
        words.push(*c);
    }
    slug(&words).split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn step(plan: &SitePlan, name: &str) -> Option<usize> {
    let says = |known: &Known| calls(known.thing.kind) && names(&known.thing.words, name);
    plan.identity.things.iter().position(says)
}

/// Whether `name` stands in `text` as a word.
fn names(text: &str, name: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(joins) && !text[at + name.len()..].starts_with(joins))
}

fn severity(plan: &SitePlan, level: &str) -> Option<usize> {
    let severities = plan.plan.escalation.severities.iter().enumerate();
    let is = |text: &str| text.eq_ignore_ascii_case(level.trim());
    let mut found = severities.filter(|(_, s)| is(&s.level) || s.label.as_deref().is_some_and(is));
    found.find_map(|(at, _)| plan.identity.of_fact.get(&(Kind::Severity, at)).copied())
}

/// The thing around an alert: the nearest heading, or the plan.
fn around(plan: &SitePlan, alert: &AlertThreshold) -> usize {
    let sections = &plan.document.sections;
    let lineage = std::iter::successors(Some(alert.place.section_id), |at| sections.get(*at)?.parent);
    let mut nodes = lineage.filter_map(|at| sections.get(at)).map(|section| section.node);
    nodes.find_map(|node| plan.identity.of_node.get(&node).copied()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    const PLAN: &str = "# Queue move\n\n## Monitoring\n\n```yaml\n- alert: QueueFull\n  labels:\n    severity: SEV1\n- alert: DiskSlow\n  labels:\n    severity: SEV2\n- alert: LagHigh\n- alert: FeedDead\n- alert: QUEUEStandsStill\n```\n\n## Alert thresholds\n\n- SEV2: queue > 10\n\n## Severity levels\n\n| Level | Response |\n|---|---|\n| SEV1 - Fire | 5 minutes |\n| SEV2 - Smoke | 1 hour |\n\n## Incident Scenarios\n\n### Scenario 1: Queue stands still\n\n**Symptoms**: QueueFull rings, alert: `WorkerGone`\n\n**Immediate Actions**:\n1. Stop the feed\n2. Ring the desk\n\n**Recovery**:\n1. Start the feed\n\n## Checks\n\n- [ ] Silence LagHigh in PagerDuty\n";

    #[test]
    fn names_lead_to_scenario_step_severity_or_place() {
        let site = site(PLAN);
        let told: Vec<(String, Reason, String)> = alerts(&site)
            .into_iter()
            .map(|a| (a.name, a.reason, site.plans[0].identity.things[a.thing].thing.words.clone()))
            .collect();
        let said: Vec<(&str, Reason, &str)> =
            told.iter().map(|(n, r, w)| (n.as_str(), *r, w.as_str())).collect();
        assert_eq!(
            said,
            [
                ("DiskSlow", Reason::Severity, "SEV2 Smoke"),
                ("FeedDead", Reason::Place, "Monitoring"),
                ("LagHigh", Reason::Step, "Silence LagHigh in PagerDuty"),
                ("QUEUEStandsStill", Reason::Words, "Scenario 1: Queue stands still"),
                ("QueueFull", Reason::Scenario, "Scenario 1: Queue stands still"),
                ("WorkerGone", Reason::Scenario, "Scenario 1: Queue stands still"),
                ("queue > 10", Reason::Severity, "SEV2 Smoke"),
            ]
        );
    }

    #[test]
    fn names_are_told_from_words() {
        for name in ["QueueFull", "queue_full", "job:queue:full", "KubePodCrash-1"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["Load", "load > 5", "P1", "10%", "", "é"] {
            assert!(!is_name(word), "{word}");
        }
        assert!(names("see QueueFull.", "QueueFull") && !names("QueueFuller", "QueueFull"));
    }
}
