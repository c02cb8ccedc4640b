//! How many requests were answered and how long they took, by the pattern of their address and not by the address:
//! what it names of people and records stays out, and there are only so many patterns.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;

use super::exposition::Exposition;

/// Upper bounds of the buckets of durations.
const BOUNDS_S: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: Arc<str>,
    method: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: Arc<str>,
}

/// The requests that this node has answered; a clone is a handle on the same count.
#[derive(Debug, Clone)]
pub struct Requests {
    answered: Family<Answered, Counter>,
    took: Family<Route, Histogram, fn() -> Histogram>,
}

impl Default for Requests {
    fn default() -> Requests {
        Requests {
            answered: Family::default(),
            took: Family::new_with_constructor(|| Histogram::new(BOUNDS_S)),
        }
    }
}

impl Requests {
    /// Counts one to this pattern of an address.
    pub fn count(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        let route: Arc<str> = route.into();
        let answered = Answered {
            route: route.clone(),
            method: known(method),
            status: class(status),
        };
        self.answered.get_or_create(&answered).inc();
        let took_s = took.as_secs_f64();
        self.took.get_or_create(&Route { route }).observe(took_s);
    }

    pub(super) fn tell(&self, told: &mut Exposition) {
        told.register(
            "dopis_http_requests",
            "Requests that were answered",
            self.answered.clone(),
        );
        told.register(
            "dopis_http_request_duration_seconds",
            "How long requests took until their answers began",
            self.took.clone(),
        );
    }
}

/// Clients can make methods up.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
