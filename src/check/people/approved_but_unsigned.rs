//! An approval that the signatures do not bear out.

use crate::check::{Case, Rule, case::count};
use crate::diag::{Diagnostic, Report, Span};
use crate::plan::{MetadataValue, SignOff};
use crate::recognise::Concept;

pub const RULE: Rule = Rule {
    code: "approved-but-unsigned",
    text: "The plan says that it is approved, and lines to sign are blank. Whoever runs it cannot tell whether it may be \
           run. Sign, on paper or with `tminus signoff record`, or say in the status that approval is pending.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let Some(approved) = approved(case) else { return };
    let recorded = |s: &SignOff| case.plan.sign_off.is_signed(&s.role, s.place.line);
    let open = |s: &&SignOff| s.has_signature_blank && s.name.is_none() && !recorded(s);
    let blank: Vec<Span> =
        case.facts().signoffs.iter().filter(open).map(|s| case.line(s.place.line)).collect();
    if blank.is_empty() {
        return;
    }
    let lines = count(blank.len(), "signature is", "signatures are");
    let found = Diagnostic::warning(RULE.code, format!("the plan says that it is approved; {lines} blank"))
        .at(approved);
    let found = blank.iter().take(12).fold(found, |found, span| found.label(*span, "not signed"));
    report.push(found.hint("sign, or set `status` to what is true before the signatures"));
}

/// Where front matter or text says that somebody approved.
fn approved(case: &Case) -> Option<Span> {
    let front = &case.plan.source.front;
    if front.status.as_deref().is_some_and(|s| case.speaks(Concept::StatusApproved, s)) {
        return Some(front.places.get("status").copied().unwrap_or_else(|| case.title()));
    }
    let said = case.facts().metadata.iter().find(|entry| {
        let key = entry.key.replace('_', " ");
        let by = case.speaks(Concept::StatusApproved, &key) || case.speaks(Concept::SignOff, &key);
        match &entry.value {
            MetadataValue::Missing => false,
            MetadataValue::List(_) => by,
            MetadataValue::Text(value) => {
                let pending = case.speaks(Concept::StatusDraft, value);
                let status =
                    case.speaks(Concept::Status, &key) && case.speaks(Concept::StatusApproved, value);
                !pending && (status || (by && case.speaks(Concept::By, &key)))
            }
        }
    })?;
    Some(case.line(said.line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn an_approval_needs_its_signatures() {
        let form = "\n## Sign-off\n\n**Head of Sales:** ______________ Date: ______\n";
        let text = format!("# A\n\n**Approved By:** Head of Sales\n{form}");
        assert_eq!(lines(&RULE, &text), [3, 7]);
        assert!(lines(&RULE, &format!("# A\n\n**Version:** 2\n{form}")).is_empty());
        assert!(lines(&RULE, &format!("# A\n\n**Approval Status:** pending\n{form}")).is_empty());
    }
}
