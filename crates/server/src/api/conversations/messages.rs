//! The messages of a conversation over the API.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use rules::access::Viewer;
use rules::conversation::AuthorKind;
use rules::ids::{AttachmentId, ConversationId, MessageId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::messages::Message;
use utoipa::ToSchema;

use super::check::FindingShown;
use super::deadline_shown::DeadlineShown;
use super::dispute::DisputeShown;
use super::held::HeldShown;
use crate::actions::conversations::read::{self, MESSAGES_MAX, Part, Thread};
use crate::actions::conversations::send::{self, Outcome, SendMessage, SentMessage};
use crate::api::IdempotentRequest;
use crate::api::attachments::AttachmentShown;
use crate::api::codes;
use crate::app::App;
use crate::error::{ActionError, Members};
use crate::i18n::Texts;
use crate::viewer::Identity;

/// From where on messages are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MessagesQuery {
    /// Only messages after the one with this sequence; 0 if not given.
    #[serde(default)]
    after: u32,
}

/// Messages in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Messages {
    pub items: Vec<MessageShown>,
    /// Give it as `after` to go on; `null` where this was the end.
    pub next: Option<u32>,
    /// Messages of the seller's side that a moderator holds, refused, or that were taken back, in the order in which
    /// they were written; always empty for the buyer.
    pub held: Vec<HeldShown>,
}

/// One message.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: MessageId,
    /// Messages of a conversation count from 1 without gaps.
    pub sequence: u32,
    pub author: Author,
    #[schema(value_type = String, format = DateTime)]
    pub sent_at: Timestamp,
    /// `null` once it has been erased; empty where files alone were sent.
    pub text: Option<String>,
    /// When its text was erased; `null` where it was not.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub erased_at: Option<Timestamp>,
    /// Whether the side that did not write it sees `•••••` in the place of some of its words.
    pub masked: bool,
    /// What was found in it, for those who see all of its words.
    pub findings: Vec<FindingShown>,
    /// Where it is with the people who look at messages; for its own side, once something was found in it.
    pub dispute: Option<DisputeShown>,
    /// Files that went with it.
    pub attachments: Vec<AttachmentShown>,
}

/// Who wrote a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Author {
    #[schema(schema_with = codes::author)]
    pub kind: AuthorKind,
    /// The marketplace's id of the agent or buyer; of staff and tokens only staff see it.
    pub id: Option<String>,
    /// Staff write in the marketplace's name, automation in the seller's.
    pub name: String,
}

/// A message to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBody {
    /// 1 to 10,000 characters of plain text; may be left out where `attachments` names a file.
    #[serde(default)]
    text: String,
    /// Sequence of the newest message that its writer had read; 0 if none.
    last_read: u32,
    /// Send even if somebody else wrote meanwhile.
    #[serde(default)]
    insist: bool,
    /// Send even if `POST /api/v1/messages/check` finds words whose measure is `confirm`.
    #[serde(default)]
    confirmed: bool,
    /// Ids of files that you have uploaded, see `POST /api/v1/uploads`; at most 10, together at most 30,000,000 bytes.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    attachments: Vec<AttachmentId>,
}

/// What became of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageSent {
    #[schema(value_type = String, format = Uuid)]
    pub id: MessageId,
    /// `sent`, or of one that a moderator looks at first `waiting`, `refused` or `withdrawn`.
    #[schema(value_type = String)]
    pub state: &'static str,
    /// `null` while it has not been sent.
    pub sequence: Option<u32>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sent_at: Option<Timestamp>,
    /// By when the marketplace wants to have decided, while it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decision_by: Option<Timestamp>,
}

/// A sent message with what it did to the reply deadline.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sent {
    pub message: MessageSent,
    pub deadline: Option<DeadlineShown>,
    /// The conversation's new version.
    pub version: i64,
}

/// The messages of a conversation
///
/// Staff give a reason first, see `POST /api/v1/conversations/{conversation}/reads`; each look is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/messages",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id"), MessagesQuery),
    responses((status = 200, description = "Messages, oldest first", body = Messages)),
)]
pub async fn get_messages(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Query(query): Query<MessagesQuery>,
) -> Result<Json<Messages>, ActionError> {
    let thread = read::run(
        &app,
        &identity.viewer,
        id,
        Part::After(query.after),
        "messages",
    )
    .await?;
    let items = show_all(&app, &identity, &thread);
    let is_full = items.len() == MESSAGES_MAX as usize;
    let next = items.last().filter(|_| is_full).map(|last| last.sequence);
    let held = HeldShown::all(&app, &identity, &thread);
    Ok(Json(Messages { items, next, held }))
}

