//! Damage repair: UTF-8 that was once read as Windows-1252, Latin-1 or Mac Roman, made whole again.
//!
//! A pure function over text, run by run and with one codec a file: `runs` of characters above ASCII are cut into
//! the UTF-8 sequences that their bytes make (`piece`), each is judged by whether sound text could hold it (`proof`),
//! and the codec that explains most wins (`find`). Sequences that lost a byte on the way are guesses (`guess`);
//! they are listed, and put in only on request. Line breaks are never touched, so lines keep their numbers.

mod codec;
mod find;
mod guess;
mod listing;
mod pictographs;
mod piece;
mod proof;
mod target;
#[cfg(test)]
mod tests;

pub use codec::Codec;
pub use listing::{Mojibake, Sequence, SoundCharacter};

use find::find;
use guess::{Guess, Guesser};
use piece::{Piece, PieceKind};

/// What to do with characters that lost a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guesses {
    /// Leave them broken.
    #[default]
    Leave,
    /// Put in the likeliest character.
    Accept,
}

/// A text without its damage, and what the damage was.
#[derive(Debug, Clone, Default)]
pub struct Repaired {
    pub text: String,
    pub mojibake: Mojibake,
}

/// Repairs `text`. Sound text comes back as it was.
pub fn repair(text: &str, guesses: Guesses) -> Repaired {
    if text.is_ascii() {
        return Repaired { text: text.to_owned(), mojibake: Mojibake::default() };
    }
    let damage = find(text);
    let fixes = damage.codec.map_or_else(Vec::new, |codec| fixes(text, damage.pieces, codec));
    Repaired { text: replaced(text, &fixes, guesses), mojibake: listing::listing(text, damage.codec, &fixes) }
}

/// One repaired character with the selector behind it.
#[derive(Debug, Clone)]
struct Fix {
    start: usize,
    end: usize,
    fixed: String,
    /// The bytes of UTF-8, `None` where one was lost.
    bytes: Vec<Option<u8>>,
    guess: Option<Guess>,
}

fn fixes(text: &str, pieces: Vec<Piece>, codec: Codec) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    let mut guesser = Guesser::new(codec.undefined());
    for (at, piece) in pieces.iter().enumerate() {
        let Some(fix) = fix(text, &pieces, at, &mut guesser) else { continue };
        let is_selector = fix.fixed.chars().all(target::is_selector);
        match fixes.last_mut() {
            Some(last) if is_selector && last.end == piece.start => {
                last.end = fix.end;
                last.fixed.push_str(&fix.fixed);
                last.bytes.extend(fix.bytes);
                last.guess = last.guess.take().or(fix.guess);
            }
            _ => fixes.push(fix),
        }
    }
    fixes
}

fn fix(text: &str, pieces: &[Piece], at: usize, guesser: &mut Guesser) -> Option<Fix> {
    let piece = &pieces[at];
    let (start, end) = (piece.start, piece.end);
    match piece.kind {
        PieceKind::Whole(c) => {
            let bytes = piece.bytes.iter().copied().map(Some).collect();
            Some(Fix { start, end, fixed: c.to_string(), bytes, guess: None })
        }
        PieceKind::Lossy(lost) => {
            let touches = |other: Option<&Piece>, edge: fn(&Piece) -> usize, at: usize| {
                other.is_some_and(|p| p.bytes.starts_with(&[0xF0, 0x9F]) && edge(p) == at)
            };
            let joined = touches(at.checked_sub(1).and_then(|at| pieces.get(at)), |p| p.end, start)
                && touches(pieces.get(at + 1), |p| p.start, end);
            let words = if at < NAMED { nearby(text, start).to_lowercase() } else { String::new() };
            let guess = guesser.guess(&piece.bytes, lost, &words, joined)?;
            Some(Fix {
                start,
                end,
                fixed: guess.fixed.to_string(),
                bytes: guess.pattern.clone(),
                guess: Some(guess),
            })
        }
        PieceKind::Other => None,
    }
}

/// Beyond so many pieces the words nearby are not asked any more.
const NAMED: usize = 5000;

/// How far around a lost byte words are looked for.
const NEARBY: usize = 4096;

/// The line at `at` and the nearest heading above it.
fn nearby(text: &str, at: usize) -> String {
    let before = &text[text.floor_char_boundary(at.saturating_sub(NEARBY))..at];
    let behind = &text[at..text.floor_char_boundary(at + NEARBY / 8)];
    let mut above = before.rsplit('\n');
    let line_before = above.next().unwrap_or("");
    let heading = above.find(|line| line.starts_with('#')).unwrap_or("");
    let line_behind = behind.split('\n').next().unwrap_or("");
    format!(
        "{heading} {} {line_behind}",
        &line_before[line_before.ceil_char_boundary(line_before.len().saturating_sub(NEARBY / 8))..]
    )
}

fn replaced(text: &str, fixes: &[Fix], guesses: Guesses) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for fix in fixes.iter().filter(|f| guesses == Guesses::Accept || f.guess.is_none()) {
        out.push_str(&text[done..fix.start]);
        out.push_str(&fix.fixed);
        done = fix.end;
    }
    out.push_str(&text[done..]);
    out
}
