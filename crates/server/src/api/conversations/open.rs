//! Opening a conversation over the API.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rules::ids::{AttachmentId, BuyerId, MessageId, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::messages::MessageSent;
use super::shown::{ConversationShown, SubjectNamed};
use crate::actions::conversations::open::{self, OpenConversation};
use crate::actions::conversations::read;
use crate::api::IdempotentRequest;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A conversation to be opened, with its first message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenBody {
    /// May be left out by agents.
    #[schema(value_type = Option<String>)]
    seller: Option<SellerId>,
    /// May be left out by buyers, and about an order.
    #[schema(value_type = Option<String>)]
    buyer: Option<BuyerId>,
    subject: SubjectNamed,
    /// 1 to 10,000 characters of plain text. What opens a conversation needs words, also beside files.
    text: String,
    /// Send even if the text holds words that the marketplace's policy asks about.
    #[serde(default)]
    confirmed: bool,
    /// Ids of files that you have uploaded, see `POST /api/v1/uploads`; at most 10, together at most 30,000,000 bytes.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    attachments: Vec<AttachmentId>,
}

/// A conversation with the message that was sent into it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opened {
    /// `false` where one about the same was open already and the message landed there.
    pub is_new: bool,
    pub conversation: ConversationShown,
    pub message: MessageSent,
}

/// Open a conversation
///
/// A buyer opens one about a listing or an order, an agent about an order, staff about either.
/// Where one of the same buyer and seller about the same is open already, the message lands there.
#[utoipa::path(
    post,
    path = "/api/v1/conversations",
    tag = "conversations",
    request_body = OpenBody,
    responses(
        (status = 201, description = "The message has been sent", body = Opened),
        (status = 202, description = "One is open already, and a moderator looks at the message first", body = Opened),
        (status = 404, description = "There is no such order or listing that the viewer can see"),
    ),
)]
pub async fn post_conversation(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(body): Json<OpenBody>,
) -> Result<(StatusCode, Json<Opened>), ActionError> {
    let command = OpenConversation {
        seller: body.seller,
        buyer: body.buyer,
        subject: body.subject.into_subject(),
        text: body.text,
        confirmed: body.confirmed,
        message: request.id(MessageId),
        attachments: body.attachments,
    };
    let sent = open::run(&app, &identity.viewer, command).await?;
    let message = MessageSent::of(&sent);
    let reason = read::reason(&app, &identity.viewer, &sent.conversation).await?;
    let opened = Opened {
        is_new: message.sequence == Some(1),
        conversation: ConversationShown::new(
            &identity.viewer,
            sent.conversation,
            reason,
            app.now(),
        ),
        message,
    };
    Ok((opened.message.status(), Json(opened)))
}
