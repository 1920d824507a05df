//! A decision without anything to decide by.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "gate-without-criteria",
    text: "The plan stops for a go/no-go and does not say by what people decide. List what must be true to go on, and \
           what stops it.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for gate in &case.facts().gates.go_no_go {
        if gate.go.is_empty() && gate.no_go.is_empty() && gate.conditional.is_empty() {
            report.push(
                Diagnostic::warning(RULE.code, format!("`{}` has no criteria", gate.title))
                    .at(case.line(gate.place.line))
                    .hint("list below it what must be true to go on, as items with boxes"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_list_below_is_enough() {
        let bare = "# A\n\n## Phase 1: Move\n\n- [ ] load\n\n**GO / NO-GO:** \u{2610} GO \u{2610} NO-GO\n";
        assert_eq!(lines(&RULE, bare), [7]);
        let text = "# A\n\n## Go/No-Go Decision\n\n**GO criteria:**\n\n- [ ] All loaded\n\n**NO-GO criteria:**\n\n- Flat tyre\n";
        assert!(lines(&RULE, text).is_empty());
    }
}
