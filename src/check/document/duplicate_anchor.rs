//! One name given to two headings or items.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::markdown::Document;

pub const RULE: Rule = Rule {
    code: "duplicate-anchor",
    text: "Two headings or items carry the same explicit name (`{#go}`). Links to it can only lead to one of them. Give \
           each its own. Headings of the same words are no error: the second gets a number.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for (id, line) in named(&case.plan.document) {
        let sign = format!("{{#{id}");
        match known.get(id) {
            Some(first) => report.push(
                Diagnostic::error(RULE.code, format!("the name `#{id}` is given twice"))
                    .at(case.words(line, &sign[1..]))
                    .label(case.words(*first, &sign[1..]), "first given here")
                    .hint("give one of the two another name: links need to know which one is meant"),
            ),
            None => drop(known.insert(id, line)),
        }
    }
}

/// The names that the author gave, with their lines, in the order of the text.
fn named(document: &Document) -> Vec<(&str, u32)> {
    let mut names = Vec::new();
    for section in &document.sections {
        names.extend(section.attributes.id.as_deref().map(|id| (id, section.line)));
        section.walk(&mut |block| {
            let items = block.list().into_iter().flat_map(|list| &list.items);
            names.extend(items.filter_map(|item| Some((item.attributes.id.as_deref()?, item.line))));
        });
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn only_explicit_names_clash() {
        assert_eq!(lines(&RULE, "# A\n\n## B {#b}\n\n## C {#b}\n\n## D\n\n## D\n"), [5, 3]);
        assert_eq!(lines(&RULE, "# A\n\n- [ ] a {#b}\n  - [ ] a {#b}\n"), [4, 3]);
    }
}
