//! Messages that go out at a time and have no words yet.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "no-message-template",
    text: "The plan says when people are told and holds no text to tell them. Messages that are first written in the \
           hour they are due come late. Add a template for each, with fields in brackets.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let communication = &case.facts().communication;
    let first = communication.schedule.iter().map(|entry| entry.place.line).min();
    if let Some(line) = first.filter(|_| communication.templates.is_empty()) {
        report.push(
            Diagnostic::note(RULE.code, "messages are due and the plan has no text for them")
                .at(case.line(line))
                .hint("add the messages in fences below a heading `Message templates`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn one_template_shows_that_they_were_thought_of() {
        let text = "# A\n\n## Communication Plan\n\n- **09:00:** Start notice to all halls\n- **18:00:** End notice\n";
        assert_eq!(lines(&RULE, text), [5]);
        assert!(
            lines(&RULE, &format!("{text}\n## Message Templates\n\n```\nWe begin, [Hall].\n```\n"))
                .is_empty()
        );
    }
}
