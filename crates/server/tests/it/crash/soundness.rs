//! What must be true of the database after all kills, held against what the writers remember.

use std::collections::{BTreeSet, HashMap};

use archive::{commitment, hex};
use rules::conversation::{AuthorKind, DeadlineState};
use rules::ids::{ContentId, ConversationId, MessageId, SellerId};
use rules::moderation::Reader;
use serde_json::Value;
use store::events::Event;
use store::messages::Message;
use store::testing::{all_conversations, contradictions, salt_of};
use store::{Db, DbError, Tx};

use super::attempt::{Attempt, Outcome};

/// Everything that is recorded of one conversation.
struct Recorded {
    id: ConversationId,
    messages: Vec<(Message, String)>,
    events: Vec<Event>,
    /// Of each deadline its message, and when it was answered.
    deadlines: BTreeSet<(MessageId, Option<jiff::Timestamp>)>,
    open_deadline: Option<MessageId>,
}

pub(crate) async fn check(db: &Db, attempts: &[Attempt]) {
    let found = contradictions(db).await.unwrap();
    assert!(found.is_empty(), "{found:#?}");
    let conversations = db
        .read(async |tx: &Tx| all_conversations(tx).await)
        .await
        .unwrap();
    let mut sent: HashMap<String, Vec<(ConversationId, Message)>> = HashMap::new();
    for (seller, id) in conversations {
        let recorded = db.read(async move |tx: &Tx| load(tx, &seller, id).await);
        let recorded = recorded.await.unwrap();
        check_events(&recorded);
        check_deadlines(&recorded);
        for (message, _) in recorded.messages {
            let text = message.text.clone().unwrap();
            sent.entry(text).or_default().push((id, message));
        }
    }
    check_attempts(attempts, sent);
}

async fn load(tx: &Tx, seller: &SellerId, id: ConversationId) -> Result<Recorded, DbError> {
    let conversation = store::conversations::find(tx, seller, id).await?.unwrap();
    let mut messages = Vec::new();
    for message in
        store::messages::after(tx, (Reader::Marketplace, seller), id, 0, u32::MAX).await?
    {
        let salt = salt_of(tx, seller, ContentId(message.id.0)).await?.unwrap();
        let text = message.text.as_ref().unwrap();
        let committed = commitment(&salt.try_into().unwrap(), text.as_bytes());
        messages.push((message, hex(&committed)));
    }
    let deadlines = store::deadlines::of_conversation(tx, seller, id).await?;
    for deadline in &deadlines {
        let answered = deadline.state == DeadlineState::Answered;
        assert_eq!(deadline.settled_at.is_some(), answered, "in {id}");
        assert_eq!(deadline.due_at, deadline.derivation.due, "in {id}");
    }
    Ok(Recorded {
        id,
        messages,
        events: store::events::of_conversation(tx, seller, id).await?,
        deadlines: deadlines
            .iter()
            .map(|deadline| (deadline.message, deadline.settled_at))
            .collect(),
        open_deadline: conversation
            .open_deadline()
            .map(|deadline| deadline.message),
    })
}

/// Each message has its one event, which says the same, and no event speaks of anything else.
fn check_events(recorded: &Recorded) {
    let id = recorded.id;
    let bodies = |kind: &str| -> Vec<Value> {
        let of_kind = recorded.events.iter().filter(|event| event.kind == kind);
        of_kind
            .map(|event| serde_json::from_str(&event.body).unwrap())
            .collect()
    };
    let mut said: Vec<_> = bodies("message.sent")
        .iter()
        .map(|body| {
            let text = |pointer: &str| body.pointer(pointer).unwrap().as_str().unwrap().to_owned();
            let sequence = body["sequence"].as_u64().unwrap();
            (
                sequence,
                text("/message_id"),
                text("/author"),
                text("/sent_at"),
                text("/text/commitment"),
            )
        })
        .collect();
    said.sort();
    let true_of = |(message, committed): &(Message, String)| {
        (
            u64::from(message.sequence),
            message.id.to_string(),
            message.author.code().to_owned(),
            message.sent_at.to_string(),
            committed.clone(),
        )
    };
    let truth: Vec<_> = recorded.messages.iter().map(true_of).collect();
    assert_eq!(said, truth, "events and messages of {id}");
    assert_eq!(bodies("conversation.opened").len(), 1, "openings of {id}");
    let named = |kind: &str| -> BTreeSet<MessageId> {
        let bodies = bodies(kind);
        let ids: BTreeSet<MessageId> = bodies
            .iter()
            .map(|body| body["message_id"].as_str().unwrap().parse().unwrap())
            .collect();
        assert_eq!(ids.len(), bodies.len(), "each {kind} of {id} once");
        ids
    };
    let deadlines = &recorded.deadlines;
    let opened = deadlines.iter().map(|(message, _)| *message).collect();
    assert_eq!(named("deadline.opened"), opened, "deadlines of {id}");
    let answered = deadlines.iter().filter(|(_, at)| at.is_some());
    let answered = answered.map(|(message, _)| *message).collect();
    assert_eq!(named("deadline.answered"), answered, "deadlines of {id}");
}

/// The buyer's first unanswered message has a deadline, and the next message of an agent ended it.
fn check_deadlines(recorded: &Recorded) {
    let mut expected = BTreeSet::new();
    let mut waiting = None;
    for (message, _) in &recorded.messages {
        match message.author {
            AuthorKind::Buyer if waiting.is_none() => waiting = Some(message.id),
            AuthorKind::Agent => {
                expected.extend(waiting.take().map(|first| (first, Some(message.sent_at))));
            }
            _ => {}
        }
    }
    expected.extend(waiting.map(|first| (first, None)));
    assert_eq!(expected, recorded.deadlines, "deadlines of {}", recorded.id);
    assert_eq!(waiting, recorded.open_deadline, "in {}", recorded.id);
}

/// Acknowledged: there once, as written. Refused: not there. Unanswered: at most once. And nothing else is there.
fn check_attempts(attempts: &[Attempt], mut sent: HashMap<String, Vec<(ConversationId, Message)>>) {
    for attempt in attempts {
        let copies = sent.remove(&attempt.text).unwrap_or_default();
        match (attempt.outcome, copies.as_slice()) {
            (
                Outcome::Acknowledged {
                    conversation,
                    message,
                },
                [(found_in, found)],
            ) => {
                assert_eq!(
                    (conversation, message),
                    (*found_in, found.id),
                    "{attempt:?}"
                );
            }
            (Outcome::Unknown, [_] | []) | (Outcome::Refused, []) => {}
            _ => panic!("{attempt:?} is there as {copies:?}"),
        }
        for (_, copy) in &copies {
            let author = (copy.author, copy.author_id.clone());
            assert_eq!(author, attempt.author, "{attempt:?}");
        }
    }
    assert!(sent.is_empty(), "nobody wrote {sent:?}");
}
