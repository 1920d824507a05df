//! Labels with a number: `Phase 1`, `Week 2-4`, `STEP 3`, `Étape 2`, `フェーズ1`, `第一阶段`, `Phase IV`, `Wave B`.

use crate::markdown::slug;
use crate::recognise::{Concept, Context};

/// A word that names a part of the plan, and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub concept: Concept,
    /// As written, lower case: `phase`, `étape`.
    pub word: String,
    /// As written: `1`, `2-4`, `IV`, `1a`.
    pub literal: String,
    /// The first number; letters count from A.
    pub number: u32,
    /// Whether a further number or letter follows it (`1a`, `2.1`).
    pub is_part: bool,
}

impl Label {
    /// `phase-1`.
    pub fn slug(&self) -> String {
        let literal = if self.is_part { slug(&self.literal) } else { self.number.to_string() };
        format!("{}-{literal}", slug(&self.word))
    }
}

const CONCEPTS: &[Concept] = &[Concept::Phase, Concept::Step, Concept::Stage];

/// The concept of a word that labels parts of plans.
pub fn concept_of(ctx: &Context, word: &str) -> Option<Concept> {
    among(ctx, word, CONCEPTS)
}

fn among(ctx: &Context, word: &str, concepts: &[Concept]) -> Option<Concept> {
    concepts.iter().copied().find(|c| ctx.vocabulary.is(*c, word))
}

/// The label of a phase, step or stage at the front of `text` and the byte behind it.
pub fn leading_label(ctx: &Context, text: &str) -> Option<(Label, usize)> {
    leading_label_of(ctx, text, CONCEPTS)
}

/// The label of one of `concepts` at the front of `text` and the byte behind it.
pub fn leading_label_of(ctx: &Context, text: &str, concepts: &[Concept]) -> Option<(Label, usize)> {
    word_first(ctx, text, concepts).or_else(|| number_first(ctx, text, concepts))
}

/// `Phase 1`, `フェーズ1`, `Phase #2`.
fn word_first(ctx: &Context, text: &str, concepts: &[Concept]) -> Option<(Label, usize)> {
    let mut ends = text
        .char_indices()
        .filter(|(at, c)| c.is_whitespace() || c.is_numeric() || (*at > 0 && is_han_number(*c)));
    let (head_end, concept) = ends
        .by_ref()
        .take(4)
        .find_map(|(at, _)| among(ctx, text[..at].trim(), concepts).map(|concept| (at, concept)))?;
    let rest = text[head_end..].trim_start_matches([' ', '\u{a0}', '\t', '#', '№']);
    let begin = text.len() - rest.len();
    let (literal_len, number, is_part) = number_at(rest)?;
    let literal = rest[..literal_len].to_owned();
    let word = text[..head_end].trim().to_lowercase();
    Some((Label { concept, word, literal, number, is_part }, begin + literal_len))
}

/// `第一阶段`, `第2フェーズ`.
fn number_first(ctx: &Context, text: &str, concepts: &[Concept]) -> Option<(Label, usize)> {
    let rest = text.strip_prefix('第')?.trim_start();
    let begin = text.len() - rest.len();
    let digits = rest.find(|c: char| !c.is_ascii_digit() && !is_han_number(c))?;
    let number = han_number(&rest[..digits])?;
    let word_at = begin + digits + (rest[digits..].len() - rest[digits..].trim_start().len());
    let word = &text[word_at..];
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
    let ends = ends.filter(|end| !word[..*end].ends_with(char::is_whitespace));
    let (end, concept) = ends.filter_map(|end| Some((end, among(ctx, &word[..end], concepts)?))).last()?;
    let label = Label {
        concept,
        word: word[..end].to_owned(),
        literal: rest[..digits].to_owned(),
        number,
        is_part: false,
    };
    Some((label, word_at + end))
}

