//! No request takes longer than configured, except imports, which last as long as their files.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::body_limit::is_import;
use crate::app::App;
use crate::error::ActionError;

pub(super) async fn time_out(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_import(&request) {
        return next.run(request).await;
    }
    let longest = Duration::from_millis(app.config.server.request_timeout_ms);
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ActionError::TimedOut.into_response(),
    }
}
