//! Blanks to write on where nothing is signed.

use std::collections::BTreeSet;

use crate::check::{Case, Rule, case::count};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::SectionId;
use crate::recognise::Concept;

pub const RULE: Rule = Rule {
    code: "blank-outside-form",
    text: "Underscores leave room to write outside of the lines to sign. On screen they cannot be filled, and nobody sees \
           that they are open. Fill them in, or make them a task that asks for the value.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let plan = case.facts();
    let signed: BTreeSet<SectionId> = plan.signoffs.iter().map(|s| s.place.section_id).collect();
    let lines: BTreeSet<u32> =
        plan.signoffs.iter().map(|s| s.place.line).chain(plan.signoff_shared_date.line).collect();
    let is_form = |section: SectionId| {
        let mut above = case.plan.document.lineage(section);
        above.any(|s| signed.contains(&s.id) || case.speaks(Concept::SignOff, &s.title))
    };
    let open: Vec<Span> = plan
        .placeholders
        .blank
        .lines
        .iter()
        .filter(|line| !lines.contains(line) && !is_form(section_of(case, **line)))
        .map(|line| case.line(*line))
        .collect();
    if !open.is_empty() {
        let blanks = count(open.len(), "line has", "lines have");
        let found =
            Diagnostic::note(RULE.code, format!("{blanks} blanks to write on, outside of a sign-off"));
        report
            .push(case.spread(found, &open, "and here").hint("fill them in, or ask for the value in a task"));
    }
}

fn section_of(case: &Case, line: u32) -> SectionId {
    let sections = &case.plan.document.sections;
    sections.partition_point(|s| s.level == 0 || s.line <= line).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_form_may_have_blanks() {
        let text =
            "# A\n\n## Window\n\n- Begin: ____\n\n## Sign-off\n\n**Head of Sales:** __________ Date: ____\n";
        assert_eq!(lines(&RULE, text), [5]);
    }
}
