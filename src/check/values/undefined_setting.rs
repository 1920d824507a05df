//! Settings that are read and never set.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};

pub const RULE: Rule = Rule {
    code: "undefined-setting",
    text: "A command reads a setting that no line of the plan sets. Run as written it gets an empty value. Say where the \
           value comes from, or set it before.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    let names = &case.facts().env_vars_used_undefined;
    if names.is_empty() {
        return;
    }
    let mut lines: BTreeMap<&str, Vec<u32>> = names.iter().map(|n| (n.as_str(), Vec::new())).collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for (at, text) in case.plan.source.text.lines().enumerate() {
        for word in text.split(|c| !is_name(c)) {
            if let Some(places) = lines.get_mut(word).filter(|p| p.last() != Some(&(at as u32 + 1))) {
                places.push(at as u32 + 1);
            }
        }
    }
    for name in names {
        let places: Vec<Span> =
            lines.get(name.as_str()).into_iter().flatten().map(|line| case.words(*line, name)).collect();
        let found = Diagnostic::warning(RULE.code, format!("`{name}` is read and never set"));
        report.push(
            case.spread(found, &places, "read here too")
                .hint(format!("set it before (`export {name}=...`), or list it with the settings")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn what_is_set_somewhere_is_defined() {
        let text = "# A\n\n```sh\nexport CRM_HOST=crm.example\nping \"$CRM_HOST\"\ndump -h \"$CRM_DB\"\nload -h \"$CRM_DB\"\n```\n";
        assert_eq!(lines(&RULE, text), [6, 7]);
    }
}
