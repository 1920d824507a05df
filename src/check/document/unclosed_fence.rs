//! A fence that swallows what follows.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::Block;

pub const RULE: Rule = Rule {
    code: "unclosed-fence",
    text: "A fence of code is opened and never closed, so that all steps behind it are read as code. Close it with the \
           same signs on a line of their own. In a plan without front matter this is a warning, else an error.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    case.walk(&mut |_, block| {
        if let Some(fence) = unclosed(case, block) {
            let start = block.start as usize;
            let message = "the fence that opens here is never closed";
            let found = match case.plan.source.front.present {
                true => Diagnostic::error(RULE.code, message),
                false => Diagnostic::warning(RULE.code, message),
            };
            report.push(found.at(Span::new(case.plan.source.id, start, start + fence.len())).hint("write the same signs on a line of their own behind the code; until then nothing below is a step"));
        }
    });
}

/// The signs of the fence when no line of the block closes it.
fn unclosed<'a>(case: &Case<'a>, block: &Block) -> Option<&'a str> {
    block.code().filter(|code| code.fenced)?;
    let source = case.plan.source.text.get(block.start as usize..block.end as usize)?;
    let sign = source.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let fence = &source[..source.len() - source.trim_start_matches(sign).len()];
    let closes = |line: &str| {
        let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        line.len() >= fence.len() && line.chars().all(|c| c == sign)
    };
    (!source.lines().skip(1).last().is_some_and(closes)).then_some(fence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn only_a_fence_without_end_is_found() {
        assert_eq!(lines(&RULE, "# A\n\n```sh\nls\n```\n\n```sh\nrm\n\n- [ ] lost\n"), [7]);
        assert!(
            lines(
                &RULE,
                "# A\n\n~~~~\n~~~\n~~~~\n\n> ```\n> x\n> ```\n\n- a\n\n  ```\n  b\n  ```\n\n    code\n"
            )
            .is_empty()
        );
    }
}
