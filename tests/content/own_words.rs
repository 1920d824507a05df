//! The example plans carry facts over, not sentences: no run of words is shared with the plans they tell of.

use std::collections::BTreeSet;
use std::path::Path;

use crate::plans;

/// So many words in a row are no accident. Numbers and single letters are times and names, and do not count.
const RUN: usize = 6;

/// The prose of a plan as lower-case words, line by line: without fences, code, settings and front matter.
fn prose(path: &Path) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
            let words = plain
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.chars().count() > 1 && !w.contains(char::is_numeric));
            lines.push(words.map(str::to_lowercase).collect());
        }
    }
    lines
}

fn runs(lines: &[Vec<String>]) -> BTreeSet<String> {
    lines.iter().flat_map(|words| words.windows(RUN).map(|run| run.join(" "))).collect()
}

#[test]
fn no_sentence_is_carried_over() {
    let foreign: BTreeSet<String> =
        plans::markdown("raw").iter().flat_map(|(_, path)| runs(&prose(path))).collect();
    for (name, path) in plans::own() {
        let shared: Vec<String> = runs(&prose(&path)).intersection(&foreign).cloned().collect();
        assert!(shared.is_empty(), "{name} shares runs of {RUN} words:\n{}", shared.join("\n"));
    }
}
