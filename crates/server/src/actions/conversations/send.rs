//! Sending a message into a conversation.

use jiff::Timestamp;
use rules::access::{Action, Viewer};
use rules::conversation::{
    AddedSince, AuthorKind, Change, Conversation, MessageRefused, MessageText, Sender, Sent, send,
};
use rules::ids::{AttachmentId, ContentId, ConversationId, DeadlineId, MessageId};
use rules::moderation::{Judged, hidden};
use rules::quick_reply::unfilled;
use serde_json::Value;
use store::messages::{self, Message};
use store::{DbError, Tx};

use super::draft;
use super::save::{Before, load, save_with};
use crate::actions::assignment;
use crate::actions::attachments::bind::bind;
use crate::actions::moderation::{Found, Writing, keep, screen};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, author_kind};

/// A message to be sent.
#[derive(Debug, Clone)]
pub struct SendMessage {
    pub conversation: ConversationId,
    /// May be empty where files go with it.
    pub text: String,
    /// Sequence of the newest message that the writer had read; 0 if none.
    pub last_read: u32,
    /// Send even if somebody else wrote meanwhile.
    pub insist: bool,
    /// Send even words that the policy asks about.
    pub confirmed: bool,
    /// The id that the message gets, chosen by the sender: sending again under the same id sends nothing.
    pub message: Option<MessageId>,
    /// Files that the sender has uploaded and that go with it, in this order.
    pub attachments: Vec<AttachmentId>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct SentMessage {
    pub conversation: Conversation,
    pub message: MessageId,
    pub sequence: u32,
    pub sent_at: Timestamp,
    /// It had been sent before under the same id.
    pub repeated: bool,
}

impl SentMessage {
    /// It has just become the newest of its conversation.
    pub(super) fn newest(conversation: Conversation, message: MessageId) -> SentMessage {
        SentMessage {
            sequence: conversation.last_sequence,
            sent_at: conversation.last_message_at,
            conversation,
            message,
            repeated: false,
        }
    }

    fn again(
        conversation: Conversation,
        message: MessageId,
        before: &messages::Sent,
    ) -> SentMessage {
        SentMessage {
            sequence: before.sequence,
            sent_at: before.at,
            conversation,
            message,
            repeated: true,
        }
    }
}

/// Sends it, unless somebody else has written since the message that the writer had read last.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: SendMessage,
) -> Result<SentMessage, ActionError> {
    let text = parse_beside(&command.text, command.attachments.len())?;
    let now = app.now();
    let message = match command.message {
        Some(message) => message,
        None => app.new_id(now, MessageId)?,
    };
    let writing = Writing::In(command.conversation);
    let screened = screen(app, viewer, writing, text.as_str()).await?;
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let mut conversation =
            load(tx, &viewer, command.conversation, Action::WriteMessage).await?;
        if let Some(sent) = sent_before(tx, &conversation, message).await? {
            return Ok(SentMessage::again(conversation, message, &sent));
        }
        let (_, author_id) = actor(&viewer);
        let author = author_of(&viewer)?;
        check_gaps(author, &text)?;
        screened.check(command.confirmed)?;
        let added = match command.insist {
            true => None,
            false => {
                Some(added_since(tx, &conversation, command.last_read, (author, &author_id)).await?)
            }
        };
        let before = Before::of(&conversation);
        let recorder = Recorder::new(&app, &viewer, now);
        let changes = decide(
            tx,
            &app,
            &mut conversation,
            message,
            author,
            added,
            &recorder,
        )
        .await?;
        let assigned = assignment::apply(tx, &app, &recorder, &mut conversation).await?;
        let files = bind(
            tx,
            &recorder,
            &viewer,
            &conversation,
            message,
            &command.attachments,
        )
        .await?;
        tokio::try_join!(
            write(
                tx,
                &recorder,
                &before,
                &conversation,
                &changes,
                &author_id,
                (&text, &files, &screened.judged),
            ),
            async { Ok(draft::delete(tx, &viewer, &conversation).await?) },
        )?;
        assignment::record_assigned(tx, &recorder, &conversation, assigned).await?;
        Ok(SentMessage::newest(conversation, message))
    })
    .await
}

/// What was sent under this id before; an id that names a message of another conversation is refused.
async fn sent_before(
    tx: &Tx,
    conversation: &Conversation,
    message: MessageId,
) -> Result<Option<messages::Sent>, ActionError> {
    match messages::sent(tx, &conversation.seller, message).await? {
        Some(sent) if sent.conversation != conversation.id => Err(ActionError::conflict(
            "message_elsewhere",
            "A message with this id was sent into another conversation.",
        )),
        sent => Ok(sent),
    }
}

