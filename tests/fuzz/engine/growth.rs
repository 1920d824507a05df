//! Whether four times the input takes about four times as long.

use std::time::{Duration, Instant};

/// Bytes of the two inputs.
const SMALL: usize = 8 * 1024;
const LARGE: usize = 4 * SMALL;
/// Below this, nobody waits, and what is measured is noise.
const NOTICED: Duration = Duration::from_millis(400);
/// How many times as long the larger one may take: 4 is in step with the input, 16 goes with its square.
const MOST: f64 = 9.0;

/// The times of an input repeated, where they grow faster than the input does.
pub fn outgrows(input: &[u8], mut run: impl FnMut(&[u8])) -> Option<(Duration, Duration)> {
    let (small, large) = (repeated(input, SMALL)?, repeated(input, LARGE)?);
    let mut time = |input: &[u8]| {
        let begun = Instant::now();
        run(input);
        begun.elapsed()
    };
    let (mut low, mut high) = (time(&small), time(&large));
    // The machine has other work: only what is slow each time is slow.
    for _ in 0..2 {
        if high < NOTICED || high.as_secs_f64() < MOST * low.as_secs_f64() {
            return None;
        }
        (low, high) = (low.max(time(&small)), high.min(time(&large)));
    }
    (high.as_secs_f64() >= MOST * low.as_secs_f64() && high >= NOTICED).then_some((low, high))
}

/// The input over and over, each on lines of its own.
fn repeated(input: &[u8], bytes: usize) -> Option<Vec<u8>> {
    let one = [input, b"\n"].concat();
    (input.len() <= SMALL / 4).then(|| one.repeat(bytes / one.len()))
}
