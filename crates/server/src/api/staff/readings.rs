//! Who of the staff read which conversation and why, over the API. No text of a conversation is shown here.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::{AccessId, ConversationId, EventId, OrderId, SellerId, StaffId};
use rules::looking::Ticket;
use serde::{Deserialize, Serialize};
use store::readings::{Filter, Reading, What};
use utoipa::ToSchema;

use super::paging;
use crate::actions::readings::{self, MakeConfidential};
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Which readings are wanted; what is left out narrows nothing.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadingsQuery {
    /// Only of this person.
    #[param(value_type = Option<String>, format = Uuid)]
    staff: Option<StaffId>,
    /// Only of this seller's conversations.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
    #[param(value_type = Option<String>, format = Uuid)]
    conversation: Option<ConversationId>,
    /// Only of conversations about the order with this number.
    #[param(value_type = Option<String>)]
    order: Option<OrderId>,
    /// `conversation`, `strike`, `labelled_set`, or `break_glass` for those under access that a second person approved.
    what: Option<String>,
    /// Only those whose reason was given at this instant or after it.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Only those whose reason was given before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// `next` of the answer before.
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// Readings, the newest reason first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readings {
    pub items: Vec<ReadingShown>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// A reason that was given, with the looks that followed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingShown {
    /// That of the event with the reason, or of the look where what was looked at says why.
    #[schema(value_type = String, format = Uuid)]
    pub id: EventId,
    #[schema(schema_with = codes::reading_kind)]
    pub kind: &'static str,
    #[schema(value_type = String, format = Uuid)]
    pub staff: StaffId,
    pub staff_name: Option<String>,
    /// `null` for the labelled set, which is of many sellers.
    #[schema(value_type = Option<String>)]
    pub seller: Option<SellerId>,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub conversation: Option<ConversationId>,
    /// `null` once erased, and for a strike, which is the reason itself.
    pub reason: Option<String>,
    pub ticket: Option<String>,
    /// The access under which it was read that a second person approved.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub break_glass: Option<AccessId>,
    /// The parties are not told before this instant.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub confidential_until: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    pub given_at: Timestamp,
    pub looks: u32,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_look_at: Option<Timestamp>,
}

/// List who read what
#[utoipa::path(
    get,
    path = "/api/v1/oversight/readings",
    tag = "staff",
    params(ReadingsQuery),
    responses(
        (status = 200, description = "A page of them, the newest reason first", body = Readings),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    ),
)]
pub async fn get_readings(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<ReadingsQuery>,
) -> Result<Json<Readings>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let before = paging::place(query.cursor.as_deref())?;
    let unknown = || {
        let detail = "what: say `conversation`, `strike`, `labelled_set` or `break_glass`.";
        ActionError::invalid("what", detail)
    };
    let what = query.what.as_deref();
    let what = what.map(|code| What::from_code(code).ok_or_else(unknown));
    let filter = Filter {
        staff: query.staff,
        seller: query.seller,
        conversation: query.conversation,
        order: query.order,
        what: what.transpose()?,
        from: query.from,
        to: query.to,
    };
    let mut found = readings::list(&app, &identity.viewer, filter, before, limit + 1).await?;
    let next = paging::next(&mut found, limit, readings::place);
    Ok(Json(Readings {
        items: found.into_iter().map(ReadingShown::from).collect(),
        next,
    }))
}

/// For how long the parties are not told, and on what ground.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfidentialityBody {
    /// After now and within 366 days.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
    /// 1 to 500 characters in one line.
    ground: String,
}

/// Keep it from the parties that somebody looked
///
/// Up to an instant, on a ground that is recorded; then they are told of all looks under this reason. For auditors.
/// Doing it again states another instant.
#[utoipa::path(
    put,
    path = "/api/v1/oversight/readings/{reading}/confidentiality",
    tag = "staff",
    params(("reading" = Uuid, Path, description = "The reading's id")),
    request_body = ConfidentialityBody,
    responses(
        (status = 204, description = "The parties are not told before then"),
        (status = 409, description = "`confidential_disclosed` or `confidential_nobody`"),
    ),
)]
pub async fn put_confidentiality(
    State(app): State<App>,
    identity: Identity,
    Path(reading): Path<EventId>,
    Json(body): Json<ConfidentialityBody>,
) -> Result<StatusCode, ActionError> {
    let command = MakeConfidential {
        reading,
        until: body.until,
        ground: body.ground,
    };
    readings::make_confidential(&app, &identity.viewer, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Reading> for ReadingShown {
    fn from(reading: Reading) -> ReadingShown {
        ReadingShown {
            id: reading.id,
            kind: reading.kind.code(),
            staff: reading.staff,
            staff_name: reading.staff_name,
            seller: reading.seller,
            conversation: reading.conversation,
            reason: reading.reason,
            ticket: reading.ticket.as_ref().map(Ticket::to_string),
            break_glass: reading.access,
            confidential_until: reading.confidential_until,
            given_at: reading.at,
            looks: reading.looks,
            last_look_at: reading.last_look_at,
        }
    }
}
