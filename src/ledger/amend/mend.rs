//! Taking the marks of an unfinished merge out of a ledger.

use super::{Amended, Refusal};
use crate::diag::{FileId, Outcome};
use crate::ledger::entry::Entry;
use crate::ledger::file::{self, MARKERS};
use crate::ledger::{Code, Ledger, hand};

/// What came of mending.
#[derive(Debug)]
pub enum Mended {
    Whole(Amended),
    /// Something else is broken: the errors of reading, placed in the text without its marks.
    Broken(Outcome<Ledger>, String),
}

/// Keeps the lines of both sides, joins them and sorts. A code that both sides drew for different things stays with
/// one of them; the other is drawn anew.
pub fn mend(file: FileId, text: &str) -> Result<Mended, Refusal> {
    let (kept, marks) = both_sides(text)?;
    let mut read = file::read(file, &kept);
    if read.has_errors() {
        return Ok(Mended::Broken(read, kept));
    }
    let mut said = Vec::new();
    if marks > 0 {
        said.push(format!("took {marks} marks of a merge out and kept the lines of both sides"));
    }
    for code in twins(&read.value) {
        said.extend(part(&mut read.value, &code));
    }
    if said.is_empty() && file::write(&read.value) == text {
        said.push("the ledger is whole: nothing to mend".to_owned());
    } else if said.is_empty() {
        said.push("joined doubled lines and sorted the rest".to_owned());
    }
    Ok(Mended::Whole(Amended { ledger: read.value, said }))
}

/// The text without marks, and without the common ancestor that some styles of merging show.
fn both_sides(text: &str) -> Result<(String, usize), Refusal> {
    let (mut kept, mut marks) = (String::with_capacity(text.len()), 0);
    let (mut open, mut ancestor) = (None, false);
    for (at, line) in text.lines().enumerate() {
        let Some(mark) = MARKERS.iter().find(|mark| line.starts_with(**mark)) else {
            if !ancestor {
                kept.push_str(line);
                kept.push('\n');
            }
            continue;
        };
        marks += 1;
        let fits = match (mark.chars().next(), open) {
            (Some('<'), None) => true,
            (Some('<'), _) | (_, None) => false,
            _ => true,
        };
        if !fits {
            return Err(Refusal::new(format!("line {}: a mark of a merge without its partner", at + 1))
                .hint("bring the file back from version control and merge again"));
        }
        ancestor = mark.starts_with('|');
        open = (!mark.starts_with('>')).then_some(at + 1);
    }
    match open {
        Some(line) => Err(Refusal::new(format!("line {line}: this mark of a merge is never closed"))
            .hint("bring the file back from version control and merge again")),
        None => Ok((kept, marks)),
    }
}

/// Codes that two branches drew, each for another thing: both texts draw this very code.
fn twins(ledger: &Ledger) -> Vec<Code> {
    let several = ledger.entries().filter(|entry| !entry.also.is_empty());
    several
        .filter(|entry| entry.also.iter().all(|words| draws(ledger, entry, words)))
        .map(|e| e.code.clone())
        .collect()
}

/// How many attempts are looked at.
const ATTEMPTS: u32 = 16;

fn draws(ledger: &Ledger, entry: &Entry, words: &str) -> bool {
    let around = entry.parent.as_ref().and_then(|code| ledger.get(code)).map_or("", |parent| &parent.words);
    let plan = Code::of_plan(entry.code.plan_part());
    let born = |words: &str| {
        (0..ATTEMPTS).any(|n| Code::draw(&plan, &hand::seed(entry.kind, words, around), n) == entry.code)
    };
    born(words) && born(&entry.words)
}

/// Gives the other things of a code codes of their own.
fn part(ledger: &mut Ledger, code: &Code) -> Vec<String> {
    let Some(entry) = ledger.get_mut(code) else { return Vec::new() };
    let others = std::mem::take(&mut entry.also);
    let entry = entry.clone();
    let around = entry.parent.as_ref().and_then(|code| ledger.get(code)).map_or("", |parent| &parent.words);
    let around = around.to_owned();
    let mut said = Vec::new();
    for words in others {
        let plan = Code::of_plan(code.plan_part());
        let mut draws = (0..).map(|n| Code::draw(&plan, &hand::seed(entry.kind, &words, &around), n));
        let Some(new) = draws.find(|code| ledger.get(code).is_none()) else { continue };
        said.push(format!("{code} was drawn for two things: \"{words}\" is now {new}"));
        ledger.put(Entry {
            code: new,
            words,
            names: Vec::new(),
            own: String::new(),
            id: None,
            ..entry.clone()
        });
    }
    said
}
