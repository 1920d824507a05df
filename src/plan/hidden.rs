//! Values that no page shows: what a plan writes as a secret and may be in use.
//!
//! A value that is masked already (`xxxx`) or a sample (`your-token`) stays, for it tells what belongs there. Any other
//! is taken out of the line where it stands, in prose, commands and messages alike; a long one out of every line.

use std::borrow::Cow;

use super::{Plan, PossibleSecret};

/// What stands in place of a value.
pub const HIDDEN: &str = "[hidden]";
/// A value of so many letters is no common word, so it is looked for everywhere.
pub const LONG: usize = 8;

/// One line of the plan without such values. Line 0 is a text whose line is not known.
pub fn in_line<'t>(plan: &Plan, line: u32, text: &'t str) -> Cow<'t, str> {
    let mut shown = Cow::Borrowed(text);
    let near = |s: &&PossibleSecret| s.line == line || s.literal.len() >= LONG;
    for secret in in_use(plan).filter(near).filter(|s| text.contains(&s.literal)) {
        shown = Cow::Owned(shown.replace(&secret.literal, HIDDEN));
    }
    shown
}

/// Lines of the plan from `first` on without such values.
pub fn in_lines<'t>(plan: &Plan, first: u32, text: &'t str) -> Cow<'t, str> {
    if in_use(plan).next().is_none() {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<str>> =
        (first..).zip(text.split('\n')).map(|(line, text)| in_line(plan, line, text)).collect();
    Cow::Owned(lines.join("\n"))
}

/// Whether such a value is part of `address`.
pub fn stands_in(plan: &Plan, address: &str) -> bool {
    in_use(plan).any(|s| s.literal.len() >= LONG && address.contains(&s.literal))
}

fn in_use(plan: &Plan) -> impl Iterator<Item = &PossibleSecret> {
    plan.possible_secrets.iter().filter(|s| s.looks_like == "default" && !s.literal.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(looks_like: &str) -> Plan {
        let secret = PossibleSecret {
            key: "PASSWORD".into(),
            literal: "hunter2".into(),
            kind: "password".into(),
            looks_like: looks_like.into(),
            line: 4,
        };
        Plan { possible_secrets: vec![secret], ..Plan::default() }
    }

    #[test]
    fn a_value_in_use_goes_from_its_line_alone() {
        assert_eq!(in_lines(&plan("default"), 3, "hunter2\nPASSWORD=hunter2"), "hunter2\nPASSWORD=[hidden]");
    }

    #[test]
    fn a_long_value_goes_everywhere() {
        let mut plan = plan("default");
        plan.possible_secrets[0].literal = "correct-horse".into();
        assert_eq!(in_line(&plan, 9, "use correct-horse"), "use [hidden]");
    }

    #[test]
    fn a_sample_stays() {
        assert_eq!(in_line(&plan("sample"), 4, "PASSWORD=hunter2"), "PASSWORD=hunter2");
    }
}
