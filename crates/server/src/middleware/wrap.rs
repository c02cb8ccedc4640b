//! The order of the layers.

use axum::Router;
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

use super::{
    body_limit, catch_panic, client_address, count_requests, csrf, identify, limit_requests,
    log_request, present_errors, refuse_nul, request_context, security_headers, time_out,
};
use crate::app::App;

/// Lays all layers around the routes; the last one named is the first that a request meets.
pub fn wrap(router: Router<App>, app: &App) -> Router<App> {
    wrap_beside(router, Router::new(), app)
}

/// The same with routes beside it that know no viewers: these are not asked who they are, nor limited.
pub fn wrap_beside(router: Router<App>, without_viewers: Router<App>, app: &App) -> Router<App> {
    let with_viewers = router
        .layer(from_fn(refuse_nul::check))
        .layer(from_fn_with_state(app.clone(), csrf::check))
        .layer(from_fn_with_state(app.clone(), limit_requests::limit))
        .layer(from_fn_with_state(app.clone(), identify::identify));
    // In this order the answer to unknown addresses is the one with viewers.
    without_viewers
        .merge(with_viewers)
        .layer(from_fn_with_state(app.clone(), body_limit::limit))
        .layer(from_fn_with_state(app.clone(), time_out::time_out))
        .layer(catch_panic::layer())
        .layer(from_fn_with_state(app.clone(), present_errors::present))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_no_file)))
        .layer(from_fn_with_state(app.clone(), security_headers::set))
        .layer(from_fn_with_state(app.clone(), log_request::log))
        .layer(from_fn_with_state(app.clone(), count_requests::count))
        .layer(from_fn_with_state(app.clone(), client_address::find))
        .layer(from_fn_with_state(app.clone(), request_context::open))
}

/// Files are compressed by their kind already, or are sent in parts that must keep their places.
fn is_no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(CONTENT_DISPOSITION)
}
