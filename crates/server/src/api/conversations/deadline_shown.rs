//! How a reply deadline looks over the API.

use jiff::Timestamp;
use rules::conversation::{DeadlineState, ReplyDeadline};
use rules::deadline::Derivation;
use rules::ids::{DeadlineId, MessageId};
use serde::Serialize;
use utoipa::ToSchema;

use super::derivation_shape::DerivationShape;
use crate::api::codes;

/// The instant by which the seller must answer, with its derivation.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: DeadlineId,
    /// The buyer's message that opened it.
    #[schema(value_type = String, format = Uuid)]
    pub message: MessageId,
    #[schema(schema_with = codes::deadline_state)]
    pub state: DeadlineState,
    /// The due instant has passed while the clock ran.
    pub overdue: bool,
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// `null` while the clock stands still.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub settled_at: Option<Timestamp>,
    /// Whether the answer came in time; `null` without an answer.
    pub on_time: Option<bool>,
    /// Why an agent said that no reply is needed.
    pub no_reply_reason: Option<String>,
    /// When the buyer objected to that.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub objected_at: Option<Timestamp>,
    #[schema(value_type = DerivationShape)]
    pub derivation: Derivation,
}

impl DeadlineShown {
    pub(in crate::api) fn new(
        deadline: ReplyDeadline,
        reason: Option<String>,
        now: Timestamp,
    ) -> DeadlineShown {
        DeadlineShown {
            overdue: deadline.is_overdue(now),
            id: deadline.id,
            message: deadline.message,
            state: deadline.state,
            received_at: deadline.received_at,
            due_at: deadline.due_at,
            settled_at: deadline.settled_at,
            on_time: deadline.on_time,
            no_reply_reason: reason,
            objected_at: deadline.objected_at,
            derivation: deadline.derivation,
        }
    }
}
