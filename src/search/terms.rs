//! Which chunks hold a word: all words in order, cut into blocks of a few kilobytes.
//!
//! A block is one text: `word places!word places!…`. The places of a word are numbers, one for each chunk: three times
//! the way from the chunk before, and the weight of the word in the chunk. A number is written in digits of base 45, low
//! ones first; 90 letters serve, so that a digit says by itself whether another one follows. A word that is in too many
//! chunks has `~` in place of the blank and keeps only those where it weighs most: it no longer tells chunks apart.

use std::collections::BTreeMap;

use super::chunk::Chunk;

/// Bytes after which the next word begins another block.
const SIZE: usize = 10_000;
/// Chunks that a word names at most.
const MOST: usize = 2_000;
const BASE: u32 = 45;

/// Words with their places, as they are gathered: chunk after chunk.
#[derive(Default)]
pub struct Terms {
    words: BTreeMap<Box<str>, Places>,
    /// Codes with their chunks. Most stand in one, so they are kept as small as can be until they are written.
    codes: Vec<(Box<str>, u32)>,
}

/// The places of a word, written as they come.
#[derive(Default, Clone)]
struct Places {
    /// The number behind the last chunk.
    next: u32,
    count: u32,
    text: Vec<u8>,
}

/// A file of words.
pub struct Block {
    /// Its first word.
    pub first: String,
    pub text: String,
}

impl Terms {
    /// Adds the words of the next chunk.
    pub fn add(&mut self, number: u32, chunk: &Chunk) {
        for (word, weight) in &chunk.words {
            match self.words.get_mut(word.as_str()) {
                Some(places) => places.add(number, *weight),
                None => {
                    let mut places = Places::default();
                    places.add(number, *weight);
                    self.words.insert(word.as_str().into(), places);
                }
            }
        }
        self.codes.extend(chunk.codes.iter().map(|code| (code.as_str().into(), number)));
    }

    /// All words in blocks.
    pub fn blocks(mut self) -> Vec<Block> {
        self.codes.sort();
        let mut codes = self.codes.into_iter().peekable();
        let mut blocks: Vec<Block> = Vec::new();
        let mut put = |word: &str, places: &Places| {
            let entry = places.entry(word);
            match blocks.last_mut().filter(|block| block.text.len() + entry.len() <= SIZE) {
                Some(block) => {
                    block.text.push('!');
                    block.text.push_str(&entry);
                }
                None => blocks.push(Block { first: word.to_owned(), text: entry }),
            }
        };
        for (word, places) in self.words {
            while codes.peek().is_some_and(|(code, _)| *code < word) {
                if let Some((code, at)) = codes.next() {
                    let mut found = vec![at];
                    while let Some((_, at)) = codes.next_if(|(next, _)| *next == code) {
                        found.push(at);
                    }
                    put(&code, &Places::of_code(&found));
                }
            }
            let mut found = Vec::new();
            while let Some((_, at)) = codes.next_if(|(code, _)| *code == word) {
                found.push(at);
            }
            if found.is_empty() { put(&word, &places) } else { put(&word, &places.with_code(&found)) }
        }
        while let Some((code, at)) = codes.next() {
            let mut found = vec![at];
            while let Some((_, at)) = codes.next_if(|(next, _)| *next == code) {
                found.push(at);
            }
            put(&code, &Places::of_code(&found));
        }
        blocks
    }
}

impl Places {
    fn add(&mut self, chunk: u32, weight: u8) {
        let mut number = chunk.saturating_sub(self.next) * 3 + u32::from(weight.min(2));
        (self.next, self.count) = (chunk + 1, self.count + 1);
        while number >= BASE {
            self.text.push(letter(number % BASE + BASE));
            number /= BASE;
        }
        self.text.push(letter(number));
    }

    fn of_code(chunks: &[u32]) -> Places {
        let mut places = Places::default();
        chunks.iter().for_each(|chunk| places.add(*chunk, 2));
        places
    }

    /// The places of a word that is a code too.
    fn with_code(&self, chunks: &[u32]) -> Places {
        let mut all: BTreeMap<u32, u8> = read(&self.text).into_iter().collect();
        all.extend(chunks.iter().map(|chunk| (*chunk, 2)));
        let mut places = Places::default();
        all.into_iter().for_each(|(chunk, weight)| places.add(chunk, weight));
        places
    }

    fn entry(&self, word: &str) -> String {
        if (self.count as usize) <= MOST {
            return format!("{word} {}", String::from_utf8_lossy(&self.text));
        }
        let mut best = read(&self.text);
        best.sort_by_key(|(chunk, weight)| (3 - weight, *chunk));
        best.truncate(MOST);
        best.sort();
        let mut places = Places::default();
        best.into_iter().for_each(|(chunk, weight)| places.add(chunk, weight));
        format!("{word}~{}", String::from_utf8_lossy(&places.text))
    }
}

/// The letter of a digit: from `#` on, without the backslash.
fn letter(digit: u32) -> u8 {
    let code = 35 + digit as u8;
    if code >= b'\\' { code + 1 } else { code }
}

/// Chunks and weights, as the script of the page reads them.
pub fn read(text: &[u8]) -> Vec<(u32, u8)> {
    let (mut found, mut next, mut number, mut scale) = (Vec::new(), 0, 0, 1);
    for code in text {
        let digit = u32::from(if *code > b'\\' { code - 1 } else { *code } - 35);
        number += digit % BASE * scale;
        scale *= BASE;
        if digit < BASE {
            next += number / 3;
            found.push((next, (number % 3) as u8));
            next += 1;
            (number, scale) = (0, 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_were_written() {
        let all = [(0, 1), (1, 0), (14, 2), (15, 2), (700, 0), (70_000, 1), (70_001, 2)];
        let mut places = Places::default();
        all.iter().for_each(|(chunk, weight)| places.add(*chunk, *weight));
        assert_eq!(read(&places.text), all);
        assert!(places.text.iter().all(|b| (b'#'..=b'}').contains(b) && *b != b'\\'));
    }

    #[test]
    fn a_word_of_everywhere_keeps_its_best_places() {
        let mut places = Places::default();
        (0..5_000).for_each(|chunk| places.add(chunk, if chunk % 100 == 7 { 2 } else { 0 }));
        let entry = places.entry("the");
        let kept = read(entry.strip_prefix("the~").unwrap().as_bytes());
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept.iter().filter(|(_, weight)| *weight == 2).count(), 50);
    }

    #[test]
    fn blocks_are_bounded_and_in_order() {
        let mut terms = Terms::default();
        for number in 0..2_000 {
            let words = [(format!("word{number:05}"), 1), ("all".to_owned(), 0)].into_iter().collect();
            let codes = vec![format!("{:04}", 9_999 - number), "word00003".to_owned()];
            terms.add(number, &Chunk { json: String::new(), words, codes });
        }
        let blocks = terms.blocks();
        assert!(blocks.len() > 3 && blocks.iter().all(|block| block.text.len() <= SIZE));
        let words: Vec<&str> = blocks
            .iter()
            .flat_map(|block| block.text.split('!'))
            .map(|entry| entry.split([' ', '~']).next().unwrap())
            .collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "each word once, in order");
        assert_eq!(words.len(), 2_000 + 1 + 2_000);
        let entry =
            blocks.iter().flat_map(|b| b.text.split('!')).find(|e| e.starts_with("word00003 ")).unwrap();
        assert_eq!(read(&entry.as_bytes()[10..]).len(), 2_000);
    }
}
