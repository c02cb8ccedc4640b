//! One URL with one method, and the action of the permission table that it stands for.

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use rules::access::Action;

use crate::app::App;

/// One URL with one method.
#[derive(Debug)]
pub struct Endpoint {
    pub method: Method,
    pub path: &'static str,
    pub action: Action,
    pub(super) router: MethodRouter<App>,
}

/// Names a URL, what it stands for and what answers it.
pub(super) fn endpoint<H, T>(
    method: Method,
    path: &'static str,
    action: Action,
    handler: H,
) -> Endpoint
where
    H: Handler<T, App>,
    T: 'static,
{
    let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
    Endpoint {
        method,
        path,
        action,
        router: on(filter, handler),
    }
}
