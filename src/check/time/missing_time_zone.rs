//! Clock times of nobody knows where.

use super::moments::moments;
use crate::check::{Case, Rule, case::count};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "missing-time-zone",
    text: "The plan gives clock times without a time zone. People in other places, and servers, will be hours off. Add \
           `time_zone` (an IANA name such as Europe/Berlin) to the front matter, or write the zone behind each time.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    if case.plan.source.front.time_zone.is_some() {
        return;
    }
    let bare: Vec<Span> = moments(case)
        .iter()
        .filter(|m| m.when.clock.is_some() && m.when.zone.is_none())
        .map(|m| case.words(m.line, &m.when.literal))
        .collect();
    if !bare.is_empty() {
        let times = count(bare.len(), "clock time", "clock times");
        let found = Diagnostic::warning(RULE.code, format!("{times} without a time zone"));
        report.push(
            case.spread(found, &bare, "no zone either")
                .hint("add `time_zone` to the front matter, such as `time_zone: Europe/Berlin`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings_with, lines};
    use crate::read::FrontMatter;

    #[test]
    fn a_zone_anywhere_at_the_time_will_do() {
        let text = "# A\n\n## Day (T-0)\n\n### Pack (09:00)\n\n- [ ] a\n\n### Move (10:00 UTC)\n\n- [ ] b\n";
        assert_eq!(lines(&RULE, text), [5]);
        let front = FrontMatter { time_zone: Some("UTC".into()), ..FrontMatter::default() };
        assert!(findings_with(&RULE, front, text).is_empty());
    }
}
