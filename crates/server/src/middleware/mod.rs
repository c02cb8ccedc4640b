//! What every request passes before its handler, outermost first.

use axum::Router;

use crate::app::App;

/// Lays all layers around the routes.
pub fn wrap(router: Router<App>, _app: &App) -> Router<App> {
    router
}
