//! The service as one router. A request is held against the permission table before its handler runs;
//! the action behind the handler asks again, with the record.

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use axum::{Extension, Router};
use rules::access::{Action, Relation, open_before_second_factor};

use super::{Endpoint, api as api_routes, archive, metrics, pages};
use crate::api;
use crate::app::App;
use crate::error::{ActionError, SECOND_FACTOR_FIRST};
use crate::middleware;
use crate::viewer::{Identity, check};

/// All of them, pages first.
pub fn endpoints() -> Vec<Endpoint> {
    let mut all = of_viewers();
    all.extend(metrics::endpoints());
    all
}

/// The service as one router.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for Endpoint {
        method,
        path,
        action,
        router: mut methods,
    } in of_viewers()
    {
        // Innermost, so that only what the guard lets through takes a key.
        if method == Method::POST && path.starts_with("/api/") {
            methods = methods.route_layer(from_fn_with_state(app.clone(), api::keep));
        }
        let guarded: MethodRouter<App> = methods.route_layer(from_fn(guard));
        router = router.route(path, guarded.route_layer(Extension(action)));
    }
    let router = router.fallback(async || -> ActionError { ActionError::NotFound });
    let scraped = of_scrapers(&app);
    middleware::wrap_beside(router, scraped, &app).with_state(app)
}

/// Those that the permission table is asked for.
fn of_viewers() -> Vec<Endpoint> {
    let mut all = pages::endpoints();
    all.extend(api_routes::endpoints());
    all.extend(archive::endpoints());
    all
}

fn of_scrapers(app: &App) -> Router<App> {
    let mut router = Router::new();
    for endpoint in metrics::endpoints() {
        let admit = from_fn_with_state(app.clone(), middleware::admit_scraper);
        router = router.route(endpoint.path, endpoint.router.route_layer(admit));
    }
    router
}

/// Refuses what the table refuses to this kind of viewer for every record.
async fn guard(
    Extension(action): Extension<Action>,
    identity: Identity,
    request: Request,
    next: Next,
) -> Response {
    if identity.restricted && !open_before_second_factor(action) {
        return ActionError::forbidden(
            SECOND_FACTOR_FIRST,
            "Set up a second factor first: open /account/second-factor in the browser.",
        )
        .into_response();
    }
    match check(&identity.viewer, action, Relation::Own) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}
