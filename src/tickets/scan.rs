//! All addresses of one input, judged.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

use super::find::{Mention, Wanted, earlier_ends};
use super::read::{Annotation, Chunk, Chunks, Fault, Format, RULES_LIMIT, Reader, Unicode, annotations};
use super::resolve::{Judge, Verdict};
use crate::diag::Position;

/// An address where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub at: Position,
    /// The line, or the part round the address of a very long one, and where that begins.
    pub line: String,
    pub begin: Position,
    /// Bytes of `line`.
    pub range: Range<usize>,
    /// Name of the alert that it belongs to.
    pub alert: Option<String>,
    pub verdict: Verdict,
}

/// Bytes of a line that are kept to be shown.
const SHOWN: usize = 1000;
/// Bytes on each side of an address in a longer line.
const AROUND: usize = 200;
/// Verdicts that are remembered.
const REMEMBERED: usize = 10_000;

/// Hands every address of `input` that is the site's to `take`, in order. Memory does not grow with the input.
pub fn scan(
    input: impl BufRead,
    format: Format,
    judge: &Judge,
    take: &mut dyn FnMut(Use),
) -> Result<(), Fault> {
    let mut scan = Scan { judge, take, known: BTreeMap::new(), annotations: Vec::new() };
    let input = BufReader::new(Unicode::of(input));
    if format == Format::Rules { scan.rules(input) } else { scan.chunks(input, format, 0) }
}

struct Scan<'s, 'j> {
    judge: &'s Judge<'j>,
    take: &'s mut dyn FnMut(Use),
    known: BTreeMap<Wanted, Verdict>,
    /// Values of a rule file that are looked at on their own.
    annotations: Vec<Annotation>,
}

impl Scan<'_, '_> {
    fn chunks(&mut self, input: impl BufRead, format: Format, mark: usize) -> Result<(), Fault> {
        let mut chunks = Chunks::of(input);
        let mut reader = Reader::of(format);
        let mut offset = mark;
        while let Some(chunk) = chunks.chunk()? {
            for stretch in reader.stretches(&chunk) {
                for mention in self.judge.finder.find(&stretch.text) {
                    let (mention, verdict) = self.judged(&stretch.text, mention);
                    let range = stretch.in_chunk(mention.range.start)..stretch.in_chunk(mention.range.end);
                    if !self.is_annotated(offset, &range) {
                        self.hand(&chunk, range, None, verdict);
                    }
                }
            }
            offset += chunk.bytes;
        }
        Ok(())
    }

