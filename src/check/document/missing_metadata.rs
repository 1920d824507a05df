//! A plan that does not say whose it is, which one it is, or how far it is.

use crate::check::{Case, Rule, case::list};
use crate::diag::{Diagnostic, Report};
use crate::plan::MetadataValue;
use crate::recognise::Concept;

pub const RULE: Rule = Rule {
    code: "missing-metadata",
    text: "Neither front matter nor text says who owns the plan, which version it is, of what date, or what status it \
           has. Somebody who holds a printed copy cannot tell whether it is the right one. Add the keys to the front \
           matter.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let front = &case.plan.source.front;
    let wanted = [
        ("owners", !front.owners.is_empty(), &[Concept::Owner, Concept::By, Concept::JobTitle][..]),
        ("version", front.version.is_some(), &[Concept::Version][..]),
        ("date", front.date.is_some(), &[Concept::Date][..]),
        ("status", front.status.is_some(), &[Concept::Status][..]),
    ];
    let missing: Vec<String> = wanted
        .iter()
        .filter(|(_, given, concepts)| !given && !concepts.iter().any(|c| in_text(case, *c)))
        .map(|(key, ..)| (*key).to_owned())
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = format!("nothing says the plan's {}", list(&missing));
    // One of the four is a small gap.
    let found = match missing.len() {
        1 => Diagnostic::note(RULE.code, message),
        _ => Diagnostic::warning(RULE.code, message),
    };
    report.push(found.at(case.title()).hint(format!("add {} to the front matter", list(&missing))));
}

/// Whether the text gives a value under a key of `concept`; a date also as an ISO date under any key.
fn in_text(case: &Case, concept: Concept) -> bool {
    case.facts().metadata.iter().filter(|m| m.value != MetadataValue::Missing).any(|m| {
        let key = m.key.replace('_', " ");
        case.speaks(concept, &key) || (concept == Concept::Date && m.iso.is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings;
    use crate::diag::Severity;

    #[test]
    fn what_the_text_says_is_not_missing() {
        let found = findings(&RULE, "# Move\n\n**Version:** 1.0\n**Owner:** Mira\n\n## Steps\n");
        assert_eq!(found[0].message, "nothing says the plan's `date` and `status`");
        let found =
            findings(&RULE, "# Move\n\n**Version:** 1.0\n**Owner:** Mira\n**Date:** 2026-02-01\n\nText.\n");
        assert_eq!(found[0].severity, Severity::Note);
    }
}
