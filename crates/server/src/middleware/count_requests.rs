//! Counts every request for the metrics. One whose sender leaves before its answer begins is not counted.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

pub(super) async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = app.clock.elapsed();
    let response = next.run(request).await;
    let took = app.clock.elapsed().saturating_sub(began);
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    app.requests.count(route, &method, response.status(), took);
    response
}
