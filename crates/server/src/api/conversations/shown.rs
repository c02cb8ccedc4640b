//! How a conversation and its parts look over the API, to each kind of viewer.

use axum::Json;
use jiff::Timestamp;
use rules::access::{Action, Relation, Verdict, Viewer, may};
use rules::conversation::{AuthorKind, Conversation, ConversationState, Subject, WaitsFor};
use rules::ids::{AgentId, BuyerId, ConversationId, ListingId, MessageId, OrderId, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::deadline_shown::DeadlineShown;
use crate::actions::conversations::read;
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;

/// What a conversation is about, by the marketplace's id.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SubjectNamed {
    Listing {
        #[schema(value_type = String)]
        id: ListingId,
    },
    Order {
        #[schema(value_type = String)]
        id: OrderId,
    },
}

/// A conversation with its latest reply deadline, without its messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConversationShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: ConversationId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    pub subject: SubjectNamed,
    /// What was bought or asked about.
    pub title: String,
    /// The id it had in the helpdesk that it was moved in from.
    pub external_id: Option<String>,
    #[schema(schema_with = codes::conversation_state)]
    pub state: ConversationState,
    /// Whose turn it is.
    #[schema(schema_with = codes::waits_for)]
    pub waits_for: WaitsFor,
    /// The agent who is to answer; absent for buyers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub assignee: Option<Option<AgentId>>,
    /// Since when staff of the marketplace answer in place of the seller.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub taken_over_at: Option<Timestamp>,
    /// Since when the buyer's call to the marketplace stands.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub escalated_at: Option<Timestamp>,
    /// The newest message.
    pub last_message: LastMessage,
    /// The deadline that runs, stands still or is waived, or the last one that was settled.
    pub deadline: Option<DeadlineShown>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Counts the changes; send it along with a change to be told when somebody else was faster.
    pub version: i64,
}

/// The newest message, without its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastMessage {
    #[schema(value_type = String, format = Uuid)]
    pub id: MessageId,
    /// Messages of a conversation count from 1 without gaps.
    pub sequence: u32,
    #[schema(schema_with = codes::author)]
    pub author: AuthorKind,
    #[schema(value_type = String, format = DateTime)]
    pub sent_at: Timestamp,
}

/// The answer to a change: the conversation as it is now, to staff without what an agent wrote in it.
pub(super) async fn shown(
    app: &App,
    viewer: &Viewer,
    changed: Conversation,
) -> Result<Json<ConversationShown>, ActionError> {
    let reason = read::reason(app, viewer, &changed).await?;
    let now = app.now();
    Ok(Json(ConversationShown::new(viewer, changed, reason, now)))
}

impl SubjectNamed {
    pub(in crate::api) fn of(subject: &Subject) -> SubjectNamed {
        match subject {
            Subject::Listing(id) => SubjectNamed::Listing { id: id.clone() },
            Subject::Order(id) => SubjectNamed::Order { id: id.clone() },
        }
    }

    pub(super) fn into_subject(self) -> Subject {
        match self {
            SubjectNamed::Listing { id } => Subject::Listing(id),
            SubjectNamed::Order { id } => Subject::Order(id),
        }
    }
}

impl ConversationShown {
    /// `reason` is the text with which an agent said that no reply is needed.
    pub(super) fn new(
        viewer: &Viewer,
        conversation: Conversation,
        reason: Option<String>,
        now: Timestamp,
    ) -> ConversationShown {
        ConversationShown {
            waits_for: WaitsFor::of(&conversation),
            assignee: assignee_for(viewer, conversation.assignee),
            id: conversation.id,
            seller: conversation.seller,
            buyer: conversation.buyer,
            subject: SubjectNamed::of(&conversation.subject),
            title: conversation.title,
            external_id: conversation.external_id,
            state: conversation.state,
            taken_over_at: conversation.taken_over.map(|taken| taken.at),
            escalated_at: conversation.escalated_at,
            last_message: LastMessage {
                id: conversation.last_message,
                sequence: conversation.last_sequence,
                author: conversation.last_author,
                sent_at: conversation.last_message_at,
            },
            deadline: conversation
                .deadline
                .map(|deadline| DeadlineShown::new(deadline, reason, now)),
            created_at: conversation.created_at,
            updated_at: conversation.updated_at,
            version: conversation.version,
        }
    }
}

/// Who works on it inside the seller is none of the buyer's business.
pub(super) fn assignee_for(viewer: &Viewer, assignee: Option<AgentId>) -> Option<Option<AgentId>> {
    let sees = may(viewer, Action::ReadNotes, Relation::Own) == Verdict::Allowed;
    sees.then_some(assignee)
}
