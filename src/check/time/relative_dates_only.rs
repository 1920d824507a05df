//! A plan without any date.

use super::moments::moments;
use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "relative-dates-only",
    text: "Every time in the plan counts from a day that is nowhere given as a date. Two readers may take two days for \
           Day 0. Give `t_zero` in the front matter, or a date beside the first relative time.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let front = &case.plan.source.front;
    // With front matter the missing key is what there is to say.
    if front.t_zero.is_some() || front.present {
        return;
    }
    let moments = moments(case);
    let dated = moments.iter().any(|m| m.when.date.is_some());
    let relative: Vec<Span> = moments
        .iter()
        .filter(|m| m.when.offset_minutes.is_some() || m.when.offset_days.is_some())
        .map(|m| case.words(m.line, &m.when.literal))
        .collect();
    if !dated && !relative.is_empty() {
        let found =
            Diagnostic::warning(RULE.code, "times count from a day whose date the plan does not give");
        report.push(
            case.spread(found, &relative, "counts from it too")
                .hint("give the date of T-0 or Day 0, best as `t_zero` in front matter"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn one_date_is_enough() {
        let text = "# A\n\n## Pack (T-7 days)\n\n- [ ] a\n\n## Move (T-0)\n\n- [ ] b\n";
        assert_eq!(lines(&RULE, text), [3, 7]);
        let dated = format!("{text}\n## Timeline\n\n| Date | What |\n|---|---|\n| 2026-03-01 | Move |\n");
        assert!(lines(&RULE, &dated).is_empty());
    }
}
