//! Takes in a conversation with its history: what is known already stays, what is new is replayed behind it.

use jiff::Timestamp;
use rules::conversation::{
    AuthorKind, Conversation, ConversationState, MessageText, Past, ReplyDeadline, Subject, close,
    known_part, state_on_arrival,
};
use rules::ids::{ContentId, ConversationId, MessageId};
use rules::marketplace::check_text;
use rules::moderation::Reader;
use rules::time::whole_us;
use store::messages::{self, Message};
use store::{Tx, contents, conversations, deadlines};

use super::history::{PastMessage, Replay};
use super::line::{ConversationLine, From, MessageLine};
use crate::actions::conversations::save::{Before, erased, save};
use crate::actions::keeping::refuse_erased;
use crate::actions::marketplace::Outcome;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::calendars::{KnownTerms, spec_of_reply};
use crate::error::ActionError;

/// Makes the conversation what the line says. Nothing is written before the whole line is found good.
pub(super) async fn apply_conversation(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    known_terms: &KnownTerms,
    line: &ConversationLine,
) -> Result<Outcome, ActionError> {
    let past = read_messages(line)?;
    // All are awaited, whatever one of them says: the transaction may go on with other lines.
    let (allowed, found, spec) = tokio::join!(
        refuse_erased(tx, &line.buyer),
        conversations::find_imported(tx, &line.seller, &line.id),
        spec_of_reply(tx, &app.config, &line.seller, &line.buyer)
    );
    allowed?;
    let (found, spec) = (found?, spec?);
    let known = match &found {
        Some(found) => {
            check_same(found, line)?;
            messages::after(
                tx,
                (Reader::Marketplace, &line.seller),
                found.id,
                0,
                u32::MAX,
            )
            .await?
        }
        None => Vec::new(),
    };
    let new = new_messages(&known, past, recorder.now)?;
    let terms = app.calendars.terms_by(tx, known_terms, &line.seller, &spec);
    let terms = terms.await?;
    let before = found.as_ref().map_or_else(Before::nothing, Before::of);
    let mut replay = match found {
        Some(_) if new.is_empty() => return Ok(Outcome::Unchanged),
        Some(found) if found.emptied_at.is_some() => return Err(erased()),
        Some(found) => Replay::new(recorder, &terms, found),
        None => {
            let mut replay = Replay::new(recorder, &terms, begin(line, &new, recorder)?);
            replay.opened()?;
            replay
        }
    };
    for message in new {
        replay.add(message)?;
    }
    let other = settle_state(tx, recorder, line, &mut replay).await?;
    if let Some(other) = other {
        close_other(tx, recorder, other).await?;
    }
    let is_new = known.is_empty();
    write(tx, recorder, &before, replay).await?;
    Ok(if is_new {
        Outcome::Created
    } else {
        Outcome::Changed
    })
}

fn read_messages(line: &ConversationLine) -> Result<Vec<PastMessage>, ActionError> {
    check_text("id", &line.id, 200)?;
    if let Some(subject) = &line.subject {
        check_text("subject", subject, 500)?;
    }
    subject(line)?;
    let read = |(index, message): (usize, &MessageLine)| {
        let text = MessageText::parse(&message.text).map_err(|invalid| {
            ActionError::invalid(invalid.code(), format!("messages[{index}].text: {invalid}"))
        })?;
        let (author, author_id) = match message.from {
            From::Buyer => (AuthorKind::Buyer, line.buyer.to_string()),
            From::Seller => (
                AuthorKind::Agent,
                message
                    .agent
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ),
            From::Staff => (AuthorKind::Staff, String::new()),
            From::Automation => (AuthorKind::Automation, String::new()),
        };
        if message.agent.is_some() && message.from != From::Seller {
            let detail = format!("messages[{index}].agent: only a message from the seller has one");
            return Err(ActionError::invalid("invalid_field", detail));
        }
        Ok(PastMessage {
            author,
            author_id,
            at: whole_us(message.at),
            text,
        })
    };
    line.messages.iter().enumerate().map(read).collect()
}

fn subject(line: &ConversationLine) -> Result<Subject, ActionError> {
    match (&line.order, &line.listing) {
        (Some(order), None) => Ok(Subject::Order(order.clone())),
        (None, Some(listing)) => Ok(Subject::Listing(listing.clone())),
        _ => Err(ActionError::invalid(
            "invalid_field",
            "order: give either an order or a listing, and not both",
        )),
    }
}

fn check_same(found: &Conversation, line: &ConversationLine) -> Result<(), ActionError> {
    if found.buyer == line.buyer && found.subject == subject(line)? {
        return Ok(());
    }
    let detail = "id: the conversation of this id was moved in with another buyer or subject";
    Err(ActionError::conflict("history_differs", detail))
}