    /// Rules are read twice: by their keys, and as text for what stands between.
    fn rules(&mut self, input: impl BufRead) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        input.take(RULES_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(Fault::Disk)?;
        if bytes.len() > RULES_LIMIT {
            return Err(Fault::Large(RULES_LIMIT));
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let (found, _) = annotations(&text[mark..]);
        self.annotations = found;
        let starts: Vec<usize> =
            std::iter::once(0).chain(text[mark..].match_indices('\n').map(|(at, _)| at + 1)).collect();
        for annotation in self.annotations.clone() {
            self.annotation((&text[mark..], &starts), &annotation);
        }
        self.chunks(text.as_bytes(), Format::Text, 0)
    }

    /// `starts` are the first bytes of the lines.
    fn annotation(&mut self, (yaml, starts): (&str, &[usize]), annotation: &Annotation) {
        for mention in self.judge.finder.find(&annotation.value) {
            let (mention, verdict) = self.judged(&annotation.value, mention);
            let written = annotation.value.get(mention.range).unwrap_or("");
            let raw = yaml.get(annotation.range.clone()).unwrap_or("");
            let from = annotation.range.start + raw.find(written).unwrap_or(0);
            let length = if raw.contains(written) { written.len() } else { raw.len() };
            let line = starts.partition_point(|start| *start <= from).max(1);
            let start = starts.get(line - 1).copied().unwrap_or(0);
            let end = starts.get(line).map_or(yaml.len(), |next| next - 1);
            let chunk = Chunk {
                line: line as u32,
                column: 1,
                text: yaml[start..end].trim_end_matches('\r').to_owned(),
                ends: true,
                bytes: 0,
            };
            let alert = annotation.alert.clone();
            self.hand(&chunk, from - start..from - start + length, alert, verdict);
        }
    }

    fn is_annotated(&self, offset: usize, range: &Range<usize>) -> bool {
        let at = offset + range.start;
        let before = self.annotations.partition_point(|a| a.range.start <= at);
        before.checked_sub(1).and_then(|last| self.annotations.get(last)).is_some_and(|a| at < a.range.end)
    }

    /// The address with its verdict; one that leads nowhere may have taken in signs of the text behind it.
    fn judged(&mut self, text: &str, mention: Mention) -> (Mention, Verdict) {
        let verdict = self.verdict(&mention.wanted);
        if !matches!(verdict, Verdict::Dead { .. }) {
            return (mention, verdict);
        }
        let written = text.get(mention.range.clone()).unwrap_or("");
        for end in earlier_ends(written) {
            let Some(shorter) = self.judge.finder.cut(text, &mention, mention.range.start + end) else {
                continue;
            };
            // A place in the page is no sign of the text behind it.
            if shorter.wanted.fragment.is_none() && mention.wanted.fragment.is_some() {
                continue;
            }
            let verdict = self.verdict(&shorter.wanted);
            if matches!(verdict, Verdict::Living | Verdict::Moved { .. }) && !shorter.wanted.path.is_empty() {
                return (shorter, verdict);
            }
        }
        (mention, verdict)
    }

    fn verdict(&mut self, wanted: &Wanted) -> Verdict {
        if let Some(known) = self.known.get(wanted) {
            return known.clone();
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let verdict = self.judge.judge(wanted);
        self.known.insert(wanted.clone(), verdict.clone());
        verdict
    }

    fn hand(&mut self, chunk: &Chunk, range: Range<usize>, alert: Option<String>, verdict: Verdict) {
        if verdict == Verdict::Foreign {
            return;
        }
        let text = chunk.text.as_str();
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.min(text.len())).max(start);
        let (from, to) = if text.len() <= SHOWN && chunk.column == 1 {
            (0, text.len())
        } else {
            let to = text.ceil_char_boundary((end + AROUND).min(text.len()));
            (text.floor_char_boundary(start.saturating_sub(AROUND)), to)
        };
        let column = |upto: usize| chunk.column.saturating_add(text[..upto].chars().count() as u32);
        (self.take)(Use {
            at: Position { line: chunk.line, column: column(start) },
            line: text[from..to].to_owned(),
            begin: Position { line: chunk.line, column: column(from) },
            range: start - from..end - from,
            alert,
            verdict,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::find::{Base, Finder};
    use crate::tickets::{Catalogue, Published};

    /// `line:column written verdict` of every address.
    fn said(text: &str, format: Format) -> Vec<String> {
        let finder = Finder::new(Base::parse("https://r.example").into_iter().collect(), false);
        let mut published = Published::default();
        published.add("index.html", b"");
        published.add("crm/index.html", b"<p id=go>");
        let catalogue = Catalogue::default();
        let mut found = Vec::new();
        let take = &mut |found_use: Use| {
            let verdict = match found_use.verdict {
                Verdict::Dead { .. } => "dead",
                Verdict::Living => "living",
                Verdict::Moved { .. } => "moved",
                _ => "open",
            };
            let alert = found_use.alert.map_or(String::new(), |alert| format!(" of {alert}"));
            let (at, written) = (found_use.at, &found_use.line[found_use.range]);
            found.push(format!("{}:{} {written} {verdict}{alert}", at.line, at.column));
        };
        scan(text.as_bytes(), format, &Judge::new(&finder, &catalogue, &published), take).unwrap();
        found
    }

    #[test]
    fn what_the_text_put_behind_an_address_is_cut_off() {
        assert_eq!(
            said("ä https://r.example/crm/#go然后 https://r.example/crm/,x\n", Format::Text),
            ["1:3 https://r.example/crm/#go living", "1:31 https://r.example/crm/ living"]
        );
        assert_eq!(said("https://r.example/gone,x", Format::Text), ["1:1 https://r.example/gone,x dead"]);
        let page = "https://r.example/crm/?a=1&amp;b=2#no";
        assert_eq!(said(page, Format::Text), [format!("1:1 {page} dead")]);
    }

    #[test]
    fn cells_and_strings_are_placed_in_their_line() {
        assert_eq!(
            said("a,b\n\"x,\nhttps://r.example/crm/\",https://r.example/no,1\n", Format::Csv),
            ["3:1 https://r.example/crm/ living", "3:25 https://r.example/no dead"]
        );
        assert_eq!(
            said("{\"t\":\"\\u00fc\\nhttps:\\/\\/r.example\\/crm\\/\\n\"}", Format::Json),
            ["1:15 https:\\/\\/r.example\\/crm\\/ living"]
        );
    }

    #[test]
    fn rules_tell_the_alert_and_each_address_once() {
        let yaml = "# https://r.example/crm/\n- alert: Full\n  annotations:\n    runbook_url: 'https://r.example/{{ $labels.x }}/'\n    summary: see https://r.example/no\n    link: >-\n      https://r.example/crm/#stop\n";
        assert_eq!(
            said(yaml, Format::Rules),
            [
                "4:19 https://r.example/{{ $labels.x }}/ open of Full",
                "7:7 https://r.example/crm/#stop dead of Full",
                "1:3 https://r.example/crm/ living",
                "5:18 https://r.example/no dead",
            ]
        );
    }

    #[test]
    fn very_long_lines_keep_a_window() {
        let text = format!("[{}\"https://r.example/no\"]", "\"é\",".repeat(50_000));
        let found = said(&text, Format::Json);
        assert_eq!(found, ["1:200003 https://r.example/no dead"]);
    }
}
