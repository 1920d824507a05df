//! Digests: what exactly a thing said, in a number that can be read aloud.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// Bytes that people see of a digest: 64 bits in four groups.
const SHOWN: usize = 8;

/// The SHA-256 of a canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; 32]);

/// Two digits a byte, lower case.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl Digest {
    pub fn of(canonical: &str) -> Digest {
        Digest(Sha256::digest(canonical.as_bytes()).into())
    }

    /// The digest of a thing with all its parts: its own, then those of the parts in their order.
    pub fn tree(own: Digest, parts: impl IntoIterator<Item = Digest>) -> Digest {
        let mut text = format!("{}\ntree {}\n", super::canonical::VERSION, own.hex());
        for part in parts {
            text.push_str(&part.hex());
            text.push('\n');
        }
        Digest::of(&text)
    }

    /// All 64 digits, lower case.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }

    /// The first 16 digits, upper case: in addresses and records (`9C41E7D206AF3B58`).
    pub fn key(&self) -> String {
        hex(&self.0[..SHOWN]).to_ascii_uppercase()
    }

    /// The same in groups of four, as sheets print it (`9C41 E7D2 06AF 3B58`).
    pub fn short(&self) -> String {
        grouped(&self.key())
    }

    /// The first 12 digits, lower case: what the ledger keeps of a thing.
    pub fn stub(&self) -> String {
        hex(&self.0[..6])
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// Digits in groups of four.
pub fn grouped(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_in_groups() {
        let digest = Digest::of("");
        assert_eq!(digest.hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(digest.short(), "E3B0 C442 98FC 1C14");
        assert_eq!(digest.stub(), "e3b0c44298fc");
    }

    #[test]
    fn a_tree_hangs_on_the_order_of_its_parts() {
        let (a, b) = (Digest::of("a"), Digest::of("b"));
        assert_ne!(Digest::tree(a, [a, b]), Digest::tree(a, [b, a]));
        assert_ne!(Digest::tree(a, []), a);
    }
}
