//! An input that breaks a law, made small: pieces are taken out as long as it breaks the same one.

use std::time::{Duration, Instant};

/// The smallest input found within `time` for which `breaks` still holds.
pub fn shrunk(input: &[u8], time: Duration, mut breaks: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let until = Instant::now() + time;
    let mut small = input.to_vec();
    let mut piece = small.len().div_ceil(2);
    while piece > 0 {
        let before = small.len();
        let mut at = 0;
        while at < small.len() {
            if Instant::now() > until {
                return small;
            }
            let end = (at + piece).min(small.len());
            let without = [&small[..at], &small[end..]].concat();
            if breaks(&without) {
                small = without;
            } else {
                at = end;
            }
        }
        // Once more with pieces of this size, as long as that helps.
        if piece == 1 && small.len() == before {
            break;
        }
        piece = if small.len() < before && piece == 1 { 1 } else { piece / 2 };
    }
    small
}

#[test]
fn what_matters_is_left() {
    let breaks = |input: &[u8]| input.contains(&b'x') && input.ends_with(b"!");
    assert_eq!(shrunk(b"a long x text, and its end!", Duration::from_secs(5), breaks), b"x!");
}
