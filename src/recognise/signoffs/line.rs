//! A line to sign, cut in labels and values: `**Lead:** ____ Date: ____`.

use crate::markdown::{Text, without_pictographs};
use crate::recognise::{Concept, Context};

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A role, or whatever else opens a signature.
    Role,
    Name,
    JobTitle,
    Signature,
    Date,
    /// Comments, decision, status and the like: belongs to the signature and says nothing of it.
    Other,
}

/// A label with what stands behind it.
#[derive(Debug, Clone)]
pub struct Piece {
    pub label: Label,
    pub words: String,
    /// `None` where no colon stands behind the label.
    pub value: Option<String>,
}

impl Piece {
    /// Whether the value is left to write by hand: underscores, a bracket, or nothing.
    pub fn is_blank(&self) -> bool {
        self.value.as_deref().is_some_and(value_is_blank)
    }

    /// Whether the blank is drawn: a colon with nothing behind it may as well open a list.
    pub fn is_drawn_blank(&self) -> bool {
        self.is_blank() && self.value.as_deref().is_some_and(|v| !v.is_empty())
    }

    pub fn has_underscores(&self) -> bool {
        self.value.as_deref().is_some_and(|v| v.contains("___"))
    }
}

/// Whether nothing but blanks, brackets with a placeholder, or a date mask stands there.
pub fn value_is_blank(value: &str) -> bool {
    let value = value.trim();
    let bracket = |open, close| value.starts_with(open) && value.ends_with(close);
    let drawn = value.contains('_');
    let mask = value.chars().all(|c| drawn && c.is_ascii_digit() || "_*.…-–—/: ()\\\u{a0}☐□".contains(c));
    let words = value.trim_start_matches(|c: char| "_ .\u{a0}".contains(c));
    let note = words.starts_with('(') && !words.contains(|c: char| c.is_ascii_digit());
    mask || bracket('[', ']') || bracket('<', '>') || bracket('{', '}') || (value.starts_with("__") && note)
}

/// A line to sign is short; what is longer is prose.
const LONGEST: usize = 600;

/// Cuts a line at its colons into pieces. The label of a later piece is the last word group before its colon.
pub fn pieces(ctx: &Context, text: &Text) -> Vec<Piece> {
    let plain = without_pictographs(&text.plain().replace('\u{a0}', " "));
    if plain.len() > LONGEST {
        return Vec::new();
    }
    let cells: Vec<&str> = plain.split(['|', '｜']).collect();
    let mut found: Vec<Piece> = Vec::new();
    for cell in cells {
        let mut rest = cell.trim();
        while !rest.is_empty() {
            let (piece, after) = first_piece(ctx, rest);
            found.push(piece);
            rest = after.trim();
        }
    }
    found
}

/// The first label of `text` with its value, and what stands behind: the value ends where the next known label begins.
fn first_piece<'t>(ctx: &Context, text: &'t str) -> (Piece, &'t str) {
    let Some(colon) = text.find([':', '：']) else {
        return (Piece { label: label_of(ctx, text), words: text.trim().to_owned(), value: None }, "");
    };
    let words = text[..colon].trim_matches(|c: char| c.is_whitespace() || "-–—,;*".contains(c));
    let colon_width = text[colon..].chars().next().map_or(1, char::len_utf8);
    let behind = &text[colon + colon_width..];
    let cut = next_label(ctx, behind).unwrap_or(behind.len());
    let value = behind[..cut].trim().trim_end_matches(['-', '–', '—', ',', ';', '*']).trim();
    let (words, split) = split_blank_label(words);
    let piece = Piece { label: label_of(ctx, words), words: words.to_owned(), value: Some(value.to_owned()) };
    match split {
        // `Anna Lee (Lead) - Date: ____`: the words before the dash are a signature of their own.
        Some(date) => {
            let whole = Piece { label: label_of(ctx, words), words: words.to_owned(), value: None };
            let at = text[..colon].rfind(date).unwrap_or(text.len());
            (whole, &text[at..])
        }
        None => (piece, &behind[cut..]),
    }
}

/// `Anna Lee - Date` parts in the words before the dash and the label behind it.
fn split_blank_label(words: &str) -> (&str, Option<&str>) {
    for dash in [" - ", " – ", " — ", ", "] {
        if let Some((head, tail)) = words.rsplit_once(dash)
            && tail.split_whitespace().count() <= 2
            && !head.trim().is_empty()
        {
            return (head.trim(), Some(tail.trim()));
        }
    }
    // `____________ Date`: a run of underscores before the label.
    match words.rfind("__") {
        Some(at) if !words[at + 2..].trim().is_empty() => {
            (words[..at].trim_end_matches(['_', ' ']), Some(words[at + 2..].trim()))
        }
        _ => (words, None),
    }
}

/// Where in the value a known label (`Date:`, `Signature:`) begins.
fn next_label(ctx: &Context, behind: &str) -> Option<usize> {
    let colons = behind.char_indices().filter(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at);
    for colon in colons {
        let before = &behind[..colon];
        let starts = before.char_indices().rev().filter(|(at, c)| {
            !c.is_whitespace()
                && before[..*at]
                    .chars()
                    .next_back()
                    .is_none_or(|p| p.is_whitespace() || "_-–—,;|*".contains(p))
        });
        let known = starts.take(3).find(|(at, _)| is_known(ctx, &before[*at..]));
        if let Some((at, _)) = known {
            return Some(at);
        }
    }
    None
}

fn is_known(ctx: &Context, words: &str) -> bool {
    [Concept::Date, Concept::Signature, Concept::Name, Concept::Title, Concept::Time]
        .iter()
        .any(|c| ctx.vocabulary.is(*c, words))
}

fn label_of(ctx: &Context, words: &str) -> Label {
    let is = |c| ctx.vocabulary.is(c, words);
    let about = |c| ctx.speaks(c, words);
    let short = words.split_whitespace().count() <= 3;
    let dated = is(Concept::Date) || is(Concept::Time);
    if dated || (short && about(Concept::Date) && (about(Concept::SignOff) || about(Concept::Signature))) {
        Label::Date
    } else if short && about(Concept::Date) && !about(Concept::JobTitle) {
        Label::Other
    } else if is(Concept::Signature)
        || (short && about(Concept::Signature) && !about(Concept::SignOff) && !about(Concept::JobTitle))
    {
        Label::Signature
    } else if is(Concept::Name) && !is(Concept::Contact)
        || (short && about(Concept::Name) && !about(Concept::JobTitle) && !about(Concept::SignOff))
    {
        Label::Name
    } else if is(Concept::Title) || is(Concept::Role) {
        Label::JobTitle
    } else if [
        Concept::Note,
        Concept::Decision,
        Concept::Status,
        Concept::Email,
        Concept::Phone,
        Concept::Condition,
        Concept::GoNoGo,
    ]
    .iter()
    .any(|c| is(*c))
    {
        Label::Other
    } else {
        Label::Role
    }
}
