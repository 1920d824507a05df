//! Things that are named as if the plan held them.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::site::Target;

pub const RULE: Rule = Rule {
    code: "unresolved-reference",
    text: "The plan speaks of health checks, emergency contacts, an escalation path or a severity as of something known, \
           and holds none. Who runs it has to ask. Add what is named, or say where it is kept.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut missing: BTreeMap<Target, Vec<(&str, Span)>> = BTreeMap::new();
    // A missing way back has a rule of its own.
    for reference in case.plan.references.iter().filter(|r| !r.resolved && r.target != Target::Rollback) {
        missing.entry(reference.target).or_default().push((&reference.text, reference.span));
    }
    for (target, places) in &missing {
        let spans: Vec<Span> = places.iter().map(|(_, span)| *span).collect();
        let (what, hint) = wanted(case, *target);
        let found =
            Diagnostic::warning(RULE.code, format!("`{}` is named and the plan has {what}", places[0].0));
        report.push(case.spread(found, &spans, "named here too").hint(hint));
    }
}

fn wanted(case: &Case, target: Target) -> (&'static str, &'static str) {
    match target {
        Target::Endpoints => (
            "no address to check",
            "list the addresses, such as `GET /health`, or say which tool checks what",
        ),
        Target::Contacts => (
            "no contacts",
            "add a section of contacts with role, name and phone, or `contacts` to the front matter",
        ),
        Target::Escalation if case.facts().escalation.severities.is_empty() => {
            ("no way to escalate", "add who is told at which severity, after how long, and who comes next")
        }
        Target::Escalation => {
            ("no such level", "add it to the severities with its response time and whom to tell")
        }
        _ => ("nothing of the kind", "add it, or say where it is kept"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings, lines};

    #[test]
    fn all_places_stand_in_one_finding() {
        let text = "# A\n\n## Day (T-0)\n\n- [ ] Health checks green\n- [ ] Emergency contacts updated\n- [ ] All health checks pass\n";
        assert_eq!(findings(&RULE, text).len(), 2);
        assert_eq!(lines(&RULE, text), [5, 7, 6]);
        let with = format!("{text}\n## Endpoints\n\n- `GET /health` - all of it\n");
        assert_eq!(lines(&RULE, &with), [6]);
    }
}
