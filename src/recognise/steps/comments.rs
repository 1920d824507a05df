//! Steps in fences: numbered comments of a script, numbered lines of a text.

use super::Steps;
use crate::markdown::Code;
use crate::plan::Step;
use crate::recognise::parts::{is_span, split_bracket, split_number};
use crate::recognise::{Concept, Context};

/// How a line of a fence bears a number.
struct Numbered<'a> {
    text: &'a str,
    form: &'static str,
}

/// Two or more numbered comments (`# 1.`, `-- 1.`, `// Step 1:`), else numbered lines at the left edge, which no
/// language but prose has. Fences in Markdown hold templates and headings, not steps.
pub fn in_code(ctx: &Context, code: &Code) -> Option<Steps> {
    if matches!(code.lang.as_deref(), Some("markdown" | "md" | "mermaid" | "json" | "diff")) {
        return None;
    }
    let plain = code.lang.as_deref().is_none_or(|lang| matches!(lang, "text" | "txt" | "plaintext"));
    let found = read(ctx, code, plain);
    let found = if found.steps.len() < 2 && !plain { read(ctx, code, true) } else { found };
    (found.steps.len() >= 2).then_some(found)
}

fn read(ctx: &Context, code: &Code, plain: bool) -> Steps {
    let mut found = Steps { code_blocks: 1, ..Steps::default() };
    for (at, line) in code.text.lines().enumerate() {
        let line_number = code.first_line + at as u32;
        match numbered_line(ctx, line, plain) {
            Some(step) => {
                found.form = step.form;
                found.steps.push(new_step(ctx, step.text, line_number));
            }
            None => {
                if let Some(last) = found.steps.last_mut() {
                    below(last, line);
                }
            }
        }
    }
    found
}

fn numbered_line<'a>(ctx: &Context, line: &'a str, plain: bool) -> Option<Numbered<'a>> {
    if let Some(comment) = comment_of(line) {
        let (_, text) = split_number(ctx, comment)?;
        let labelled = !comment.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let is_item =
            comment.starts_with(char::is_whitespace) && comment.len() - comment.trim_start().len() > 2;
        let form = if labelled { "numbered steps in a script" } else { "numbered comments in a code block" };
        return (!is_item && !text.is_empty()).then_some(Numbered { text, form });
    }
    let indent = line.len() - line.trim_start().len();
    if !plain || indent > 1 || ctx.vocabulary.leads(Concept::Scenario, line) {
        return None;
    }
    let (_, text) = split_number(ctx, line)?;
    (!text.is_empty()).then_some(Numbered { text, form: "text block" })
}

/// What stands behind the mark of a comment at the beginning of the line.
fn comment_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = ["##", "#", "--", "//", "::", "REM ", "rem ", ";", "%"]
        .into_iter()
        .find(|mark| line.starts_with(mark))?;
    Some(line[mark.len()..].trim_start_matches(['#', '-', '/', '=']))
}

fn new_step(ctx: &Context, text: &str, line: u32) -> Step {
    let (head, bracket) = split_bracket(text.trim().trim_end_matches([':', '：']));
    match bracket.filter(|inner| is_span(ctx, inner)) {
        Some(inner) => Step { window: Some(inner.to_owned()), ..bare(head, line) },
        None => bare(text.trim(), line),
    }
}

fn bare(text: &str, line: u32) -> Step {
    Step { text: text.to_owned(), line, window: None, substeps: Vec::new(), node: None, code: None }
}

/// Adds a line below a numbered one: a bullet is a substep, anything else a command.
fn below(step: &mut Step, line: &str) {
    let words = comment_of(line).unwrap_or(line).trim();
    let bullet = ["- ", "* ", "• ", "· "].into_iter().find_map(|mark| words.strip_prefix(mark));
    if let Some(text) = bullet {
        step.substeps.push(text.trim().to_owned());
    } else if !words.is_empty() {
        let code = step.code.get_or_insert_default();
        if !code.is_empty() {
            code.push('\n');
        }
        code.push_str(line.trim_end());
    }
}
