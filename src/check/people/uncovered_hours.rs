//! Hours in which nobody can be called.

use super::hours::Week;
use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "uncovered-hours",
    text: "Everybody who can be called has hours of duty, and together they leave a stretch of the week to nobody. Incidents \
           come then too. Name who is called in these hours, or write `24/7` where somebody always is. Nothing is said \
           where a contact has no hours, or hours in other words.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let reachable = case.facts().contacts.iter().filter(|contact| !contact.unfilled);
    let reachable: Vec<_> =
        reachable.filter(|c| c.phone.is_some() || c.channel.is_some() || c.hours.is_some()).collect();
    let mut all = Week::empty();
    for contact in &reachable {
        let Some(week) = contact.hours.as_deref().and_then(Week::read) else { return };
        all.join(&week);
    }
    let (Some(first), Some(gap)) = (reachable.first(), all.gap().filter(|_| all.zones.len() < 2)) else {
        return;
    };
    let hours = first.hours.as_deref().unwrap_or_default();
    report.push(
        Diagnostic::warning(RULE.code, format!("nobody is on duty from {gap}"))
            .at(case.words(first.place.line, hours))
            .hint("name who is called then, or write `24/7` where somebody always is"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn only_hours_that_are_all_known_leave_a_gap() {
        let table =
            |rows: &str| format!("# A\n\n## Contacts\n\n| Role | Phone | Hours |\n|---|---|---|\n{rows}");
        let desk = "| Desk | +49 30 1 | Mon-Fri 08:00-18:00 |\n";
        assert_eq!(lines(&RULE, &table(desk)), [7]);
        for other in
            ["| Night | +49 30 2 | 24/7 |\n", "| Night | +49 30 2 | |\n", "| Night | +49 30 2 | by pager |\n"]
        {
            assert!(lines(&RULE, &table(&format!("{desk}{other}"))).is_empty(), "{other}");
        }
    }
}
