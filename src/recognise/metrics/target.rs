//! Name and target of an item; comparator, value and unit of a target.

use super::super::entries::{split_colon, trimmed};
use crate::markdown::Text;
use crate::recognise::{Concept, Context};

/// An item parted into what is measured and what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub name: String,
    pub target: Option<String>,
}

const SIGNS: [&str; 9] = ["<=", ">=", "==", "<", ">", "≤", "≥", "=", "±"];

/// Reads an item. `success`: a title above speaks of success, so that words behind a colon are a target too.
pub fn read(ctx: &Context, text: &Text, success: bool) -> Reading {
    let words = trimmed(&text.plain());
    let whole = words.trim_end_matches(['.', ';', '。']).to_owned();
    let colon = split_colon(&words)
        .map(|(name, behind)| (name.to_owned(), behind.to_owned()))
        .or_else(|| bold_name(text));
    if let Some((name, behind)) = colon.filter(|(_, behind)| !behind.is_empty()) {
        let target = (has_quantity(&behind) || success).then_some(behind);
        return Reading { name: clean_name(ctx, &name), target };
    }
    let words = whole.as_str();
    if let Some(reading) = number_in_front(ctx, words).or_else(|| bracket(ctx, words)) {
        return reading;
    }
    if let Some(at) = comparator_at(words) {
        let (name, target) = words.split_at(at);
        return Reading { name: clean_name(ctx, name), target: Some(target.trim().to_owned()) };
    }
    match comparing_words(ctx, words) {
        Some(at) => {
            let (name, target) = words.split_at(at);
            Reading { name: clean_name(ctx, name), target: Some(target.trim().to_owned()) }
        }
        None => Reading { name: clean_name(ctx, words), target: None },
    }
}

/// `**Latency** under 2 s`: a bold name without a colon.
fn bold_name(text: &Text) -> Option<(String, String)> {
    let (name, rest) = text.bold_lead()?;
    let rest = rest.plain();
    let rest = rest.trim_start_matches([' ', '-', '–', '—', '→']);
    (!rest.is_empty()).then(|| (name, rest.to_owned()))
}

/// Whether a comparison sign stands in the text; arrows and the marks of a field are none.
pub fn has_comparator(text: &str) -> bool {
    comparator_at(text).is_some()
}

fn comparator_at(text: &str) -> Option<usize> {
    text.char_indices().find_map(|(at, _)| {
        let sign = SIGNS.iter().find(|sign| text[at..].starts_with(**sign))?;
        let before = text[..at].chars().next_back();
        let after = text[at + sign.len()..].trim_start();
        let arrow = matches!(before, Some('-' | '=' | '–' | '!')) || after.starts_with('>');
        let digits = after
            .trim_start_matches(['$', '€', '£', '¥', '~', ' '])
            .starts_with(|c: char| c.is_ascii_digit());
        let field = *sign == "<" && !digits && after.contains('>');
        let worded = matches!(*sign, "≤" | "≥" | "=" | "<=" | ">=")
            && after.starts_with(char::is_alphabetic)
            && text[..at].ends_with(' ');
        (!arrow && !field && (digits || worded)).then_some(at)
    })
}

/// A number in front, with its sign and unit, or the word for nothing: `99.9% uptime`, `Zero losses`.
fn number_in_front(ctx: &Context, words: &str) -> Option<Reading> {
    let first = words.split_whitespace().next()?;
    let behind = words[first.len()..].trim();
    if ctx.vocabulary.is(Concept::Zero, first) && !behind.is_empty() {
        return Some(Reading { name: clean_name(ctx, behind), target: Some(first.to_owned()) });
    }
    let sign_end = SIGNS.iter().find(|sign| words.starts_with(**sign)).map_or(0, |sign| sign.len());
    let body = words[sign_end..].trim_start().trim_start_matches(['~', '$', '€', '£', '¥']);
    if !body.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number_at = words.len() - body.len();
    let number = body
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '–' | '+')))
        .unwrap_or(body.len());
    let rest = &body[number..];
    let unit = unit_width(ctx, rest);
    let end = number_at + number + unit;
    let (target, name) = (words[..end].trim(), words[end..].trim());
    let glued = rest.starts_with(char::is_alphabetic) && unit == 0;
    (!name.is_empty() && !glued)
        .then(|| Reading { name: clean_name(ctx, name), target: Some(target.to_owned()) })
}

