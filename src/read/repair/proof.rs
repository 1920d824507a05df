//! How sure a sequence is: whether sound text could hold the same characters.
//!
//! Misread UTF-8 is a letter or sign (the lead byte) with signs behind it. Sound text comes close to it where a
//! word ends in an accented letter and quotes, dots, dashes or a no-break space follow: `« été »`, `“AMANHÔ`,
//! and for Mac Roman where a quote or dash stands before an accented letter: `l’été`, `—él`.

use super::codec::Codec;
use super::piece::{Piece, PieceKind};
use super::target::Target;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// No sound text looks like this.
    Certain,
    /// Damage in a damaged file, sound in a sound one.
    Plausible,
    /// No damage.
    None,
}

/// What stands around a piece.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// The character of the text before it, and the one behind.
    pub before: Option<char>,
    pub behind: Option<char>,
    /// The pieces of the same run right before and behind.
    pub previous: Option<&'a Piece>,
    pub next: Option<&'a Piece>,
}

pub(super) fn proof(piece: &Piece, around: Around<'_>, codec: Codec) -> Proof {
    match piece.kind {
        PieceKind::Whole(c) => whole(piece, c, around, codec),
        PieceKind::Lossy(_) => lossy(piece, around),
        PieceKind::Other => Proof::None,
    }
}

fn whole(piece: &Piece, c: char, around: Around<'_>, codec: Codec) -> Proof {
    let odd = piece.chars[1..].iter().any(|c| !follows_words(*c, codec));
    let certain = match Target::of(c) {
        Target::Odd => return Proof::None,
        Target::Emoji => true,
        Target::Symbol if codec == Codec::MacRoman => true,
        Target::Symbol => odd || !around.before.is_some_and(char::is_alphabetic),
        Target::Latin if codec == Codec::MacRoman => latin_from_mac(piece, around),
        Target::Latin => odd || latin_from_windows(piece, around),
        Target::LatinMore => odd,
        Target::Greek => odd || has_kin(Target::Greek, around),
        target @ (Target::Script(_) | Target::EastAsian) => has_kin(target, around),
    };
    if certain { Proof::Certain } else { Proof::Plausible }
}

/// A capital behind a small letter is no word of any language, nor is a lone `Ã` or `Â`.
fn latin_from_windows(piece: &Piece, around: Around<'_>) -> bool {
    match around.before {
        Some(c) if c.is_lowercase() => true,
        Some(c) if c.is_uppercase() || "“‘«‹„‚\"'(".contains(c) => false,
        _ => matches!(piece.chars[0], 'Ã' | 'Â'),
    }
}

/// Roots and negations stand before letters and signs of mathematics, not before others.
fn latin_from_mac(piece: &Piece, around: Around<'_>) -> bool {
    let (lead, tail) = (piece.chars[0], piece.chars[1]);
    let in_word = around.before.is_some_and(char::is_alphabetic);
    match lead {
        '¬' => true,
        '√' => in_word || !matches!(tail, 'π' | '∞'),
        _ => tail.is_alphabetic() && tail != 'π',
    }
}

/// Whether a neighbour in the run becomes a character of the same script.
fn has_kin(target: Target, around: Around<'_>) -> bool {
    [around.previous, around.next]
        .into_iter()
        .flatten()
        .any(|p| matches!(p.kind, PieceKind::Whole(c) if Target::of(c) == target))
}

fn lossy(piece: &Piece, around: Around<'_>) -> Proof {
    let [lead, rest @ ..] = piece.bytes.as_slice() else { return Proof::None };
    match (lead, rest) {
        (0xF0, [0x9F, ..]) | (0xE2, [0x80]) => Proof::Certain,
        // A lead byte alone is a letter like any other, unless it stands in a word that is damaged elsewhere.
        (0xC2..=0xDF, []) => {
            let in_word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            if in_word(around.before) || in_word(around.behind) { Proof::Plausible } else { Proof::None }
        }
        _ => Proof::Plausible,
    }
}

/// Characters that sound text puts right behind a letter (or, for Mac Roman, that are letters and usual signs).
fn follows_words(c: char, codec: Codec) -> bool {
    if codec == Codec::MacRoman {
        return c.is_alphabetic() || "°ªº®™©•´¨∞±†".contains(c);
    }
    "\u{A0}«»“”‘’…–—‹›•®™°ªº·¹²³šžœ".contains(c)
}
