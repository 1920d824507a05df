//! A way back without anybody to decide on it.

use std::collections::BTreeSet;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::markdown::SectionId;
use crate::recognise::Concept;

pub const RULE: Rule = Rule {
    code: "unowned-rollback",
    text: "No role is named to decide on the rollback or to carry it out. Say who may call it and who runs it, by role.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let back = &case.facts().rollback;
    let Some(first) =
        back.procedures.iter().map(|p| p.place.line).chain(back.triggers.iter().map(|t| t.place.line)).min()
    else {
        return;
    };
    if back.authority.is_none() && !names_somebody(case) {
        report.push(
            Diagnostic::warning(RULE.code, "no role is named to decide on the rollback or to run it")
                .at(case.line(first))
                .hint("add a line such as `**Decision authority:** Operations Lead` to the section"),
        );
    }
}

/// Whether the sections of the rollback, subsections included, name a role.
fn names_somebody(case: &Case) -> bool {
    let document = &case.plan.document;
    let back = &case.facts().rollback;
    let places = back.procedures.iter().map(|p| &p.place).chain(back.triggers.iter().map(|t| &t.place));
    let mut sections: BTreeSet<SectionId> = BTreeSet::new();
    for place in places {
        let top = document.lineage(place.section_id).filter(|s| s.level > 1);
        let top = top
            .filter(|s| case.speaks(Concept::Rollback, &s.title))
            .last()
            .map_or(place.section_id, |s| s.id);
        if sections.insert(top) {
            sections.extend(document.subtree(top).map(|s| s.id));
        }
    }
    let mut named = false;
    document.walk_texts(&mut |section, text| {
        if !named && sections.contains(&section) {
            let words = text.plain();
            named = case.speaks(Concept::JobTitle, &words)
                || case.speaks(Concept::DutyRole, &words)
                || case.speaks(Concept::Authority, &words)
                || case.speaks(Concept::Owner, &words);
        }
    });
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_role_anywhere_in_the_section_will_do() {
        let text = "# A\n\n## Rollback\n\n### Steps\n\n1. Stop\n2. Restore\n";
        assert_eq!(lines(&RULE, text).len(), 1);
        assert!(lines(&RULE, &text.replace("Stop", "Operations Manager stops")).is_empty());
    }
}
