//! Who may read the metrics: a program that knows the configured secret, and nobody where there is none.
//! It is no viewer, so that neither the database nor a session is asked.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rules::access::Viewer;
use subtle::ConstantTimeEq;

use super::{ClientAddress, identify, limit_requests};
use crate::app::App;
use crate::error::ActionError;
use crate::random::secret_hash;

pub async fn admit_scraper(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    let secret = &app.config.metrics.token;
    let refused = match secret.is_empty() {
        true => ActionError::NotFound,
        // Not limited: in a flood the figures are wanted most.
        false if knows(request.headers(), secret) => return next.run(request).await,
        false => ActionError::BadCredentials {
            code: "bad_token",
            detail: "Send the secret of metrics.token: Authorization: Bearer SECRET.",
        },
    };
    // Guessing is limited like asking without credentials.
    let charged = limit_requests::charge(&app, &Viewer::Anonymous, address);
    charged.err().unwrap_or(refused).into_response()
}

fn knows(headers: &HeaderMap, secret: &str) -> bool {
    match identify::bearer(headers) {
        Ok(Some(hash)) => hash.ct_eq(&secret_hash(secret)).into(),
        _ => false,
    }
}
