//! How alike two texts are, and when they name different things however alike they are.

use std::collections::BTreeSet;

/// Words that make a number before them a quantity: another number is another value, not another thing.
const UNITS: &[&str] = &[
    "%",
    "ms",
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "min",
    "mins",
    "minute",
    "minutes",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "d",
    "day",
    "days",
    "week",
    "weeks",
    "times",
    "x",
    "kb",
    "mb",
    "gb",
    "tb",
    "kib",
    "mib",
    "gib",
    "users",
    "percent",
    "minuten",
    "stunden",
    "tage",
    "segundos",
    "minutos",
    "horas",
    "jours",
    "heures",
    "минут",
    "часов",
];

/// From 0 (nothing in common) to 1 (equal but for case and marks): the larger of what their words and their pairs of
/// letters have in common (Sørensen and Dice). 0 where both name something and nothing that they name is the same:
/// `Check node-1` and `Check node-2` are two things.
pub fn alike(a: &str, b: &str) -> f64 {
    let (names_a, names_b) = (names(a), names(b));
    if !names_a.is_empty() && !names_b.is_empty() && names_a.is_disjoint(&names_b) {
        return 0.0;
    }
    let (a, b) = (folded(a), folded(b));
    let words = common(a.split(' '), b.split(' '));
    words.max(strsim::sorensen_dice(&a, &b))
}

/// Twice the words in common through all words.
fn common<'a>(a: impl Iterator<Item = &'a str>, b: impl Iterator<Item = &'a str>) -> f64 {
    let (mut a, mut b): (Vec<&str>, Vec<&str>) = (a.collect(), b.collect());
    let all = a.len() + b.len();
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            }
        }
    }
    if all == 0 { 1.0 } else { 2.0 * shared as f64 / all as f64 }
}

/// Lower case, marks taken off, single blanks.
fn folded(text: &str) -> String {
    let letters: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a text names: words in code, words that mix letters and digits or are capitals, numbers that count nothing.
fn names(text: &str) -> BTreeSet<String> {
    let bare = bare(text);
    let mut names: BTreeSet<String> =
        bare.split('`').skip(1).step_by(2).map(|code| code.trim().to_lowercase()).collect();
    let outside: Vec<&str> = bare.split('`').step_by(2).collect();
    let outside = outside.join(" ");
    let words: Vec<&str> = outside
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'))
        .filter(|word| !word.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        let unit = |next: &&&str| UNITS.contains(&next.to_lowercase().as_str());
        if is_name(word) && words.get(at + 1).filter(unit).is_none() {
            names.insert(word.to_lowercase());
        }
    }
    names
}

fn is_name(word: &str) -> bool {
    let digits = word.chars().any(|c| c.is_ascii_digit());
    let letters = word.chars().any(char::is_alphabetic);
    let unit_behind = digits && {
        let tail =
            word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'));
        !tail.is_empty() && UNITS.contains(&tail.to_lowercase().as_str())
    };
    let capitals = letters && word.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    let joined = letters && word.contains(['_', '/', '@', '\\']);
    (digits && !unit_behind) || joined || (capitals && word.is_ascii() && word.len() != 2)
}

/// The text without the number in front of it: `3.`, `2.1`, `Phase 2:`, `Step 4 -`. Renumbering changes nothing else.
pub fn bare(text: &str) -> &str {
    let text = text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    if is_number(first) {
        return if rest.is_empty() { text } else { without_dash(rest) };
    }
    let (second, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let ends = second.ends_with([':', '.', ')', '-', '–', '—']) || after.starts_with(['-', '–', '—', ':']);
    let word = first.chars().all(char::is_alphabetic);
    if word && is_number(second) && ends && !after.is_empty() { without_dash(after) } else { text }
}

fn is_number(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = inner.chars().all(|c| c.is_ascii_digit() || c == '.') && !inner.is_empty();
    digits && inner.starts_with(|c: char| c.is_ascii_digit()) && inner.len() <= 6
}

fn without_dash(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reworded_text_is_alike() {
        assert!(alike("Verify that backups completed", "Check that the backups completed") >= 0.5);
        assert!(alike("Wait 30 minutes", "Wait 45 minutes") > 0.6);
        assert!(alike("Set TIMEOUT to 30", "Set TIMEOUT to 60") > 0.6);
        assert!(alike("Ring the bell", "Paint the fence") < 0.5);
        assert_eq!(alike("Ring **the** bell!", "ring the bell"), 1.0);
    }

    #[test]
    fn other_names_are_other_things() {
        for (a, b) in [
            ("Check node-1 is up", "Check node-2 is up"),
            ("Enable flag A", "Enable flag B"),
            ("Run `migrate` now", "Run `seed` now"),
            ("Set API_KEY in the vault", "Set DB_URL in the vault"),
            ("Inserted step 12", "Inserted step 17"),
        ] {
            assert_eq!(alike(a, b), 0.0, "{a} / {b}");
        }
    }

    #[test]
    fn numbers_in_front_are_taken_off() {
        let pairs = [
            ("Phase 2: Move", "Move"),
            ("3. Move", "Move"),
            ("Step 4 - Move it", "Move it"),
            ("2.1 Move", "Move"),
            ("Node 4 is up", "Node 4 is up"),
            ("2026", "2026"),
            ("T-0", "T-0"),
        ];
        for (text, expected) in pairs {
            assert_eq!(bare(text), expected);
        }
    }
}
