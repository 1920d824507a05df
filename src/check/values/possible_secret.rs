//! Values that should not stand in a plan.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "possible-secret",
    text: "A line holds what looks like a password, key or token in use. The site and its search index would carry it to \
           everybody. Take it out of the plan and its history, change it, and write where it is kept. Masked and \
           sample values are left alone. The value itself is never printed, so the finding names only the line.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for secret in case.facts().possible_secrets.iter().filter(|s| s.looks_like == "default") {
        // No span: printers and pages show the line of a span, and with it the value.
        report.push(
            Diagnostic::warning(
                RULE.code,
                format!(
                    "line {}: the value of `{}` may be in use ({})",
                    secret.line, secret.key, secret.kind
                ),
            )
            .in_file(case.plan.source.path.clone())
            .hint("change it where it is used, and write in the plan where it is kept"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings;

    #[test]
    fn the_value_is_never_told() {
        let text = "# A\n\n```sh\nexport CRM_PASSWORD=Sommer2026\nexport CRM_TOKEN=xxxx\n```\n";
        let found = findings(&RULE, text);
        assert_eq!(found.len(), 1);
        assert!(found[0].span.is_none() && !format!("{found:?}").contains("Sommer2026"));
        assert!(found[0].message.starts_with("line 4: the value of `CRM_PASSWORD`"));
    }
}
