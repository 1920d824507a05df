//! Panics of what is tried: caught, quiet, with their place.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::{Mutex, Once, PoisonError};

thread_local! {
    static TRIES: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}
/// The place of the last panic in a thread without a name: those work for others.
static WORKER: Mutex<String> = Mutex::new(String::new());

/// What `what` gives, or the place and the words of its panic.
pub fn caught<T>(what: impl FnOnce() -> T) -> Result<T, (String, String)> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            let place = info.location().map_or_else(String::new, ToString::to_string);
            if TRIES.get() {
                PLACE.set(place);
            } else if std::thread::current().name().is_none() {
                *WORKER.lock().unwrap_or_else(PoisonError::into_inner) = place;
            } else {
                before(info);
            }
        }));
    });
    TRIES.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(what));
    TRIES.set(false);
    outcome.map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        let own = PLACE.take();
        let place =
            if own.is_empty() { WORKER.lock().unwrap_or_else(PoisonError::into_inner).clone() } else { own };
        (place, words.unwrap_or_default())
    })
}
