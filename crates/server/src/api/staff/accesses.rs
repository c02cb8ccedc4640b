//! Break-glass access over the API: asking, a second person's answer, ending it, and the list.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::{AccessId, ConversationId, SellerId, StaffId};
use rules::looking::{Access, AccessState, Ticket};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::paging;
use crate::actions::accesses::{self, AskAccess, Listed};
use crate::api::{IdempotentRequest, codes};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A page of the list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccessesQuery {
    /// `next` of the answer before.
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// Access that was asked for, the newest request first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accesses {
    pub items: Vec<AccessListed>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// Access that was asked for, with its reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessListed {
    #[serde(flatten)]
    pub access: AccessShown,
    /// `null` once erased.
    pub reason: Option<String>,
}

/// Access that was asked for, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: AccessId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    /// `null`: to all conversations of the seller.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub conversation: Option<ConversationId>,
    #[schema(value_type = String, format = Uuid)]
    pub asked_by: StaffId,
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    pub ticket: Option<String>,
    #[schema(schema_with = codes::access_state)]
    pub state: &'static str,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub decided_by: Option<StaffId>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    /// Until when it was approved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// When it was ended before its time, or the request taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
}

/// What access is asked for, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccess {
    /// Of one conversation; or name a seller.
    #[schema(value_type = Option<String>, format = Uuid)]
    conversation: Option<ConversationId>,
    /// Of all conversations of this seller.
    #[schema(value_type = Option<String>)]
    seller: Option<SellerId>,
    /// 1 to 500 characters in one line.
    reason: String,
    /// The number of a case in another system, at most 64 letters, digits and signs `-_.:/`.
    #[serde(default)]
    ticket: String,
}

/// What the second person says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessDecision {
    /// `true` approves it, `false` refuses it.
    approved: bool,
}

/// List access that was asked for
#[utoipa::path(
    get,
    path = "/api/v1/accesses",
    tag = "staff",
    params(AccessesQuery),
    responses((status = 200, description = "A page of it, the newest request first", body = Accesses)),
)]
pub async fn get_accesses(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<AccessesQuery>,
) -> Result<Json<Accesses>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let before = paging::place(query.cursor.as_deref())?;
    let mut found = accesses::list(&app, &identity.viewer, before, limit + 1).await?;
    let next = paging::next(&mut found, limit, accesses::place);
    let now = app.now();
    let show = |listed: Listed| AccessListed {
        access: AccessShown::new(&listed.access, now),
        reason: listed.reason,
    };
    Ok(Json(Accesses {
        items: found.into_iter().map(show).collect(),
        next,
    }))
}

/// Ask for access to conversations
///
/// For people whose role reads none. It opens nothing before a second person has approved it, and everything that is
/// looked at under it is marked `break_glass`. A request that nobody answers lapses after a day.
#[utoipa::path(
    post,
    path = "/api/v1/accesses",
    tag = "staff",
    request_body = NewAccess,
    responses(
        (status = 201, description = "It waits for a second person", body = AccessShown),
        (status = 404, description = "There is no such conversation or seller"),
        (status = 409, description = "`access_not_needed`: one has a role that reads"),
    ),
)]
pub async fn post_access(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(new): Json<NewAccess>,
) -> Result<(StatusCode, Json<AccessShown>), ActionError> {
    let command = AskAccess {
        id: request.id(AccessId),
        conversation: new.conversation,
        seller: new.seller,
        reason: new.reason,
        ticket: new.ticket,
    };
    let access = accesses::ask(&app, &identity.viewer, command).await?;
    let shown = AccessShown::new(&access, app.now());
    Ok((StatusCode::CREATED, Json(shown)))
}

/// Approve access of another person, or refuse it
///
/// It lasts for as long as the setting `break_glass_minutes` says at this instant.
#[utoipa::path(
    put,
    path = "/api/v1/accesses/{access}/decision",
    tag = "staff",
    params(("access" = Uuid, Path, description = "The access's id")),
    request_body = AccessDecision,
    responses(
        (status = 200, description = "It is decided", body = AccessShown),
        (status = 403, description = "`access_same_person`: nobody decides about what one asks for oneself"),
        (status = 409, description = "`access_not_waiting`"),
    ),
)]
pub async fn put_access_decision(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AccessId>,
    Json(decision): Json<AccessDecision>,
) -> Result<Json<AccessShown>, ActionError> {
    let access = accesses::decide(&app, &identity.viewer, id, decision.approved).await?;
    Ok(Json(AccessShown::new(&access, app.now())))
}

/// End access before its time, or take the request back
#[utoipa::path(
    delete,
    path = "/api/v1/accesses/{access}",
    tag = "staff",
    params(("access" = Uuid, Path, description = "The access's id")),
    responses(
        (status = 200, description = "It opens nothing any more", body = AccessShown),
        (status = 409, description = "`access_not_running`"),
    ),
)]
pub async fn delete_access(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AccessId>,
) -> Result<Json<AccessShown>, ActionError> {
    let access = accesses::end(&app, &identity.viewer, id).await?;
    Ok(Json(AccessShown::new(&access, app.now())))
}

impl AccessShown {
    fn new(access: &Access, now: Timestamp) -> AccessShown {
        let decided = access.decided;
        AccessShown {
            id: access.id,
            seller: access.seller.clone(),
            conversation: access.conversation,
            asked_by: access.asked_by,
            asked_at: access.asked_at,
            ticket: access.ticket.as_ref().map(Ticket::to_string),
            state: AccessState::code(access.state(now)),
            decided_by: decided.map(|decided| decided.by),
            decided_at: decided.map(|decided| decided.at),
            until: decided.and_then(|decided| decided.until),
            ended_at: access.ended.map(|(_, at)| at),
        }
    }
}
