//! Severities from headings, lead-ins, lists, tables and text fences, merged into one matrix with every source kept;
//! and the steps of escalation.
//!
//! [`level`] reads what names a level; [`blocks`] reads headings and lead-ins with what stands below them; [`items`],
//! [`rows`] the other forms; [`steps`] the people to call.

mod blocks;
mod items;
mod level;
mod rows;
mod steps;

use super::{Concept, Context};
use crate::plan::{AlertThreshold, Escalation, Place, Severity, SeveritySource, UpdateFrequency};
use crate::read::SeverityEntry;

pub use level::{Family, Level, leading, titled, word_rank};

/// What one place says about a level.
#[derive(Debug, Clone)]
struct Found {
    level: Level,
    source: SeveritySource,
    /// Whether it grades incidents (rather than alerts): what it says wins.
    classifies: bool,
    update: Option<String>,
    resolution: Option<String>,
    notify: Vec<String>,
}

/// The matrix and the steps of escalation.
pub fn find(ctx: &Context, _alerts: &[AlertThreshold], updates: &[UpdateFrequency]) -> Escalation {
    let mut found = blocks::find(ctx);
    found.extend(items::find(ctx));
    found.extend(rows::find(ctx));
    found.sort_by_key(|f| f.source.place.line);
    found.dedup_by(|a, b| a.source.place.line == b.source.place.line && a.level.same(&b.level));
    let mut matrix: Vec<(Level, Severity)> = Vec::new();
    for found in &found {
        let severity = row(&mut matrix, &found.level);
        severity.conditions += found.source.conditions;
        severity.sources.push(found.source.clone());
        severity.notify.extend(
            found.notify.iter().filter(|who| !severity.notify.contains(who)).cloned().collect::<Vec<_>>(),
        );
        severity.update_frequency = severity.update_frequency.take().or_else(|| found.update.clone());
        severity.resolution_time = severity.resolution_time.take().or_else(|| found.resolution.clone());
    }
    for (level, severity) in &mut matrix {
        let of = |classifies: bool| {
            found
                .iter()
                .filter(|f| f.level.same(level) && f.classifies == classifies)
                .map(|f| &f.source)
                .collect::<Vec<_>>()
        };
        let ranked: Vec<&SeveritySource> = of(true).into_iter().chain(of(false)).collect();
        severity.label = ranked.iter().find_map(|source| source.label.clone());
        severity.response_time = ranked.iter().find_map(|source| source.response_time.clone());
    }
    for update in updates {
        let Some(level) = read_level(ctx, &update.level).filter(|l| l.family != Family::Step) else {
            continue;
        };
        let severity = row(&mut matrix, &level);
        severity.update_frequency = Some(update.frequency.clone());
        severity.update_line = Some(update.line);
    }
    matrix.sort_by_key(|(level, _)| (level.family, level.rank));
    let mut severities: Vec<(Level, Severity)> = matrix;
    mentions(ctx, &mut severities);
    Escalation { severities: severities.into_iter().map(|(_, s)| s).collect(), other: steps::find(ctx) }
}

/// A level as a text names it, numbered or by a word.
pub fn read_level(ctx: &Context, text: &str) -> Option<Level> {
    leading(text).map(|(level, _)| level).or_else(|| titled(ctx, text).map(|titled| titled.level))
}

fn row<'m>(matrix: &'m mut Vec<(Level, Severity)>, level: &Level) -> &'m mut Severity {
    let at = matrix.iter().position(|(known, _)| known.same(level)).unwrap_or_else(|| {
        let severity = Severity {
            level: level.text.clone(),
            label: None,
            response_time: None,
            update_frequency: None,
            resolution_time: None,
            notify: Vec::new(),
            conditions: 0,
            mentions: Vec::new(),
            sources: Vec::new(),
            update_line: None,
        };
        matrix.push((level.clone(), severity));
        matrix.len() - 1
    });
    &mut matrix[at].1
}

