//! Contacts that nobody filled in.

use crate::check::{Case, Rule, case::count};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "unfilled-contact",
    text: "Only placeholders or empty cells stand where a name, phone or address should be. Fill the contact in, in the \
           text or under `contacts` in the front matter.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let front = &case.plan.source.front.contacts;
    let given = |role: &str| {
        front.iter().any(|c| {
            c.role.eq_ignore_ascii_case(role) && (c.phone.is_some() || c.email.is_some() || c.name.is_some())
        })
    };
    let mut places: Vec<Span> = Vec::new();
    for contact in case.facts().contacts.iter().filter(|c| c.unfilled && !given(&c.role)) {
        places.push(case.line(contact.place.line));
    }
    if !places.is_empty() {
        let contacts = count(places.len(), "contact is", "contacts are");
        let found = Diagnostic::warning(RULE.code, format!("{contacts} not filled in"));
        report.push(
            case.spread(found, &places, "not filled in either")
                .hint("write name and phone in place of the brackets"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn placeholders_are_no_contacts() {
        let text = "# A\n\n## Contacts\n\n- **Database Admin**: [Name] - [Phone]\n- **Network Lead**: Mira Holt - 030 1234567\n- **Site Manager**: [Name] - [Phone]\n";
        assert_eq!(lines(&RULE, text), [5, 7]);
    }
}
