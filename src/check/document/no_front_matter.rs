//! A plan that only its text describes.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, shell_word};

pub const RULE: Rule = Rule {
    code: "no-front-matter",
    text: "The plan begins without front matter, so its kind, owner, T-0 and time zone are only guessed from the \
           text. `tminus import` writes the front matter: what it finds it fills in, the rest it leaves empty.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    if !case.plan.source.front.present {
        let command = format!("tminus import --force {}", shell_word(&case.plan.source.path));
        report.push(
            Diagnostic::warning(RULE.code, "the plan has no front matter")
                .at(case.title())
                .hint(format!("`{command}` writes it from what the text says")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings, findings_with};
    use crate::read::FrontMatter;

    #[test]
    fn front_matter_that_is_there_is_enough() {
        assert_eq!(findings(&RULE, "# Move\n").len(), 1);
        let front = FrontMatter { present: true, ..FrontMatter::default() };
        assert!(findings_with(&RULE, front, "# Move\n").is_empty());
    }
}
