//! Every URL of Dopis, each with the one action of the permission table that it stands for.
//! A request is held against the table before its handler runs; the action behind it then asks for the record.

mod api;
mod pages;

use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::{Extension, Router};
use rules::access::{Action, Relation};

use crate::app::App;
use crate::error::ActionError;
use crate::middleware;
use crate::viewer::{Identity, check};

/// One URL with one method.
#[derive(Debug)]
pub struct Endpoint {
    pub method: Method,
    pub path: &'static str,
    pub action: Action,
    router: MethodRouter<App>,
}

/// Names a URL, what it stands for and what answers it.
fn endpoint<H, T>(method: Method, path: &'static str, action: Action, handler: H) -> Endpoint
where
    H: Handler<T, App>,
    T: 'static,
{
    let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
    Endpoint {
        method,
        path,
        action,
        router: on(filter, handler),
    }
}

/// All of them, pages first.
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = pages::endpoints();
    all.extend(api::endpoints());
    all
}

/// The service as one router.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for Endpoint {
        path,
        action,
        router: methods,
        ..
    } in endpoints()
    {
        let guarded: MethodRouter<App> = methods.route_layer(from_fn(guard));
        router = router.route(path, guarded.route_layer(Extension(action)));
    }
    let router = router.fallback(async || -> ActionError { ActionError::NotFound });
    middleware::wrap(router, &app).with_state(app)
}

/// Refuses what the table refuses to this kind of viewer for every record.
async fn guard(
    Extension(action): Extension<Action>,
    identity: Identity,
    request: Request,
    next: Next,
) -> Response {
    match check(&identity.viewer, action, Relation::Own) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}