fn new_messages(
    known: &[Message],
    mut past: Vec<PastMessage>,
    now: Timestamp,
) -> Result<Vec<PastMessage>, ActionError> {
    let known: Vec<Past<'_>> = known
        .iter()
        .map(|message| Past {
            author: message.author,
            at: message.sent_at,
            text: message.text.as_deref(),
        })
        .collect();
    let sent: Vec<Past<'_>> = past
        .iter()
        .map(|message| Past {
            author: message.author,
            at: message.at,
            text: Some(message.text.as_str()),
        })
        .collect();
    let count = known_part(&known, &sent, now).map_err(|refused| {
        ActionError::conflict("history_refused", format!("messages: {refused}"))
    })?;
    Ok(past.split_off(count))
}

fn begin(
    line: &ConversationLine,
    past: &[PastMessage],
    recorder: &Recorder,
) -> Result<Conversation, ActionError> {
    let subject = subject(line)?;
    let began_at = past.first().map_or(recorder.now, |message| message.at);
    Ok(Conversation {
        seller: line.seller.clone(),
        id: recorder.id(ConversationId)?,
        buyer: line.buyer.clone(),
        title: line
            .subject
            .clone()
            .unwrap_or_else(|| subject.id().to_owned()),
        subject,
        external_id: Some(line.id.clone()),
        state: ConversationState::Open,
        assignee: line.assignee.clone(),
        taken_over: None,
        escalated_at: None,
        closed_at: None,
        emptied_at: None,
        last_sequence: 0,
        last_author: AuthorKind::Buyer,
        last_message_at: began_at,
        last_message: MessageId(uuid::Uuid::nil()),
        deadline: None,
        created_at: began_at,
        // It is new here, whenever it began: who asks for what has changed since then must see it.
        updated_at: recorder.now,
        version: 0,
    })
}

/// Closes it where it is over, or where a later conversation about the same is open.
/// Gives the other conversation where that one is the older and has to be closed.
async fn settle_state(
    tx: &Tx,
    recorder: &Recorder,
    line: &ConversationLine,
    replay: &mut Replay<'_>,
) -> Result<Option<Conversation>, ActionError> {
    let own = &replay.conversation;
    let (last_at, now) = (own.last_message_at, recorder.now);
    if state_on_arrival(line.state, own.last_author, last_at, now) == ConversationState::Closed {
        replay.close(last_at)?;
        return Ok(None);
    }
    let other = conversations::find_open(tx, &own.seller, &own.buyer, &own.subject).await?;
    let other = other.filter(|other| other.id != own.id);
    match other {
        Some(other) if other.last_message_at < last_at => {
            replay.ring(now)?;
            Ok(Some(other))
        }
        Some(_) => {
            replay.close(now)?;
            Ok(None)
        }
        None => {
            replay.ring(now)?;
            Ok(None)
        }
    }
}

async fn close_other(
    tx: &Tx,
    recorder: &Recorder,
    mut other: Conversation,
) -> Result<(), ActionError> {
    let before = Before::of(&other);
    let changes = close(&mut other, AuthorKind::Staff, recorder.now)
        .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
    save(tx, recorder, &before, &other, &changes, None).await
}

async fn write(
    tx: &Tx,
    recorder: &Recorder,
    before: &Before,
    replay: Replay<'_>,
) -> Result<(), ActionError> {
    let Replay {
        mut conversation,
        events,
        written,
        deadlines: changed,
        ..
    } = replay;
    conversation.updated_at = recorder.now;
    let seller = &conversation.seller;
    let row = async {
        match before.version() {
            Some(version) => conversations::save(tx, &conversation, version).await,
            None => conversations::insert(tx, &conversation).await,
        }
    };
    let texts = written.iter().map(|written| {
        let content = ContentId(written.message.id.0);
        (content, &written.salt, written.text.as_str())
    });
    // Only the first of them can have been there before.
    let loaded = before.deadline();
    let is_loaded = |deadline: &&ReplyDeadline| loaded.is_some_and(|one| one.id == deadline.id);
    let continued = async {
        match changed.iter().find(is_loaded) {
            Some(deadline) if loaded != Some(deadline) => {
                deadlines::save(tx, seller, deadline).await
            }
            _ => Ok(()),
        }
    };
    let opened = changed.iter().filter(|deadline| !is_loaded(deadline));
    tokio::try_join!(
        row,
        contents::insert_all(tx, seller, texts),
        messages::insert_all(
            tx,
            seller,
            conversation.id,
            written.iter().map(|written| &written.message)
        ),
        continued,
        deadlines::insert_all(tx, seller, conversation.id, opened),
        record(tx, &events),
    )?;
    Ok(())
}
