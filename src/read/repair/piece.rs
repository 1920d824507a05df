//! A run of misread characters, cut into the UTF-8 sequences that its bytes make.

use super::codec::Table;

/// Some characters of the text, the bytes behind them, and what these are in UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// Characters of the text.
    pub chars: Vec<char>,
    /// The bytes that were misread; those that a replacement character stands for are left out.
    pub bytes: Vec<u8>,
    pub kind: PieceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A whole sequence.
    Whole(char),
    /// A sequence that lacks this many bytes.
    Lossy(usize),
    /// No sequence, or a character that the codec does not have: one character.
    Other,
}

/// Cuts `run`, a stretch without ASCII that begins at byte `start` of the text.
pub(super) fn cut(run: &str, start: usize, table: &Table) -> Vec<Piece> {
    let chars: Vec<(usize, char, Option<u8>)> =
        run.char_indices().map(|(at, c)| (start + at, c, table.byte(c))).collect();
    let may_lose = !table.codec.undefined().is_empty();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let wanted = chars[at].2.map_or(0, following);
        let tail = &chars[at + 1..];
        let stands_in = |c: char| may_lose && c == char::REPLACEMENT_CHARACTER;
        let width = tail
            .iter()
            .take(wanted)
            .take_while(|(_, c, b)| b.is_some_and(is_continuation) || stands_in(*c))
            .count();
        let group = &chars[at..=at + width];
        let kind = kind_of(group, wanted, may_lose);
        let taken = if kind == PieceKind::Other { &group[..1] } else { group };
        at += taken.len();
        pieces.push(Piece {
            start: taken[0].0,
            end: chars.get(at).map_or(start + run.len(), |next| next.0),
            chars: taken.iter().map(|(_, c, _)| *c).collect(),
            bytes: taken.iter().filter_map(|(_, _, b)| *b).collect(),
            kind,
        });
    }
    pieces
}

fn kind_of(group: &[(usize, char, Option<u8>)], wanted: usize, may_lose: bool) -> PieceKind {
    if wanted == 0 {
        return PieceKind::Other;
    }
    let bytes: Vec<u8> = group.iter().filter_map(|(_, _, b)| *b).collect();
    let lost = wanted + 1 - bytes.len();
    if lost == 0 {
        let decoded = std::str::from_utf8(&bytes).ok().and_then(|s| s.chars().next());
        return decoded.map_or(PieceKind::Other, PieceKind::Whole);
    }
    // Of a sequence of four bytes two may be gone when the lead says emoji; elsewhere more than one leaves nothing to go by.
    let bearable = if wanted == 3 && bytes.starts_with(&[0xF0, 0x9F]) { 2 } else { 1 };
    if may_lose && lost <= bearable { PieceKind::Lossy(lost) } else { PieceKind::Other }
}

/// Number of continuation bytes that a lead byte asks for.
fn following(byte: u8) -> usize {
    match byte {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => 0,
    }
}

fn is_continuation(byte: u8) -> bool {
    (0x80..=0xBF).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::super::Codec;
    use super::*;

    fn kinds(run: &str, codec: Codec) -> Vec<PieceKind> {
        cut(run, 0, &Table::of(codec)).into_iter().map(|p| p.kind).collect()
    }

    #[test]
    fn runs_are_cut_into_sequences() {
        assert_eq!(
            kinds("”âœ…âŒ", Codec::Windows1252),
            [PieceKind::Other, PieceKind::Whole('✅'), PieceKind::Lossy(1)]
        );
        assert_eq!(kinds("ðŸ", Codec::Windows1252), [PieceKind::Lossy(2)]);
        assert_eq!(kinds("â€\u{FFFD}", Codec::Windows1252), [PieceKind::Lossy(1)]);
        assert_eq!(kinds("‚úÖ", Codec::MacRoman), [PieceKind::Whole('✅')]);
        assert_eq!(kinds("âœ…", Codec::Latin1), [PieceKind::Other; 3]);
    }

    #[test]
    fn pieces_cover_the_run_without_a_gap() {
        let run = "é”âœ…≥âŒ漢";
        let pieces = cut(run, 10, &Table::of(Codec::Windows1252));
        assert_eq!(pieces[0].start, 10);
        assert_eq!(pieces.last().map(|p| p.end), Some(10 + run.len()));
        assert!(pieces.windows(2).all(|w| w[0].end == w[1].start));
    }
}
