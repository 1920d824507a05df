//! Numbers that jump.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report, Span};
use crate::markdown::{BlockKind, List};

pub const RULE: Rule = Rule {
    code: "numbering-gap",
    text: "A numbered list or the numbered phases jump or repeat a number. Pages count lists through, so that \"step 4\" \
           in a call would be another step than in the text. Number them one after the other.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    case.walk(&mut |_, block| {
        if let BlockKind::List(list) = &block.kind
            && let Some((written, counted, place)) = jump(case, list)
        {
            report.push(
                Diagnostic::warning(RULE.code, format!("number {written} is step {counted} of the list"))
                    .at(place)
                    .hint(format!("write {counted}, or begin a new list: pages show {counted}")),
            );
        }
    });
    phases(case, report);
}

/// The first item whose written number is not its place. Lists that write 1 everywhere leave counting to Markdown.
fn jump(case: &Case, list: &List) -> Option<(u64, u64, Span)> {
    let first = list.ordered?;
    let written = |start: u32| {
        let rest = case.plan.source.text.get(start as usize..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        Some((rest.get(..digits)?.parse::<u64>().ok()?, digits))
    };
    let numbers: Vec<(u64, usize)> = list.items.iter().filter_map(|item| written(item.start)).collect();
    if numbers.len() != list.items.len() || numbers.iter().all(|(n, _)| *n == first) {
        return None;
    }
    let at = numbers.iter().enumerate().position(|(at, (n, _))| *n != first + at as u64)?;
    let start = list.items[at].start as usize;
    let place = Span::new(case.plan.source.id, start, start + numbers[at].1);
    Some((numbers[at].0, first + at as u64, place))
}

/// Phases of one track whose numbers leave one out.
fn phases(case: &Case, report: &mut Report) {
    for two in case.facts().phases.windows(2) {
        let [before, after] = two else { continue };
        let kind = |slug: &str| slug.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let (Some(a), Some(b)) = (before.number, after.number) else { continue };
        if before.group == after.group && kind(&before.slug) == kind(&after.slug) && b > a + 1 {
            report.push(
                Diagnostic::warning(RULE.code, format!("number {b} follows number {a}"))
                    .at(case.line(after.place.line))
                    .label(case.line(before.place.line), "the one before")
                    .hint(format!("add number {}, or number the headings one after the other", a + 1)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn a_jump_is_found_and_lazy_numbers_are_not() {
        assert_eq!(lines(&RULE, "# A\n\n1. a\n2. b\n4. c\n"), [5]);
        assert!(lines(&RULE, "# A\n\n1. a\n1. b\n1. c\n\nText.\n\n3. x\n4. y\n").is_empty());
    }

    #[test]
    fn a_phase_left_out_is_found() {
        let text = "# A\n\n## Phase 1: Pack\n\nx\n\n## Phase 3: Move\n\nx\n";
        assert_eq!(lines(&RULE, text), [7, 3]);
    }
}