/// Send a message
///
/// Refused with `written_meanwhile` where somebody else has written since the message named in `last_read`;
/// the member `messages` then holds what is new. Refused with `contact_confirm` or `contact_refused` by the
/// marketplace's policy for what leads out of it. What a moderator looks at first is not sent yet: the answer is 202,
/// and the seller's reply deadline stands still meanwhile.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/messages",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = SendBody,
    responses(
        (status = 201, description = "It has been sent", body = Sent),
        (status = 202, description = "A moderator looks at it first", body = Sent),
    ),
)]
pub async fn post_message(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Path(id): Path<ConversationId>,
    Json(body): Json<SendBody>,
) -> Response {
    let command = SendMessage {
        conversation: id,
        text: body.text,
        last_read: body.last_read,
        insist: body.insist,
        confirmed: body.confirmed,
        message: request.id(MessageId),
        attachments: body.attachments,
    };
    match send_one(&app, &identity.viewer, command).await {
        Ok(sent) => (sent.message.status(), Json(sent)).into_response(),
        Err(error) if error.told().code == "written_meanwhile" => {
            with_new_messages(&app, &identity, id, body.last_read, error).await
        }
        Err(error) => error.into_response(),
    }
}

async fn send_one(app: &App, viewer: &Viewer, command: SendMessage) -> Result<Sent, ActionError> {
    let sent = send::run(app, viewer, command).await?;
    let message = MessageSent::of(&sent);
    let reason = read::reason(app, viewer, &sent.conversation).await?;
    let now = app.now();
    let deadline = sent.conversation.deadline;
    Ok(Sent {
        message,
        deadline: deadline.map(|deadline| DeadlineShown::new(deadline, reason, now)),
        version: sent.conversation.version,
    })
}

/// The refusal with the messages that its sender had not read.
async fn with_new_messages(
    app: &App,
    identity: &Identity,
    id: ConversationId,
    last_read: u32,
    refused: ActionError,
) -> Response {
    let members = match read::run(
        app,
        &identity.viewer,
        id,
        Part::After(last_read),
        "messages",
    )
    .await
    {
        Ok(thread) => json!({ "messages": show_all(app, identity, &thread) }),
        // Staff may write without having given a reason to read.
        Err(ActionError::Forbidden { .. }) => json!({}),
        Err(error) => return error.into_response(),
    };
    let mut response = refused.into_response();
    if let serde_json::Value::Object(members) = members {
        response.extensions_mut().insert(Members(members));
    }
    response
}

fn show_all(app: &App, identity: &Identity, thread: &Thread) -> Vec<MessageShown> {
    let show = |message: &Message| MessageShown {
        id: message.id,
        sequence: message.sequence,
        author: Author {
            kind: message.author,
            id: author_id(&identity.viewer, message),
            name: thread.author_name(
                message.author,
                &message.author_id,
                &app.config.marketplace.name,
            ),
        },
        sent_at: message.sent_at,
        text: message.text.clone(),
        erased_at: thread.erased.get(&message.id).map(|erased| erased.at),
        masked: !message.hidden.is_empty(),
        findings: thread
            .found_in(message.id, message.text.as_deref())
            .map(|found| FindingShown::new(Texts::of(identity.language), message.author, &found))
            .collect(),
        dispute: thread.looked.get(&message.id).map(DisputeShown::new),
        attachments: thread
            .attachments_of(message.id)
            .filter_map(AttachmentShown::of)
            .collect(),
    };
    thread.messages.iter().map(show).collect()
}

fn author_id(viewer: &Viewer, message: &Message) -> Option<String> {
    let is_known = matches!(message.author, AuthorKind::Agent | AuthorKind::Buyer)
        || matches!(viewer, Viewer::Staff { .. });
    is_known.then(|| message.author_id.clone())
}

impl MessageSent {
    pub(super) fn of(sent: &SentMessage) -> MessageSent {
        let unsent = MessageSent {
            id: sent.message,
            state: "sent",
            sequence: sent.sequence(),
            sent_at: None,
            decision_by: None,
        };
        match sent.outcome {
            Outcome::Sent { at, .. } => MessageSent {
                sent_at: Some(at),
                ..unsent
            },
            Outcome::Held(held) => MessageSent {
                state: held.state.code(),
                decision_by: held.due_at,
                ..unsent
            },
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        match self.sent_at {
            Some(_) => StatusCode::CREATED,
            None => StatusCode::ACCEPTED,
        }
    }
}
