//! The links that `dopis demo` prints: they exist in the demonstration alone.
//! Agents and buyers come in through a hand-off as from a real marketplace.

use axum::Extension;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jsonwebtoken::{EncodingKey, Header, encode};
use rules::ids::StaffId;
use serde_json::{Value, json};
use store::Tx;
use store::sessions::Person;

use super::script::{AGENT, BUYER, COLLEAGUE, READER, SELLER};
use crate::actions::sign_in::session::Beginning;
use crate::app::App;
use crate::error::ActionError;
use crate::middleware::{self, SessionCookie};
use crate::pages::components;

/// How long a hand-off is good for: the browser follows it at once.
const HAND_OFF_S: i64 = 60;

/// Who of the staff can sign in.
#[derive(Debug, Clone, Copy)]
pub struct People {
    pub moderator: StaffId,
    pub auditor: StaffId,
    pub administrator: StaffId,
}

/// The last part of each link, and whom it lets in, as `dopis demo` says it.
pub const LINKS: [(&str, &str); 7] = [
    ("agent", "the owner of a seller"),
    ("buyer", "a buyer"),
    ("moderator", "a moderator"),
    ("colleague", "an agent"),
    ("read-only", "one who only reads"),
    ("auditor", "an auditor"),
    ("administrator", "an administrator"),
];

/// The links, and the page for those who design pages.
pub fn router(app: &App, people: People) -> Router {
    let routes = Router::new()
        .route("/demo/enter/{role}", get(enter))
        .route("/dev/components", get(components::show))
        .layer(Extension(people));
    middleware::wrap(routes, app).with_state(app.clone())
}

async fn enter(
    State(app): State<App>,
    Extension(people): Extension<People>,
    Path(role): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ActionError> {
    match role.as_str() {
        "agent" => agent(&app, AGENT),
        "colleague" => agent(&app, COLLEAGUE),
        "read-only" => agent(&app, READER),
        "buyer" => hand_off(&app, json!({ "kind": "buyer", "sub": BUYER })),
        "moderator" => session(&app, people.moderator, &headers).await,
        "auditor" => session(&app, people.auditor, &headers).await,
        "administrator" => session(&app, people.administrator, &headers).await,
        _ => Err(ActionError::NotFound),
    }
}

fn agent(app: &App, id: &str) -> Result<Response, ActionError> {
    hand_off(app, json!({ "kind": "agent", "seller": SELLER, "sub": id }))
}

/// Signs a hand-off as the marketplace would, and follows it.
fn hand_off(app: &App, claims: Value) -> Result<Response, ActionError> {
    let token = sign(app, claims)?;
    Ok(Redirect::to(&format!("/enter?token={token}&to=/")).into_response())
}

/// A hand-off for the person that the claims name, good for a minute.
pub(super) fn sign(app: &App, mut claims: Value) -> Result<String, ActionError> {
    let config = &app.config.hand_off;
    let now_s = app.now().as_second();
    claims["aud"] = json!(config.audience);
    claims["iat"] = json!(now_s);
    claims["exp"] = json!(now_s + HAND_OFF_S);
    claims["jti"] = json!(app.random.secret()?);
    let key = EncodingKey::from_secret(config.secret.as_bytes());
    encode(&Header::default(), &claims, &key).map_err(|error| ActionError::Internal {
        operation: "signing a hand-off",
        source: Box::new(error),
    })
}

/// Staff have no account at the marketplace: their session begins here.
async fn session(app: &App, staff: StaffId, headers: &HeaderMap) -> Result<Response, ActionError> {
    let beginning = Beginning::new(app, app.now(), SessionCookie::hash(headers))?;
    let begun = beginning.clone();
    let work = async move |tx: &Tx| {
        let person = Person::Staff(staff);
        let language = store::sessions::any_language_of(tx, &person).await?;
        begun.save(tx, person, "", language.as_deref()).await?;
        Ok::<(), ActionError>(())
    };
    app.db.write(work).await?;
    let mut response = Redirect::to("/").into_response();
    if let Some(cookie) = SessionCookie::set(&beginning.token, beginning.life.as_secs()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
