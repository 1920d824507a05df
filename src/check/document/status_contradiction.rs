//! Two statuses that cannot both be true.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::plan::MetadataValue;
use crate::recognise::Concept;

pub const RULE: Rule = Rule {
    code: "status-contradiction",
    text: "The plan has two statuses: front matter and text differ, the text gives it twice with other words, or the \
           text says that it is blocked and the front matter does not. A blocked plan also has to say by what \
           (`blocked_by`). Keep one status, in the front matter.",
    check,
};

/// What a status comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Blocked,
    Draft,
    Running,
    Approved,
    Done,
}

fn check(case: &Case, report: &mut Report) {
    let stated = stated(case);
    let front = &case.plan.source.front;
    if let Some((first, span, words)) = stated.first()
        && let Some((_, other, others)) = stated.iter().find(|(states, ..)| !agree(first, states))
    {
        report.push(
            Diagnostic::warning(RULE.code, format!("status is `{words}` here and `{others}` elsewhere"))
                .at(*span)
                .label(*other, "the other status")
                .hint("keep one status, in the front matter; the site shows it on every page"),
        );
    }
    let blocked = front.status.as_deref().is_some_and(|s| states(case, s).contains(&State::Blocked));
    if blocked && front.blocked_by.is_empty() {
        let place = front.places.get("status").copied().unwrap_or_else(|| case.title());
        report.push(
            Diagnostic::warning(RULE.code, "the plan is blocked and does not say by what")
                .at(place)
                .hint("list what must happen first under `blocked_by` in the front matter"),
        );
    }
    if front.present
        && !case.plan.is_blocked()
        && let Some(span) = blocked_in_text(case)
    {
        report.push(
            Diagnostic::warning(
                RULE.code,
                "the text says that the plan is blocked, the front matter does not",
            )
            .at(span)
            .hint("set `status: blocked` and list the reasons under `blocked_by`"),
        );
    }
}

/// Every status that front matter and text give the plan as a whole, with what it comes down to.
fn stated(case: &Case) -> Vec<(Vec<State>, Span, String)> {
    let front = &case.plan.source.front;
    let mut found: Vec<(Vec<State>, Span, String)> = Vec::new();
    if let Some(status) = &front.status {
        let place = front.places.get("status").copied().unwrap_or_else(|| case.title());
        found.push((states(case, status), place, status.clone()));
    }
    let whole = whole_plan(case);
    for entry in &case.facts().metadata {
        let MetadataValue::Text(value) = &entry.value else { continue };
        let key = entry.key.replace('_', " ");
        if whole.iter().any(|lines| lines.contains(&entry.line)) && case.speaks(Concept::Status, &key) {
            found.push((states(case, value), case.words(entry.line, value), value.clone()));
        }
    }
    found.retain(|(states, ..)| !states.is_empty());
    found
}

/// Lines where a status is that of the plan: in the first two chapters and in the last one.
fn whole_plan(case: &Case) -> [std::ops::Range<u32>; 2] {
    let sections = case.plan.document.sections.iter().filter(|s| s.level == 2);
    let chapters: Vec<u32> = sections.map(|s| s.line).collect();
    [0..chapters.get(2).copied().unwrap_or(u32::MAX), chapters.last().copied().unwrap_or(0)..u32::MAX]
}

fn states(case: &Case, words: &str) -> Vec<State> {
    let all = [
        (Concept::Blocked, State::Blocked),
        (Concept::StatusDraft, State::Draft),
        (Concept::StatusRunning, State::Running),
        (Concept::StatusApproved, State::Approved),
        (Concept::StatusDone, State::Done),
    ];
    all.into_iter().filter(|(concept, _)| case.speaks(*concept, words)).map(|(_, state)| state).collect()
}

/// What was approved may be done, and what was done was approved.
fn agree(a: &[State], b: &[State]) -> bool {
    let ready = |states: &[State]| states.iter().any(|s| matches!(s, State::Approved | State::Done));
    a.iter().any(|state| b.contains(state)) || (ready(a) && ready(b))
}

/// A heading or a line in bold before the first phase that says that the plan is blocked.
fn blocked_in_text(case: &Case) -> Option<Span> {
    let first_phase = case.facts().phases.iter().map(|p| p.place.line).min().unwrap_or(u32::MAX);
    let sections = case.plan.document.sections.iter().filter(|s| s.line < first_phase).take(6);
    for section in sections {
        for text in
            std::iter::once(&section.heading).chain(section.blocks.iter().filter_map(|b| b.paragraph()))
        {
            let bold = text.bold_lead().map(|(words, _)| words).unwrap_or_default();
            let words = if std::ptr::eq(text, &section.heading) { text.plain() } else { bold };
            if case.speaks(Concept::Blocked, &words) {
                return text.line().map(|line| case.line(line));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings_with, lines};
    use crate::read::FrontMatter;

    #[test]
    fn two_statuses_are_one_too_many() {
        let text = "# Move\n\n**Status:** IN PROGRESS\n\n## End\n\n**Status:** APPROVED\n";
        assert_eq!(lines(&RULE, text), [3, 7]);
        assert!(
            lines(&RULE, "# Move\n\n**Status:** approved\n\n## End\n\n**Status:** Approved by the board\n")
                .is_empty()
        );
    }

    #[test]
    fn a_block_needs_its_reason() {
        let front = FrontMatter { present: true, status: Some("blocked".into()), ..FrontMatter::default() };
        assert_eq!(findings_with(&RULE, front.clone(), "# Move\n").len(), 1);
        let front = FrontMatter { blocked_by: vec!["audit".into()], ..front };
        assert!(findings_with(&RULE, front, "# Move\n").is_empty());
    }
}
