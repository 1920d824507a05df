//! Times that hang on a moment which the front matter does not give.

use super::moments::moments;
use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "no-t-zero",
    text: "The plan counts from T-0 (T-7 days, Day 1) or gives dates, and its front matter has no `t_zero`, so that the \
           site cannot say what is due when. Add `t_zero: 2026-03-01 09:00` and `time_zone`.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let front = &case.plan.source.front;
    if !front.present || front.t_zero.is_some() {
        return;
    }
    let counted =
        moments(case).into_iter().find(|m| m.when.offset_minutes.is_some() || m.when.offset_days.is_some());
    if let Some(moment) = counted {
        report.push(
            Diagnostic::warning(
                RULE.code,
                "the plan counts from T-0, and the front matter does not say when that is",
            )
            .at(case.words(moment.line, &moment.when.literal))
            .hint("add `t_zero` to the front matter, such as `t_zero: 2026-03-01 09:00`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_with;
    use crate::read::FrontMatter;

    #[test]
    fn counting_needs_a_zero() {
        let text = "# A\n\n## Pack (T-7 days)\n\n- [ ] a\n\n## Move (T-0)\n\n- [ ] b\n";
        let front = FrontMatter { present: true, ..FrontMatter::default() };
        assert_eq!(findings_with(&RULE, front.clone(), text).len(), 1);
        let front = FrontMatter { t_zero: Some("2026-03-01 09:00".into()), ..front };
        assert!(findings_with(&RULE, front, text).is_empty());
    }
}
