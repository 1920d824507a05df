//! Times in titles, heads and sentences.

use super::super::parts::split_bracket;
use super::super::time;
use crate::recognise::{Concept, Context};

/// The time that a head in bold is, or begins with: `9:00 AM`, `Daily (Week 1)`, `T-7 days`.
pub fn of_head(ctx: &Context, head: &str) -> Option<String> {
    let head = head.trim();
    let (bare, _) = split_bracket(head);
    let whole =
        |text: &str| time::whole(text).is_some_and(|found| found.strong) || time::window(text).is_some();
    let often = ctx.vocabulary.leads(Concept::Frequency, bare) && bare.split_whitespace().count() <= 4;
    let soon = ctx.vocabulary.is(Concept::Immediately, bare);
    (whole(head) || whole(bare) || often || soon).then(|| head.to_owned())
}

/// The time in a title: its bracket, its front, or what stands behind `during`.
pub fn of_title(ctx: &Context, title: &str) -> Option<String> {
    let (bare, bracket) = split_bracket(title);
    if let Some(inner) = bracket
        && (time::when(inner).is_some() || time::window(inner).is_some())
    {
        return Some(inner.to_owned());
    }
    if let Some(found) = time::leading(bare).filter(|found| found.strong) {
        return Some(found.when.literal);
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let at = words.iter().position(|word| ctx.vocabulary.is(Concept::During, word))?;
    (at + 1 < words.len() && words.len() - at <= 4).then(|| words[at..].join(" "))
}

/// The words of a sentence that say when: `immediately`, `within 24 hours`, `every 30 minutes`, `daily`.
pub fn in_words(ctx: &Context, text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let clean = |word: &str| word.trim_matches([',', '.', ';', '(', ')', ':']).to_owned();
    for at in 0..words.len().min(40) {
        let rest = words[at..words.len().min(at + 4)].join(" ");
        if ctx.vocabulary.leads(Concept::Immediately, &rest) {
            return Some(clean(words[at]));
        }
        let bounded =
            ctx.vocabulary.leads(Concept::AtMost, &rest) || ctx.vocabulary.is(Concept::Frequency, words[at]);
        if bounded && let Some(end) = span_end(ctx, &words, at) {
            return Some(words[at..=end].iter().map(|word| clean(word)).collect::<Vec<_>>().join(" "));
        }
        if ctx.vocabulary.is(Concept::Frequency, &clean(words[at])) && clean(words[at]).chars().count() > 4 {
            return Some(clean(words[at]));
        }
    }
    unspaced(ctx, text)
}

/// The word with the unit that ends a span which begins at `words[at]`: `within 24 hours`, `every 2 h`.
fn span_end(ctx: &Context, words: &[&str], at: usize) -> Option<usize> {
    let units = [Concept::Minute, Concept::Hour, Concept::Day, Concept::Week, Concept::Month];
    (at + 1..words.len().min(at + 5)).find(|end| {
        let word = words[*end].trim_matches([',', '.', ';', ')']);
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let numbered = words[at + 1..=*end].iter().any(|w| w.chars().any(|c| c.is_ascii_digit()));
        numbered && units.iter().any(|concept| ctx.vocabulary.is(*concept, unit))
    })
}

/// `30分以内`, `每天`: scripts without blanks, where the piece with the time stands for the words.
fn unspaced(ctx: &Context, text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let pieces =
        text.split(['、', '，', '。', '（', '）', '；', ' ']).filter(|piece| piece.chars().any(time_script));
    pieces
        .filter(|piece| piece.chars().count() <= 12)
        .find(|piece| {
            ctx.speaks(Concept::Immediately, piece)
                || ctx.speaks(Concept::Frequency, piece)
                || (piece.chars().any(|c| c.is_ascii_digit()) && piece.contains("以内"))
        })
        .map(|piece| piece.trim().to_owned())
}

fn time_script(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    #[test]
    fn times_in_heads_titles_and_sentences() {
        with_context("# T\n", |ctx| {
            let some = |text: &str| Some(text.to_owned());
            assert_eq!(of_head(ctx, "Daily (first week)"), some("Daily (first week)"));
            assert_eq!(of_head(ctx, "14:30"), some("14:30"));
            assert_eq!(of_head(ctx, "Sales team"), None);
            assert_eq!(of_title(ctx, "Before launch (T-7 days)"), some("T-7 days"));
            assert_eq!(of_title(ctx, "Messages during the freeze"), some("during the freeze"));
            assert_eq!(of_title(ctx, "Messages"), None);
            assert_eq!(in_words(ctx, "Tell the board within 24 hours."), some("within 24 hours"));
            assert_eq!(in_words(ctx, "Tell the board immediately"), some("immediately"));
            assert_eq!(in_words(ctx, "Alle 30 Minuten melden"), some("Alle 30 Minuten"));
            assert_eq!(in_words(ctx, "Tell the board"), None);
        });
    }
}
