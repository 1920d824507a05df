//! One name given to two headings.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "duplicate-anchor",
    text: "Two headings carry the same explicit name (`{#go}`). Links to it can only lead to one of them. Give each its \
           own. Headings of the same words are no error: the second gets a number.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for section in &case.plan.document.sections {
        let Some(id) = section.attributes.id.as_deref() else { continue };
        let sign = format!("{{#{id}");
        match known.get(id) {
            Some(first) => report.push(
                Diagnostic::error(RULE.code, format!("the name `#{id}` is given twice"))
                    .at(case.words(section.line, &sign[1..]))
                    .label(case.words(*first, &sign[1..]), "first given here")
                    .hint("give one of the two headings another name: links need to know which one is meant"),
            ),
            None => drop(known.insert(id, section.line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn only_explicit_names_clash() {
        assert_eq!(lines(&RULE, "# A\n\n## B {#b}\n\n## C {#b}\n\n## D\n\n## D\n"), [5, 3]);
    }
}
