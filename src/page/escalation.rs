//! The matrix: how bad, how fast, who, and when, with every line that says so.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::SourceMark;
use super::grade::{Level, level};
use super::reaction::Reaction;
use super::{PageContext, contacts};
use crate::plan::{EscalationStep, Place, Procedure, Severity, Step};
use crate::site::{PlanPage, fragment};

#[derive(Debug, Serialize, Default)]
pub struct EscalationView {
    pub levels: Vec<LevelRow>,
    /// Levels whose sources disagree.
    pub contradictions: usize,
    /// Places of the plan that define levels.
    pub sources: usize,
    pub steps: Vec<StepRow>,
    /// What is done first at a level.
    pub first: Vec<FirstHours>,
    pub alerts: Vec<AlertGroup>,
    pub scenarios: Vec<ScenarioRow>,
    pub people: Vec<contacts::Person>,
    pub contacts: String,
    pub missing: String,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct LevelRow {
    pub anchor: String,
    pub level: Level,
    pub label: Option<String>,
    pub respond: Option<Reaction>,
    /// Every source of the response time.
    pub responds: Vec<Said>,
    /// True where the sources of the response time disagree; then the shortest stands in `respond`.
    pub clash: bool,
    pub update: Option<Reaction>,
    pub update_source: Option<SourceMark>,
    pub resolve: Option<Reaction>,
    pub notify: Vec<String>,
    pub conditions: Vec<Condition>,
    pub sources: Vec<SourceRow>,
    pub mentions: Vec<SourceMark>,
}

/// A value with its line.
#[derive(Debug, Serialize)]
pub struct Said {
    pub text: String,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct Condition {
    pub text: String,
    pub sources: Vec<SourceMark>,
}

/// A place that defines the level.
#[derive(Debug, Serialize)]
pub struct SourceRow {
    pub section: String,
    pub label: Option<String>,
    pub conditions: usize,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct StepRow {
    pub level: Option<String>,
    /// True where the words begin with the level.
    pub named: bool,
    pub what: String,
    pub after: Option<String>,
    pub who: Option<String>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct FirstHours {
    pub level: Level,
    pub title: String,
    /// True where the title names the level.
    pub named: bool,
    pub href: String,
    pub steps: Vec<(Option<String>, String)>,
}

/// Alerts of one level.
#[derive(Debug, Serialize)]
pub struct AlertGroup {
    pub level: Option<Level>,
    pub alerts: Vec<Said>,
}

#[derive(Debug, Serialize)]
pub struct ScenarioRow {
    pub symptoms: Option<String>,
    pub title: String,
    pub href: String,
    pub first: Option<String>,
}

pub fn view(ctx: &PageContext) -> EscalationView {
    let Some(plan) = ctx.plan() else { return EscalationView::default() };
    let facts = &plan.plan;
    let levels = levels(ctx);
    EscalationView {
        contradictions: levels.iter().filter(|l| l.clash).count(),
        sources: levels.iter().map(|l| l.sources.len()).max().unwrap_or(0),
        levels,
        steps: facts.escalation.other.iter().map(|step| step_row(ctx, step)).collect(),
        first: facts.procedures.iter().filter_map(|p| first_hours(ctx, p)).collect(),
        alerts: alerts(ctx),
        scenarios: scenarios(ctx),
        people: contacts::people(ctx),
        contacts: ctx.to(PlanPage::Contacts),
        missing: ctx.to(PlanPage::Missing),
    }
}

/// The rows of the matrix, those of the front matter that the text does not have at the end.
pub fn levels(ctx: &PageContext) -> Vec<LevelRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let own = &plan.plan.escalation.severities;
    let mut rows: Vec<LevelRow> = own.iter().map(|s| level_row(ctx, s)).collect();
    for (at, entry) in plan.source.front.severities.iter().enumerate() {
        if own.iter().any(|s| s.level.eq_ignore_ascii_case(&entry.level)) {
            continue;
        }
        let severity = Severity {
            level: entry.level.clone(),
            label: entry.label.clone(),
            response_time: entry.response.clone(),
            update_frequency: entry.update.clone(),
            resolution_time: None,
            notify: entry.notify.clone(),
            conditions: 0,
            mentions: Vec::new(),
            sources: Vec::new(),
            update_line: None,
        };
        let mut row = level_row(ctx, &severity);
        let span = plan.source.front.places.get(&format!("severities.{at}.level"));
        let source = ctx.mark_line(span.map_or(1, |s| ctx.line_at(s.start)), "front matter");
        row.sources.push(SourceRow {
            section: "front matter".to_owned(),
            label: entry.label.clone(),
            conditions: 0,
            source,
        });
        rows.push(row);
    }
    rows
}

fn level_row(ctx: &PageContext, severity: &Severity) -> LevelRow {
    let words = &ctx.site.vocabulary;
    let read = |literal: &String| Reaction::read(words, literal);
    let (respond, responds, clash) = respond(ctx, severity);
    LevelRow {
        anchor: fragment::level(&severity.level),
        level: level(ctx, &severity.level),
        label: severity.label.clone(),
        respond,
        responds,
        clash,
        update: severity.update_frequency.as_ref().map(read),
        update_source: severity.update_line.map(|line| ctx.mark_line(line, "")),
        resolve: severity.resolution_time.as_ref().map(read),
        notify: severity.notify.clone(),
        conditions: conditions(ctx, severity),
        sources: severity
            .sources
            .iter()
            .map(|s| source_row(ctx, &s.place, s.label.as_ref(), s.conditions))
            .collect(),
        mentions: ctx.mark_lines(&severity.mentions),
    }
}

/// The response time to act on, all that say one, and whether they disagree. The shortest wins then.
fn respond(ctx: &PageContext, severity: &Severity) -> (Option<Reaction>, Vec<Said>, bool) {
    let words = &ctx.site.vocabulary;
    let settled = severity.response_time.as_ref().map(|literal| Reaction::read(words, literal));
    let mut said: Vec<(Reaction, Said)> = Vec::new();
    for source in &severity.sources {
        let Some(literal) = &source.response_time else { continue };
        let source = ctx.mark(&source.place);
        said.push((Reaction::read(words, literal), Said { text: literal.clone(), source }));
    }
    let first = said.iter().find(|(r, _)| r.minutes.is_some()).or(said.first()).map(|(r, _)| r);
    let clash = first.is_some_and(|first| said.iter().any(|(other, _)| first.contradicts(other)));
    let strictest = said.iter().map(|(r, _)| r).filter(|r| r.minutes.is_some()).min_by_key(|r| r.minutes);
    let shown = if clash { strictest.cloned().or(settled) } else { settled };
    (shown, said.into_iter().map(|(_, said)| said).collect(), clash)
}

/// The conditions of all sources; those in the same words stand once with all their lines.
fn conditions(ctx: &PageContext, severity: &Severity) -> Vec<Condition> {
    let mut found: Vec<Condition> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for source in &severity.sources {
        for (text, line) in &source.texts {
            let text = ctx.shown(*line, text).into_owned();
            let at = *known.entry(text.to_lowercase()).or_insert(found.len());
            if at == found.len() {
                found.push(Condition { text, sources: Vec::new() });
            }
            found[at].sources.push(ctx.mark_line(*line, &source.place.section));
        }
    }
    found
}

fn source_row(ctx: &PageContext, place: &Place, label: Option<&String>, conditions: usize) -> SourceRow {
    SourceRow { section: place.section.clone(), label: label.cloned(), conditions, source: ctx.mark(place) }
}

fn step_row(ctx: &PageContext, step: &EscalationStep) -> StepRow {
    StepRow {
        level: step.level.clone(),
        named: step.level.as_ref().is_some_and(|level| step.what.starts_with(level.as_str())),
        what: ctx.shown(step.place.line, &step.what).into_owned(),
        after: step.after.clone(),
        who: step.who.clone(),
        source: ctx.mark(&step.place),
    }
}

/// The steps of a procedure for one level, when they have windows.
fn first_hours(ctx: &PageContext, procedure: &Procedure) -> Option<FirstHours> {
    let severity = procedure.severity.as_ref()?;
    if procedure.windows.iter().all(Option::is_none) {
        return None;
    }
    Some(FirstHours {
        level: level(ctx, severity),
        title: procedure.title.clone(),
        named: procedure.title.contains(severity),
        href: ctx.to_at(PlanPage::Scenarios, &fragment::procedure(&procedure.slug)),
        steps: procedure
            .step_list
            .iter()
            .map(|step| (step.window.clone(), ctx.shown(step.line, without_window(step)).into_owned()))
            .collect(),
    })
}

/// The step without its window in brackets, which stands in front of it.
fn without_window(step: &Step) -> &str {
    let text = step.text.trim_end_matches([':', '：']);
    let bracket = step.window.as_ref().map(|window| format!("({window})"));
    bracket.and_then(|bracket| text.strip_suffix(bracket.as_str())).unwrap_or(text).trim_end()
}

/// Alert thresholds by level, in the order in which the levels come up.
pub fn alerts(ctx: &PageContext) -> Vec<AlertGroup> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let mut groups: Vec<AlertGroup> = Vec::new();
    for alert in &plan.plan.alert_thresholds {
        let said = Said {
            text: ctx.shown(alert.place.line, &alert.text).into_owned(),
            source: ctx.mark(&alert.place),
        };
        let same = |g: &&mut AlertGroup| g.level.as_ref().map(|l| &l.text) == alert.level.as_ref();
        match groups.iter_mut().find(same) {
            Some(group) => group.alerts.push(said),
            None => {
                let level = alert.level.as_ref().map(|text| level(ctx, text));
                groups.push(AlertGroup { level, alerts: vec![said] });
            }
        }
    }
    groups.sort_by_key(|g| g.level.as_ref().and_then(|l| l.rank).unwrap_or(u8::MAX));
    groups
}

fn scenarios(ctx: &PageContext) -> Vec<ScenarioRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let row = |scenario: &crate::plan::Scenario| ScenarioRow {
        symptoms: scenario.symptoms.clone(),
        title: scenario.title.clone(),
        href: ctx.to_at(PlanPage::Scenarios, &fragment::scenario(&scenario.slug)),
        first: scenario.immediate_steps.first().or(scenario.recovery_steps.first()).cloned(),
    };
    plan.plan.incidents.scenarios.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;
    use crate::plan::SeveritySource;
    use crate::read::SeverityEntry;
    use crate::site::Site;

