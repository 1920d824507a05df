//! Marks of other tools that take a file in.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::markdown::BlockKind;

pub const RULE: Rule = Rule {
    code: "include-not-read",
    text: "A line asks another tool to take a file in (`{{#include x}}`, `{% include x %}`, `--8<-- \"x\"`, `!include x` and the \
           like). tminus takes nothing in: the line is text, and what stands in that file is missing here. Write the \
           text here, link to the plan that holds it, or build the file with the other tool first.",
    check,
};

/// How such a line begins, after blanks; in lower case.
const MARKS: [&str; 13] = [
    "{{#include",
    "{{#rustdoc_include",
    "{{#playground",
    "{% include",
    "{%- include",
    "{%include",
    "{{< include",
    "{{% include",
    "{!",
    "--8<--",
    ":::include",
    "!include ",
    "<<[",
];

fn check(case: &Case, report: &mut Report) {
    case.walk(&mut |_, block| {
        let BlockKind::Paragraph(text) = &block.kind else { return };
        for line in text.lines() {
            let Some(number) = line.line() else { continue };
            let written = case.text(number).trim();
            if asks(written) {
                report.push(
                    Diagnostic::warning(RULE.code, "nothing is taken in here: the line is text")
                        .at(case.words(number, written))
                        .hint("write what the file holds, or link to the plan that holds it"),
                );
            }
        }
    });
}

/// Whether a line is such a mark and nothing else.
fn asks(line: &str) -> bool {
    let lower = line.to_lowercase();
    let Some(mark) = MARKS.iter().find(|mark| lower.starts_with(*mark)) else { return false };
    match mark.chars().next() {
        Some('{') => line.ends_with('}'),
        Some('<') => line.ends_with(']'),
        Some('-') => line.len() > mark.len(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn marks_alone_on_a_line_are_found_and_talk_of_them_is_not() {
        let text = "# A\n\n{{#include steps.md}}\n\n{% include \"x.md\" %}\n\n--8<-- \"x.md\"\n\n!include x.md\n\n\
                    Write `{{#include x}}` or {{#include x}} in a line.\n\n```\n{{#include x}}\n```\n\n{{ field }}\n";
        assert_eq!(lines(&RULE, text), [3, 5, 7, 9]);
    }
}
