//! A seller's labels over the API.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::LabelId;
use serde::{Deserialize, Serialize};
use store::labels::Label;
use utoipa::ToSchema;

use crate::actions::labels::{self, LabelContent};
use crate::api::IdempotentRequest;
use crate::api::codes;
use crate::api::version::VersionQuery;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What a label is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelBody {
    /// 1 to 40 characters in one line; no two labels of a seller differ in capitals and marks alone.
    name: String,
    #[schema(schema_with = codes::label_colour)]
    colour: String,
}

/// A word that a seller puts on conversations. Buyers see none.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelShown {
    #[schema(value_type = String, format = Uuid)]
    id: LabelId,
    name: String,
    #[schema(schema_with = codes::label_colour)]
    colour: &'static str,
    /// Counts the changes from 1.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// A label with how many conversations carry it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LabelCounted {
    #[serde(flatten)]
    label: LabelShown,
    conversations: u64,
}

/// A seller's labels by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelList {
    /// At most 100.
    items: Vec<LabelCounted>,
}

/// List the labels
#[utoipa::path(
    get,
    path = "/api/v1/labels",
    tag = "inbox",
    responses((status = 200, description = "All of the seller by name", body = LabelList)),
)]
pub async fn get_labels(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<LabelList>, ActionError> {
    let all = labels::counted(&app, &identity.viewer).await?;
    let item = |(label, conversations): (Label, u64)| LabelCounted {
        label: label.into(),
        conversations,
    };
    Ok(Json(LabelList {
        items: all.into_iter().map(item).collect(),
    }))
}

/// Make a label
#[utoipa::path(
    post,
    path = "/api/v1/labels",
    tag = "inbox",
    request_body = LabelBody,
    responses(
        (status = 201, description = "It is made", body = LabelShown),
        (status = 409, description = "`label_exists` or `too_many_labels`"),
        (status = 422, description = "`name_empty`, `name_too_long`, `name_unshowable` or `label_colour`"),
    ),
)]
pub async fn post_label(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(body): Json<LabelBody>,
) -> Result<(StatusCode, Json<LabelShown>), ActionError> {
    let content = LabelContent::new(body.name, &body.colour)?;
    let made = labels::create(&app, &identity.viewer, request.id(LabelId), content).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Change a label's name and colour
#[utoipa::path(
    put,
    path = "/api/v1/labels/{label}",
    tag = "inbox",
    params(("label" = Uuid, Path, description = "The label's id"), VersionQuery),
    request_body = LabelBody,
    responses(
        (status = 200, description = "It is changed", body = LabelShown),
        (status = 409, description = "`label_exists`, or `version` is not the present one"),
        (status = 422, description = "`name_empty`, `name_too_long`, `name_unshowable` or `label_colour`"),
    ),
)]
pub async fn put_label(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<LabelId>,
    Query(query): Query<VersionQuery>,
    Json(body): Json<LabelBody>,
) -> Result<Json<LabelShown>, ActionError> {
    let content = LabelContent::new(body.name, &body.colour)?;
    let changed = labels::change(&app, &identity.viewer, id, content, query.version).await?;
    Ok(Json(changed.into()))
}

/// Delete a label
///
/// It is taken off every conversation. Deleting one that is gone changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/labels/{label}",
    tag = "inbox",
    params(("label" = Uuid, Path, description = "The label's id")),
    responses((status = 204, description = "There is none any more")),
)]
pub async fn delete_label(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<LabelId>,
) -> Result<StatusCode, ActionError> {
    labels::delete(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Label> for LabelShown {
    fn from(label: Label) -> LabelShown {
        LabelShown {
            id: label.id,
            name: label.name.as_str().to_owned(),
            colour: label.colour.code(),
            version: label.version,
            created_at: label.created_at,
            updated_at: label.updated_at,
        }
    }
}
