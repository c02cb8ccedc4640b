//! A panic fails its own request and nothing else.

use std::any::Any;

use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::error::ActionError;

type Answer = fn(Box<dyn Any + Send>) -> Response;

pub(super) fn layer() -> CatchPanicLayer<Answer> {
    CatchPanicLayer::custom(answer as Answer)
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Panicked(String);

fn answer(panic: Box<dyn Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "no message".to_owned());
    ActionError::Internal {
        operation: "a handler panicked",
        source: Box::new(Panicked(said)),
    }
    .into_response()
}
