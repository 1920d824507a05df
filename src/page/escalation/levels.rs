//! The rows of the matrix: each level with all that the plan says of it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ledger::Kind;
use crate::page::context::SourceMark;
use crate::page::grade::{Level, level};
use crate::page::reaction::Reaction;
use crate::page::{CodeMark, PageContext};
use crate::plan::{Place, Severity};
use crate::site::fragment;

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct LevelRow {
    pub anchor: String,
    /// `None` for a level of the front matter alone.
    pub mark: Option<CodeMark>,
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

/// The rows of the matrix, those of the front matter that the text does not have at the end.
pub fn levels(ctx: &PageContext) -> Vec<LevelRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let own = &plan.plan.escalation.severities;
    let mut rows: Vec<LevelRow> = own
        .iter()
        .enumerate()
        .map(|(at, s)| LevelRow { mark: ctx.code_of(Kind::Severity, at), ..level_row(ctx, s) })
        .collect();
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
        mark: None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;
    use crate::plan::SeveritySource;
    use crate::read::SeverityEntry;
    use crate::site::{PlanPage, Site};

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
