//! Import over the API: the body is read line by line as it arrives.

use std::error::Error;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http_body_util::{BodyExt as _, LengthLimitError};

use crate::actions::import::{Import, Report};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Import records and conversations
#[utoipa::path(
    post,
    path = "/api/v1/import",
    tag = "marketplace",
    description = "Loads records and conversations from newline-delimited JSON, one a line. \
        Refused lines are told with their number and reason, the rest is loaded. \
        The same import again changes nothing, so an import that broke off is repeated from its beginning.",
    request_body(content = String, content_type = "application/x-ndjson"),
    responses(
        (status = 200, description = "What became of the lines", body = Report),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 413, description = "The body is larger than `limits.import_bytes`; what came before is loaded"),
        (status = 422, description = "The body broke off; what came before is loaded"),
        (status = 503, description = "The database cannot be reached; what came before is loaded"),
    )
)]
pub async fn post_import(
    State(app): State<App>,
    identity: Identity,
    mut body: Body,
) -> Result<Json<Report>, ActionError> {
    let mut import = Import::begin(&app, &identity.viewer)?;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| broken(&error))?;
        if let Ok(bytes) = frame.into_data() {
            import.take(&bytes).await?;
        }
    }
    Ok(Json(import.finish().await?))
}

fn broken(error: &(dyn Error + 'static)) -> ActionError {
    let mut causes = std::iter::successors(Some(error), |cause| (*cause).source());
    if causes.any(|cause| cause.is::<LengthLimitError>()) {
        return ActionError::TooLarge;
    }
    ActionError::invalid(
        "body_broken",
        "The body broke off. Lines before that are loaded; send the import again.",
    )
}
