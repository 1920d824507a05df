//! The box in front of an item: `[ ]`, `[x]` and the glyphs that stand for them.

/// How a box is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxForm {
    /// `[ ]`, `[x]`, `[X]`.
    Bracket,
    /// `☐`, `☑`, `☒`, `□`, `■`, `▢`, `⬜`, `🔲`, `✅` never: a check mark is no box.
    Glyph,
}

/// A box and its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    pub checked: bool,
    pub form: BoxForm,
}

/// Reads a box at the very front of `text`. Gives it with the number of bytes it takes, the blank behind it
/// included. A bracket box must be followed by a blank, by the end, or by nothing but its text (`[x]done` is none).
pub fn leading_box(text: &str) -> Option<(Tick, usize)> {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    let (tick, width) = bracket(trimmed).or_else(|| glyph(trimmed))?;
    let rest = &trimmed[width..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let parted = rest.is_empty() || blanks > 0 || tick.form == BoxForm::Glyph;
    parted.then_some((tick, skipped + width + blanks))
}

fn bracket(text: &str) -> Option<(Tick, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let checked = match &inner[..close] {
        " " => false,
        "x" | "X" | "✓" | "✔" => true,
        _ => return None,
    };
    Some((Tick { checked, form: BoxForm::Bracket }, close + 2))
}

fn glyph(text: &str) -> Option<(Tick, usize)> {
    let first = text.chars().next()?;
    let checked = match first {
        '☐' | '□' | '▢' | '⬜' | '🔲' | '❏' | '❑' | '⬚' => false,
        '☑' | '☒' | '🗹' | '🗸' | '■' => true,
        _ => return None,
    };
    let width = first.len_utf8();
    let selector = text[width..].starts_with('\u{fe0f}');
    Some((Tick { checked, form: BoxForm::Glyph }, width + if selector { 3 } else { 0 }))
}
