//! Who is the same person, and which role is meant.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// What is known of who signed.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub name: String,
    /// Principal of the SSH key.
    pub signer: Option<String>,
    /// Fingerprint of the SSH key.
    pub key: Option<String>,
}

/// Words without regard to case, width, composition and blanks.
pub fn folded(words: &str) -> String {
    // Case before and behind normalisation: some letters fold to others that compose.
    let lower: String = words.nfkc().collect::<String>().to_lowercase().nfkc().collect();
    let lower = lower.replace('ß', "ss").replace('ς', "σ");
    let parts = lower.split(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Characters that print as nothing and would make two names of one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether two roles or names are the same words.
pub fn same_words(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// Parts people in groups of one person each: the same name, principal or key is the same person, also by way of a
/// third record. Gives the group of each, named by its first member.
pub fn groups(people: &[Person]) -> Vec<usize> {
    let mut leader: Vec<usize> = (0..people.len()).collect();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        for mark in marks(person) {
            let other = *first.entry(mark).or_insert(at);
            let (a, b) = (lead(&leader, other), lead(&leader, at));
            leader[a.max(b)] = a.min(b);
        }
    }
    (0..people.len()).map(|at| lead(&leader, at)).collect()
}

fn lead(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

/// What tells a person: two people with one mark in common are one.
fn marks(person: &Person) -> impl Iterator<Item = String> {
    let name = format!("name {}", squeezed(&person.name));
    let signer = person.signer.as_ref().map(|signer| format!("signer {}", folded(signer)));
    let key = person.key.as_ref().map(|key| format!("key {key}"));
    [Some(name), signer, key].into_iter().flatten()
}

/// A name without any blanks: `Mc Coy` is `McCoy`.
fn squeezed(name: &str) -> String {
    folded(name).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Person {
        Person { name: name.into(), ..Person::default() }
    }

    #[test]
    fn one_person_cannot_be_two() {
        let same = [
            "Ada Byron",
            "ada  byron",
            "ADA BYRON",
            "Ａｄａ Ｂｙｒｏｎ",
            " Ada\u{A0}Byron ",
            "Ada\u{200B} Byron",
            "AdaByron",
        ];
        let people: Vec<Person> = same.into_iter().map(named).collect();
        assert_eq!(groups(&people), vec![0; same.len()]);
        assert!(same_words("Straße Weiß", "STRASSE WEISS") && same_words("Zoe\u{301}", "ZOÉ"));
        assert_eq!(groups(&[named("Ada Byron"), named("Ida Byron")]), [0, 1]);
    }

    #[test]
    fn a_key_or_principal_tells_more_than_a_name() {
        let keyed = |name: &str, signer: &str, key: &str| Person {
            name: name.into(),
            signer: Some(signer.into()),
            key: Some(key.into()),
        };
        let people =
            [keyed("Ada", "a@x", "K1"), keyed("Bea", "b@x", "K1"), keyed("Cleo", "B@X", "K2"), named("Dora")];
        assert_eq!(groups(&people), [0, 0, 0, 3]);
        // A third record joins two that had nothing in common.
        let joined = [named("Ada"), keyed("Bea", "b@x", "K1"), keyed("ada", "c@x", "K1")];
        let groups = groups(&joined);
        assert!(groups[0] == groups[1] && groups[1] == groups[2]);
    }
}
