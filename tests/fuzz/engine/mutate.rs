//! Changes to an input: by byte, sign, word and line, with pieces of other inputs and words of the target's language.

use std::ops::Range;

use super::random::Random;

/// Signs that programs trip over: nothing wide, nothing seen, direction, marks that join, beyond 16 bits, letters that
/// grow or shrink when their case changes, digits that are none of ours, damaged text.
const ODD: &[&str] = &[
    "\0",
    "\u{1b}[31m",
    "\t",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{a0}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2066}",
    "\u{301}",
    "e\u{301}",
    "\u{fe0f}",
    "\u{20e3}",
    "\u{e000}",
    "\u{fffd}",
    "\u{fffc}",
    "\u{10ffff}",
    "👩‍🚒",
    "✅",
    "𝟙",
    "é",
    "ß",
    "İ",
    "ı",
    "ŉ",
    "ﬁ",
    "Ⅷ",
    "１",
    "٣",
    "²",
    "中",
    "，",
    "：",
    "–",
    "—",
    "…",
    "“",
    "Ã©",
    "â€™",
    "âœ…",
    "Ã¢â‚¬â„¢",
    "ðŸš€",
    "√©",
];

/// Numbers at the edges of what programs count in.
const NUMBERS: &[&str] = &[
    "0",
    "00",
    "-1",
    "1",
    "7",
    "24",
    "60",
    "99",
    "100",
    "255",
    "256",
    "366",
    "999",
    "65535",
    "65536",
    "99999",
    "2147483648",
    "4294967296",
    "9223372036854775808",
    "99999999999999999999",
    "1e9",
    "0x10",
    "1.5",
    "08",
];

/// How inputs of one target are changed.
pub struct Mutator {
    pub random: Random,
    /// Words of the language of the target.
    pub words: &'static [&'static str],
    /// Bytes that an input may have.
    pub longest: usize,
}

impl Mutator {
    /// `input` with one to some changes; `other` lends pieces.
    pub fn mutated(&mut self, input: &[u8], other: &[u8]) -> Vec<u8> {
        let mut made = input.to_vec();
        for _ in 0..1_usize << self.random.below(4) {
            self.change(&mut made, other);
        }
        made.truncate(self.longest);
        made
    }

    fn change(&mut self, made: &mut Vec<u8>, other: &[u8]) {
        match self.random.below(20) {
            0 => self.byte(made),
            1..=3 => self.insert(made, ODD),
            4..=7 => self.insert(made, self.words),
            8 => {
                let range = self.number(made);
                let number = self.random.one(NUMBERS);
                made.splice(range, number.bytes());
            }
            9..=10 => {
                let range = self.token(made);
                let word = self.random.one(self.words);
                made.splice(range, word.bytes());
            }
            11 => drop(made.drain(self.range(made, 64))),
            12 => drop(made.drain(self.token(made))),
            13 => self.repeat(made),
            14..=15 => self.line(made, other),
            16 => self.swap_lines(made),
            17 => {
                let piece = other[self.range(other, 200)].to_vec();
                let at = self.place(made);
                made.splice(at..at, piece);
            }
            18 => {
                made.truncate(self.place(made));
                made.extend_from_slice(&other[self.place(other)..]);
            }
            _ => {
                let range = self.token(made);
                let turned: Vec<u8> = made[range.clone()]
                    .iter()
                    .map(|byte| byte ^ if byte.is_ascii_alphabetic() { 32 } else { 0 })
                    .collect();
                made.splice(range, turned);
            }
        }
    }

    fn byte(&mut self, made: &mut Vec<u8>) {
        let at = self.random.below(made.len() + 1);
        let byte = (self.random.next() & 255) as u8;
        match made.get_mut(at) {
            Some(known) if self.random.once_in(2) => *known ^= 1 << (byte & 7),
            Some(known) => *known = byte,
            None => made.push(byte),
        }
    }

    fn insert(&mut self, made: &mut Vec<u8>, of: &[&'static str]) {
        let word = self.random.one(of);
        let at = self.place(made);
        made.splice(at..at, word.bytes());
    }

    /// A piece some times over: what is fine once may not be fine a hundred times.
    fn repeat(&mut self, made: &mut Vec<u8>) {
        let piece = made[self.range(made, 40)].to_vec();
        let times = 1 << self.random.below(8);
        let room = self.longest.saturating_sub(made.len()) / piece.len().max(1);
        let at = self.place(made);
        made.splice(at..at, piece.repeat(times.min(room)));
    }

    /// A line goes, comes twice, comes from elsewhere, or is put into something.
    fn line(&mut self, made: &mut Vec<u8>, other: &[u8]) {
        let range = self.whole_line(made);
        match self.random.below(4) {
            0 => drop(made.drain(range)),
            1 => {
                let line = made[range.clone()].to_vec();
                made.splice(range.end..range.end, line);
            }
            2 => {
                let line = other[self.whole_line(other)].to_vec();
                made.splice(range.start..range.start, line);
            }
            _ => {
                let front = self.random.one(&["  ", "    ", "> ", "- ", "# ", "| ", "\t", "1. ", "<!-- "]);
                made.splice(range.start..range.start, front.bytes());
            }
        }
    }

    fn swap_lines(&mut self, made: &mut Vec<u8>) {
        let (a, b) = (self.whole_line(made), self.whole_line(made));
        let (a, b) = if a.start < b.start { (a, b) } else { (b, a) };
        if a.end <= b.start {
            let (first, second) = (made[a.clone()].to_vec(), made[b.clone()].to_vec());
            made.splice(b, first);
            made.splice(a, second);
        }
    }

    /// A place between two signs, seldom within one.
    fn place(&mut self, made: &[u8]) -> usize {
        let at = self.random.below(made.len() + 1);
        if self.random.once_in(64) { at } else { between_signs(made, at) }
    }

    fn range(&mut self, made: &[u8], most: usize) -> Range<usize> {
        let start = self.place(made);
        let end = between_signs(made, (start + 1 + self.random.below(most)).min(made.len()));
        start..end.max(start)
    }

    /// A word, or a run of signs of one sort.
    fn token(&mut self, made: &[u8]) -> Range<usize> {
        let at = self.random.below(made.len());
        let sort = |byte: &u8| (byte.is_ascii_alphanumeric() || *byte >= 128, byte.is_ascii_whitespace());
        let Some(own) = made.get(at).map(sort) else { return 0..0 };
        let start = made[..at].iter().rposition(|byte| sort(byte) != own).map_or(0, |before| before + 1);
        let end =
            made[at..].iter().position(|byte| sort(byte) != own).map_or(made.len(), |length| at + length);
        start..end
    }

    /// A number, else a token.
    fn number(&mut self, made: &[u8]) -> Range<usize> {
        let from = self.random.below(made.len());
        let Some(start) = made[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else {
            return self.token(made);
        };
        let end =
            made[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(made.len(), |n| start + n);
        start..end
    }

    fn whole_line(&mut self, made: &[u8]) -> Range<usize> {
        let at = self.random.below(made.len());
        let start = made[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
        let end =
            made[at..].iter().position(|byte| *byte == b'\n').map_or(made.len(), |length| at + length + 1);
        start..end
    }
}

/// `at`, or the next place behind it that is not within a sign of UTF-8.
fn between_signs(made: &[u8], at: usize) -> usize {
    (at..made.len()).find(|at| made[*at] & 0xC0 != 0x80).unwrap_or(made.len())
}
