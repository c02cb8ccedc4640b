//! One line in the log for each request. It holds neither query strings nor tokens, names or texts.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use super::RequestContext;
use crate::app::App;
use crate::viewer::actor;

pub(super) async fn log(State(app): State<App>, request: Request, next: Next) -> Response {
    let context = request.extensions().get::<RequestContext>().cloned();
    let method = request.method().clone();
    // The pattern and not the path: what it names of people stays out.
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let id = context
        .as_ref()
        .map(|context| context.id)
        .unwrap_or_default();
    let span = tracing::info_span!("request", %id, %method, path);
    let began = app.clock.elapsed();
    async {
        let response = next.run(request).await;
        let took = app.clock.elapsed().saturating_sub(began);
        let viewer = context
            .as_ref()
            .and_then(RequestContext::identity)
            .map_or("unknown", |who| actor(&who.viewer).0);
        tracing::info!(
            status = response.status().as_u16(),
            ms = took.as_millis(),
            viewer,
            "answered"
        );
        response
    }
    .instrument(span)
    .await
}
