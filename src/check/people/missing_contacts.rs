//! People to reach without a way to reach them.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::recognise::{Concept, PhraseBook, fold};

pub const RULE: Rule = Rule {
    code: "missing-contacts",
    text: "The plan relies on people on duty (on-call engineer, incident commander) and holds no contact at all. In an \
           incident nobody looks names up elsewhere. Add a list of contacts with role, name and phone.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    if !case.facts().contacts.is_empty() || !case.plan.source.front.contacts.is_empty() {
        return;
    }
    let book = PhraseBook::of(case.vocabulary, &[Concept::DutyRole]);
    let mut places: Vec<Span> = Vec::new();
    case.plan.document.walk_texts(&mut |_, text| {
        for line in text.lines() {
            let words = line.plain();
            if speaks(&book, &words) {
                places.extend(line.line().map(|at| case.line(at)));
            }
        }
    });
    if !places.is_empty() {
        let found = Diagnostic::warning(RULE.code, "people on duty are named and the plan holds no contacts");
        report.push(
            case.spread(found, &places, "named here too").hint(
                "add a section of contacts with role, name and phone, or `contacts` to the front matter",
            ),
        );
    }
}

fn speaks(book: &PhraseBook, text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).collect();
    (0..words.len()).any(|at| !book.at(&words, at).is_empty()) || book.inside(&folded).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn contacts_of_any_kind_are_enough() {
        let text = "# A\n\n## Steps\n\n- Call the on-call engineer\n- Tell the Incident Commander\n";
        assert_eq!(lines(&RULE, text), [5, 6]);
        let with = format!("{text}\n## Contacts\n\n- **Duty Manager**: Mira Holt - 030 1234567\n");
        assert!(lines(&RULE, &with).is_empty());
    }
}
