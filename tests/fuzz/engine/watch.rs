//! Notices an input that never comes back.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Time after which nothing is waited for any more.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends the process where one input takes too long: nothing else stops a loop.
pub struct Watch {
    begun: Instant,
    /// Milliseconds since then at which the present input was begun; 0 for none.
    since: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Watch {
    /// `current` is where the input is found that is tried.
    pub fn begin(target: &'static str, current: PathBuf) -> Watch {
        let watch = Watch { begun: Instant::now(), since: Arc::default(), over: Arc::default() };
        let (begun, since, over) = (watch.begun, Arc::clone(&watch.since), Arc::clone(&watch.over));
        let look = move || {
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(200));
                let since = since.load(Ordering::Relaxed);
                let now = begun.elapsed().as_millis() as u64;
                if since > 0 && now > since + PATIENCE.as_millis() as u64 {
                    eprintln!(
                        "\n{target}: no answer within {} s\n  again: tests/fuzz/run --input {} {target}",
                        PATIENCE.as_secs(),
                        current.display()
                    );
                    std::process::abort();
                }
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(look).expect("a thread");
        watch
    }

    /// What it does is waited for.
    pub fn over<T>(&self, what: impl FnOnce() -> T) -> T {
        self.since.store(self.begun.elapsed().as_millis() as u64 + 1, Ordering::Relaxed);
        let made = what();
        self.since.store(0, Ordering::Relaxed);
        made
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}
