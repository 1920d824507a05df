//! How many plans are read, for those who wait.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counted by those who read, asked by those who tell of it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
}

/// A moment of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    pub done: usize,
    pub of: usize,
}

impl Progress {
    /// So many plans are to be read.
    pub fn begin(&self, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    pub fn one_more(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub fn now(&self) -> Reading {
        Reading { done: self.done.load(Ordering::Relaxed), of: self.of.load(Ordering::Relaxed) }
    }
}

impl Reading {
    /// `3,412 of 10,000`.
    pub fn words(self) -> String {
        format!("{} of {}", grouped(self.done), grouped(self.of))
    }
}

/// A number as people read it: `10,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let shown = [0, 7, 999, 1_000, 10_000, 123_456, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "7", "999", "1,000", "10,000", "123,456", "1,234,567"]);
        assert_eq!(Reading { done: 3_412, of: 10_000 }.words(), "3,412 of 10,000");
    }
}
