//! Two wordings in one row: what stayed, what went, what came.
//!
//! Words are parted at blanks and signs; in scripts without blanks each letter is a word. Numbers stay whole, with
//! their decimals.

use super::model::{Fate, Piece};
use crate::recognise::is_unspaced;

/// Cells of the table that is filled at most; beyond that the middle counts as replaced.
const MOST: usize = 250_000;

/// A word with the blank in front of it.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    pub text: &'a str,
    pub spaced: bool,
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut spaced = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            spaced = true;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = width(rest, first);
        let (text, behind) = rest.split_at(end);
        words.push(Word { text, spaced });
        spaced = false;
        rest = behind;
    }
    words
}

/// Bytes of the word that begins `rest`.
fn width(rest: &str, first: char) -> usize {
    if !first.is_alphanumeric() || is_unspaced(first) {
        return first.len_utf8();
    }
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inner = matches!(c, '.' | ',' | ':' | '\'' | '’' | '_' | '-')
            && at > 0
            && next.is_some_and(|next| next.is_alphanumeric() && !is_unspaced(next));
        if !(inner || c.is_alphanumeric() && !is_unspaced(c)) {
            return at;
        }
    }
    rest.len()
}

/// The pieces that lead from `old` to `new`.
pub fn rewording(old: &str, new: &str) -> Vec<Piece> {
    let (a, b) = (words(old), words(new));
    let same = |(x, y): &(&Word, &Word)| x.text == y.text;
    let front = a.iter().zip(&b).take_while(same).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(same).count();
    let middle_a = &a[front..a.len() - back];
    let middle_b = &b[front..b.len() - back];
    let mut row: Vec<(Fate, Word)> = b[..front].iter().map(|w| (Fate::Kept, *w)).collect();
    row.extend(middle(middle_a, middle_b));
    row.extend(b[b.len() - back..].iter().map(|w| (Fate::Kept, *w)));
    pieces(&without_islands(row))
}

/// The longest common row of words, the rest gone or come.
fn middle<'a>(a: &[Word<'a>], b: &[Word<'a>]) -> Vec<(Fate, Word<'a>)> {
    let went = |word: &Word<'a>| (Fate::Went, *word);
    let came = |word: &Word<'a>| (Fate::Came, *word);
    if a.len() * b.len() > MOST || a.is_empty() || b.is_empty() {
        return a.iter().map(went).chain(b.iter().map(came)).collect();
    }
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i].text == b[j].text {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut row) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].text == b[j].text {
            row.push((Fate::Kept, b[j]));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            row.push(went(&a[i]));
            i += 1;
        } else {
            row.push(came(&b[j]));
            j += 1;
        }
    }
    row.extend(a[i..].iter().map(went).chain(b[j..].iter().map(came)));
    row
}

/// A lone short word or sign between changes reads worse kept than replaced with them.
fn without_islands<'a>(row: Vec<(Fate, Word<'a>)>) -> Vec<(Fate, Word<'a>)> {
    let mut out: Vec<(Fate, Word<'a>)> = Vec::with_capacity(row.len());
    for (at, (fate, word)) in row.iter().enumerate() {
        let changed = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|(fate, _)| *fate != Fate::Kept);
        let island = *fate == Fate::Kept
            && changed(at.checked_sub(1)) == Some(true)
            && changed(Some(at + 1)) == Some(true)
            && word.text.chars().count() <= 3
            && !word.text.chars().any(|c| c.is_ascii_digit());
        if island {
            out.push((Fate::Went, *word));
            out.push((Fate::Came, *word));
        } else {
            out.push((*fate, *word));
        }
    }
    out
}

/// Runs of one fate as text; within one change what went stands before what came.
fn pieces(row: &[(Fate, Word)]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let kept = row[at].0 == Fate::Kept;
        let end = row[at..].iter().position(|(fate, _)| (*fate == Fate::Kept) != kept);
        let run = &row[at..end.map_or(row.len(), |end| at + end)];
        let fates: &[Fate] = if kept { &[Fate::Kept] } else { &[Fate::Went, Fate::Came] };
        for fate in fates {
            let words = run.iter().filter(|(f, _)| f == fate);
            let text: String = words
                .map(|(_, w)| if w.spaced { format!(" {}", w.text) } else { w.text.to_owned() })
                .collect();
            if !text.is_empty() {
                out.push(Piece { how: *fate, text });
            }
        }
        at += run.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |p: &Piece| match p.how {
            Fate::Kept => p.text.clone(),
            Fate::Went => format!("[{}]", p.text),
            Fate::Came => format!("{{{}}}", p.text),
        };
        rewording(old, new).iter().map(mark).collect()
    }

    #[test]
    fn what_went_and_what_came() {
        assert_eq!(shown("Error rate < 1 %", "Error rate < 2 %"), "Error rate <[ 1]{ 2} %");
        assert_eq!(shown("Load below 99.5 %", "Load below 99 %"), "Load below[ 99.5]{ 99} %");
        assert_eq!(shown("等待5分钟", "等待15分钟"), "等待[5]{15}分钟");
        assert_eq!(shown("Stop", "Stop now"), "Stop{ now}");
        assert_eq!(
            shown("Ring the duty desk", "Mail the night desk"),
            "[Ring the duty]{Mail the night} desk"
        );
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_back(old in "[a-d ,5.]{0,40}", new in "[a-d ,5.]{0,40}") {
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join("");
            let pieces = rewording(&old, &new);
            let side = |not: Fate| pieces.iter().filter(|p| p.how != not).map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(squeezed(&side(Fate::Came)), squeezed(&old));
            prop_assert_eq!(squeezed(&side(Fate::Went)), squeezed(&new));
        }
    }
}
