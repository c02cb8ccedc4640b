//! Listing, making, changing, ordering and deleting assignment rules.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use rules::ids::RuleId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shapes::{RuleBody, RuleList, RuleShown};
use crate::actions::assignment::{self, Step};
use crate::api::version::VersionQuery;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Whether a rule is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityBody {
    active: bool,
}

/// Where a rule goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    #[schema(inline)]
    step: StepNamed,
}

/// One place, past the neighbour.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum StepNamed {
    /// To be asked earlier.
    Up,
    /// To be asked later.
    Down,
}

/// List the assignment rules
#[utoipa::path(
    get,
    path = "/api/v1/assignment-rules",
    tag = "assignment rules",
    responses((status = 200, description = "All of the seller in their order", body = RuleList)),
)]
pub async fn get_rules(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<RuleList>, ActionError> {
    let all = assignment::list(&app, &identity.viewer).await?;
    Ok(Json(RuleList {
        items: all.into_iter().map(RuleShown::from).collect(),
    }))
}

/// Make an assignment rule
///
/// It is asked after all others.
#[utoipa::path(
    post,
    path = "/api/v1/assignment-rules",
    tag = "assignment rules",
    request_body = RuleBody,
    responses(
        (status = 201, description = "It is made and active", body = RuleShown),
        (status = 409, description = "`too_many_rules`"),
        (status = 422, description = "`rule_names_nobody`, `rule_country`, `rule_language`, `rule_weekday`, `rule_hours`, \
            `rule_prefix`, `rule_too_long`, `agent_unknown`, `label_unknown`, `name_empty`, `name_too_long` or `name_unshowable`"),
    ),
)]
pub async fn post_rule(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<RuleBody>,
) -> Result<(StatusCode, Json<RuleShown>), ActionError> {
    let made = assignment::create(&app, &identity.viewer, body.into()).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Read an assignment rule
#[utoipa::path(
    get,
    path = "/api/v1/assignment-rules/{rule}",
    tag = "assignment rules",
    params(("rule" = Uuid, Path, description = "The rule's id")),
    responses((status = 200, description = "The rule", body = RuleShown)),
)]
pub async fn get_rule(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<RuleId>,
) -> Result<Json<RuleShown>, ActionError> {
    let found = assignment::find(&app, &identity.viewer, id).await?;
    Ok(Json(found.into()))
}

/// Change what an assignment rule says
///
/// Its place and whose turn it is stay.
#[utoipa::path(
    put,
    path = "/api/v1/assignment-rules/{rule}",
    tag = "assignment rules",
    params(("rule" = Uuid, Path, description = "The rule's id"), VersionQuery),
    request_body = RuleBody,
    responses(
        (status = 200, description = "It is changed", body = RuleShown),
        (status = 409, description = "`version` is not the present one"),
        (status = 422, description = "As of making it"),
    ),
)]
pub async fn put_rule(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<RuleId>,
    Query(query): Query<VersionQuery>,
    Json(body): Json<RuleBody>,
) -> Result<Json<RuleShown>, ActionError> {
    let viewer = &identity.viewer;
    let changed = assignment::change(&app, viewer, id, body.into(), query.version).await?;
    Ok(Json(changed.into()))
}

/// Switch an assignment rule on or off
#[utoipa::path(
    put,
    path = "/api/v1/assignment-rules/{rule}/activity",
    tag = "assignment rules",
    params(("rule" = Uuid, Path, description = "The rule's id"), VersionQuery),
    request_body = ActivityBody,
    responses(
        (status = 200, description = "It is switched", body = RuleShown),
        (status = 409, description = "`version` is not the present one"),
    ),
)]
pub async fn put_activity(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<RuleId>,
    Query(query): Query<VersionQuery>,
    Json(body): Json<ActivityBody>,
) -> Result<Json<RuleShown>, ActionError> {
    let viewer = &identity.viewer;
    let switched = assignment::switch(&app, viewer, id, body.active, query.version).await?;
    Ok(Json(switched.into()))
}

/// Move an assignment rule by one place
///
/// At either end it stays where it is.
#[utoipa::path(
    post,
    path = "/api/v1/assignment-rules/{rule}/moves",
    tag = "assignment rules",
    params(("rule" = Uuid, Path, description = "The rule's id")),
    request_body = MoveBody,
    responses((status = 200, description = "All rules in their new order", body = RuleList)),
)]
pub async fn post_move(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<RuleId>,
    Json(body): Json<MoveBody>,
) -> Result<Json<RuleList>, ActionError> {
    let step = match body.step {
        StepNamed::Up => Step::Up,
        StepNamed::Down => Step::Down,
    };
    assignment::move_by(&app, &identity.viewer, id, step).await?;
    get_rules(State(app), identity).await
}

/// Delete an assignment rule
///
/// What it has assigned stays assigned.
#[utoipa::path(
    delete,
    path = "/api/v1/assignment-rules/{rule}",
    tag = "assignment rules",
    params(("rule" = Uuid, Path, description = "The rule's id")),
    responses((status = 204, description = "It is deleted")),
)]
pub async fn delete_rule(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<RuleId>,
) -> Result<StatusCode, ActionError> {
    assignment::delete(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
