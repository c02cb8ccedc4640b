//! A refusal as a page in the reader's language.

use askama::Template as _;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue, LOCATION, WWW_AUTHENTICATE};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use crate::actions::settings;
use crate::app::App;
use crate::error::{SECOND_FACTOR_FIRST, Told};
use crate::pages::frame::frame;
use crate::pages::sign_in::local_path::as_query_value;
use crate::pages::views::error::{ErrorKind, ErrorPage};
use crate::viewer::Identity;

/// What was asked for.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
}

pub(super) async fn answer(
    app: &App,
    identity: &Identity,
    asked: &Asked,
    told: &Told,
    request_id: Uuid,
    mut response: Response,
) -> Response {
    response.headers_mut().remove(WWW_AUTHENTICATE);
    if told.code == "sign_in_first"
        && asked.method == Method::GET
        && a_password_helps(app, &asked.path).await
    {
        return to_sign_in(&asked.path, response);
    }
    if told.code == SECOND_FACTOR_FIRST && asked.method == Method::GET {
        return to("/account/second-factor", response);
    }
    let page = ErrorPage {
        page: frame(app, identity, &asked.path),
        kind: ErrorKind::from_status(told.status),
        request_id: request_id.to_string(),
        retry_after_s: told
            .retry_after_s
            .and_then(|seconds| u64::try_from(seconds).ok()),
    };
    // The English sentence stands in where the page itself fails.
    let (kind, body) = match page.render() {
        Ok(html) => ("text/html; charset=utf-8", html),
        Err(_) => ("text/plain; charset=utf-8", told.detail.clone()),
    };
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *response.body_mut() = Body::from(body);
    response
}

/// Buyers, and agents where they have no passwords, come in from the marketplace: the page tells them so.
async fn a_password_helps(app: &App, path: &str) -> bool {
    let of_staff = |path: &str| path == "/staff" || path.starts_with("/staff/");
    if of_staff(path.split('?').next().unwrap_or_default()) || path.starts_with("/account") {
        return true;
    }
    match settings::known(app).await {
        Ok(settings) => settings.agents_with_password,
        // The database may be why there is an error to show.
        Err(_) => false,
    }
}

fn to_sign_in(path: &str, response: Response) -> Response {
    to(&format!("/sign-in?to={}", as_query_value(path)), response)
}

fn to(location: &str, mut response: Response) -> Response {
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(
        LOCATION,
        HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/sign-in")),
    );
    response
}
