//! Brackets that somebody has to fill in before the plan is run.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::BlockKind;

pub const RULE: Rule = Rule {
    code: "unfilled-placeholder",
    text: "A bracket such as `[Name]` stands in the text or in a command, outside of message templates. Whoever runs the \
           command at night has to guess. Fill it in, or say in words where the value comes from.",
    check,
};

/// What stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Command,
    /// A fence to fill at use, a template, a quote, a contact that another rule speaks of.
    Form,
}

fn check(case: &Case, report: &mut Report) {
    if case.facts().placeholders.bracket.items.is_empty() {
        return;
    }
    let grounds = grounds(case);
    for item in &case.facts().placeholders.bracket.items {
        let open: Vec<u32> =
            case.in_body(&item.lines).filter(|line| grounds.get(line) != Some(&Ground::Form)).collect();
        let Some(first) = open.first() else { continue };
        let places: Vec<Span> = open.iter().map(|line| case.words(*line, &item.text)).collect();
        let command = grounds.get(first) == Some(&Ground::Command);
        let (what, hint) = match command {
            true => ("in a command", "put the value in, or say above the command where it comes from"),
            false => ("in the text", "write what belongs there, or take the bracket out"),
        };
        let found = Diagnostic::warning(RULE.code, format!("`{}` is not filled in, {what}", item.text));
        report.push(case.spread(found, &places, "and here").hint(hint));
    }
}

/// The lines that are no plain text.
fn grounds(case: &Case) -> BTreeMap<u32, Ground> {
    let mut grounds = BTreeMap::new();
    case.walk(&mut |_, block| match &block.kind {
        BlockKind::Code(code) => {
            let ground =
                if code.lang.as_deref().is_some_and(is_run) { Ground::Command } else { Ground::Form };
            let last = code.first_line + code.text.lines().count() as u32;
            grounds.extend((code.first_line..=last).map(|line| (line, ground)));
        }
        BlockKind::Quote { .. } => {
            let last = case.line_of(block.end.saturating_sub(1).max(block.start));
            grounds.extend((block.line..=last).map(|line| (line, Ground::Form)));
        }
        _ => {}
    });
    let plan = case.facts();
    grounds.extend(plan.contacts.iter().map(|c| (c.place.line, Ground::Form)));
    grounds.extend(plan.signoffs.iter().map(|s| (s.place.line, Ground::Form)));
    for template in &plan.communication.templates {
        let last = template.place.line + template.text.lines().count() as u32 + 2;
        grounds.extend((template.place.line..=last).map(|line| (line, Ground::Form)));
    }
    grounds
}

/// Whether people run what a fence of this language holds.
fn is_run(lang: &str) -> bool {
    let run = [
        "sh",
        "bash",
        "zsh",
        "fish",
        "shell",
        "console",
        "powershell",
        "ps1",
        "pwsh",
        "bat",
        "cmd",
        "sql",
        "psql",
        "http",
    ];
    run.contains(&lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{findings, lines};

    #[test]
    fn templates_are_filled_at_use() {
        let text = "# A\n\nAsk [Name of vendor] first.\n\n```sh\nship --to [address]\n```\n\n## Message Template\n\n```\nDear [Customer]\n```\n";
        assert_eq!(lines(&RULE, text), [3, 6]);
        assert!(findings(&RULE, text)[1].message.ends_with("in a command"));
    }
}
