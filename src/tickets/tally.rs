//! What was found in all inputs, as findings with the lines that they stand on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::resolve::{Lead, Verdict};
use super::scan::Use;
use crate::diag::{Diagnostic, FileId, Files, Position, Span};

/// Findings of one run that are kept; the rest is counted.
const KEPT: usize = 10_000;
/// Lines that a finding names besides its own.
const LINES: usize = 12;
/// Letters of an address or of words that a message shows.
const SHOWN: usize = 160;
/// Number of the first piece of a file.
const FIRST: u32 = 0x4000_0000;

/// Counts addresses and gathers what is to be said of them. The same address in one file is one finding.
#[derive(Debug, Default)]
pub struct Tally {
    pub links: usize,
    pub dead: usize,
    pub moved: usize,
    pub open: usize,
    found: Vec<Found>,
    by_text: BTreeMap<(PathBuf, String), usize>,
}

#[derive(Debug)]
struct Found {
    path: PathBuf,
    first: Use,
    /// Lines of the others, the first of them.
    lines: Vec<u32>,
    others: usize,
}

impl Tally {
    /// Takes an address of the file at `path`.
    pub fn take(&mut self, path: &Path, found: Use) {
        self.links += 1;
        match found.verdict {
            Verdict::Living | Verdict::Foreign => return,
            Verdict::Dead { .. } => self.dead += 1,
            Verdict::Moved { .. } => self.moved += 1,
            Verdict::Open => self.open += 1,
        }
        let written = found.line.get(found.range.clone()).unwrap_or("").to_owned();
        let known = self.by_text.get(&(path.to_owned(), written.clone())).copied();
        if let Some(known) = known.and_then(|at| self.found.get_mut(at)) {
            known.others += 1;
            if known.lines.len() < LINES
                && known.lines.last().unwrap_or(&known.first.at.line) != &found.at.line
            {
                known.lines.push(found.at.line);
            }
        } else if self.found.len() < KEPT {
            self.by_text.insert((path.to_owned(), written), self.found.len());
            self.found.push(Found { path: path.to_owned(), first: found, lines: Vec::new(), others: 0 });
        }
    }

    /// `12 links, 1 dead, 2 moved`.
    pub fn summary(&self) -> String {
        let links = if self.links == 1 { "1 link".to_owned() } else { format!("{} links", self.links) };
        let open = if self.open == 0 { String::new() } else { format!(", {} open", self.open) };
        format!("{links}, {} dead, {} moved{open}", self.dead, self.moved)
    }

    /// All findings; their lines go to `files`.
    pub fn findings(self, files: &mut Files) -> Vec<Diagnostic> {
        let numbered = (FIRST..).map(FileId).zip(self.found);
        numbered.map(|(id, found)| finding(id, found, files)).collect()
    }
}

fn finding(id: FileId, found: Found, files: &mut Files) -> Diagnostic {
    let Found { path, first, lines, others } = found;
    let written = shown(first.line.get(first.range.clone()).unwrap_or(""));
    let of = first.alert.as_ref().map_or_else(String::new, |alert| format!("alert `{}`: ", shown(alert)));
    let finding = match &first.verdict {
        Verdict::Dead { why, to } => {
            let dead = Diagnostic::error("dead-link", format!("{of}`{written}` leads nowhere: {why}"));
            match to {
                Some(to) => dead.hint(instead(to)),
                None => dead.hint("look for what it meant with `tminus link WORDS`"),
            }
        }
        Verdict::Moved { why, to } => {
            Diagnostic::note("moved-link", format!("{of}`{written}` still works: {why}")).hint(instead(to))
        }
        _ => Diagnostic::warning(
            "open-link",
            format!("{of}`{written}` cannot be decided: a program fills in a part"),
        )
        .hint("what is fixed fits; write the addresses out where each of them must be proved"),
    };
    let span = Span::new(id, first.range.start, first.range.end);
    let begin = Position { line: first.begin.line, column: first.begin.column };
    files.add_piece(id, path, begin, first.line);
    let finding = finding.at(span);
    match others {
        0 => finding,
        _ => finding.hint(elsewhere(&lines, others)),
    }
}

fn instead(to: &Lead) -> String {
    match to.words.as_str() {
        "" => format!("take {}", to.url),
        words => format!("take {} ({})", to.url, shown(words)),
    }
}

/// `the same address 4 more times, in lines 3, 9 and on`.
fn elsewhere(lines: &[u32], others: usize) -> String {
    let times = if others == 1 { "once more".to_owned() } else { format!("{others} more times") };
    let named: Vec<String> = lines.iter().map(u32::to_string).collect();
    let place = match named.as_slice() {
        [] => "in this line".to_owned(),
        [one] => format!("in line {one}"),
        _ if named.len() < LINES => format!("in lines {}", named.join(", ")),
        _ => format!("in lines {} and on", named.join(", ")),
    };
    format!("the same address {times}, {place}")
}

fn shown(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut shown: String = plain.clone().take(SHOWN).collect();
    if plain.count() > SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(line: u32, written: &str) -> Use {
        Use {
            at: Position { line, column: 3 },
            line: format!("> {written}"),
            begin: Position { line, column: 1 },
            range: 2..2 + written.len(),
            alert: None,
            verdict: Verdict::Dead { why: "no".to_owned(), to: None },
        }
    }

    #[test]
    fn one_finding_for_an_address_of_a_file() {
        let mut tally = Tally::default();
        for line in [3, 9, 9, 12] {
            tally.take(Path::new("a.txt"), used(line, "https://x/gone"));
        }
        tally.take(Path::new("b.txt"), used(1, "https://x/gone"));
        assert_eq!(tally.summary(), "5 links, 5 dead, 0 moved");
        let mut files = Files::default();
        let found = tally.findings(&mut files);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].hints[1], "the same address 3 more times, in lines 9, 12");
        assert_eq!(files.position(found[0].span.unwrap()), Some(Position { line: 3, column: 3 }));
    }

    #[test]
    fn memory_is_bounded() {
        let mut tally = Tally::default();
        for at in 0..KEPT as u32 + 50 {
            tally.take(Path::new("a.txt"), used(at, &format!("https://x/{at}")));
        }
        assert_eq!((tally.dead, tally.found.len()), (KEPT + 50, KEPT));
    }
}
