//! What is to be done and what is expected then, where the text itself parts the two with an arrow.

use crate::markdown::{Run, RunKind, Text};

const ARROWS: [&str; 5] = ["→", "->", "⇒", "=>", "➜"];

/// Parts `text` at its arrow. With more than one arrow it is a way (`Menu → Users → Add`) and stays whole.
pub fn part_at_arrow(text: &Text) -> Option<(Text, Text)> {
    let mut found = None;
    for (at, run) in text.runs.iter().enumerate().filter(|(_, run)| run.kind == RunKind::Text) {
        for (byte, arrow) in ARROWS.iter().flat_map(|arrow| run.text.match_indices(arrow)) {
            if found.is_some() {
                return None;
            }
            found = Some((at, byte, byte + arrow.len()));
        }
    }
    let (at, start, end) = found?;
    let run = text.runs.get(at)?;
    let piece = |part: Option<&str>| Run { text: part.unwrap_or("").to_owned(), ..run.clone() };
    let mut before: Vec<Run> = text.runs.get(..at)?.to_vec();
    before.push(piece(run.text.get(..start).map(str::trim_end)));
    let mut after = vec![piece(run.text.get(end..).map(str::trim_start))];
    after.extend_from_slice(text.runs.get(at + 1..)?);
    let (before, after) = (Text { runs: before }, Text { runs: after });
    (!before.is_empty() && !after.is_empty()).then_some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::markdown::parse;

    fn parted(markdown: &str) -> Option<(String, String)> {
        let document = parse(FileId(0), markdown, 0).value;
        let text = document.sections[0].blocks[0].paragraph().unwrap().clone();
        part_at_arrow(&text).map(|(a, b)| (a.plain(), b.plain()))
    }

    #[test]
    fn one_arrow_outside_code_parts() {
        assert_eq!(parted("Ask `a -> b` → **fine**, soon"), Some(("Ask a -> b".into(), "fine, soon".into())));
        assert_eq!(parted("Call it -> 200"), Some(("Call it".into(), "200".into())));
    }

    #[test]
    fn ways_codes_and_loose_arrows_stay_whole() {
        for text in ["Menu → Users → Add", "Run `a -> b`", "→ next", "Done →", "no arrow"] {
            assert_eq!(parted(text), None, "{text}");
        }
    }
}
