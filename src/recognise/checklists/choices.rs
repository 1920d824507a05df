//! Boxes that offer answers to one question: `☐ GO ☐ NO-GO`, `[ ] yes`, `[ ] no`.

use crate::markdown::leading_box;
use crate::recognise::{Concept, Context};

/// Number of boxes in `text`. Glyphs that stand side by side are a bar and count once.
pub fn boxes_in(text: &str) -> usize {
    pieces(text).len() - 1
}

/// `text` cut at its boxes: what stands before the first one, then what stands behind each.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        let may_begin = c == '[' || (!c.is_ascii() && !c.is_whitespace());
        let Some((_, boxed)) = may_begin.then(|| leading_box(window(text, at))).flatten() else {
            at += width;
            continue;
        };
        found.push(&text[begin..at]);
        at += boxed;
        if c != '[' {
            at += text[at..].chars().take_while(|next| *next == c).map(char::len_utf8).sum::<usize>();
        }
        begin = at;
    }
    found.push(&text[begin..]);
    found
}

/// The few letters from byte `at` on that a box and the blank behind it can take.
fn window(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    rest.char_indices().nth(5).map_or(rest, |(end, _)| &rest[..end])
}

/// Whether `text`, which stands behind a box, holds more boxes for the same question.
pub fn offers_more(ctx: &Context, text: &str) -> bool {
    let pieces = pieces(text);
    pieces.len() > 2 || (pieces.len() == 2 && are_answers(ctx, pieces.into_iter()))
}

/// More answers than these are a list of things that lead with such a word.
const ANSWERS: usize = 4;

/// Whether the texts behind the boxes are the answers to one question: each is one, and both a yes and a no are among them.
pub fn are_answers<'t>(ctx: &Context, texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut accepts, mut refuses) = (false, false);
    for (count, text) in texts.enumerate() {
        let no = leads_any(ctx, text, &[Concept::NoGo, Concept::No]);
        let yes = leads_any(ctx, text, &[Concept::Go, Concept::GoNoGo, Concept::ConditionalGo, Concept::Yes]);
        if (!no && !yes) || count == ANSWERS {
            return false;
        }
        refuses |= no;
        accepts |= !no;
    }
    accepts && refuses
}

fn leads_any(ctx: &Context, text: &str, concepts: &[Concept]) -> bool {
    concepts.iter().any(|c| ctx.vocabulary.leads(*c, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_counted_and_bars_are_one() {
        for (text, want) in
            [("☐ a ☐ b", 2), ("■■■□□ 60%", 2), ("buy [X] rooms", 1), ("[[[[ ] é[", 1), ("none", 0)]
        {
            assert_eq!(boxes_in(text), want, "{text}");
        }
    }
}
