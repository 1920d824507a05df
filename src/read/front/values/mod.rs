//! Values that are more than text: dates, moments, zones, codes and words of a list.

mod date;
mod moment;
mod word;
mod zone;

pub(super) use moment::{in_zone, instant};

use super::keys::Kind;
use crate::diag::{Diagnostic, Span};

/// What is wrong with `text` as a value of this kind.
pub(super) fn check(kind: Kind, text: &str, span: Span, key: &str) -> Option<Diagnostic> {
    let finding = match kind {
        Kind::Date => date::check(text),
        Kind::Moment => moment::check(text),
        Kind::Zone => zone::check(text),
        Kind::Code => word::code(text),
        Kind::Language => word::language(text),
        Kind::Choice(words) => word::choice(text, words, key),
        Kind::Flag => word::flag(text, key),
        Kind::Text | Kind::Texts | Kind::Entries(_) => None,
    };
    finding.map(|f| {
        let finding = Diagnostic::error(f.code, f.message).at(span);
        f.hint.into_iter().fold(finding, Diagnostic::hint)
    })
}

/// A finding without its place.
struct Wrong {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl Wrong {
    fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Wrong {
        Wrong { code, message: message.into(), hint: Some(hint.into()) }
    }
}
