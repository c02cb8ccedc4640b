//! What can go wrong in an action, and the one place that turns it into a status, a problem document and a page.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use store::DbError;

use crate::channels::storage::StorageError;
use crate::random::NoRandomness;

/// The code of a refusal to somebody who has still to set up a second factor.
pub const SECOND_FACTOR_FIRST: &str = "second_factor_first";

/// What an error says and what brought it about, in one line.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let told: Vec<String> = causes.map(ToString::to_string).collect();
    told.join(": ")
}

/// Why an action was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    #[error("nobody is signed in")]
    SignInFirst,
    /// What the sender gave as proof of who it is does not hold.
    #[error("{detail}")]
    BadCredentials {
        code: &'static str,
        detail: &'static str,
    },
    /// There is no such record, or the viewer may not know of it.
    #[error("no such record")]
    NotFound,
    #[error("{detail}")]
    Forbidden { code: &'static str, detail: String },
    #[error("{detail}")]
    Invalid { code: &'static str, detail: String },
    #[error("{detail}")]
    Conflict { code: &'static str, detail: String },
    #[error("the record was changed meanwhile")]
    Stale,
    #[error("the body is too large")]
    TooLarge,
    #[error("too many requests")]
    TooMany { retry_after: SignedDuration },
    #[error("the request took too long")]
    TimedOut,
    #[error("the storage of files cannot be used now")]
    Storage(#[from] StorageError),
    #[error("the database cannot be reached now")]
    Unavailable(#[source] DbError),
    #[error("the database refused the work")]
    Db(#[source] DbError),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error("{operation}")]
    Internal {
        operation: &'static str,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl From<DbError> for ActionError {
    fn from(error: DbError) -> ActionError {
        match error {
            DbError::Stale => ActionError::Stale,
            error if error.is_retryable() => ActionError::Unavailable(error),
            error => ActionError::Db(error),
        }
    }
}

/// What a reader is told of an error: status, stable code and a sentence in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub status: u16,
    pub code: &'static str,
    pub detail: String,
    pub retry_after_s: Option<i64>,
}

impl ActionError {
    pub fn invalid(code: &'static str, detail: impl Into<String>) -> ActionError {
        ActionError::Invalid {
            code,
            detail: detail.into(),
        }
    }

    pub fn conflict(code: &'static str, detail: impl Into<String>) -> ActionError {
        ActionError::Conflict {
            code,
            detail: detail.into(),
        }
    }

    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> ActionError {
        ActionError::Forbidden {
            code,
            detail: detail.into(),
        }
    }

    /// The one match that gives status, code and detail.
    pub fn told(&self) -> Told {
        let told = |status, code, detail: String| Told {
            status,
            code,
            detail,
            retry_after_s: None,
        };
        match self {
            ActionError::SignInFirst => told(401, "sign_in_first", "Sign in first.".into()),
            ActionError::BadCredentials { code, detail } => told(401, code, (*detail).to_owned()),
            ActionError::NotFound => told(404, "not_found", "There is nothing here that you can see.".into()),
            ActionError::Forbidden { code, detail } => told(403, code, detail.clone()),
            ActionError::Invalid { code, detail } => told(422, code, detail.clone()),
            ActionError::Conflict { code, detail } => told(409, code, detail.clone()),
            ActionError::Stale => told(
                409,
                "stale",
                "The record was changed meanwhile. Load it again and repeat the change on the new version.".into(),
            ),
            ActionError::TooLarge => told(413, "too_large", "The request's body is too large.".into()),
            ActionError::TooMany { retry_after } => Told {
                retry_after_s: Some(retry_after.as_secs().max(0) + 1),
                ..told(429, "too_many_requests", "Too many requests. Wait as Retry-After says.".into())
            },
            ActionError::TimedOut => Told {
                retry_after_s: Some(5),
                ..told(
                    503,
                    "timed_out",
                    "This took too long. A change may or may not have been carried out: look before you repeat it.".into(),
                )
            },
            ActionError::Storage(_) => Told {
                retry_after_s: Some(5),
                ..told(503, "storage_unavailable", "Files cannot be stored or read at the moment. Try again.".into())
            },
            ActionError::Unavailable(_) => Told {
                retry_after_s: Some(1),
                ..told(503, "unavailable", "The service is busy or cannot reach its database. Try again.".into())
            },
            ActionError::Db(DbError::OutcomeUnknown { .. }) => Told {
                retry_after_s: Some(5),
                ..told(
                    503,
                    "outcome_unknown",
                    "The database did not say whether this was carried out. Look before you repeat it.".into(),
                )
            },
            ActionError::Db(_) | ActionError::Randomness(_) | ActionError::Internal { .. } => told(
                500,
                "internal",
                "Something went wrong here. Name the request id when you report it.".into(),
            ),
        }
    }

    /// Whether the chain belongs into the log.
    pub fn is_fault(&self) -> bool {
        self.told().status >= 500
    }
}

/// Further members of the problem document of a refusal, for programs.
#[derive(Debug, Clone, Default)]
pub struct Members(pub serde_json::Map<String, serde_json::Value>);

/// The error as it travels from a handler to the middleware that presents it.
#[derive(Debug, Clone)]
pub struct Refused(pub Arc<ActionError>);

impl IntoResponse for ActionError {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.told().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Refused(Arc::new(self)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_told_503_is_told_when_to_ask_again() {
        let lost = || DbError::Unavailable {
            doing: "a test",
            source: None,
        };
        let unknown = DbError::OutcomeUnknown {
            doing: "a test",
            source: None,
        };
        for (error, code, wait_s) in [
            (ActionError::from(lost()), "unavailable", 1),
            (ActionError::from(DbError::QueueFull), "unavailable", 1),
            (ActionError::from(DbError::TimedOut), "unavailable", 1),
            (ActionError::from(unknown), "outcome_unknown", 5),
            (ActionError::TimedOut, "timed_out", 5),
        ] {
            let told = error.told();
            assert_eq!(
                (told.status, told.code, told.retry_after_s),
                (503, code, Some(wait_s)),
                "{error:?}"
            );
        }
    }
}
