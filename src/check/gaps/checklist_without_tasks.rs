//! A checklist with nothing to tick.

use std::collections::BTreeSet;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::markdown::SectionId;
use crate::recognise::Concept;

pub const RULE: Rule = Rule {
    code: "checklist-without-tasks",
    text: "A section is called a checklist and holds nothing to tick: its steps are plain items, a script or a table \
           without boxes, so they are on no printed list. Write each step as `- [ ]`.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let document = &case.plan.document;
    let mut ticked: BTreeSet<SectionId> = BTreeSet::new();
    for list in &case.facts().checklists {
        ticked.extend(document.lineage(list.place.section_id).map(|s| s.id));
    }
    for section in document.sections.iter().filter(|s| s.level > 1 && !ticked.contains(&s.id)) {
        let holds = !section.blocks.is_empty() && section.children.is_empty();
        if holds && case.speaks(Concept::Checklist, &section.title) {
            report.push(
                Diagnostic::note(RULE.code, format!("`{}` holds nothing to tick", section.title))
                    .at(case.line(section.line))
                    .hint("write each step as `- [ ]`, or call the section otherwise"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_checklist_has_boxes() {
        let text =
            "# A\n\n## Loading Checklist\n\n```sh\ncount boxes\n```\n\n## Driving Checklist\n\n- [ ] Go\n";
        assert_eq!(lines(&RULE, text), [3]);
    }
}
