//! Which character stood where a byte was lost.

use std::collections::BTreeMap;

use super::pictographs::PICTOGRAPHS;
use super::target::Target;

/// The reading that was chosen for a sequence that lacks bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub fixed: char,
    /// The sequence with `None` where a byte was lost, and the bytes that fill the gaps.
    pub pattern: Vec<Option<u8>>,
    pub lost: Vec<u8>,
    /// Number of characters that could have stood there.
    pub candidates: usize,
    pub because: &'static str,
}

/// The characters that a sequence can become, and where its gaps are in each.
type Readings = BTreeMap<char, Vec<Option<u8>>>;

/// Guesses for one file; sequences that come again are not worked out again.
pub(super) struct Guesser {
    undefined: &'static [u8],
    known: BTreeMap<Vec<u8>, Readings>,
}

impl Guesser {
    pub fn new(undefined: &'static [u8]) -> Guesser {
        Guesser { undefined, known: BTreeMap::new() }
    }

    /// Tries all undefined bytes in all places and takes the pictograph: of several the one that the words in
    /// `nearby` name, else the commonest. `joined` says that emoji stand on both sides.
    pub fn guess(&mut self, bytes: &[u8], lost: usize, nearby: &str, joined: bool) -> Option<Guess> {
        if !self.known.contains_key(bytes) {
            self.known.insert(bytes.to_vec(), readings(bytes, lost, self.undefined));
        }
        let readings = self.known.get(bytes)?;
        let (fixed, because) = choose(readings.keys().copied(), nearby, joined)?;
        let pattern = readings.get(&fixed)?.clone();
        let mut buffer = [0; 4];
        let whole = fixed.encode_utf8(&mut buffer).as_bytes();
        let lost = whole.iter().zip(&pattern).filter(|(_, p)| p.is_none()).map(|(b, _)| *b).collect();
        Some(Guess { fixed, pattern, lost, candidates: readings.len(), because })
    }
}

fn choose(
    candidates: impl Iterator<Item = char> + Clone,
    nearby: &str,
    joined: bool,
) -> Option<(char, &'static str)> {
    if joined && candidates.clone().any(|c| c == '\u{200D}') {
        return Some(('\u{200D}', "stands between two emoji"));
    }
    let known: Vec<&(char, &str)> =
        PICTOGRAPHS.iter().filter(|(c, _)| candidates.clone().any(|x| x == *c)).collect();
    let words = || nearby.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let named = |names: &str| names.split(' ').any(|n| words().any(|w| w.starts_with(n)));
    if known.len() > 1
        && let Some((c, _)) = known.iter().find(|(_, names)| !names.is_empty() && named(names))
    {
        return Some((*c, "the words nearby name it"));
    }
    if let Some((c, _)) = known.first() {
        let because = if known.len() == 1 {
            "the only usual character among the candidates"
        } else {
            "the commonest of the candidates"
        };
        return Some((*c, because));
    }
    candidates.min_by_key(|c| (rank(*c), *c)).map(|c| (c, "the likeliest script among the candidates"))
}

fn rank(c: char) -> u8 {
    match (Target::of(c), c as u32) {
        (Target::Emoji, 0x1F300..) => 0,
        (Target::EastAsian, 0x3040..=0x30FF) => 1,
        (Target::EastAsian, 0x4E00..=0x9FFF | 0xAC00..=0xD7AF) => 2,
        (Target::Latin | Target::Greek | Target::Script(_), _) => 3,
        (Target::EastAsian | Target::LatinMore, _) => 4,
        (Target::Symbol | Target::Emoji, _) => 5,
        (Target::Odd, _) => 6,
    }
}

/// Every character that `bytes` make with `lost` bytes put in somewhere, and where the gaps are. The first byte is
/// never lost: without it nothing would be noticed.
fn readings(bytes: &[u8], lost: usize, undefined: &[u8]) -> Readings {
    let mut partial: Vec<(Vec<u8>, Vec<Option<u8>>)> =
        vec![(bytes.to_vec(), bytes.iter().copied().map(Some).collect())];
    for _ in 0..lost {
        let mut longer = Vec::new();
        for (whole, pattern) in &partial {
            for at in 1..=whole.len() {
                for byte in undefined {
                    let (mut whole, mut pattern) = (whole.clone(), pattern.clone());
                    whole.insert(at, *byte);
                    pattern.insert(at, None);
                    longer.push((whole, pattern));
                }
            }
        }
        partial = longer;
    }
    let decode = |(whole, pattern): (Vec<u8>, _)| {
        let c = std::str::from_utf8(&whole).ok()?.chars().next()?;
        Some((c, pattern))
    };
    // Of equal readings the one with the latest gap: readers drop bytes, they do not swap them.
    partial.into_iter().filter_map(decode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(bytes: &[u8], nearby: &str) -> Guess {
        Guesser::new(&[0x81, 0x8D, 0x8F, 0x90, 0x9D]).guess(bytes, 1, nearby, false).unwrap()
    }

    #[test]
    fn candidates_are_counted_and_the_usual_one_is_taken() {
        let cross = guess(&[0xE2, 0x8C], "");
        assert_eq!((cross.fixed, cross.candidates, cross.lost), ('❌', 10, vec![0x9D]));
        assert_eq!(cross.pattern, [Some(0xE2), None, Some(0x8C)]);
        let quote = guess(&[0xE2, 0x80], "");
        assert_eq!(quote.fixed, '”');
    }

    #[test]
    fn words_nearby_decide_between_pictographs() {
        let animal = guess(&[0xF0, 0x9F, 0x9B], "bug fixes");
        assert_eq!((animal.fixed, animal.candidates), ('🐛', 12));
        let bags = guess(&[0xF0, 0x9F, 0x9B], "the shop opens");
        assert_eq!(bags.fixed, '🛍');
    }
}
