//! Listing, reading, saving and deleting quick replies.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use rules::ids::QuickReplyId;

use super::shapes::{QuickReplyBody, QuickReplyList, QuickReplyShown};
use crate::actions::quick_replies::keep;
use crate::api::version::VersionQuery;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// List quick replies
#[utoipa::path(
    get,
    path = "/api/v1/quick-replies",
    tag = "quick replies",
    responses((status = 200, description = "All of the seller, the most used first", body = QuickReplyList)),
)]
pub async fn get_quick_replies(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<QuickReplyList>, ActionError> {
    let all = keep::list(&app, &identity.viewer).await?;
    Ok(Json(QuickReplyList {
        items: all.into_iter().map(QuickReplyShown::from).collect(),
    }))
}

/// Make a quick reply
#[utoipa::path(
    post,
    path = "/api/v1/quick-replies",
    tag = "quick replies",
    request_body = QuickReplyBody,
    responses(
        (status = 201, description = "It is saved", body = QuickReplyShown),
        (status = 409, description = "`shortcut_taken` or `too_many_quick_replies`"),
    ),
)]
pub async fn post_quick_reply(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<QuickReplyBody>,
) -> Result<(StatusCode, Json<QuickReplyShown>), ActionError> {
    let made = keep::create(&app, &identity.viewer, body.into()).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Read a quick reply
#[utoipa::path(
    get,
    path = "/api/v1/quick-replies/{quick_reply}",
    tag = "quick replies",
    params(("quick_reply" = Uuid, Path, description = "The quick reply's id")),
    responses((status = 200, description = "The quick reply", body = QuickReplyShown)),
)]
pub async fn get_quick_reply(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<QuickReplyId>,
) -> Result<Json<QuickReplyShown>, ActionError> {
    let found = keep::find(&app, &identity.viewer, id).await?;
    Ok(Json(found.into()))
}

/// Change a quick reply
#[utoipa::path(
    put,
    path = "/api/v1/quick-replies/{quick_reply}",
    tag = "quick replies",
    params(("quick_reply" = Uuid, Path, description = "The quick reply's id"), VersionQuery),
    request_body = QuickReplyBody,
    responses(
        (status = 200, description = "It is saved", body = QuickReplyShown),
        (status = 409, description = "`shortcut_taken`, or `version` is not the present one"),
    ),
)]
pub async fn put_quick_reply(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<QuickReplyId>,
    Query(decided): Query<VersionQuery>,
    Json(body): Json<QuickReplyBody>,
) -> Result<Json<QuickReplyShown>, ActionError> {
    let viewer = &identity.viewer;
    let changed = keep::change(&app, viewer, id, body.into(), decided.version).await?;
    Ok(Json(changed.into()))
}

/// Delete a quick reply
#[utoipa::path(
    delete,
    path = "/api/v1/quick-replies/{quick_reply}",
    tag = "quick replies",
    params(("quick_reply" = Uuid, Path, description = "The quick reply's id")),
    responses((status = 204, description = "It is deleted")),
)]
pub async fn delete_quick_reply(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<QuickReplyId>,
) -> Result<StatusCode, ActionError> {
    keep::delete(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
