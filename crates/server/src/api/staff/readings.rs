//! Who of the staff read which conversation and why, over the API. No text of a conversation is shown here.

use axum::Json;
use axum::extract::{Query, State};
use jiff::Timestamp;
use rules::ids::{ConversationId, SellerId, StaffId};
use serde::{Deserialize, Serialize};
use store::readings::{Filter, Reading};
use utoipa::ToSchema;

use super::paging;
use crate::actions::readings;
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
    #[schema(value_type = String, format = Uuid)]
    pub staff: StaffId,
    pub staff_name: Option<String>,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[schema(value_type = String, format = Uuid)]
    pub conversation: ConversationId,
    /// `null` once erased.
    pub reason: Option<String>,
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
    let filter = Filter {
        staff: query.staff,
        seller: query.seller,
        conversation: query.conversation,
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

impl From<Reading> for ReadingShown {
    fn from(reading: Reading) -> ReadingShown {
        ReadingShown {
            staff: reading.staff,
            staff_name: reading.staff_name,
            seller: reading.seller,
            conversation: reading.conversation,
            reason: reading.reason,
            given_at: reading.at,
            looks: reading.looks,
            last_look_at: reading.last_look_at,
        }
    }
}
