//! What an input did, in numbers: an input that did something that none did before is worth changing further.
//!
//! This stands in for the coverage that a fuzzer gets from a compiler: codes of findings, how many of what came out, in
//! steps of two, which verdicts.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What one input did.
#[derive(Default)]
pub struct Traits(BTreeSet<u64>);

impl Traits {
    /// Something happened.
    pub fn saw(&mut self, what: impl Hash) {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        self.0.insert(hasher.finish());
    }

    /// So many of a kind came out; 5 are as good as 7.
    pub fn count(&mut self, what: &str, many: usize) {
        self.saw((what, many.checked_ilog2().map(|log| log.min(6))));
    }

    /// Adds them to those of all inputs; whether any was new.
    pub fn add_to(self, known: &mut BTreeSet<u64>) -> bool {
        let before = known.len();
        known.extend(self.0);
        known.len() > before
    }
}
