//! Boxes that are none.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::{BlockKind, Item, Text};

pub const RULE: Rule = Rule {
    code: "looks-like-task",
    text: "A line looks like something to tick and is none for Markdown: `- []` without the blank, `-[ ]` without the \
           blank behind the dash, `[ ]` without a dash, a no-break space in the box. It would be missing from the checklist. Write `- [ ]`.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    case.walk(&mut |_, block| match &block.kind {
        BlockKind::List(list) => list.items.iter().for_each(|item| look(case, item, report)),
        BlockKind::Paragraph(text) => {
            for line in text.lines() {
                if let Some(sign) = glued(&line) {
                    push(case, &line, sign, report);
                }
            }
        }
        _ => {}
    });
}

fn look(case: &Case, item: &Item, report: &mut Report) {
    // Lines below the first that were meant as items of their own.
    for line in item.text.lines().iter().skip(1) {
        if let Some(sign) = glued(line) {
            push(case, line, sign, report);
        }
    }
    let Some(first) =
        item.text.runs.first().filter(|_| item.tick.is_none() && item.text.runs[0].link.is_none())
    else {
        return;
    };
    let empty =
        ["[]", "[\u{a0}]", "[  ]", "[_]", "[ ]"].into_iter().find(|sign| first.text.starts_with(sign));
    if let Some(sign) = empty.filter(|sign| !first.text[sign.len()..].starts_with(['(', '['])) {
        push(case, &item.text, sign, report);
    }
}

/// A dash and a box without the blank between them, at the front of a line.
fn glued(line: &Text) -> Option<&'static str> {
    let first = line.runs.first()?;
    let signs = ["-[ ]", "-[x]", "-[X]", "*[ ]", "*[x]", "-[]", "+[ ]", "[ ]", "[x]", "[X]"];
    let is_box = |sign: &&str| {
        let rest = first.text.trim_start().strip_prefix(sign);
        // A box alone, a link, or an index is none to tick.
        rest.is_some_and(|rest| {
            sign.len() != 3 || rest.trim_start().len() < rest.len() && !rest.trim().is_empty()
        })
    };
    signs.into_iter().find(is_box)
}

fn push(case: &Case, text: &Text, sign: &str, report: &mut Report) {
    let Some(line) = text.line() else { return };
    let place: Span = case.words(line, sign);
    report.push(
        Diagnostic::warning(
            RULE.code,
            format!("`{}` looks like a box to tick and is none", sign.replace('\u{a0}', "&nbsp;")),
        )
        .at(place)
        .hint("write `- [ ]`: dash, blank, box with one plain blank inside, blank"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn boxes_without_their_blanks_are_found() {
        let text = "# A\n\n- [] one\n- [\u{a0}] two\n- [ ] three\n- [](x.md) four\n\n-[ ] five\n-[x] six\n\n[ ] seven\n\n[ ](x.md) [x] y\n\n```\n- [] no\n```\n";
        assert_eq!(lines(&RULE, text), [3, 4, 8, 9, 11]);
    }
}
