//! No request takes longer than configured, except imports, which last as long as their files;
//! files on their way in have a longer time of their own.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::body_limit::{Brought, brought_by};
use crate::app::App;
use crate::error::ActionError;

pub(super) async fn time_out(State(app): State<App>, request: Request, next: Next) -> Response {
    let limit_ms = match brought_by(&request) {
        Brought::Import => return next.run(request).await,
        Brought::File | Brought::Files | Brought::Completion => {
            app.config.attachments.upload_timeout_ms
        }
        Brought::Ordinary => app.config.server.request_timeout_ms,
    };
    let longest = Duration::from_millis(limit_ms);
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ActionError::TimedOut.into_response(),
    }
}