/// The bytes of a unit right behind a number: per cent, or a unit of time or size.
fn unit_width(ctx: &Context, rest: &str) -> usize {
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let behind = &rest[gap..];
    if behind.starts_with(['%', '‰', '％']) {
        return gap + behind.chars().next().map_or(0, char::len_utf8);
    }
    let word = behind.find(|c: char| !c.is_alphabetic()).map_or(behind, |end| &behind[..end]);
    let time = [Concept::Minute, Concept::Hour, Concept::Day, Concept::Week, Concept::Month];
    let size = matches!(
        word,
        "ms" | "s" | "sec" | "seconds" | "second" | "MB" | "GB" | "TB" | "KB" | "rps" | "qps" | "x"
    );
    let known = size || (!word.is_empty() && time.iter().any(|concept| ctx.vocabulary.is(*concept, word)));
    if known { gap + word.len() } else { 0 }
}

/// A bracket with a comparison sign or behind the word `target`; one with a unit or an alert is dropped.
fn bracket(ctx: &Context, words: &str) -> Option<Reading> {
    let open = words.rfind(['(', '（'])?;
    let close = words.rfind([')', '）']).filter(|close| *close > open)?;
    let inner = words[open..close].trim_start_matches(['(', '（']).trim();
    let outside = format!("{}{}", &words[..open], words[close..].trim_start_matches([')', '）']));
    let name = clean_name(ctx, &outside);
    if let Some((key, value)) = inner.split_once([':', '：']) {
        if ctx.speaks(Concept::Target, key) {
            return Some(Reading { name, target: Some(value.trim().to_owned()) });
        }
        if ctx.speaks(Concept::Alert, key) || ctx.speaks(Concept::Threshold, key) {
            return Some(Reading { name, target: None });
        }
        return None;
    }
    if comparator_at(&words[..open]).is_some() {
        return None;
    }
    if let Some(target) =
        inner.split_whitespace().next().filter(|first| ctx.vocabulary.is(Concept::Target, first))
    {
        return Some(Reading { name, target: Some(inner[target.len()..].trim().to_owned()) });
    }
    if comparator_at(inner).is_some() {
        return Some(Reading { name, target: Some(inner.to_owned()) });
    }
    let rate = inner.contains('/') && !inner.contains(", ") && inner.split_whitespace().count() == 1;
    let short = matches!(inner, "%" | "ms" | "s" | "MB" | "GB" | "rps" | "qps" | "req/s");
    (rate || short).then_some(Reading { name, target: None })
}

/// Where words that compare stand before a number: `under 2 seconds`, `mindestens 95 %`.
fn comparing_words(ctx: &Context, words: &str) -> Option<usize> {
    words.match_indices(' ').map(|(at, _)| at + 1).take(40).find(|at| {
        let near: Vec<&str> = words[*at..].split_whitespace().take(4).collect();
        let counts = near.iter().skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let front = near.join(" ");
        counts
            && [Concept::AtLeast, Concept::AtMost]
                .iter()
                .any(|concept| ctx.vocabulary.leads(*concept, &front))
    })
}

/// Whether a number with a unit, per cent or a sign stands in the text; `P95` is none.
pub fn has_quantity(text: &str) -> bool {
    let number = text.trim().split(['(', '（']).next().unwrap_or_default().trim();
    if comparator_at(text).is_some() || number.parse::<f64>().is_ok() {
        return true;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && !(before.is_alphanumeric() || matches!(before, '.' | ',' | '_')) {
            let rest = text[at..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
            let spaced = rest.trim_start_matches([' ', '\u{a0}']);
            let signed = matches!(before, '$' | '€' | '£' | '¥' | '~' | '≈' | '±');
            if signed
                || spaced.starts_with(|c: char| {
                    c.is_alphabetic() || matches!(c, '%' | '‰' | '％' | '°' | '+' | '/')
                })
            {
                return true;
            }
        }
        before = c;
    }
    false
}

/// The name without joints at its ends and a closing `achieved` or `maintained`.
fn clean_name(ctx: &Context, name: &str) -> String {
    let joint = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '–' | '—' | ',' | '.');
    let name = name.trim_matches(joint).replace("**", "");
    let last = name.rsplit(' ').next().unwrap_or("");
    let kept = if last.len() < name.len() && ctx.vocabulary.is(Concept::Achieved, last) {
        name[..name.len() - last.len()].trim_end_matches(joint).to_owned()
    } else {
        name
    };
    kept.trim().to_owned()
}

