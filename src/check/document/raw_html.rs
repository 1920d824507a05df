//! HTML in a plan.

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};
use crate::markdown::{BlockKind, RunKind};

pub const RULE: Rule = Rule {
    code: "raw-html",
    text: "The plan holds an HTML tag. Pages show it as text, as it is written: nothing in a plan may run, load or hide \
           anything. Write Markdown for it, or put it in backticks where the tag itself is meant. `<br>` and comments \
           are read.",
    check,
};

/// Findings in one plan; a plan of another tool may be full of tags.
const SHOWN: usize = 20;

fn check(case: &Case, report: &mut Report) {
    let mut tags: Vec<(u32, String)> = Vec::new();
    case.walk(&mut |_, block| {
        if let BlockKind::Html(html) = &block.kind {
            let lines = html.lines().zip(block.line..);
            tags.extend(lines.flat_map(|(text, line)| opened(text).into_iter().map(move |tag| (line, tag))));
        }
    });
    case.plan.document.walk_texts(&mut |_, text| {
        let runs = text.runs.iter().filter(|run| run.kind == RunKind::Html);
        tags.extend(runs.flat_map(|run| opened(&run.text).into_iter().map(|tag| (run.line, tag))));
    });
    tags.sort();
    tags.dedup();
    let total = tags.len();
    for (at, (line, tag)) in tags.into_iter().take(SHOWN).enumerate() {
        let found =
            Diagnostic::warning(RULE.code, format!("`{tag}` is no markup here: pages show it as text"))
                .at(case.words(line, tag.trim_end_matches('>')))
                .hint("write Markdown for it, or put it in backticks where the tag itself is meant");
        report.push(match at + 1 == SHOWN && total > SHOWN {
            true => found.hint(format!("there are {} more in this plan", total - SHOWN)),
            false => found,
        });
    }
}

/// `<script>` for each tag that is opened in the text.
fn opened(text: &str) -> Vec<String> {
    let name = |rest: &str| -> String { rest.chars().take_while(char::is_ascii_alphanumeric).collect() };
    let starts = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let names = text.split('<').skip(1).filter(starts).map(name).filter(|name| name != "br");
    names.map(|name| format!("<{name}>")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn tags_are_found_and_text_is_not() {
        let text = "# A\n\n<script>\nalert(1)\n</script>\n\nWeigh <b>it</b>, 3 < 4, a<br>b `<i>` <https://a.example>\n\n<!-- no -->\n\n```\n<p>\n```\n";
        assert_eq!(lines(&RULE, text), [3, 7]);
    }
}
