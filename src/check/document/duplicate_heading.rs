//! Headings with one name that hold tasks.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::Section;

pub const RULE: Rule = Rule {
    code: "duplicate-heading",
    text: "Two sections with tasks have the same heading, so a sentence or a link that names one of them leads to \
           neither. Their anchors are told apart by a number. Give each heading words of its own.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let document = &case.plan.document;
    let mut by_title: BTreeMap<String, Vec<&Section>> = BTreeMap::new();
    for list in &case.facts().checklists {
        let section = document.section(list.place.section_id.min(document.sections.len() - 1));
        let same = by_title.entry(section.title.to_lowercase()).or_default();
        if section.level > 1 && !same.iter().any(|s| s.id == section.id) {
            same.push(section);
        }
    }
    let phases: BTreeSet<usize> = case.facts().phases.iter().map(|p| p.place.section_id).collect();
    let repeated =
        by_title.values().filter(|same| same.len() > 1 && !same.iter().any(|s| phases.contains(&s.id)));
    for same in repeated {
        let places: Vec<Span> = same.iter().map(|s| case.line(s.line)).collect();
        let found =
            Diagnostic::note(RULE.code, format!("{} checklists are headed `{}`", same.len(), same[0].title));
        report.push(case.spread(found, &places, "and here").hint("say in each heading what its list is for"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn only_lists_of_tasks_count() {
        let text = "# A\n\n## One\n\n### Checks\n\n- [ ] a\n\n### Notes\n\nx\n\n## Two\n\n### Checks\n\n- [ ] b\n\n### Notes\n\ny\n";
        assert_eq!(lines(&RULE, text), [5, 15]);
    }
}
