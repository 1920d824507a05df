//! Names for headings: stable, unique in a page, never empty.

use std::collections::BTreeMap;

use super::without_pictographs;

/// Lower-case words of `text` joined by hyphens. Letters and digits of every script stay (so that Japanese headings
/// keep their words), `+` and a minus before a digit are written out so that `T-1` and `T+1` differ.
/// Empty when nothing of it can stand in an address.
pub fn slug(text: &str) -> String {
    let text = without_pictographs(text).to_lowercase();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c == '+' {
            separate(&mut out);
            out.push_str("plus");
            separate(&mut out);
        } else {
            separate(&mut out);
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Bytes of the longest name of a page: disks take 255, with an ending and a number behind it.
pub const LONGEST_NAME: usize = 200;

/// The same for the name of a page: of a text without end the first words.
pub fn page_slug(text: &str) -> String {
    let mut name = slug(text);
    if name.len() > LONGEST_NAME {
        name.truncate(name.floor_char_boundary(LONGEST_NAME));
        let words = name.rfind('-').filter(|at| *at > LONGEST_NAME / 2).unwrap_or(name.len());
        name.truncate(words);
    }
    name
}

fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
}

/// Hands out each name once: the second `checks` is `checks-2`.
#[derive(Debug, Default)]
pub struct Anchors {
    taken: BTreeMap<String, u32>,
}

impl Anchors {
    /// A free name like `wanted`, or like `fallback` when `wanted` is empty.
    pub fn claim(&mut self, wanted: &str, fallback: &str) -> String {
        let base = if wanted.is_empty() { fallback } else { wanted };
        let mut number = self.taken.get(base).copied().unwrap_or(0);
        loop {
            number += 1;
            let name = if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
            if number == 1 || !self.taken.contains_key(&name) {
                self.taken.insert(base.to_owned(), number);
                if number > 1 {
                    self.taken.insert(name.clone(), 1);
                }
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_names_that_disks_take() {
        assert_eq!(page_slug("Cutover day"), "cutover-day");
        assert_eq!(page_slug(&"long word ".repeat(40)).len(), 199);
        assert_eq!(page_slug(&"割".repeat(90)).chars().count(), 66);
    }

    #[test]
    fn never_empty_and_never_twice() {
        let mut anchors = Anchors::default();
        let names: Vec<String> = ["Checks", "Checks", "checks-2", "🚀", "🚀", "手順", "T-1", "T+1"]
            .iter()
            .map(|t| anchors.claim(&slug(t), "section"))
            .collect();
        assert_eq!(
            names,
            ["checks", "checks-2", "checks-2-2", "section", "section-2", "手順", "t-1", "t-plus-1"]
        );
    }
}
