//! A literal cut into numbers, words and signs.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A run of digits, read as a number.
    Number(u32),
    Word,
    Sign,
}

/// A piece of a literal with its place.
#[derive(Debug, Clone)]
pub struct Token<'a> {
    pub kind: Kind,
    /// As written.
    pub raw: &'a str,
    /// Lower case; every kind of hyphen, dash and minus is `-`, every wave dash `~`, full width is plain.
    pub text: String,
    /// Bytes in the literal.
    pub start: usize,
    pub end: usize,
    /// Whether a blank stands before it.
    pub spaced: bool,
}

impl Token<'_> {
    pub fn number(&self) -> Option<u32> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// True for a word of nothing but capitals.
    pub fn is_capital(&self) -> bool {
        self.raw.chars().all(|c| c.is_uppercase())
    }
}

/// Cuts `text` into tokens. Letters of scripts without blanks are words of one letter each.
/// No more than `limit` tokens are made: times are short.
pub fn tokens(text: &str, limit: usize) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut spaced = false;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || c == '\u{fe0f}' || crate::markdown::is_pictograph(c) {
            spaced = true;
            continue;
        }
        if found.len() == limit {
            break;
        }
        let class = class_of(c);
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.peek().copied() {
            if class == Class::Single || class_of(next) != class {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let raw = &text[start..end];
        let folded: String = raw.chars().map(plain).flat_map(char::to_lowercase).collect();
        let kind = match class {
            Class::Digit => Kind::Number(folded.parse().unwrap_or(u32::MAX)),
            Class::Letter => Kind::Word,
            Class::Single if c.is_alphabetic() => Kind::Word,
            Class::Single => Kind::Sign,
        };
        found.push(Token { kind, raw, text: folded, start, end, spaced });
        spaced = false;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    /// A sign, or a letter of a script without blanks.
    Single,
}

fn class_of(c: char) -> Class {
    let folded = plain(c);
    if folded.is_ascii_digit() {
        Class::Digit
    } else if (folded.is_alphabetic() || folded == '\'') && !is_unspaced(folded) {
        Class::Letter
    } else {
        Class::Single
    }
}

/// Han, kana and Hangul: words are not parted by blanks, or units hang on their numbers.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF)
}

/// One letter without its dress: full width, typographic dashes and apostrophes.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => '-',
        '\u{2019}' => '\'',
        '\u{301C}' | '\u{223C}' => '~',
        '、' => ',',
        c => c,
    }
}

/// A Chinese or Japanese numeral up to ten, as in `第三`.
pub fn numeral(token: &Token) -> Option<u32> {
    let mut letters = token.raw.chars();
    let (first, more) = (letters.next()?, letters.next());
    if more.is_some() {
        return None;
    }
    "一二三四五六七八九十".chars().position(|c| c == first).map(|at| at as u32 + 1)
}
