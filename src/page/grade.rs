//! How bad: words and numbers of severity, probability and impact to four steps.

use serde::Serialize;

use super::PageContext;
use crate::plan::Plan;
use crate::recognise::{Concept, Vocabulary};

/// A severity with its shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    /// `P0`, as the plan writes it.
    pub text: String,
    /// 0 to 3, which shape it has; `None` for a word that no scale knows.
    pub rank: Option<u8>,
}

/// The steps of a word: 0 critical, 1 high, 2 medium, 3 low. Where several are named, the worst.
pub fn grade(words: &Vocabulary, text: &str) -> Option<u8> {
    [Concept::Critical, Concept::High, Concept::Medium, Concept::Low]
        .into_iter()
        .zip(0..)
        .find(|(concept, _)| words.speaks(*concept, text))
        .map(|(_, step)| step)
}

/// The level that `text` names in the plan of the page: its own scale first, then numbers, then words.
pub fn level(ctx: &PageContext, text: &str) -> Level {
    let words = &ctx.site.vocabulary;
    let rank = match ctx.plan() {
        Some(plan) => rank_in(words, &plan.plan, text),
        None => grade(words, text),
    };
    Level { text: text.to_owned(), rank }
}

fn rank_in(words: &Vocabulary, plan: &Plan, text: &str) -> Option<u8> {
    let own = plan.escalation.severities.iter().enumerate().find(|(_, s)| {
        s.level.eq_ignore_ascii_case(text)
            || s.label.as_ref().is_some_and(|l| l.to_lowercase() == text.to_lowercase())
    });
    let name = own.map_or(text, |(_, s)| &s.level);
    let first = plan.escalation.severities.iter().filter_map(|s| number(&s.level)).min();
    let rank = number(name)
        .map(|n| n - first.filter(|first| *first <= 1 && *first <= n).unwrap_or(0))
        .or_else(|| grade(words, name).map(u32::from))
        .or_else(|| own.map(|(at, _)| at as u32));
    rank.map(|r| r.min(3) as u8)
}

/// The number of `P0`, `SEV-1`, `Severity 2`; `None` for words.
fn number(level: &str) -> Option<u32> {
    let digits: String =
        level.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|n| *n < 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Escalation, Severity};

    fn plan(levels: &[&str]) -> Plan {
        let severity = |level: &&str| Severity {
            level: (*level).to_owned(),
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
        let severities = levels.iter().map(severity).collect();
        Plan { escalation: Escalation { severities, other: Vec::new() }, ..Plan::default() }
    }

    fn rank(levels: &[&str], text: &str) -> Option<u8> {
        rank_in(&Vocabulary::built_in(), &plan(levels), text)
    }

    #[test]
    fn a_scale_begins_at_its_first_number() {
        assert_eq!(rank(&["P0", "P1"], "P1"), Some(1));
        assert_eq!(rank(&["SEV1", "SEV2"], "SEV1"), Some(0));
        assert_eq!(rank(&["P2", "P3"], "P3"), Some(3), "a scale without its head keeps its numbers");
        assert_eq!(rank(&["P0", "P5"], "P5"), Some(3));
    }

    #[test]
    fn words_have_steps_in_every_language() {
        assert_eq!(rank(&[], "Kritisch"), Some(0));
        assert_eq!(grade(&Vocabulary::built_in(), "Medium-High"), Some(1));
        assert_eq!(rank(&[], "business"), None);
    }
}
