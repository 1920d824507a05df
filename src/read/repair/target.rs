//! What kind of character a sequence becomes.

/// Characters by how they come into plans, and so by how much a sequence that becomes one proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Emoji,
    /// Punctuation, arrows, mathematics, box drawing, dingbats, variation selectors.
    Symbol,
    /// Letters and signs of the Latin blocks below U+0250 that living languages use.
    Latin,
    /// Vietnamese and other letters from U+1E00 on.
    LatinMore,
    Greek,
    /// Letters of one other script; the number tells scripts apart.
    Script(u8),
    /// Ideographs, kana, hangul and their punctuation.
    EastAsian,
    /// Nothing that a plan would hold.
    Odd,
}

impl Target {
    pub fn of(c: char) -> Target {
        match c as u32 {
            0xA0..=0x17F | 0x1A0..=0x1A1 | 0x1AF..=0x1B0 | 0x218..=0x21B => Target::Latin,
            0x1E00..=0x1EFF => Target::LatinMore,
            0x370..=0x3FF => Target::Greek,
            0x300..=0x328 => Target::Script(0),
            0x400..=0x4FF => Target::Script(1),
            0x590..=0x5FF => Target::Script(2),
            0x600..=0x6FF => Target::Script(3),
            0x900..=0x97F => Target::Script(4),
            0xE00..=0xE7F => Target::Script(5),
            0x2000..=0x206F | 0x20A0..=0x20BF | 0x2100..=0x23FF | 0x2460..=0x27FF | 0x2900..=0x297F => {
                Target::Symbol
            }
            0x2B00..=0x2BFF | 0xFE00..=0xFE0F | 0xFEFF => Target::Symbol,
            0x3000..=0x30FF | 0x3200..=0x33FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF => {
                Target::EastAsian
            }
            0xFF00..=0xFFEF => Target::EastAsian,
            0x1F000..=0x1FAFF => Target::Emoji,
            _ => Target::Odd,
        }
    }
}

/// A mark that changes the look of the character before it and is counted with it.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}
