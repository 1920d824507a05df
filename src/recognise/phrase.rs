//! Phrases of the vocabulary and how they stand in a text.

use unicode_normalization::UnicodeNormalization;

/// A phrase of words; each may be open at its beginning or end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: Vec<Word>,
    /// Matches anywhere in the text: a script without blanks.
    pub(super) anywhere: bool,
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) open_start: bool,
    pub(super) open_end: bool,
}

impl Phrase {
    pub(super) fn read(words: &str) -> Phrase {
        let folded = fold(words);
        if folded.chars().any(is_unspaced) {
            let text = folded.trim().trim_matches('*').to_owned();
            return Phrase { words: vec![Word { text, open_start: true, open_end: true }], anywhere: true };
        }
        let words = folded.split_whitespace().flat_map(|piece| {
            let (open_start, open_end) = (piece.starts_with('*'), piece.ends_with('*'));
            let inner = piece.trim_matches('*').to_owned();
            let parts: Vec<String> = tokens(&inner).into_iter().map(str::to_owned).collect();
            let last = parts.len().saturating_sub(1);
            parts.into_iter().enumerate().map(move |(at, text)| Word {
                text,
                open_start: open_start && at == 0,
                open_end: open_end && at == last,
            })
        });
        Phrase { words: words.collect(), anywhere: false }
    }

    /// Whether the phrase stands at `words[at..]`.
    pub(super) fn at(&self, words: &[&str], at: usize) -> bool {
        !self.words.is_empty()
            && self.words.len() <= words.len().saturating_sub(at)
            && self.words.iter().zip(&words[at..]).all(|(pattern, word)| pattern.matches(word))
    }
}

impl Word {
    fn matches(&self, word: &str) -> bool {
        match (self.open_start, self.open_end) {
            (false, false) => word == self.text,
            (false, true) => word.starts_with(&self.text),
            (true, false) => word.ends_with(&self.text),
            (true, true) => word.contains(&self.text),
        }
    }
}

/// Lower case, compatibility forms folded (full width, U+2011), typographic apostrophes and hyphens made plain.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2019}' => '\'',
            c => c,
        })
        .collect()
}

/// Words of a folded text: letters and digits, with an apostrophe inside; everything else parts them.
pub(super) fn tokens(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).collect()
}

/// Whether `c` belongs to a script without blanks between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF)
}
