//! Saying over the API that what was found in a message is no contact data, and what a person answers.

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use rules::ids::{ConversationId, MessageId};
use rules::moderation::{Decision, Ground};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::moderation::dispute::{self, DisputeMessage, Looked};
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Why it is no contact data.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeBody {
    /// In 1 to 500 characters in one line.
    reason: String,
}

/// Where a message of one's own side is with the people who look at messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisputeShown {
    /// `possible`, `waits` or `answered`.
    state: &'static str,
    /// By when a person wants to have answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    answer: Option<AnswerShown>,
}

/// What a person of the marketplace has decided about a message.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AnswerShown {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `confirmed`, `dismissed` or `released`; after the last two the other side sees the words.
    #[schema(schema_with = codes::decision)]
    decision: Decision,
    #[schema(schema_with = codes::ground)]
    ground: Ground,
    /// What the person says besides.
    note: Option<String>,
}

/// Say that it is no contact data
///
/// Of a message of one's own side in which something was found, once. A person of the marketplace looks at it and
/// answers here.
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/messages/{message}/dispute",
    tag = "moderation",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        ("message" = Uuid, Path, description = "The message's id"),
    ),
    request_body = DisputeBody,
    responses(
        (status = 200, description = "A person looks at it", body = DisputeShown),
        (status = 409, description = "`already_disputed`, `dispute_decided`, `dispute_nothing_found` or `dispute_not_yours`"),
    ),
)]
pub async fn put_dispute(
    State(app): State<App>,
    identity: Identity,
    Path((conversation, message)): Path<(ConversationId, MessageId)>,
    Json(body): Json<DisputeBody>,
) -> Result<Json<DisputeShown>, ActionError> {
    let command = DisputeMessage {
        conversation,
        message,
        reason: body.reason,
    };
    let due_at = dispute::dispute(&app, &identity.viewer, command).await?;
    Ok(Json(DisputeShown::new(&Looked::Waits { due_at })))
}

impl DisputeShown {
    pub(super) fn new(looked: &Looked) -> DisputeShown {
        let (state, due_at, answer) = match looked {
            Looked::Possible => ("possible", None, None),
            Looked::Waits { due_at } => ("waits", Some(*due_at), None),
            Looked::Answered { decided, note } => {
                let answer = AnswerShown {
                    at: decided.at,
                    decision: decided.decision,
                    ground: decided.ground,
                    note: note.clone(),
                };
                ("answered", None, Some(answer))
            }
        };
        DisputeShown {
            state,
            due_at,
            answer,
        }
    }
}
