//! The one place where a refusal gets its form: a problem document for programs, a page for people.
//! Refusals of the router and of extractors, which know neither, come out in the same form.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::middleware::Next;
use axum::response::Response;

use super::problem::Problem;
use super::{RequestContext, error_page, identify};
use crate::app::App;
use crate::error::{Members, Refused, Told};
use crate::viewer::Identity;

/// Longest explanation that is taken over from a refusal.
const EXPLANATION_MAX_BYTES: usize = 4_096;

pub(super) async fn present(State(app): State<App>, request: Request, next: Next) -> Response {
    let context = request.extensions().get::<RequestContext>().cloned();
    let is_page = !is_for_programs(request.uri().path()) && takes_html(request.headers());
    let asked = error_page::Asked {
        method: request.method().clone(),
        path: request
            .uri()
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
    };
    let language = identify::language(request.headers(), &app);
    let response = next.run(request).await;
    let refused = response.status().is_client_error() || response.status().is_server_error();
    if !refused || (has_form(&response) && response.extensions().get::<Refused>().is_none()) {
        return response;
    }
    log_fault(&response);
    let (told, mut response) = understand(response).await;
    add_headers(&told, response.headers_mut());
    let request_id = context
        .as_ref()
        .map(|context| context.id)
        .unwrap_or_default();
    if is_page {
        let identity = context.as_ref().and_then(RequestContext::identity).cloned();
        let identity = identity.unwrap_or_else(|| Identity::anonymous(language));
        error_page::answer(&app, &identity, &asked, &told, request_id, response).await
    } else {
        let members = response.extensions_mut().remove::<Members>();
        Problem::new(&told, request_id, members.unwrap_or_default()).into_response(response)
    }
}

/// Whatever these say that they take.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || path == "/metrics"
}

fn takes_html(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("text/html");
    accept.contains("text/html") || accept.contains("*/*")
}

/// Whether a handler has answered in a form of its own, such as a page with the refused form in it.
fn has_form(response: &Response) -> bool {
    let kind = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.starts_with("text/html") || kind.contains("json")
}

/// Once for each failure, with the whole chain; the span around it holds the request id.
fn log_fault(response: &Response) {
    if let Some(Refused(error)) = response.extensions().get::<Refused>()
        && error.is_fault()
    {
        let mut chain = error.to_string();
        let mut source = std::error::Error::source(&**error);
        while let Some(cause) = source {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(error = chain, "a request failed");
    }
}

/// What the refusal says, and the response without its body.
async fn understand(response: Response) -> (Told, Response) {
    let (mut parts, body) = response.into_parts();
    let told = match parts.extensions.remove::<Refused>() {
        Some(Refused(error)) => error.told(),
        None => {
            let explanation = to_bytes(body, EXPLANATION_MAX_BYTES)
                .await
                .unwrap_or_default();
            foreign(parts.status, &String::from_utf8_lossy(&explanation))
        }
    };
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_TYPE);
    (told, Response::from_parts(parts, axum::body::Body::empty()))
}

/// A refusal of the router or an extractor: the status gives the code, its own words the detail.
fn foreign(status: StatusCode, explanation: &str) -> Told {
    let (code, detail) = match status {
        StatusCode::BAD_REQUEST => ("bad_request", "The request cannot be understood."),
        StatusCode::METHOD_NOT_ALLOWED => (
            "method_not_allowed",
            "This address does not take this method; see Allow.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "The request's body is too large."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "unsupported_media_type",
            "Send the body as this address expects it.",
        ),
        StatusCode::UNPROCESSABLE_ENTITY => {
            ("invalid", "The body does not have the expected form.")
        }
        status if status.is_server_error() => (
            "internal",
            "Something went wrong here. Name the request id when you report it.",
        ),
        _ => ("refused", "The request was refused."),
    };
    let own_words = explanation.trim();
    let says_more = status.is_client_error() && !own_words.is_empty();
    Told {
        status: status.as_u16(),
        code,
        detail: if says_more {
            own_words.to_owned()
        } else {
            detail.to_owned()
        },
        retry_after_s: None,
    }
}

fn add_headers(told: &Told, headers: &mut HeaderMap) {
    if let Some(seconds) = told.retry_after_s {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if told.status == StatusCode::UNAUTHORIZED.as_u16() {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
}
