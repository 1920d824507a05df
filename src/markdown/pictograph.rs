//! Emoji and dingbats: decoration in front of words, never part of a name.

/// True for emoji, dingbats, technical and geometric symbols and their joiners; arrows and mathematical signs
/// (`→`, `≥`, `±`) carry meaning and are none. Blocks of the Unicode Standard 16.0.
pub fn is_pictograph(c: char) -> bool {
    matches!(c as u32,
        0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF
        | 0xFE0E | 0xFE0F | 0x200D | 0x20E3)
        && !matches!(c, '\u{27E6}'..='\u{27EF}' | '\u{25B6}')
}

/// `text` without pictographs, the gaps they leave closed.
pub fn without_pictographs(text: &str) -> String {
    if !text.chars().any(is_pictograph) {
        return text.trim().to_owned();
    }
    let kept: String = text.chars().filter(|c| !is_pictograph(*c)).collect();
    let mut out = String::with_capacity(kept.len());
    for word in kept.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `text` without the pictographs in front of its words; those inside may carry meaning and stay.
pub fn without_leading_pictographs(text: &str) -> &str {
    text.trim().trim_start_matches(|c: char| is_pictograph(c) || c.is_whitespace())
}
