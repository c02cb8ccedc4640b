//! The only place that reads the clock of the machine. Everything else is given an instant.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// Where `now` comes from: the machine, or a test that sets it.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    /// Microseconds since the epoch.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn fixed(at: Timestamp) -> Clock {
        Clock::Fixed(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// The present instant, in whole microseconds as the database keeps them.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place that the rule points to"
    )]
    pub fn now(&self) -> Timestamp {
        let micros = match self {
            Clock::System => Timestamp::now().as_microsecond(),
            Clock::Fixed(micros) => micros.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
    }

    /// Time that has passed since an arbitrary moment and never runs backwards: for measuring, not for telling the time.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place that the rule points to"
    )]
    pub fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        match self {
            Clock::System => START.get_or_init(Instant::now).elapsed(),
            Clock::Fixed(micros) => {
                Duration::from_micros(micros.load(Ordering::SeqCst).try_into().unwrap_or(0))
            }
        }
    }

    /// Moves a fixed clock on; the machine's clock stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Clock::Fixed(micros) = self {
            let by_micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            micros.fetch_add(by_micros, Ordering::SeqCst);
        }
    }
}
