//! An error as a problem document (RFC 9457).

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::{Members, Told};

/// What every refused request of the API answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` says which problem it is.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    pub status: u16,
    /// Stable name of the problem, for programs.
    pub code: String,
    /// What was wrong and what to do, in English.
    pub detail: String,
    /// To name when reporting the problem.
    pub request_id: Uuid,
    /// What some codes add; the operation says it.
    #[serde(flatten)]
    #[schema(ignore)]
    pub members: serde_json::Map<String, serde_json::Value>,
}

impl Problem {
    pub(super) fn new(told: &Told, request_id: Uuid, members: Members) -> Problem {
        let status = StatusCode::from_u16(told.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Problem {
            r#type: "about:blank".into(),
            title: status.canonical_reason().unwrap_or("Error").into(),
            status: told.status,
            code: told.code.into(),
            detail: told.detail.clone(),
            request_id,
            members: members.0,
        }
    }

    pub(super) fn into_response(self, mut response: Response) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        *response.body_mut() = Body::from(body);
        response
    }
}
