//! Which labels a conversation carries, over the API.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::{ConversationId, LabelId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::labels::{PutLabels, carried, put_on};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What is to be put on and taken off; what is so already stays so.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelsBody {
    /// Ids of labels of the seller.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    on: Vec<LabelId>,
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    off: Vec<LabelId>,
}

/// The labels that a conversation carries.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarriedLabels {
    /// Their ids.
    #[schema(value_type = Vec<String>)]
    labels: Vec<LabelId>,
}

/// The labels of a conversation
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/labels",
    tag = "inbox",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "Those that it carries", body = CarriedLabels)),
)]
pub async fn get_carried_labels(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<CarriedLabels>, ActionError> {
    let labels = carried(&app, &identity.viewer, id).await?;
    Ok(Json(CarriedLabels { labels }))
}

/// Put labels on a conversation and take others off
///
/// The buyer learns nothing of it, and no deadline changes.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/labels",
    tag = "inbox",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = LabelsBody,
    responses(
        (status = 200, description = "Those that it carries now", body = CarriedLabels),
        (status = 422, description = "`label_unknown`: the seller has no such label; nothing was changed"),
    ),
)]
pub async fn post_carried_labels(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Json(body): Json<LabelsBody>,
) -> Result<Json<CarriedLabels>, ActionError> {
    let command = PutLabels {
        conversation: id,
        on: body.on,
        off: body.off,
    };
    let labels = put_on(&app, &identity.viewer, command).await?;
    Ok(Json(CarriedLabels { labels }))
}
