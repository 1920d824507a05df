//! The drawing of a tree: question, answers, and in boxes what is to be done.
//!
//! Answers stand side by side where there is room, else below each other along one line.

use super::{Branch, Part};
use crate::page::drawing::{Look, Sheet, num, wrap};

/// Height of a line of words.
const LINE: f64 = 18.0;
/// The least width of an answer beside others, and what stays free between two.
const COLUMN: f64 = 190.0;
const BETWEEN: f64 = 20.0;
/// Between two parts of a tree, and the length of a line with an arrow.
const APART: f64 = 34.0;
const DOWN: f64 = 22.0;
/// Where the line that leads to the answers stands, and the words inside a box.
const TRUNK: f64 = 12.0;
const INSET: f64 = 10.0;
/// Lines of one piece of words at most.
const LINES: usize = 12;

pub fn svg(parts: &[Part], wide: f64) -> String {
    let (sheet, high) = draw(parts, wide);
    let kind = if wide < COLUMN * 2.0 { "tall" } else { "wide" };
    format!(
        "<svg class=\"tree {kind}\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">{}</svg>",
        num(wide),
        num(high),
        sheet.svg
    )
}

fn draw(parts: &[Part], wide: f64) -> (Sheet, f64) {
    let mut sheet = Sheet::default();
    let mut y = 0.0;
    for (at, part) in parts.iter().enumerate() {
        y += if at > 0 { APART } else { 2.0 };
        y = head(&mut sheet, part, y, wide);
        y = branches(&mut sheet, part, y, wide);
    }
    (sheet, y + 2.0)
}

/// Words from `y` down; returns where they end.
fn words(sheet: &mut Sheet, (x, y): (f64, f64), room: f64, look: Look, text: &str) -> f64 {
    let lines = wrap(text, room, LINES, look.is_bold());
    for (at, line) in lines.iter().enumerate() {
        sheet.text(x, y + at as f64 * LINE + 13.0, look, line);
    }
    y + lines.len() as f64 * LINE
}

/// What is seen, and what is asked.
fn head(sheet: &mut Sheet, part: &Part, mut y: f64, wide: f64) -> f64 {
    if !part.root.is_empty() {
        let look = if part.question.is_empty() { Look::Bold } else { Look::Plain };
        y = words(sheet, (0.0, y), wide, look, &part.root);
        if !part.question.is_empty() {
            arrow(sheet, TRUNK, y + 3.0, y + DOWN);
            y += DOWN + 4.0;
        }
    }
    y = words(sheet, (0.0, y), wide, Look::Bold, &part.question);
    words(sheet, (0.0, y), wide, Look::Dim, &part.detail.join(", "))
}

fn arrow(sheet: &mut Sheet, x: f64, from: f64, to: f64) {
    sheet.path("flow", &format!("M{} {}V{}m-5-6l5 6 5-6", num(x), num(from), num(to)));
}

fn branches(sheet: &mut Sheet, part: &Part, y: f64, wide: f64) -> f64 {
    let count = part.branches.len();
    if count == 0 {
        return y;
    }
    let column = (wide - BETWEEN * (count - 1) as f64) / count as f64;
    if count > 1 && column >= COLUMN { beside(sheet, part, y, column) } else { below(sheet, part, y, wide) }
}

/// Answers side by side, each at the end of a line from one rail.
fn beside(sheet: &mut Sheet, part: &Part, y: f64, column: f64) -> f64 {
    let rail = y + 12.0;
    let left = |at: usize| at as f64 * (column + BETWEEN);
    let last = left(part.branches.len() - 1) + TRUNK;
    sheet.path("flow", &format!("M{} {}V{}H{}", num(TRUNK), num(y + 3.0), num(rail), num(last)));
    let answered = part.branches.iter().any(|branch| !branch.answer.is_empty());
    let answers: Vec<Vec<String>> =
        part.branches.iter().map(|b| wrap(&b.answer, column - TRUNK - INSET, 3, true)).collect();
    let lines = answers.iter().map(Vec::len).max().unwrap_or(0);
    let top = rail + if answered { lines as f64 * LINE + 16.0 } else { DOWN };
    let mut end = top;
    for (at, branch) in part.branches.iter().enumerate() {
        arrow(sheet, left(at) + TRUNK, rail, top - 2.0);
        for (line, text) in answers[at].iter().enumerate() {
            sheet.text(left(at) + TRUNK + INSET, rail + 19.0 + line as f64 * LINE, Look::Bold, text);
        }
        end = f64::max(end, duty(sheet, branch, (left(at), top), column));
    }
    end
}

