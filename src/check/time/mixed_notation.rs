//! Two ways to count days in one plan.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::plan::Phase;
use crate::recognise::{Concept, when};

pub const RULE: Rule = Rule {
    code: "mixed-notation",
    text: "The plan counts from T-0 in one place and in Days or Weeks in another, and does not say whether Day 1 is T-0 \
           or T+1. Use one notation.",
    check,
};

/// How a relative time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notation {
    /// T-7, H+2, J-1.
    Letter,
    /// Day 1.
    Day,
    /// Week 2.
    Week,
}

fn check(case: &Case, report: &mut Report) {
    let stage = |phase: &Phase| -> Vec<(u32, String)> {
        phase.stages.iter().filter_map(|s| Some((s.place.line, s.when.clone()?))).collect()
    };
    let mut times: Vec<(u32, String)> = Vec::new();
    for phase in &case.facts().phases {
        times.extend(phase.when.clone().map(|w| (phase.place.line, w)));
        times.extend(stage(phase));
    }
    let counted: Vec<(u32, &str, Notation)> = times
        .iter()
        .filter_map(|(line, words)| Some((*line, words.as_str(), notation(case, words)?)))
        .collect();
    let Some((line, words, first)) = counted.first() else { return };
    let letters = |n: &Notation| *n == Notation::Letter;
    let other = counted.iter().find(|(_, _, n)| letters(n) != letters(first));
    if let Some((other_line, other_words, _)) = other {
        report.push(
            Diagnostic::note(RULE.code, format!("`{words}` and `{other_words}` count days in two ways"))
                .at(case.words(*line, words))
                .label(case.words(*other_line, other_words), "counted otherwise")
                .hint("use one notation, or say which day T-0 is"),
        );
    }
}

fn notation(case: &Case, words: &str) -> Option<Notation> {
    let read = when(words)?;
    if read.offset_days.is_none() && read.offset_minutes.is_none() {
        return None;
    }
    let first: String = words.chars().take_while(|c| c.is_alphabetic()).collect();
    if first.chars().count() == 1 {
        return Some(Notation::Letter);
    }
    let named = |concept| case.vocabulary.is(concept, &first);
    if named(Concept::Week) { Some(Notation::Week) } else { named(Concept::Day).then_some(Notation::Day) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn letters_and_days_are_two_ways() {
        let text =
            "# A\n\n## Pack (T-7 days)\n\n- [ ] a\n\n## After (T+1 to T+6)\n\n### Day 1 (Watch)\n\n- [ ] b\n";
        assert_eq!(lines(&RULE, text), [3, 9]);
        assert!(lines(&RULE, "# A\n\n## Day -7: Pack\n\n- [ ] a\n\n## Day 0: Move\n\n- [ ] b\n").is_empty());
    }
}
