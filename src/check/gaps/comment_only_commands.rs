//! Commands that are only remarks.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "comment-only-commands",
    text: "A fence of commands holds nothing but comments. They are steps for people, and nobody can tick or copy them. \
           Write them as tasks.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut places: Vec<Span> = Vec::new();
    case.walk(&mut |_, block| {
        let Some(code) = block.code() else { return };
        let shell = matches!(
            code.lang.as_deref(),
            Some("sh" | "bash" | "zsh" | "shell" | "console" | "powershell" | "sql")
        );
        let mut lines = code.text.lines().map(str::trim).filter(|line| !line.is_empty());
        let remark =
            |line: &str| (line.starts_with('#') && !line.starts_with("#!")) || line.starts_with("--");
        if shell && !code.text.trim().is_empty() && lines.all(remark) {
            places.push(case.line(code.first_line));
        }
    });
    if !places.is_empty() {
        let found = Diagnostic::note(RULE.code, "the commands are nothing but comments");
        report.push(
            case.spread(found, &places, "and here")
                .hint("write the steps as tasks (`- [ ]`) above the fence"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn one_command_is_enough() {
        assert_eq!(
            lines(&RULE, "# A\n\n```bash\n# 1. Count\n# 2. Load\n```\n\n```bash\n# Count\ncount\n```\n"),
            [4]
        );
    }
}