/// A number at the front: its width, its value, and whether it is a part of one (`1a`).
fn number_at(text: &str) -> Option<(usize, u32, bool)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        let number = text[..digits].parse().ok()?;
        let (width, is_part) = tail_of_number(text, digits);
        return Some((width, number, is_part));
    }
    let han = text.find(|c: char| !is_han_number(c)).unwrap_or(text.len());
    if han > 0 {
        return Some((han, han_number(&text[..han])?, false));
    }
    let word = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let capitals = &text[..word];
    if let Some(number) = roman(capitals) {
        return Some((word, number, false));
    }
    let letter = capitals.chars().next().filter(|c| capitals.len() == 1 && ('A'..='H').contains(c))?;
    Some((word, letter as u32 - 'A' as u32 + 1, false))
}

/// What belongs to a number behind its digits: `1a`, `2.1`, `2-4`, `1 & 2`, `3+`.
fn tail_of_number(text: &str, digits: usize) -> (usize, bool) {
    let rest = &text[digits..];
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('.'), Some(c)) if c.is_ascii_digit() => {
            let more = rest[1..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len() - 1);
            (digits + 1 + more - usize::from(rest[1..1 + more].ends_with('.')), true)
        }
        (Some(c), next) if c.is_ascii_lowercase() && next.is_none_or(|n| !n.is_alphanumeric()) => {
            (digits + 1, true)
        }
        (Some('+'), _) => (digits + 1, false),
        (Some('-' | '\u{2013}' | '/'), Some(c)) if c.is_ascii_digit() => {
            let sign = rest.chars().next().map_or(1, char::len_utf8);
            let more = rest[sign..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - sign);
            (digits + sign + more, false)
        }
        _ => (digits, false),
    }
}

pub fn is_han_number(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Digits, or Chinese numerals up to 99.
fn han_number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut total, mut last) = (0, 0);
    for c in text.chars() {
        let digit = "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 1);
        match digit {
            Some(digit) => last = digit,
            None if c == '十' => (total, last) = (total + 10 * last.max(1), 0),
            None => return None,
        }
    }
    (total + last > 0).then_some(total + last)
}

/// Roman numerals up to 39.
fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 6 || !text.chars().all(|c| "IVX".contains(c)) {
        return None;
    }
    let value = |c| match c {
        'I' => 1,
        'V' => 5,
        _ => 10,
    };
    let values: Vec<i32> = text.chars().map(value).collect();
    let sum: i32 = values
        .iter()
        .enumerate()
        .map(|(at, v)| if values.get(at + 1).is_some_and(|next| next > v) { -v } else { *v })
        .sum();
    u32::try_from(sum).ok().filter(|n| (1..40).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    #[test]
    fn labels_in_many_languages() {
        with_context("", |ctx| {
            for (text, slug, rest) in [
                ("Phase 1: Prepare", "phase-1", ": Prepare"),
                ("PHASE 1 : Préparer", "phase-1", " : Préparer"),
                ("Step 3 -", "step-3", " -"),
                ("Étape 2 – Copier", "étape-2", " – Copier"),
                ("フェーズ1：準備", "フェーズ-1", "：準備"),
                ("第一阶段：准备", "阶段-1", "：准备"),
                ("第2フェーズ 移行", "フェーズ-2", " 移行"),
                ("阶段三 切换", "阶段-3", " 切换"),
                ("Phase IV - Close", "phase-4", " - Close"),
                ("Wave B: South", "wave-2", ": South"),
                ("Phase 2.1: Copy", "phase-2-1", ": Copy"),
                ("Phase 1a: Copy", "phase-1a", ": Copy"),
                ("Schritt 2-3 (kurz)", "schritt-2", " (kurz)"),
            ] {
                let (label, end) = leading_label(ctx, text).unwrap_or_else(|| panic!("{text}"));
                assert_eq!((label.slug().as_str(), &text[end..]), (slug, rest), "{text}");
            }
            for text in [
                "Phases",
                "Phase",
                "Phasing 1",
                "Steps to take",
                "Stepping 2",
                "第",
                "1 Phase",
                "Phase é",
                "",
            ] {
                assert!(leading_label(ctx, text).is_none(), "{text}");
            }
        });
    }
}