/// Checks a text; the refusal says what is wrong with it.
pub fn parse_text(text: &str) -> Result<MessageText, ActionError> {
    MessageText::parse(text)
        .map_err(|invalid| ActionError::invalid(invalid.code(), invalid.to_string()))
}

fn parse_beside(text: &str, files: usize) -> Result<MessageText, ActionError> {
    MessageText::beside_files(text, files)
        .map_err(|invalid| ActionError::invalid(invalid.code(), invalid.to_string()))
}

/// A variable of a quick reply that nobody filled in does not go out. A buyer may write what it likes.
pub fn check_gaps(author: AuthorKind, text: &MessageText) -> Result<(), ActionError> {
    let gaps = match author {
        AuthorKind::Buyer => Vec::new(),
        AuthorKind::Agent | AuthorKind::Automation | AuthorKind::Staff => unfilled(text.as_str()),
    };
    if gaps.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = gaps.into_iter().map(|gap| gap.placeholder()).collect();
    Err(ActionError::invalid(
        "unfilled_gap",
        format!("text: fill in or take out {}.", names.join(", ")),
    ))
}

/// The kind of author that the viewer is.
pub fn author_of(viewer: &Viewer) -> Result<AuthorKind, ActionError> {
    author_kind(viewer)
        .ok_or_else(|| ActionError::forbidden("not_allowed", "You may not write messages."))
}

async fn added_since(
    tx: &Tx,
    conversation: &Conversation,
    last_read: u32,
    author: (AuthorKind, &str),
) -> Result<AddedSince, DbError> {
    let by_others = match last_read < conversation.last_sequence {
        true => {
            messages::count_of_others_after(
                tx,
                &conversation.seller,
                conversation.id,
                last_read,
                author,
            )
            .await?
        }
        false => 0,
    };
    Ok(AddedSince {
        last_read,
        by_others,
    })
}

/// Asks the rules what the message changes.
pub async fn decide(
    tx: &Tx,
    app: &App,
    conversation: &mut Conversation,
    message: MessageId,
    author: AuthorKind,
    added: Option<AddedSince>,
    recorder: &Recorder,
) -> Result<Vec<Change>, ActionError> {
    let at = recorder.now;
    let terms = match author {
        AuthorKind::Buyer => {
            let (seller, buyer) = (&conversation.seller, &conversation.buyer);
            Some(
                app.calendars
                    .terms(tx, &app.config, seller, buyer, at)
                    .await?,
            )
        }
        _ => None,
    };
    let sender = match (author, &terms) {
        (AuthorKind::Buyer, Some(terms)) => Sender::Buyer {
            deadline: recorder.id(DeadlineId)?,
            terms: terms.terms_at(at),
        },
        (AuthorKind::Agent, _) => Sender::Agent,
        (AuthorKind::Staff, _) => Sender::Staff,
        _ => Sender::Automation,
    };
    send(
        conversation,
        &Sent {
            message,
            sender,
            at,
            added,
        },
    )
    .map_err(refused)
}

/// Saves the message with its text and what was found in it, the conversation and the events;
/// `files` is what they say of its files.
pub async fn write(
    tx: &Tx,
    recorder: &Recorder,
    before: &Before,
    conversation: &Conversation,
    changes: &[Change],
    author_id: &str,
    (text, files, judged): (&MessageText, &[Value], &[Judged]),
) -> Result<(), ActionError> {
    let message = Message {
        id: conversation.last_message,
        sequence: conversation.last_sequence,
        author: conversation.last_author,
        author_id: author_id.to_owned(),
        sent_at: conversation.last_message_at,
        text: None,
        hidden: hidden(judged),
    };
    let (salt, said) = recorder.commit(ContentId(message.id.0), text.as_str())?;
    tokio::try_join!(
        save_with(
            tx,
            recorder,
            before,
            conversation,
            changes,
            (Some(said), files)
        ),
        async {
            let content = ContentId(message.id.0);
            Ok(store::contents::insert_hiding(
                tx,
                &conversation.seller,
                content,
                (&salt, text.as_str()),
                &message.hidden,
            )
            .await?)
        },
        async { Ok(messages::insert(tx, &conversation.seller, conversation.id, &message).await?) },
    )?;
    let author = message.author;
    keep(tx, recorder, conversation, Found { author, judged }).await
}

fn refused(refused: MessageRefused) -> ActionError {
    match &refused {
        MessageRefused::LastReadUnknown => {
            ActionError::invalid(refused.code(), refused.to_string())
        }
        MessageRefused::Deadline(_) => ActionError::Internal {
            operation: "computing a reply deadline",
            source: Box::new(refused),
        },
        _ => ActionError::conflict(refused.code(), refused.to_string()),
    }
}
