//! Which pieces of a text are damage, by which codec.

use super::codec::{Codec, Table};
use super::piece::{Piece, PieceKind, cut};
use super::proof::{Around, Proof, proof};

/// The damaged pieces of a text in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Damage {
    pub codec: Option<Codec>,
    pub pieces: Vec<Piece>,
}

/// Reads the text with every codec and keeps the one that surely explains most. Pieces that are merely plausible
/// count as damage when the rest of the file agrees.
pub(super) fn find(text: &str) -> Damage {
    let runs = runs(text);
    let mut best = Judged::default();
    for codec in Codec::ALL {
        let judged = judge(text, &runs, codec);
        if judged.certain > best.certain {
            best = judged;
        }
    }
    let Some(codec) = best.codec else { return Damage::default() };
    let trusted = best.explained >= 4 * best.unexplained;
    let is_damage = |proof: Proof| proof == Proof::Certain || (trusted && proof == Proof::Plausible);
    let pieces = best.pieces.into_iter().filter(|(_, proof)| is_damage(*proof)).map(|(p, _)| p).collect();
    Damage { codec: Some(codec), pieces }
}

/// A text as one codec explains it; the numbers count characters.
#[derive(Default)]
struct Judged {
    codec: Option<Codec>,
    certain: usize,
    /// In certain and in plausible pieces.
    explained: usize,
    /// Letters and quotes that the codec does not explain.
    unexplained: usize,
    pieces: Vec<(Piece, Proof)>,
}

fn judge(text: &str, runs: &[(usize, usize)], codec: Codec) -> Judged {
    let table = Table::of(codec);
    let mut judged = Judged { codec: Some(codec), ..Judged::default() };
    for (start, end) in runs {
        let (Some(run), Some(before), Some(behind)) =
            (text.get(*start..*end), text.get(..*start), text.get(*end..))
        else {
            continue;
        };
        let pieces = cut(run, *start, &table);
        let edge = (before.chars().next_back(), behind.chars().next());
        for (at, piece) in pieces.iter().enumerate() {
            let proof = proof(piece, around(&pieces, at, edge), codec);
            match proof {
                Proof::Certain => {
                    judged.certain += piece.chars.len();
                    judged.explained += piece.chars.len();
                }
                Proof::Plausible => judged.explained += piece.chars.len(),
                Proof::None => {
                    judged.unexplained += piece.chars.iter().filter(|c| speaks_for_sound(**c)).count()
                }
            }
            if proof != Proof::None {
                judged.pieces.push((piece.clone(), proof));
            }
        }
    }
    judged
}

/// What stands around `pieces[at]`; a piece that became a character counts as no letter before the next one.
fn around(pieces: &[Piece], at: usize, edge: (Option<char>, Option<char>)) -> Around<'_> {
    let previous = at.checked_sub(1).and_then(|at| pieces.get(at));
    let next = pieces.get(at + 1);
    let before = match previous {
        None => edge.0,
        Some(piece) => match piece.kind {
            PieceKind::Whole(c) => Some(c),
            _ => piece.chars.last().copied(),
        },
    };
    let behind = next.map_or(edge.1, |p| p.chars.first().copied());
    Around { before, behind, previous, next }
}

fn speaks_for_sound(c: char) -> bool {
    c.is_alphabetic() || "«»“”‘’".contains(c)
}

/// The stretches without ASCII.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && !bytes[at].is_ascii() {
            at += 1;
        }
        runs.push((start, at));
    }
    runs
}
