//! The damage of a file as a list, the way `facts` prints it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Codec, Fix};

/// Every distinct broken sequence of a file, and the characters above ASCII that are sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Mojibake {
    /// Name of the codec; `None` where nothing is broken.
    pub decoded_as: Option<&'static str>,
    pub distinct: usize,
    pub occurrences: usize,
    pub lossy_distinct: usize,
    pub lossy_occurrences: usize,
    /// In the order in which they first stand in the text.
    pub sequences: Vec<Sequence>,
    pub sound_non_ascii: Vec<SoundCharacter>,
}

/// A broken sequence and its repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sequence {
    pub broken: String,
    pub broken_codepoints: String,
    /// In hexadecimal; `??` where one was lost.
    pub bytes: String,
    pub fixed: String,
    pub fixed_codepoints: String,
    pub count: usize,
    pub lines: Vec<u32>,
    /// A byte was lost: `fixed` is the best of so many `candidates`.
    pub lossy: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_byte: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidates: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guess_because: Option<&'static str>,
}

/// A character above ASCII that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SoundCharacter {
    pub char: char,
    pub codepoint: String,
    pub lines: Vec<u32>,
}

impl Mojibake {
    /// Whether anything is broken.
    pub fn is_empty(&self) -> bool {
        self.sequences.is_empty()
    }

    /// The sequences that lost a byte.
    pub fn guesses(&self) -> impl Iterator<Item = &Sequence> {
        self.sequences.iter().filter(|s| s.lossy)
    }
}

pub(super) fn listing(text: &str, codec: Option<Codec>, fixes: &[Fix]) -> Mojibake {
    let sequences = sequences(text, fixes);
    let count = |lossy_only: bool| {
        let chosen = || sequences.iter().filter(move |s| s.lossy || !lossy_only);
        (chosen().count(), chosen().map(|s| s.count).sum())
    };
    let ((distinct, occurrences), (lossy_distinct, lossy_occurrences)) = (count(false), count(true));
    Mojibake {
        decoded_as: codec.filter(|_| !sequences.is_empty()).map(Codec::name),
        distinct,
        occurrences,
        lossy_distinct,
        lossy_occurrences,
        sequences,
        sound_non_ascii: sound(text, fixes),
    }
}

fn sequences(text: &str, fixes: &[Fix]) -> Vec<Sequence> {
    let mut sequences: Vec<Sequence> = Vec::new();
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut counter = LineCounter::new(text);
    for fix in fixes {
        let broken = &text[fix.start..fix.end];
        let line = counter.line(fix.start);
        let at = *known.entry((broken, &fix.fixed)).or_insert_with(|| {
            sequences.push(first_of(broken, fix));
            sequences.len() - 1
        });
        sequences[at].count += 1;
        add_line(&mut sequences[at].lines, line);
    }
    sequences
}

fn first_of(broken: &str, fix: &Fix) -> Sequence {
    let hex = |b: &Option<u8>| b.map_or_else(|| "??".to_owned(), |b| format!("{b:02X}"));
    let guess = fix.guess.as_ref();
    Sequence {
        broken: broken.to_owned(),
        broken_codepoints: codepoints(broken),
        bytes: fix.bytes.iter().map(hex).collect::<Vec<_>>().join(" "),
        fixed: fix.fixed.clone(),
        fixed_codepoints: codepoints(&fix.fixed),
        count: 0,
        lines: Vec::new(),
        lossy: guess.is_some(),
        lost_byte: guess.map(|g| g.lost.iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(" ")),
        candidates: guess.map(|g| g.candidates),
        guess_because: guess.map(|g| g.because),
    }
}

/// Characters above ASCII outside the fixes, in the order in which they first stand in the text.
fn sound(text: &str, fixes: &[Fix]) -> Vec<SoundCharacter> {
    let mut found: Vec<SoundCharacter> = Vec::new();
    let mut known: BTreeMap<char, usize> = BTreeMap::new();
    let mut fixes = fixes.iter().peekable();
    let mut line = 1;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            line += 1;
        }
        if c.is_ascii() {
            continue;
        }
        while fixes.next_if(|f| f.end <= at).is_some() {}
        if fixes.peek().is_none_or(|f| at < f.start) {
            let at = *known.entry(c).or_insert_with(|| {
                found.push(SoundCharacter {
                    char: c,
                    codepoint: format!("U+{:04X}", c as u32),
                    lines: Vec::new(),
                });
                found.len() - 1
            });
            add_line(&mut found[at].lines, line);
        }
    }
    found
}

fn add_line(lines: &mut Vec<u32>, line: u32) {
    if lines.last() != Some(&line) {
        lines.push(line);
    }
}

fn codepoints(text: &str) -> String {
    text.chars().map(|c| format!("U+{:04X}", c as u32)).collect::<Vec<_>>().join(" ")
}

/// Lines of places that are asked for in rising order.
struct LineCounter<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a str) -> LineCounter<'a> {
        LineCounter { text, at: 0, line: 1 }
    }

    fn line(&mut self, place: usize) -> u32 {
        let between = &self.text.as_bytes()[self.at..place];
        self.line += between.iter().filter(|b| **b == b'\n').count() as u32;
        self.at = place;
        self.line
    }
}
