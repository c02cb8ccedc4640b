//! How many requests one viewer, or one address without one, may send to this node.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use jiff::SignedDuration;
use rules::access::Viewer;

use super::ClientAddress;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Limits;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Full buckets are forgotten after this many requests, so that the map does not grow without end.
const SWEEP_EVERY: u32 = 10_000;

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, Elapsed, NoOpMiddleware<Duration>>;

/// The buckets of this node. They live in memory: a limit across nodes would cost a write per request.
pub struct RequestLimits {
    viewers: Limiter<Viewer>,
    addresses: Limiter<ClientAddress>,
    since_sweep: AtomicU32,
    clock: Elapsed,
}

impl RequestLimits {
    pub fn new(limits: &Limits, clock: Clock) -> RequestLimits {
        let clock = Elapsed(clock);
        let a_minute =
            |requests: u32| Quota::per_minute(NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN));
        RequestLimits {
            viewers: RateLimiter::dashmap_with_clock(
                a_minute(limits.requests_per_minute),
                clock.clone(),
            ),
            addresses: RateLimiter::dashmap_with_clock(
                a_minute(limits.anonymous_per_minute),
                clock.clone(),
            ),
            since_sweep: AtomicU32::new(0),
            clock,
        }
    }

    /// Charges a request; says how long to wait where it is one too many.
    fn charge(&self, viewer: &Viewer, address: ClientAddress) -> Result<(), Duration> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP_EVERY {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.viewers.retain_recent();
            self.addresses.retain_recent();
        }
        let charged = match viewer {
            Viewer::Anonymous => self.addresses.check_key(&address),
            signed_in => self.viewers.check_key(signed_in),
        };
        charged.map_err(|refused| refused.wait_time_from(self.clock.now()))
    }
}

pub(super) async fn limit(
    State(app): State<App>,
    address: ClientAddress,
    identity: Identity,
    request: Request,
    next: Next,
) -> Response {
    // A page brings its files along; they cost nothing and are kept by the browser for good.
    if !request.uri().path().starts_with("/assets/")
        && let Err(too_many) = charge(&app, &identity.viewer, address)
    {
        return too_many.into_response();
    }
    next.run(request).await
}

/// Charges a request to its sender.
pub(super) fn charge(
    app: &App,
    viewer: &Viewer,
    address: ClientAddress,
) -> Result<(), ActionError> {
    app.request_limits.charge(viewer, address).map_err(|wait| {
        let retry_after = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        ActionError::TooMany { retry_after }
    })
}

/// Our clock as the limiter wants it.
#[derive(Debug, Clone)]
struct Elapsed(Clock);

impl GovernorClock for Elapsed {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

impl std::fmt::Debug for RequestLimits {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("RequestLimits").finish_non_exhaustive()
    }
}
