//! What happens when somebody asks the build to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Set by the first of the signals that ask a process to end: interrupt (Ctrl-C), terminate, hang-up. The build then ends
/// at the next file and takes away what it wrote. A second one ends the process at once.
pub struct Stop {
    /// The number of the signal; 0 while there was none.
    pub flag: Arc<AtomicUsize>,
}

impl Stop {
    pub fn listen() -> Stop {
        let flag = Arc::new(AtomicUsize::new(0));
        #[cfg(unix)]
        listen_to(&flag);
        Stop { flag }
    }

    /// The exit code, when there was a signal: 128 and its number, as shells say it.
    pub fn code(&self) -> Option<u8> {
        match self.flag.load(Ordering::Relaxed) {
            0 => None,
            signal => Some(128 + u8::try_from(signal).unwrap_or(0)),
        }
    }
}

#[cfg(unix)]
fn listen_to(flag: &Arc<AtomicUsize>) {
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag::{register, register_conditional_default, register_usize};
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        // Behind `nohup`, or in the background of a script, the process was told to go on.
        if is_ignored(signal) {
            continue;
        }
        let again = Arc::new(AtomicBool::new(false));
        // In this order: the first signal finds `again` unset. Where it cannot be listened to, it ends the process as ever.
        let _ = register_conditional_default(signal, again.clone());
        let _ = register(signal, again);
        let _ = register_usize(signal, flag.clone(), signal as usize);
    }
}

/// Whether whoever started the process had it ignore a signal. Known where the system tells of itself in `/proc`.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "what is asked of the system is not part of any build")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}
