//! Phases with one name.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::plan::Phase;

pub const RULE: Rule = Rule {
    code: "duplicate-title",
    text: "Two phases have the same title once number and time are taken off. On a call nobody knows which one is meant. \
           Give each a name of its own.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut by_title: BTreeMap<(Option<&str>, String), Vec<&Phase>> = BTreeMap::new();
    for phase in &case.facts().phases {
        let title = phase.title.to_lowercase();
        if !title.is_empty() {
            by_title.entry((phase.group.as_deref(), title)).or_default().push(phase);
        }
    }
    for phases in by_title.values().filter(|phases| phases.len() > 1) {
        let places: Vec<Span> = phases.iter().map(|p| case.words(p.place.line, &p.title)).collect();
        let found = Diagnostic::warning(
            RULE.code,
            format!("{} phases are called `{}`", phases.len(), phases[0].title),
        );
        report.push(case.spread(found, &places, "and here").hint("give each phase a title of its own"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn the_time_does_not_make_a_title() {
        let text = "# A\n\n## Packing (T-7 days)\n\n- [ ] a\n\n## Packing (T-3 days)\n\n- [ ] b\n\n## Moving (T-0)\n\n- [ ] c\n";
        assert_eq!(lines(&RULE, text), [3, 7]);
    }
}
