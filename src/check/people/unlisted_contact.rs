//! People whom the escalation names and nobody can reach.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::recognise::fold;

pub const RULE: Rule = Rule {
    code: "unlisted-contact",
    text: "A level of severity says who is told, the plan has a list of contacts, and that person or desk is not in it. At \
           night nobody finds the number. Add a line to the contacts, or name somebody who is there.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut listed: Vec<String> = Vec::new();
    for contact in &case.facts().contacts {
        let parts =
            [Some(&contact.role), contact.name.as_ref(), contact.channel.as_ref(), contact.group.as_ref()];
        listed.extend(parts.into_iter().flatten().map(|words| fold(words)));
    }
    for contact in &case.plan.source.front.contacts {
        listed.extend(
            [Some(&contact.role), contact.name.as_ref()].into_iter().flatten().map(|words| fold(words)),
        );
    }
    if listed.is_empty() {
        return;
    }
    for severity in &case.facts().escalation.severities {
        let Some(line) = severity.sources.first().map(|source| source.place.line) else { continue };
        for who in &severity.notify {
            let words = fold(who);
            let known = |entry: &String| entry.contains(&words) || words.contains(entry.as_str());
            if is_name(who) && !listed.iter().any(known) {
                let place: Span = case.words(line, who);
                report.push(
                    Diagnostic::warning(
                        RULE.code,
                        format!("`{who}` is told at {} and is in no list of contacts", severity.level),
                    )
                    .at(place)
                    .hint("add a line with name and phone to the contacts"),
                );
            }
        }
    }
}

/// Whether the words can be a role or a name: a few of them, with a capital, and no address or sentence.
fn is_name(who: &str) -> bool {
    let words = who.split_whitespace().count();
    (1..=4).contains(&words)
        && who.starts_with(char::is_uppercase)
        && who.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-' || c == '/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn who_is_told_must_be_listed_where_there_is_a_list() {
        let matrix = "# A\n\n## Severity Levels\n\n| Severity | Response time | Notify |\n|---|---|---|\n| P0 | 15 minutes | Duty Manager |\n| P1 | 1 hour | Shift Lead |\n";
        let list = "\n## Contacts\n\n| Role | Name | Phone |\n|---|---|---|\n| Shift Lead | Ada Stone | 030 1234567 |\n";
        assert_eq!(lines(&RULE, &format!("{matrix}{list}")), [7]);
        assert!(lines(&RULE, matrix).is_empty());
    }
}
