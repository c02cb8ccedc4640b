//! The one place where the store looks at a clock: how long its own work waits and takes. No stored instant comes from it.

use std::time::{Duration, Instant};

#[expect(
    clippy::disallowed_methods,
    reason = "limits on waiting are measured here and decide nothing else"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Waits for another process, which tells nobody when it is ready. Blocks its thread: never inside of the runtime.
#[expect(
    clippy::disallowed_methods,
    reason = "limits on waiting are measured here and decide nothing else"
)]
pub(crate) fn pause(duration: Duration) {
    std::thread::sleep(duration);
}
