//! Figures for alarms, in the format of Prometheus.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::ActionError;
use crate::metrics;

const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// All figures of now. Who may read them is asked before.
pub async fn get_metrics(State(app): State<App>) -> Result<Response, ActionError> {
    let text = metrics::scrape(&app).await;
    let text = text.map_err(|source| ActionError::Internal {
        operation: "writing the metrics",
        source: Box::new(source),
    })?;
    Ok(([(CONTENT_TYPE, OPENMETRICS)], text).into_response())
}
