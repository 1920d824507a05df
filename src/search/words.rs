//! Words as they are looked for: case, accents and widths folded; scripts without blanks in pairs of letters.
//!
//! `assets/js/search.js` does the same to what is typed; a test of the browser holds both against each other.

use unicode_normalization::UnicodeNormalization;

/// Longer words are cut.
const LONGEST: usize = 32;

/// Letters that are written in two ways, after their accents are gone.
const SAME: &[(char, &str)] =
    &[('ß', "ss"), ('ς', "σ"), ('ı', "i"), ('ø', "o"), ('ł', "l"), ('đ', "d"), ('æ', "ae"), ('œ', "oe")];

/// `text` without case, accents and widths.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let bare: String = text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    let mut out = String::with_capacity(bare.len());
    for c in bare.to_lowercase().nfkc() {
        match SAME.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => out.push_str(to),
            None => out.push(c),
        }
    }
    out
}

/// Calls `visit` for every word of `text`, folded. Parts of `MAX_RETRIES` and `go-live` are words, and so is the whole
/// without its joints.
pub fn each(text: &str, visit: &mut dyn FnMut(&str)) {
    let folded = fold(text);
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let end = chain_end(rest);
        chain(&rest[..end], visit);
        rest = &rest[end..];
    }
}

/// Where the words that hang together by single joints end.
fn chain_end(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let goes_on = c.is_alphanumeric()
            || matches!(c, '_' | '-') && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !goes_on {
            return at;
        }
    }
    text.len()
}

fn chain(text: &str, visit: &mut dyn FnMut(&str)) {
    let parts: Vec<&str> = text.split(['_', '-']).collect();
    for part in &parts {
        word(part, visit);
    }
    if parts.len() > 1 && !text.contains(is_dense) {
        let joined = parts.concat();
        if joined.encode_utf16().count() <= LONGEST {
            visit(&joined);
        }
    }
}

fn word(part: &str, visit: &mut dyn FnMut(&str)) {
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let dense = is_dense(first);
        let end = rest.find(|c| is_dense(c) != dense).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if dense {
            pairs(run, visit);
        } else {
            let cut = run.char_indices().nth(LONGEST).map_or(run.len(), |(at, _)| at);
            visit(&run[..cut]);
        }
        rest = behind;
    }
}

/// Pairs of letters that stand side by side; a single letter alone.
fn pairs(run: &str, visit: &mut dyn FnMut(&str)) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    if starts.len() == 2 {
        visit(run);
    }
    for pair in starts.windows(3) {
        visit(&run[pair[0]..pair[2]]);
    }
}

/// Letters of scripts that write words without blanks between them.
fn is_dense(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each(text, &mut |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn case_accents_and_widths_do_not_count() {
        assert_eq!(of("Straße ÉCLAIR Łódź ΟΔΟΣ Ａ１"), ["strasse", "eclair", "lodz", "οδοσ", "a1"]);
        assert_eq!(of("Überprüfen—für"), ["uberprufen", "fur"]);
    }

    #[test]
    fn parts_of_names_and_the_whole_are_words() {
        assert_eq!(of("MAX_RETRIES=5"), ["max", "retries", "maxretries", "5"]);
        assert_eq!(of("CRM-7F3K, go--live _x_"), ["crm", "7f3k", "crm7f3k", "go", "live", "x"]);
    }

    #[test]
    fn scripts_without_blanks_are_cut_in_pairs() {
        assert_eq!(of("回滚计划 v2"), ["回滚", "滚计", "计划", "v2"]);
        assert_eq!(of("ガス 中"), ["ガス", "中"]);
    }
}
