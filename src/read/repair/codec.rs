//! The one-byte encodings through which UTF-8 is misread.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// What the bytes of a text were once taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Codec {
    Windows1252,
    Latin1,
    MacRoman,
}

impl Codec {
    /// In the order in which they are preferred when they explain a text equally well.
    pub const ALL: [Codec; 3] = [Codec::Windows1252, Codec::Latin1, Codec::MacRoman];

    pub fn name(self) -> &'static str {
        match self {
            Codec::Windows1252 => "windows-1252",
            Codec::Latin1 => "latin-1",
            Codec::MacRoman => "mac-roman",
        }
    }

    /// The bytes that stand for no character: readers drop them, replace them or pass them on as controls.
    pub fn undefined(self) -> &'static [u8] {
        match self {
            Codec::Windows1252 => &[0x81, 0x8D, 0x8F, 0x90, 0x9D],
            Codec::Latin1 | Codec::MacRoman => &[],
        }
    }
}

/// Characters above ASCII and the byte that each was read from.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub codec: Codec,
    /// Sorted by character.
    bytes: Vec<(char, u8)>,
}

impl Table {
    pub fn of(codec: Codec) -> Table {
        let mut bytes: Vec<(char, u8)> = match codec {
            Codec::Windows1252 => upper_half(WINDOWS_1252),
            Codec::Latin1 => (0x80..=0xFF).map(|b| (char::from(b), b)).collect(),
            Codec::MacRoman => upper_half(MACINTOSH),
        };
        if codec == Codec::MacRoman {
            // The currency sign stood where the euro does now; the ohm sign folds to the letter.
            bytes.extend([('\u{A4}', 0xDB), ('\u{2126}', 0xBD)]);
        }
        bytes.sort_unstable();
        Table { codec, bytes }
    }

    /// The byte behind `c`.
    pub fn byte(&self, c: char) -> Option<u8> {
        self.bytes.binary_search_by_key(&c, |(c, _)| *c).ok().map(|at| self.bytes[at].1)
    }
}

fn upper_half(encoding: &'static Encoding) -> Vec<(char, u8)> {
    let decode = |b: u8| encoding.decode_without_bom_handling(&[b]).0.chars().next().map(|c| (c, b));
    (0x80..=0xFF).filter_map(decode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_know_their_bytes() {
        let windows = Table::of(Codec::Windows1252);
        assert_eq!(windows.byte('€'), Some(0x80));
        assert_eq!(windows.byte('\u{9D}'), Some(0x9D));
        assert_eq!(windows.byte('\u{80}'), None);
        assert_eq!(Table::of(Codec::Latin1).byte('\u{80}'), Some(0x80));
        let mac = Table::of(Codec::MacRoman);
        assert_eq!(mac.byte('\u{F8FF}'), Some(0xF0));
        assert_eq!((mac.byte('€'), mac.byte('¤')), (Some(0xDB), Some(0xDB)));
    }
}
