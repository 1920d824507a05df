//! Feature flags that nothing switches.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "flag-never-changed",
    text: "A feature flag has a default and no step of the plan changes it. Either a step is missing or the flag does not \
           belong to the plan.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for flag in &case.facts().feature_flags {
        let default = flag.default.to_lowercase();
        if !flag.changes.iter().any(|change| change.value.to_lowercase() != default) {
            report.push(
                Diagnostic::note(
                    RULE.code,
                    format!("`{}` stays `{}` from beginning to end", flag.name, flag.default),
                )
                .at(case.words(flag.defined, &flag.name))
                .hint(format!("add the step that sets `{}`, or take the flag out", flag.name)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_flag_is_there_to_be_switched() {
        let text = "# A\n\n## Feature Flags\n\n- [ ] `CRM_OPEN` = false\n- [ ] `CRM_MAIL` = false\n\n## Steps\n\n- [ ] Set `CRM_OPEN=true`\n";
        assert_eq!(lines(&RULE, text), [6]);
    }
}
