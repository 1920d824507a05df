//! One measure with two limits.

mod limit;

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::recognise::{Concept, duration};
use limit::{Limit, limits, name_of};

pub const RULE: Rule = Rule {
    code: "contradiction",
    text: "The same measure has different limits in different places: a response time of a severity, a threshold of an \
           alert at one level, a target of a metric. People will act by the one that they happen to read. Keep one, or \
           say in the name what each is for.",
    check,
};

/// A value that is said of something, with its place.
struct Said {
    /// Of what, as written.
    what: String,
    /// What is compared, in a form in which equal values are equal.
    value: String,
    words: String,
    place: Span,
}

fn check(case: &Case, report: &mut Report) {
    let mut told: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    response_times(case, &mut told);
    thresholds(case, &mut told);
    targets(case, &mut told);
    for mut said in told.into_values() {
        said.sort_by_key(|s| s.place);
        said.dedup_by_key(|s| (s.place.start, s.value.clone()));
        report.diagnostics.extend(differing(&said));
    }
}

fn differing(said: &[Said]) -> Option<Diagnostic> {
    let first = said.first()?;
    let other = said.iter().find(|s| s.value != first.value)?;
    let message = format!("{} is `{}` here and `{}` elsewhere", first.what, first.words, other.words);
    let found = Diagnostic::warning(RULE.code, message).at(first.place);
    let found =
        said[1..].iter().take(12).fold(found, |found, s| found.label(s.place, format!("`{}`", s.words)));
    Some(found.hint("keep one of them, or say in the name what each is for"))
}

/// Response times of each severity, front matter and text together.
fn response_times(case: &Case, told: &mut BTreeMap<String, Vec<Said>>) {
    let front = &case.plan.source.front;
    for severity in &case.facts().escalation.severities {
        let given = front
            .severities
            .iter()
            .enumerate()
            .filter(|(_, s)| s.level.eq_ignore_ascii_case(&severity.level));
        let in_front = given.filter_map(|(at, s)| {
            let place = front.places.get(&format!("severities.{at}.response")).copied()?;
            Some((s.response.as_deref()?, place))
        });
        let in_text = severity.sources.iter().filter_map(|s| {
            Some((s.response_time.as_deref()?, case.words(s.place.line, s.response_time.as_deref()?)))
        });
        for (words, place) in in_front.chain(in_text) {
            let Some(minutes) = minutes(case, words) else { continue };
            let what = format!("the response time of `{}`", severity.level);
            let said =
                Said { what: what.clone(), value: minutes.to_string(), words: words.to_owned(), place };
            told.entry(what).or_default().push(said);
        }
    }
}

/// The longest time that `words` allow, in minutes.
fn minutes(case: &Case, words: &str) -> Option<u32> {
    match words.find(|c: char| c.is_ascii_digit()) {
        Some(digit) => duration(&words[digit..])?.minutes.map(|m| m[1]),
        None => case.speaks(Concept::Immediately, words).then_some(0),
    }
}

/// Conditions of alerts at one level.
fn thresholds(case: &Case, told: &mut BTreeMap<String, Vec<Said>>) {
    let plan = case.facts();
    let conditions = plan.escalation.severities.iter().flat_map(|severity| {
        let texts = severity.sources.iter().flat_map(|source| &source.texts);
        texts.map(|(text, line)| (severity.level.as_str(), text.as_str(), *line))
    });
    let alerts = plan
        .alert_thresholds
        .iter()
        .filter_map(|a| Some((a.level.as_deref()?, a.text.as_str(), a.place.line)));
    for (level, text, line) in conditions.chain(alerts) {
        for limit in limits(text) {
            let Limit { name, spoken, value, words } = limit;
            let what = format!("`{spoken}` at `{level}`");
            let said = Said { what, value, place: case.words(line, &words), words };
            told.entry(format!("{name} at {level}")).or_default().push(said);
        }
    }
}

/// Targets of metrics with one name.
fn targets(case: &Case, told: &mut BTreeMap<String, Vec<Said>>) {
    for metric in &case.facts().metrics {
        let (Some(target), Some(value)) = (&metric.target, &metric.value) else { continue };
        let unit = metric.unit.clone().unwrap_or_default();
        let Some(value) = limit::value_of(value, &unit) else { continue };
        let what = format!("the target of `{}`", metric.name);
        let said = Said { what, value, words: target.clone(), place: case.words(metric.place.line, target) };
        // Goals of month 1 and month 6 are two goals.
        let heading =
            case.plan.document.sections.get(metric.place.section_id).map_or("", |s| s.title.as_str());
        let timed = [Concept::Month, Concept::Week, Concept::Day].iter().any(|c| case.speaks(*c, heading));
        if !timed {
            told.entry(format!("target of {}", name_of(&metric.name))).or_default().push(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings, lines};

    #[test]
    fn one_level_has_one_response_time() {
        let text = "# A\n\n## Alert Thresholds\n\n### P1 (High - Response within 30 minutes)\n\n- Queue stuck\n\n## Incident Classification\n\n### P1 - High (Response: 1 hour)\n\n- Part of it down\n";
        assert_eq!(lines(&RULE, text), [5, 11]);
        assert!(lines(&RULE, &text.replace("1 hour", "< 30 minutes")).is_empty());
    }

    #[test]
    fn one_metric_has_one_target() {
        let text = "# A\n\n## Phase 1: Pack\n\n**Metrics:**\n\n- Error rate < 1%\n- Load time < 2 seconds\n\n## Success Metrics\n\n- **Error rates:** < 2% overall\n- **Load time:** < 2000 ms\n";
        assert_eq!(lines(&RULE, text), [7, 12]);
        assert_eq!(
            findings(&RULE, text)[0].message,
            "the target of `Error rate` is `< 1%` here and `< 2% overall` elsewhere"
        );
    }

    #[test]
    fn one_alert_has_one_threshold_at_a_level() {
        let text = "# A\n\n## Alert Thresholds\n\n- P1: Error rate > 5% or queue > 100 jobs\n- P2: Error rate > 2%\n\n## Monitoring Alert Thresholds\n\n- P1: Error rate > 10% for > 5 minutes\n";
        assert_eq!(lines(&RULE, text), [5, 10]);
    }
}
