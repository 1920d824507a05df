//! What a bracket at the end of a heading tells: a time, a duration, a priority, or only a remark.

use crate::recognise::{Concept, Context, time};

/// The contents of a bracket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bracket {
    pub when: Option<String>,
    pub duration: Option<String>,
    pub priority: Option<String>,
    /// Whether the time is placed from T-0.
    pub relative: bool,
}

impl Bracket {
    fn is_empty(&self) -> bool {
        self.when.is_none() && self.duration.is_none() && self.priority.is_none()
    }
}

/// Cuts the bracket at the end of `text` off: what stands before it, and what stands in it.
pub fn closing(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_end();
    let close = trimmed.chars().next_back().filter(|c| matches!(c, ')' | '）'))?;
    let mut depth = 0;
    let (open_at, open) = trimmed.char_indices().rev().find(|(_, c)| {
        depth += match c {
            ')' | '）' => 1,
            '(' | '（' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let inner = &trimmed[open_at + open.len_utf8()..trimmed.len() - close.len_utf8()];
    Some((trimmed[..open_at].trim_end(), inner.trim()))
}

/// Reads the contents of a bracket: as a whole, else piece by piece.
pub fn read(ctx: &Context, inner: &str) -> Bracket {
    let whole = read_piece(ctx, inner);
    if !whole.is_empty() {
        return whole;
    }
    let mut found = Bracket::default();
    for piece in pieces(inner) {
        let part = read_piece(ctx, piece);
        found.relative |= part.relative && found.when.is_none();
        found.when = found.when.or(part.when);
        found.duration = found.duration.or(part.duration);
        found.priority = found.priority.or(part.priority);
    }
    found
}

fn read_piece(ctx: &Context, piece: &str) -> Bracket {
    let piece = crate::markdown::without_pictographs(piece);
    let mut found = Bracket::default();
    if let Some((key, value)) = piece.split_once([':', '：']).filter(|(_, v)| !v.trim().is_empty()) {
        let value = value.trim();
        if ctx.vocabulary.is(Concept::Priority, key) {
            found.priority = Some(value.to_owned());
            return found;
        }
        if ctx.vocabulary.is(Concept::Duration, key) {
            found.duration = Some(value.to_owned());
            return found;
        }
        let timed = [Concept::Time, Concept::Timing, Concept::Date, Concept::Timeline];
        if timed.iter().any(|c| ctx.vocabulary.is(*c, key)) {
            return read_piece_value(value);
        }
    }
    found = read_piece_value(&piece);
    let levels = [Concept::Critical, Concept::High, Concept::Medium, Concept::Low];
    if found.is_empty() {
        let ranked =
            piece.strip_prefix("P").is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit()));
        let named = levels.iter().any(|c| ctx.vocabulary.is(*c, &piece));
        let key_first = ctx.vocabulary.leads(Concept::Priority, &piece);
        let key_last =
            piece.rsplit_once(' ').is_some_and(|(_, last)| ctx.vocabulary.is(Concept::Priority, last));
        if ranked || named || key_first || key_last {
            found.priority = Some(piece);
        }
    }
    found
}

fn read_piece_value(piece: &str) -> Bracket {
    let mut found = Bracket::default();
    if let Some(whole) = time::whole(piece) {
        found.relative = whole.relative;
        found.when = Some(whole.when.literal);
    } else if let Some(duration) = time::duration(piece) {
        found.duration = Some(duration.literal);
    }
    found
}

/// The bracket cut at commas, bars and dashes that stand free.
fn pieces(inner: &str) -> impl Iterator<Item = &str> {
    inner
        .split([',', '，', '、', ';', '；', '|'])
        .flat_map(|p| p.split(" - "))
        .flat_map(|p| p.split(" \u{2013} "))
        .flat_map(|p| p.split(" \u{2014} "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    fn check(inner: &str, when: Option<&str>, duration: Option<&str>, priority: Option<&str>) {
        let found = with_context("", |ctx| read(ctx, inner));
        let parts = (found.when.as_deref(), found.duration.as_deref(), found.priority.as_deref());
        assert_eq!(parts, (when, duration, priority), "{inner}");
    }

    #[test]
    fn times_durations_and_priorities() {
        check("T-7 days", Some("T-7 days"), None, None);
        check("Week 0, Days 1-3", Some("Week 0, Days 1-3"), None, None);
        check("Day 1, ~2-3 hours", Some("Day 1"), Some("~2-3 hours"), None);
        check("on the server — 10–15 min", None, Some("10–15 min"), None);
        check("Recommended - 1-2 hours", None, Some("1-2 hours"), None);
        check("Priority: High", None, None, Some("High"));
        check("Priority #1", None, None, Some("Priority #1"));
        check("Duration: 30 min", None, Some("30 min"), None);
        check("0-15 minutes", Some("0-15 minutes"), None, None);
        check("today", Some("today"), None, None);
        check("Morning", Some("Morning"), None, None);
        check("10–15 min automatic", None, Some("10–15 min automatic"), None);
        check("Free Access", None, None, None);
        check("Response: 30 minutes", None, None, None);
    }

    #[test]
    fn the_last_bracket_is_cut_off() {
        assert_eq!(closing("Move (a) (b (c))"), Some(("Move (a)", "b (c)")));
        assert_eq!(closing("移行（当日）"), Some(("移行", "当日")));
        assert_eq!(closing("none"), None);
        assert_eq!(closing("odd)"), None);
    }
}
