//! What the layers of one request tell each other: its id, and who sent it once that is known.

use std::sync::{Arc, OnceLock};

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Lives as long as the request; outer layers read what inner ones find out.
#[derive(Debug, Clone)]
pub struct RequestContext {
    pub id: Uuid,
    identity: Arc<OnceLock<Identity>>,
}

impl RequestContext {
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.get()
    }

    /// Only the first one counts.
    pub(super) fn set_identity(&self, identity: Identity) {
        let _ = self.identity.set(identity);
    }
}

/// Opens the context under an id of our own; one from outside is not believed.
pub(super) async fn open(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = match app.random.uuid(app.now()) {
        Ok(id) => id,
        Err(error) => return ActionError::from(error).into_response(),
    };
    request.headers_mut().remove(REQUEST_ID);
    request.extensions_mut().insert(RequestContext {
        id,
        identity: Arc::default(),
    });
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