/// Answers below each other along one line.
fn below(sheet: &mut Sheet, part: &Part, y: f64, wide: f64) -> f64 {
    let left = TRUNK + 22.0;
    let mut at = y + 10.0;
    let mut last = at;
    for branch in &part.branches {
        if !branch.answer.is_empty() {
            at = words(sheet, (left, at), wide - left, Look::Bold, &branch.answer) + 4.0;
        }
        let middle = at + 15.0;
        sheet.path("flow", &format!("M{} {}H{}m-6-5l6 5-6 5", num(TRUNK), num(middle), num(left - 2.0)));
        last = middle;
        at = duty(sheet, branch, (left, at), wide - left) + 14.0;
    }
    sheet.path("flow", &format!("M{} {}V{}", num(TRUNK), num(y + 3.0), num(last)));
    at - 14.0
}

/// What is to be done: a box, for it is a duty.
fn duty(sheet: &mut Sheet, branch: &Branch, (x, y): (f64, f64), wide: f64) -> f64 {
    let room = wide - INSET * 2.0 - 2.0;
    let mut inside = Sheet::default();
    let from = x + INSET + 1.0;
    let mut at = words(&mut inside, (from, y + 6.0), room, Look::Bold, &branch.action);
    at = words(&mut inside, (from, at), room, Look::Dim, &branch.time);
    for step in &branch.steps {
        inside.path("dot", &format!("M{} {}h4v4h-4z", num(from), num(at + 7.0)));
        at = words(&mut inside, (from + 12.0, at), room - 12.0, Look::Plain, step);
    }
    let end = at.max(y + 24.0) + 8.0;
    sheet.rect("bar", (x + 1.0, y), (wide - 2.0, end - y));
    sheet.svg.push_str(&inside.svg);
    sheet.words.extend(inside.words);
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(answer: &str, action: &str, steps: usize) -> Branch {
        Branch {
            answer: answer.into(),
            action: action.into(),
            time: if steps > 2 { "5-15 minutes".into() } else { String::new() },
            steps: vec!["Den Zwischenspeicher aller Rechenzentren leeren und prüfen".into(); steps],
        }
    }

    #[test]
    fn words_stand_apart_and_inside_at_every_width() {
        let actions = [
            "Stop",
            "Donaudampfschifffahrtsgesellschaftskapitänspatent zurückgeben",
            "すべてのサービスを停止して状況を確認する",
            "",
        ];
        for count in 0..7 {
            let branches: Vec<Branch> = (0..count)
                .map(|at| {
                    branch(
                        ["YES", "", "Only when the primary region is lost for good"][at % 3],
                        actions[at % 4],
                        at,
                    )
                })
                .collect();
            let part = Part {
                root: "Issue detected".into(),
                question: "Is it critical, and can nobody wait until the morning?".into(),
                detail: vec!["security breach".into(), "API down".into(), "corrupted data".into()],
                branches,
            };
            let parts = [part.clone(), Part { question: String::new(), detail: Vec::new(), ..part }];
            for wide in [320.0, 600.0, 900.0] {
                let (sheet, high) = draw(&parts, wide);
                assert_eq!(sheet.broken(wide, high), Vec::<String>::new(), "{count} in {wide}");
                assert_eq!(sheet.svg.matches("<rect").count(), count * 2);
            }
        }
    }
}