/// Comparator, value and unit of a target, where it begins with a number.
pub fn parts(ctx: &Context, target: &str) -> (Option<String>, Option<String>, Option<String>) {
    let target = target.trim();
    let begins = target.starts_with(|c: char| c.is_ascii_digit())
        || SIGNS.iter().any(|sign| target.starts_with(*sign));
    let target = if begins { target } else { comparator_at(target).map_or(target, |at| &target[at..]) };
    let sign = SIGNS.iter().find(|sign| target.starts_with(**sign)).copied();
    let mut rest = target[sign.map_or(0, str::len)..].trim_start();
    let mut comparator = sign.map(str::to_owned);
    if comparator.is_none() {
        for (concept, sign) in [(Concept::AtLeast, "≥"), (Concept::AtMost, "≤")] {
            if ctx.vocabulary.leads(concept, rest) {
                comparator = Some(sign.to_owned());
                rest = rest.find(|c: char| c.is_ascii_digit()).map_or(rest, |at| &rest[at..]);
            }
        }
    }
    let body = rest.trim_start_matches(['~', '≈', ' ']);
    let currency = body.chars().next().filter(|c| matches!(c, '$' | '€' | '£' | '¥'));
    let body = body.trim_start_matches(['$', '€', '£', '¥']);
    let end = body
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '–')))
        .unwrap_or(body.len());
    let value = body[..end].trim_end_matches(['.', ',', '/', '-']);
    if value.is_empty() {
        let zero = ctx.vocabulary.is(Concept::Zero, target).then(|| "0".to_owned());
        return (comparator, zero, None);
    }
    let unit = body[end..].trim_start().split([' ', ',', '(', '（', ';']).next().unwrap_or("");
    let unit = currency.map(String::from).or_else(|| Some(unit.to_owned()).filter(|u| !u.is_empty()));
    (comparator, Some(value.to_owned()), unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::BlockKind;
    use crate::recognise::testing::with_context;

    fn reading(item: &str, success: bool) -> (String, Option<String>) {
        with_context(&format!("- {item}\n"), |ctx| match &ctx.document.sections[0].blocks[0].kind {
            BlockKind::List(list) => {
                let reading = read(ctx, &list.items[0].text, success);
                (reading.name, reading.target)
            }
            _ => (String::new(), None),
        })
    }

    #[test]
    fn every_form_of_an_item() {
        let with = |name: &str, target: &str| (name.to_owned(), Some(target.to_owned()));
        let bare = |name: &str| (name.to_owned(), None);
        assert_eq!(reading("**Speed:** p95 below 300 ms", false), with("Speed", "p95 below 300 ms"));
        assert_eq!(reading("**Speed:** share of calls (P50, P99)", false), bare("Speed"));
        assert_eq!(reading("Docs: all written", true), with("Docs", "all written"));
        assert_eq!(reading("99.5% uptime achieved", false), with("uptime", "99.5%"));
        assert_eq!(reading("Zero lost orders", false), with("lost orders", "Zero"));
        assert_eq!(reading("Load (target: <70%)", false), with("Load", "<70%"));
        assert_eq!(reading("Orders sent (>95% in time)", false), with("Orders sent", ">95% in time"));
        assert_eq!(reading("Load (alert: >80%)", false), bare("Load"));
        assert_eq!(reading("Rate (calls/minute)", false), bare("Rate"));
        assert_eq!(reading("Wait < 200 ms (p95)", false), with("Wait", "< 200 ms (p95)"));
        assert_eq!(reading("Antwortzeit unter 2 Sekunden", false), with("Antwortzeit", "unter 2 Sekunden"));
        assert_eq!(reading("old -> new share", false), bare("old -> new share"));
    }
}
