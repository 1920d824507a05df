//! Reads a drawing line by line: roots, questions, branches and the bullets below them.

use crate::markdown::{Code, without_pictographs};
use crate::plan::{TreeBranch, TreePart};
use crate::recognise::parts::{is_span, split_bracket};
use crate::recognise::{Concept, Context};

/// A line of the drawing without its lines and arrows.
struct Drawn<'a> {
    words: &'a str,
    /// Letters before the words.
    indent: usize,
    /// Whether a branch is drawn before the words.
    branch: bool,
    bullet: bool,
}

/// The parts of a drawing: each begins with words at the left edge. Bare lines that begin with yes or no count as
/// branches where the heading speaks of a decision.
pub fn read(ctx: &Context, code: &Code, about: bool) -> Vec<TreePart> {
    let mut parts: Vec<TreePart> = Vec::new();
    for (at, line) in code.text.lines().enumerate() {
        let number = code.first_line + at as u32;
        let Some(drawn) = drawn(line) else { continue };
        let answers = about && !drawn.bullet && starts_with_answer(ctx, drawn.words);
        let asks = parts.last().is_some_and(|part| asks(part, drawn.words));
        if asks && let Some(part) = parts.last_mut() {
            below_root(part, drawn.words, number);
        } else if drawn.branch || answers {
            let part = last_or_new(&mut parts, number);
            part.branches.push(branch(ctx, drawn.words, number));
        } else if drawn.bullet {
            if let Some(branch) = parts.last_mut().and_then(|p| p.branches.last_mut()) {
                branch.steps.push(drawn.words.to_owned());
            }
        } else if drawn.indent == 0 || parts.is_empty() {
            parts.push(root(drawn.words, number));
        } else if let Some(part) = parts.last_mut() {
            below_root(part, drawn.words, number);
        }
    }
    parts.retain(|part| !part.branches.is_empty() || part.question.is_some());
    parts
}

/// Takes the lines and arrows off; `None` when nothing else stands there.
fn drawn(line: &str) -> Option<Drawn<'_>> {
    let is_line = |c: char| matches!(c as u32, 0x2500..=0x257F) || "|+`\\↓▼↳v".contains(c);
    let mut branch = false;
    let mut indent = 0;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let next = &rest[c.len_utf8()..];
        let ascii_branch = "|+`\\".contains(c) && next.starts_with("--");
        let bare_v = c == 'v' && !next.trim().is_empty();
        if c.is_whitespace() || (is_line(c) && !bare_v) {
            branch |= matches!(c, '├' | '└' | '╰' | '┣' | '┗' | '╠' | '╚' | '↳') || ascii_branch;
        } else if !(branch && matches!(c, '-' | '>' | '─' | '=' | '►' | '▶')) {
            break;
        }
        indent += 1;
        rest = next;
    }
    let words = rest.trim();
    let bullet = ["• ", "· ", "- ", "* ", "◦ ", "▪ "].into_iter().find_map(|mark| words.strip_prefix(mark));
    let words = bullet.unwrap_or(words).trim_end_matches(|c: char| is_line(c) && c != 'v').trim();
    let arrows_only = words.chars().all(|c| "↓▼v|→".contains(c));
    (!words.is_empty() && !arrows_only).then_some(Drawn {
        words,
        indent,
        branch,
        bullet: bullet.is_some() && !branch,
    })
}

fn starts_with_answer(ctx: &Context, words: &str) -> bool {
    let head = words.split(['→', ':', '：', '-', '=', ',']).next().unwrap_or("").trim();
    is_answer(ctx, head) && head.len() < words.len()
}

fn is_answer(ctx: &Context, words: &str) -> bool {
    ctx.vocabulary.is(Concept::Yes, words) || ctx.vocabulary.is(Concept::No, words)
}

/// Answer before the arrow, else before the colon; action behind it; time from the closing bracket.
fn branch(ctx: &Context, words: &str, line: u32) -> TreeBranch {
    let (answer, action) = ["→", "⇒", "-->", "->", "=>", "►"]
        .into_iter()
        .find_map(|arrow| words.split_once(arrow))
        .or_else(|| {
            words
                .split_once([':', '：'])
                .filter(|(head, tail)| head.split_whitespace().count() <= 6 && !tail.trim().is_empty())
        })
        .map(|(answer, action)| (Some(answer), action))
        .unwrap_or_else(|| if is_answer(ctx, words) { (Some(words), "") } else { (None, words) });
    let answer = answer
        .map(|a| without_pictographs(a.trim_matches(|c: char| c.is_whitespace() || "-─[]:".contains(c))));
    let action = without_pictographs(action);
    let (head, time) = match split_bracket(&action) {
        (head, Some(inner)) if is_span(ctx, inner) => (head.to_owned(), Some(inner.to_owned())),
        _ => (action.clone(), None),
    };
    TreeBranch { answer: answer.filter(|a| !a.is_empty()), action: head, time, line, steps: Vec::new() }
}

fn root(words: &str, line: u32) -> TreePart {
    let mut part = empty(line);
    part.root = without_pictographs(words);
    if words.contains(['?', '？']) {
        let (question, detail) = question(words);
        part.root = question.clone();
        part.question = Some(question);
        part.question_line = Some(line);
        part.question_detail = detail;
    }
    part
}

/// Whether these are the question of the part, drawn as its first branch or not.
fn asks(part: &TreePart, words: &str) -> bool {
    let first = part.question.is_none() && part.branches.is_empty();
    first && split_bracket(words).0.trim_end().ends_with(['?', '？'])
}

/// Words below a root that are no branch: the question, or the next line of what stands above.
fn below_root(part: &mut TreePart, words: &str, line: u32) {
    match part.branches.last_mut() {
        None if part.question.is_none() && words.contains(['?', '？']) => {
            let (asked, detail) = question(words);
            part.question = Some(asked);
            part.question_line = Some(line);
            part.question_detail = detail;
        }
        Some(branch) => branch.steps.push(words.trim_start_matches(['→', ' ']).to_owned()),
        None => {}
    }
}

/// The question and the list in the bracket behind it.
fn question(words: &str) -> (String, Vec<String>) {
    let (asked, bracket) = split_bracket(words);
    let detail = bracket.map(|inner| {
        inner.split([',', '，', '、', ';']).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
    });
    (without_pictographs(asked), detail.unwrap_or_default())
}

fn last_or_new(parts: &mut Vec<TreePart>, line: u32) -> &mut TreePart {
    if parts.is_empty() {
        parts.push(empty(line));
    }
    let last = parts.len() - 1;
    &mut parts[last]
}

fn empty(line: u32) -> TreePart {
    TreePart {
        root: String::new(),
        line,
        question: None,
        question_line: None,
        question_detail: Vec::new(),
        branches: Vec::new(),
    }
}
