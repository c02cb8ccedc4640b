//! Messages that a moderator looks at first, over the API, for the side that wrote them and for staff.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::ids::{ConversationId, MessageId};
use rules::moderation::{Decided, Decision, Ground, HeldState};
use serde::Serialize;
use utoipa::ToSchema;

use super::check::FindingShown;
use crate::actions::conversations::read::Thread;
use crate::actions::conversations::unsent::Unsent;
use crate::actions::moderation::hold;
use crate::api::attachments::AttachmentShown;
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::viewer::Identity;

/// A message that was not sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: MessageId,
    #[schema(schema_with = codes::author)]
    pub author: AuthorKind,
    /// Who wrote it, in words.
    pub author_name: String,
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
    /// `waiting`, `refused`, or `withdrawn` by its writer's side.
    #[schema(schema_with = codes::held_state)]
    pub state: HeldState,
    /// `null` once it has been erased.
    pub text: Option<String>,
    /// Why it is held.
    pub findings: Vec<FindingShown>,
    pub attachments: Vec<AttachmentShown>,
    /// By when the marketplace wants to have decided, while it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decision_by: Option<Timestamp>,
    /// `null` while it waits.
    pub decision: Option<DecisionShown>,
}

/// What a person of the marketplace decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionShown {
    #[schema(schema_with = codes::decision)]
    pub decision: Decision,
    #[schema(schema_with = codes::ground)]
    pub ground: Ground,
    /// What that person says beside it.
    pub note: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub decided_at: Timestamp,
}

/// Take a held message back
///
/// For the side that wrote it, while nobody has decided about it. The seller's clock runs on.
#[utoipa::path(
    delete,
    path = "/api/v1/conversations/{conversation}/held-messages/{held}",
    tag = "conversations",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        ("held" = Uuid, Path, description = "The message's id"),
    ),
    responses(
        (status = 204, description = "It never comes to the buyer"),
        (status = 409, description = "`not_waiting`: it has been decided or taken back already"),
    ),
)]
pub async fn delete_held(
    State(app): State<App>,
    identity: Identity,
    Path(held): Path<(ConversationId, MessageId)>,
) -> Result<StatusCode, ActionError> {
    hold::take_back(&app, &identity.viewer, held).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl HeldShown {
    pub(super) fn all(app: &App, identity: &Identity, thread: &Thread) -> Vec<HeldShown> {
        let texts = Texts::of(identity.language);
        let marketplace = &app.config.marketplace.name;
        let show = |unsent: &Unsent| {
            let message = &unsent.message;
            let review = unsent.review.as_ref();
            let decided = review.and_then(|review| review.decided);
            HeldShown {
                id: message.id,
                author: message.author,
                author_name: thread.author_name(message.author, &message.author_id, marketplace),
                written_at: message.written_at,
                state: message.state,
                text: message.text.clone(),
                findings: thread
                    .found_in(message.id, message.text.as_deref())
                    .map(|found| FindingShown::new(texts, message.author, &found))
                    .collect(),
                attachments: thread
                    .attachments_of(message.id)
                    .filter_map(AttachmentShown::of)
                    .collect(),
                decision_by: review
                    .filter(|_| decided.is_none())
                    .map(|review| review.due_at),
                decision: decided.map(|decided| DecisionShown::new(&decided, unsent.note.clone())),
            }
        };
        thread.held.iter().map(show).collect()
    }
}

impl DecisionShown {
    pub(in crate::api) fn new(decided: &Decided, note: Option<String>) -> DecisionShown {
        DecisionShown {
            decision: decided.decision,
            ground: decided.ground,
            note,
            decided_at: decided.at,
        }
    }
}
