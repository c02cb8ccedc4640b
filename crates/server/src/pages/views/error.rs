//! The page of a refused or failed request.

use askama::Template;

use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    pub page: Page,
    pub kind: ErrorKind,
    pub request_id: String,
    /// Whole seconds, for too many requests.
    pub retry_after_s: Option<u64>,
}

/// What went wrong, as far as the reader may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    BadRequest,
    /// 401: nobody is signed in, or the session has ended.
    SignedOut,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    TooManyRequests,
    Internal,
    Unavailable,
}

impl ErrorKind {
    pub const ALL: [Self; 9] = [
        Self::BadRequest,
        Self::SignedOut,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::TooLarge,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The kind for an HTTP status of 400 and above.
    pub fn from_status(status: u16) -> Self {
        match status {
            401 => Self::SignedOut,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            409 | 412 => Self::Conflict,
            413 => Self::TooLarge,
            429 => Self::TooManyRequests,
            502..=504 => Self::Unavailable,
            500.. => Self::Internal,
            _ => Self::BadRequest,
        }
    }

    fn title_key(self) -> &'static str {
        match self {
            Self::BadRequest => "error-bad-request-title",
            Self::SignedOut => "error-signed-out-title",
            Self::Forbidden => "error-forbidden-title",
            Self::NotFound => "error-not-found-title",
            Self::Conflict => "error-conflict-title",
            Self::TooLarge => "error-too-large-title",
            Self::TooManyRequests => "error-too-many-title",
            Self::Internal => "error-internal-title",
            Self::Unavailable => "error-unavailable-title",
        }
    }

    fn text_key(self) -> &'static str {
        match self {
            Self::BadRequest => "error-bad-request",
            Self::SignedOut => "error-signed-out",
            Self::Forbidden => "error-forbidden",
            Self::NotFound => "error-not-found",
            Self::Conflict => "error-conflict",
            Self::TooLarge => "error-too-large",
            Self::TooManyRequests => "error-too-many",
            Self::Internal => "error-internal",
            Self::Unavailable => "error-unavailable",
        }
    }
}
