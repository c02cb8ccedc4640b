//! Legal holds over the API.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::{HoldId, StaffId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::paging;
use crate::actions::keeping::{self, HoldListed, SetHold};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HoldsQuery {
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// Legal holds, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holds {
    pub items: Vec<HoldShown>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// What is held, until when, by whom and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: HoldId,
    /// `conversation`, `buyer` or `seller`.
    pub kind: &'static str,
    /// The id of what is held.
    pub subject: String,
    /// Whether it holds at present.
    pub holds: bool,
    #[schema(value_type = String, format = DateTime)]
    pub set_at: Timestamp,
    #[schema(value_type = String, format = Uuid)]
    pub set_by: StaffId,
    pub set_by_name: String,
    /// From this instant on it holds nothing.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// `null` once erased.
    pub reason: Option<String>,
    /// `null` unless somebody ended it before its time.
    pub lifted: Option<LiftedShown>,
}

/// That a hold was ended before its time.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiftedShown {
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[schema(value_type = String, format = Uuid)]
    pub by: StaffId,
    pub by_name: String,
    pub reason: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldBody {
    /// `conversation`, `buyer` or `seller`.
    pub kind: String,
    /// The id of what is to be held.
    pub subject: String,
    /// From this instant on it holds nothing; ten years from now at most.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    pub reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftBody {
    pub reason: String,
}

/// A hold that was set.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldMade {
    #[schema(value_type = String, format = Uuid)]
    pub id: HoldId,
}

/// List legal holds
#[utoipa::path(
    get,
    path = "/api/v1/holds",
    tag = "staff",
    params(HoldsQuery),
    responses((status = 200, description = "A page of them, the newest first", body = Holds)),
)]
pub async fn get_holds(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<HoldsQuery>,
) -> Result<Json<Holds>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let before = paging::place(query.cursor.as_deref())?;
    let mut found = keeping::holds(&app, &identity.viewer, before, limit + 1).await?;
    let next = paging::next(&mut found, limit, keeping::place_of_hold);
    let items = found.iter().map(HoldShown::of).collect();
    Ok(Json(Holds { items, next }))
}

/// Set a legal hold
///
/// Nothing that it covers is erased, neither by retention nor at a buyer's request, until it ends or is lifted.
#[utoipa::path(
    post,
    path = "/api/v1/holds",
    tag = "staff",
    request_body = HoldBody,
    responses(
        (status = 201, description = "It holds from now on", body = HoldMade),
        (status = 409, description = "`buyer_erased`: there is nothing left to hold"),
        (status = 422, description = "`hold_subject_unknown`, `hold_ends_in_the_past`, `hold_too_long` or `invalid_reason`"),
    ),
)]
pub async fn post_hold(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<HoldBody>,
) -> Result<(StatusCode, Json<HoldMade>), ActionError> {
    let command = SetHold {
        kind: body.kind,
        id: body.subject,
        ends_at: body.ends_at,
        reason: body.reason,
    };
    let hold = keeping::set(&app, &identity.viewer, command).await?;
    Ok((StatusCode::CREATED, Json(HoldMade { id: hold.id })))
}

/// Lift a legal hold
#[utoipa::path(
    put,
    path = "/api/v1/holds/{hold}/lifting",
    tag = "staff",
    params(("hold" = Uuid, Path, description = "The hold's id")),
    request_body = LiftBody,
    responses(
        (status = 204, description = "It holds nothing any more"),
        (status = 409, description = "`hold_lifted` or `hold_ended` already"),
        (status = 422, description = "`invalid_reason`"),
    ),
)]
pub async fn put_hold_lifting(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<HoldId>,
    Json(body): Json<LiftBody>,
) -> Result<StatusCode, ActionError> {
    keeping::lift(&app, &identity.viewer, id, body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl HoldShown {
    fn of(listed: &HoldListed) -> HoldShown {
        let (hold, words) = (&listed.hold, &listed.words);
        HoldShown {
            id: hold.id,
            kind: hold.subject.code(),
            subject: hold.subject.id(),
            holds: listed.holds,
            set_at: hold.set_at,
            set_by: hold.set_by,
            set_by_name: words.name(hold.set_by),
            ends_at: hold.ends_at,
            reason: words.text(hold.reason).map(str::to_owned),
            lifted: hold.lifted.map(|lifted| LiftedShown {
                at: lifted.at,
                by: lifted.by,
                by_name: words.name(lifted.by),
                reason: words.text(lifted.because).map(str::to_owned),
            }),
        }
    }
}
