//! Fences without language whose lines begin with a time.

use super::{Name, zone_of};
use crate::markdown::{Code, without_pictographs};
use crate::plan::Timeline;
use crate::recognise::{Context, time};

/// The moments of a fence: literal (a bracket behind it kept), the words behind, the line. Empty when fewer than two
/// lines, or fewer than half of those that are not indented, begin with a time.
pub fn moment_lines(code: &Code) -> Vec<(String, String, u32)> {
    let lines = (code.first_line..).zip(code.text.lines());
    let outer = lines.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with([' ', '\t']));
    let outer: Vec<(u32, &str)> = outer.collect();
    let found: Vec<_> = outer.iter().filter_map(|(number, line)| moment(*number, line)).collect();
    if found.len() < 2 || found.len() * 2 < outer.len() { Vec::new() } else { found }
}

fn moment(number: u32, line: &str) -> Option<(String, String, u32)> {
    let words = line.trim_start_matches(['[', '*', '•', '│', '├', '└', '─', ' ']);
    let found = time::leading(words).filter(|t| t.strong)?;
    let mut end = found.end;
    let rest = &words[end..];
    if let Some(bracket) = rest.trim_start().strip_prefix('(')
        && let Some(close) = bracket.find(')')
    {
        end = words.len() - bracket.len() + close + 1;
    }
    let parted = rest.trim().is_empty()
        || rest.starts_with("  ")
        || rest
            .trim_start()
            .starts_with([':', '：', '-', '\u{2013}', '\u{2014}', '→', '|', '(', ']', '─', '│', '\t'])
        || rest.starts_with(['\t', ' ']);
    let text = words[end..]
        .trim_start_matches([':', '：', '-', '\u{2013}', '\u{2014}', '→', '|', ' ', ']', '─', '│', '\t']);
    let literal = words[..end].trim().to_owned();
    parted.then(|| (literal, without_pictographs(text), number))
}

/// Reads a fence as a timeline.
pub fn read(ctx: &Context, code: &Code, name: impl FnOnce() -> Name) -> Option<Timeline> {
    if code.lang.as_deref().is_some_and(|lang| !matches!(lang, "text" | "txt" | "plain" | "plaintext")) {
        return None;
    }
    let rows = moment_lines(code);
    if rows.is_empty() {
        return None;
    }
    let name = name();
    ctx.claim(
        name.place.node,
        name.place.line,
        "timeline",
        "fence without language whose lines begin with a time",
    );
    let entries: Vec<String> = rows.iter().map(|(when, ..)| when.clone()).collect();
    Some(Timeline {
        title: name.title,
        form: "text block".to_owned(),
        rows: rows.len(),
        time_zone: zone_of(&entries),
        row_phase: vec![None; rows.len()],
        texts: rows.into_iter().map(|(_, text, line)| (text, line)).collect(),
        entries,
        place: name.place,
    })
}