    fn source(response: &str, line: u32, text: &str) -> SeveritySource {
        SeveritySource {
            conditions: 1,
            label: None,
            response_time: Some(response.into()),
            place: Place { line, ..Place::default() },
            texts: vec![(text.into(), line + 1)],
        }
    }

    fn site_of(sources: Vec<SeveritySource>) -> Site {
        testing::site_with("# Plan\n", |plan| {
            let response_time = sources.first().and_then(|s| s.response_time.clone());
            plan.plan.escalation.severities = vec![Severity {
                level: "P1".into(),
                label: Some("High".into()),
                response_time,
                update_frequency: None,
                resolution_time: None,
                notify: Vec::new(),
                conditions: sources.len(),
                mentions: vec![3, 9],
                sources,
                update_line: None,
            }];
        })
    }

    #[test]
    fn where_sources_disagree_the_strictest_stands_and_all_are_shown() {
        let site = site_of(vec![source("1 hour", 3, "Orders fail"), source("< 15 min", 9, "orders fail")]);
        testing::on(&site, PlanPage::Escalation, |ctx| {
            let row = &levels(ctx)[0];
            assert!(row.clash);
            assert_eq!(row.respond.as_ref().map(|r| r.short.as_str()), Some("15 min"));
            assert_eq!(row.responds.len(), 2);
            let lines: Vec<u32> = row.conditions[0].sources.iter().map(|s| s.line).collect();
            assert_eq!((row.conditions.len(), lines), (1, vec![4, 10]), "the same words stand once");
        });
        let words = testing::words(&testing::pages(&site)["plan/escalation.html"]);
        assert!(words.contains("2 sources differ 1 hour L3"), "{words}");
        assert!(words.contains("< 15 min L9"), "{words}");
    }

    #[test]
    fn the_same_time_in_two_places_is_no_contradiction() {
        let site = site_of(vec![source("within 30 minutes", 3, "a"), source("<30 minutes", 9, "b")]);
        testing::on(&site, PlanPage::Escalation, |ctx| assert!(!levels(ctx)[0].clash));
    }

    #[test]
    fn levels_of_the_front_matter_join_and_what_is_missing_is_said() {
        let mut site = site_of(vec![source("1 hour", 3, "Orders fail")]);
        let entry = |level: &str| SeverityEntry { level: level.into(), ..SeverityEntry::default() };
        site.plans[0].source.front.severities = vec![entry("p1"), entry("P2")];
        testing::on(&site, PlanPage::Escalation, |ctx| {
            let names: Vec<String> = levels(ctx).into_iter().map(|l| l.level.text).collect();
            assert_eq!(names, ["P1", "P2"]);
        });
        let words = testing::words(&testing::pages(&site)["plan/escalation.html"]);
        assert!(words.contains("nobody is named"), "{words}");
        assert!(words.contains("no response time"), "{words}");
    }
}
