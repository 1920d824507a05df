//! A line that tells how far all targets are, while somebody looks; nothing of it goes into a pipe.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, stderr};
use std::sync::{Mutex, PoisonError};

static BOARD: Mutex<BTreeMap<&'static str, String>> = Mutex::new(BTreeMap::new());

/// How far `target` is; empty where it is done.
pub fn tell(target: &'static str, how_far: String) {
    if !stderr().is_terminal() {
        return;
    }
    let mut board = BOARD.lock().unwrap_or_else(PoisonError::into_inner);
    board.insert(target, how_far);
    board.retain(|_, how_far| !how_far.is_empty());
    let all: Vec<String> = board.iter().map(|(target, how_far)| format!("{target} {how_far}")).collect();
    eprint!("\r\u{1b}[K{}", all.join("   "));
}