/// Lays severities of the front matter over the matrix: what they say wins, levels that the text does not know are
/// added. `line_of` gives the line of an entry.
pub fn override_rows(
    ctx: &Context,
    escalation: &mut Escalation,
    entries: &[SeverityEntry],
    line_of: &dyn Fn(usize) -> u32,
) {
    if entries.is_empty() {
        return;
    }
    let read = |text: &str| {
        read_level(ctx, text).unwrap_or(Level { text: text.to_owned(), family: Family::Word, rank: 9 })
    };
    let known = std::mem::take(&mut escalation.severities);
    let mut matrix: Vec<(Level, Severity)> = known.into_iter().map(|s| (read(&s.level), s)).collect();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.level.trim().is_empty()) {
        let level = read(&entry.level);
        let severity = row(&mut matrix, &level);
        let over = |old: &mut Option<String>, new: &Option<String>| {
            if new.is_some() {
                old.clone_from(new);
            }
        };
        over(&mut severity.label, &entry.label);
        over(&mut severity.response_time, &entry.response);
        over(&mut severity.update_frequency, &entry.update);
        if !entry.notify.is_empty() {
            severity.notify.clone_from(&entry.notify);
        }
        severity.sources.push(SeveritySource {
            conditions: 0,
            label: entry.label.clone(),
            response_time: entry.response.clone(),
            place: Place { line: line_of(at), ..Place::default() },
            texts: Vec::new(),
        });
    }
    matrix.sort_by_key(|(level, _)| (level.family, level.rank));
    matrix.iter_mut().for_each(|(_, severity)| severity.mentions.clear());
    mentions(ctx, &mut matrix);
    escalation.severities = matrix.into_iter().map(|(_, severity)| severity).collect();
}

/// Every line that names a level as a whole word, in code too.
fn mentions(ctx: &Context, matrix: &mut [(Level, Severity)]) {
    if matrix.is_empty() {
        return;
    }
    for (number, line) in ctx.text_lines() {
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            if c.is_alphabetic() && !(before.is_alphanumeric() || before == '_') {
                let numbered = leading(&line[at..]).map(|(level, _)| level);
                for (level, severity) in matrix.iter_mut() {
                    let word = level.family == Family::Word && is_word(&line[at..], &level.text);
                    let named = numbered.as_ref().is_some_and(|found| found.same(level)) || word;
                    if named && severity.mentions.last() != Some(&number) {
                        severity.mentions.push(number);
                    }
                }
            }
            before = c;
        }
    }
}

fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Whether levels of this family are severities below these titles, nearest first.
fn is_graded(ctx: &Context, level: &Level, titles: &[&str]) -> bool {
    let speaks = |concepts: &[Concept]| titles.iter().any(|t| concepts.iter().any(|c| ctx.speaks(*c, t)));
    let severity = speaks(&[Concept::Severity, Concept::IncidentClassification]);
    match level.family {
        Family::Severity => true,
        Family::Priority => {
            severity
                || speaks(&[
                    Concept::Incident,
                    Concept::Escalation,
                    Concept::AlertThreshold,
                    Concept::Alert,
                    Concept::ResponseTime,
                ])
        }
        Family::Short | Family::Step | Family::Word => severity,
    }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn headings_lists_and_tables_merge() {
        let plan = plan(
            "# T\n\n## Alert thresholds\n\n- P1: queue stuck\n\n### P2 (Medium - Response within 2 hours)\n\n- slow\n- slower\n\n## Incidents\n\n### Severity levels\n\n| Level | Definition | Response | Updates | Notify |\n|---|---|---|---|---|\n| **P1 - Critical** | all down | < 15 min | every 30 min | CTO, Ops |\n| P2 | part down | 1 h | daily | Ops |\n\nA P1 beats P2.\n",
        );
        let matrix = &plan.escalation.severities;
        assert_eq!(matrix.len(), 2);
        assert_eq!(
            (matrix[0].label.as_deref(), matrix[0].response_time.as_deref()),
            (Some("Critical"), Some("< 15 min"))
        );
        assert_eq!((matrix[0].conditions, matrix[1].conditions), (2, 3));
        assert_eq!(
            (matrix[1].label.as_deref(), matrix[1].response_time.as_deref()),
            (Some("Medium"), Some("1 h"))
        );
        assert_eq!(matrix[0].update_frequency.as_deref(), Some("every 30 min"));
        assert_eq!(matrix[0].notify, ["CTO", "Ops"]);
        assert_eq!(matrix[0].sources.len(), 2);
        assert_eq!(matrix[0].mentions, [5, 18, 21]);
    }

    #[test]
    fn words_alone_grade_where_the_text_says_so() {
        let plan = plan(
            "# T\n\n## Störungen\n\n| Schweregrad | Reaktionszeit |\n|---|---|\n| Kritisch | 15 Minuten |\n| Hoch | 1 Stunde |\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n| fire | High |\n\n### High\n\n- x\n",
        );
        let levels: Vec<&str> = plan.escalation.severities.iter().map(|s| s.level.as_str()).collect();
        assert_eq!(levels, ["Kritisch", "Hoch"]);
    }

    #[test]
    fn priorities_of_work_are_no_severities() {
        let plan = plan(
            "# T\n\n## Backlog\n\n### P0: Finish the gate\n\n- work\n\n### P1 - Nice to have\n\n| Item | Priority |\n|---|---|\n| a | P1 |\n| b | P1 |\n",
        );
        assert!(plan.escalation.severities.is_empty());
    }
}
