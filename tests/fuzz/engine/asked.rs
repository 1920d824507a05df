//! What the command asked for. `tests/fuzz/run` says it in the environment, for a test takes no arguments of its own.

use std::path::PathBuf;
use std::time::Duration;

/// Inputs that are tried where nobody asks for more, beside those of the corpus, and the time for them.
const FEW: u64 = 100;
const SHORT: Duration = Duration::from_secs(2);

pub struct Asked {
    /// How long; `None` for the short form that runs with all other tests.
    time: Option<Duration>,
    pub seed: u64,
    /// The one file to try.
    pub input: Option<PathBuf>,
}

impl Asked {
    pub fn of_env() -> Asked {
        let number = |name: &str| {
            let text = std::env::var(name).ok()?;
            Some(text.parse().unwrap_or_else(|_| panic!("{name} is a number, not `{text}`")))
        };
        Asked {
            time: number("TMINUS_FUZZ_SECONDS").map(Duration::from_secs),
            seed: number("TMINUS_FUZZ_SEED").unwrap_or(1),
            input: std::env::var_os("TMINUS_FUZZ_INPUT").map(PathBuf::from),
        }
    }

    /// Whether somebody waits for it, so that it tells of itself and looks at times too.
    pub fn is_long(&self) -> bool {
        self.time.is_some()
    }

    pub fn is_over(&self, tried: u64, since: Duration) -> bool {
        match self.time {
            Some(time) => since >= time,
            None => tried >= FEW || since >= SHORT,
        }
    }

    pub fn left(&self, since: Duration) -> Duration {
        self.time.unwrap_or_default().saturating_sub(since)
    }
}
