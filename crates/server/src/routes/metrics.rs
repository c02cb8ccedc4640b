//! The one URL that is for scrapers and for nobody else. It stands for nothing of the permission table:
//! whoever knows the configured secret may read it.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::get_metrics;

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(
        Method::GET,
        "/metrics",
        Action::Public,
        get_metrics,
    )]
}
