//! Sending a message into a conversation.

use jiff::Timestamp;
use rules::access::{Action, Viewer};
use rules::conversation::{
    AddedSince, AuthorKind, Change, Conversation, MessageRefused, MessageText, Sender, Sent, send,
};
use rules::ids::{AttachmentId, ContentId, ConversationId, DeadlineId, MessageId};
use rules::moderation::{Measure, hidden};
use rules::quick_reply::unfilled;
use serde_json::Value;
use store::messages::{self, Message};
use store::{DbError, Tx};

use super::draft;
use super::save::{Before, load, save_with};
use crate::actions::assignment;
use crate::actions::attachments::bind::bind;
use crate::actions::keeping::refuse_erased;
use crate::actions::moderation::hold::{Finished, Held, held_before, hold};
use crate::actions::moderation::{Writing, keep, sample, screen};
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
    pub outcome: Outcome,
}

/// Where the message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Sent {
        sequence: u32,
        at: Timestamp,
    },
    /// A person of the marketplace looks at it first.
    Held(Held),
}

impl SentMessage {
    /// It has just become the newest of its conversation.
    fn newest(conversation: Conversation, message: MessageId) -> SentMessage {
        SentMessage {
            outcome: Outcome::Sent {
                sequence: conversation.last_sequence,
                at: conversation.last_message_at,
            },
            conversation,
            message,
        }
    }

    /// Its place in the conversation; `None` where it waits.
    pub fn sequence(&self) -> Option<u32> {
        match self.outcome {
            Outcome::Sent { sequence, .. } => Some(sequence),
            Outcome::Held(_) => None,
        }
    }
}

/// Sends it, unless somebody else has written since the message that the writer had read last; what a person of the
/// marketplace has to look at first is held.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: SendMessage,
) -> Result<SentMessage, ActionError> {
    let text = parse_beside(&command.text, command.attachments.len())?;
    let now = app.now();
    let chosen = command.message;
    let message = match chosen {
        Some(message) => message,
        None => app.new_id(now, MessageId)?,
    };
    let writing = Writing::In(command.conversation);
    let wanted = (text.as_str(), command.attachments.as_slice());
    let screened = screen(app, viewer, writing, wanted).await?;
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, command.conversation, Action::WriteMessage).await?;
        // An id that was drawn here names nothing yet.
        if chosen.is_some()
            && let Some(outcome) = written_before(tx, &conversation, message).await?
        {
            return Ok(SentMessage {
                conversation,
                message,
                outcome,
            });
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
        let recorder = Recorder::new(&app, &viewer, now);
        let finished = Finished {
            message,
            author,
            author_id: &author_id,
            text: text.as_str(),
            attachments: &command.attachments,
            screened: &screened,
            added,
        };
        let before = Before::of(&conversation);
        let into = (before, conversation.clone(), Vec::new());
        // Asked together with what is written: a refusal takes all of it back.
        let ((), sent, ()) = tokio::try_join!(
            refuse_erased(tx, &conversation.buyer),
            deliver(tx, &app, (&viewer, &recorder), into, finished),
            async { Ok(draft::delete(tx, &viewer, &conversation).await?) },
        )?;
        Ok(sent)
    })
    .await
}

/// Puts a finished message into its conversation, or holds it. `changes` is what happened to the conversation already.
pub(super) async fn deliver(
    tx: &Tx,
    app: &App,
    (viewer, recorder): (&Viewer, &Recorder),
    (before, mut conversation, mut changes): (Before, Conversation, Vec<Change>),
    finished: Finished<'_>,
) -> Result<SentMessage, ActionError> {
    let message = finished.message;
    if finished.screened.measure() == Measure::Hold {
        let held = hold(tx, app, (viewer, recorder), &mut conversation, finished).await?;
        return Ok(SentMessage {
            conversation,
            message,
            outcome: Outcome::Held(held),
        });
    }
    changes.extend(decide(tx, app, &mut conversation, finished, recorder).await?);
    let assigned = assignment::apply(tx, app, recorder, &mut conversation).await?;
    let wanted = (finished.attachments, finished.screened.judged.as_slice());
    let files = bind(tx, recorder, viewer, &conversation, message, wanted).await?;
    let changed = (&before, &conversation, changes.as_slice());
    let salt = write(tx, recorder, changed, &files, finished).await?;
    let looked = (finished.screened, &salt);
    sample(tx, app, recorder, &conversation, looked).await?;
    assignment::record_assigned(tx, recorder, &conversation, assigned).await?;
    Ok(SentMessage::newest(conversation, message))
}

/// What became of what was written under this id before; an id that names a message of another conversation is refused.
pub(super) async fn written_before(
    tx: &Tx,
    conversation: &Conversation,
    message: MessageId,
) -> Result<Option<Outcome>, ActionError> {
    match messages::sent(tx, &conversation.seller, message).await? {
        Some(sent) if sent.conversation != conversation.id => Err(ActionError::conflict(
            "message_elsewhere",
            "A message with this id was sent into another conversation.",
        )),
        Some(sent) => Ok(Some(Outcome::Sent {
            sequence: sent.sequence,
            at: sent.at,
        })),
        None => {
            let held = held_before(tx, conversation, message).await?;
            Ok(held.map(Outcome::Held))
        }
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
async fn decide(
    tx: &Tx,
    app: &App,
    conversation: &mut Conversation,
    finished: Finished<'_>,
    recorder: &Recorder,
) -> Result<Vec<Change>, ActionError> {
    let (at, author) = (recorder.now, finished.author);
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
    let sent = Sent {
        message: finished.message,
        sender,
        at,
        added: finished.added,
    };
    send(conversation, &sent).map_err(refused)
}

/// Saves the message with its text and what was found in it, the conversation and the events;
/// `files` is what they say of its files. Gives the salt that was drawn for the text.
async fn write(
    tx: &Tx,
    recorder: &Recorder,
    (before, conversation, changes): (&Before, &Conversation, &[Change]),
    files: &[Value],
    finished: Finished<'_>,
) -> Result<[u8; 32], ActionError> {
    let found = finished
        .screened
        .found(finished.message, finished.attachments);
    let message = Message {
        id: conversation.last_message,
        sequence: conversation.last_sequence,
        author: conversation.last_author,
        author_id: finished.author_id.to_owned(),
        sent_at: conversation.last_message_at,
        text: None,
        hidden: hidden(found.judged),
    };
    let content = ContentId(message.id.0);
    let (salt, said) = recorder.commit(content, finished.text)?;
    let told = (Some(said), files);
    tokio::try_join!(
        save_with(tx, recorder, before, conversation, changes, told),
        async {
            let seller = &conversation.seller;
            let text = (&salt, finished.text);
            Ok(store::contents::insert_hiding(tx, seller, content, text, &message.hidden).await?)
        },
        async { Ok(messages::insert(tx, &conversation.seller, conversation.id, &message).await?) },
    )?;
    keep(tx, recorder, conversation, found).await?;
    Ok(salt)
}

pub(in crate::actions) fn refused(refused: MessageRefused) -> ActionError {
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
