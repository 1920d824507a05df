//! Numbers that look random and are the same for the same seed.

pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.roll(all.len())) }
    }

    pub fn word(&mut self) -> &'static str {
        const WORDS: &[&str] = &[
            "lantern", "meadow", "kettle", "anchor", "violin", "harvest", "pebble", "cinder", "orchard",
            "saddle", "thimble", "beacon", "ribbon", "walnut", "copper", "velvet", "marble", "ladder",
            "compass", "feather", "granite", "parcel", "shutter", "willow", "hammock", "biscuit", "chimney",
            "dolphin", "easel", "fiddle",
        ];
        WORDS[self.roll(WORDS.len())]
    }

    /// Words that nobody wrote before, most likely.
    pub fn sentence(&mut self) -> String {
        let count = 3 + self.roll(4);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}
