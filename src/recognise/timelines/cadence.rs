//! What recurs: `every 5 minutes`, `Daily: …`, `Checks (weekly)`.

use crate::markdown::{BlockKind, List, without_pictographs};
use crate::plan::Cadence;
use crate::recognise::{Concept, Context, time};

/// Recurring duties of headings and items, in source order.
pub fn find(ctx: &Context) -> Vec<Cadence> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        if let Some((what, frequency)) = in_bracket(ctx, &section.title) {
            ctx.claim(section.node, section.line, "cadence", "heading with a frequency in brackets");
            found.push(Cadence { what, frequency, line: section.line });
        }
        section.walk(&mut |block| {
            if let BlockKind::List(list) = &block.kind {
                of_list(ctx, list, &mut found);
            }
        });
    }
    found.sort_by_key(|c| c.line);
    found
}

fn of_list(ctx: &Context, list: &List, found: &mut Vec<Cadence>) {
    for item in &list.items {
        let text = without_pictographs(&item.text.lines().first().map(|l| l.plain()).unwrap_or_default());
        let cadence = in_front(ctx, &text).or_else(|| in_bracket(ctx, &text)).or_else(|| inside(ctx, &text));
        if let Some((what, frequency)) = cadence {
            ctx.claim(item.id, item.line, "cadence", "item that tells a frequency");
            found.push(Cadence { what, frequency, line: item.line });
        }
    }
}

/// `Daily: look at the queue`.
fn in_front(ctx: &Context, text: &str) -> Option<(String, String)> {
    let (key, value) = text.split_once([':', '：'])?;
    let (key, value) = (key.trim(), value.trim());
    if value.is_empty() {
        return None;
    }
    if is_frequency(ctx, key) {
        return Some((value.to_owned(), key.to_owned()));
    }
    is_frequency(ctx, value).then(|| (key.to_owned(), value.to_owned()))
}

/// `Health checks (every 5 minutes)`.
fn in_bracket(ctx: &Context, text: &str) -> Option<(String, String)> {
    let open = text.rfind(['(', '（'])?;
    let inner = text[open..].trim_start_matches(['(', '（']).trim_end().trim_end_matches([')', '）']);
    is_frequency(ctx, inner).then(|| (text[..open].trim().to_owned(), inner.trim().to_owned()))
}

/// A short phrase that is or begins with a frequency.
fn is_frequency(ctx: &Context, text: &str) -> bool {
    let words = text.split_whitespace().count();
    ctx.vocabulary.is(Concept::Frequency, text)
        || (words <= 6 && ctx.vocabulary.leads(Concept::Frequency, text) && (words == 1 || has_amount(text)))
}

fn has_amount(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// `Watch the queue every 5 minutes`.
fn inside(ctx: &Context, text: &str) -> Option<(String, String)> {
    let starts = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).take(40);
    for at in starts.filter(|at| *at > 0) {
        let rest = &text[at..];
        let phrase: Vec<&str> = rest.split_whitespace().take(3).collect();
        let amount = phrase.get(1..).unwrap_or_default().join(" ");
        let amount = amount.trim_end_matches(['.', ',', ')', ';']);
        if ctx.vocabulary.is(Concept::Frequency, phrase.first().unwrap_or(&""))
            && time::duration(amount).is_some()
        {
            let frequency = phrase.join(" ").trim_end_matches(['.', ',', ')', ';']).to_owned();
            return Some((text[..at].trim().to_owned(), frequency));
        }
    }
    None
}
