//! The answer to a PUT: 201 where the record is new, else 200.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::actions::marketplace::Outcome;

pub(super) fn replied(outcome: Outcome, shown: impl Serialize) -> Response {
    let status = match outcome {
        Outcome::Created => StatusCode::CREATED,
        Outcome::Changed | Outcome::Unchanged => StatusCode::OK,
    };
    (status, Json(shown)).into_response()
}
