//! Recording: every state change writes one event in its own transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use rules::access::Viewer;
use rules::ids::{AbsenceId, BuyerId, ContentId, ConversationId, EventId, RuleId, SellerId};
use serde_json::{Value, json};
use store::events::{Event, Stream};
use store::{DbError, Tx};
use uuid::Uuid;

use crate::app::App;
use crate::event_kinds::Kind;
use crate::random::{NoRandomness, Random};
use crate::viewer::actor;

/// Who acts and when; makes events and contents for one transaction.
#[derive(Debug, Clone)]
pub struct Recorder {
    random: Random,
    /// How many ids it has given: events sort by their ids in the order in which they happened.
    given: Arc<AtomicU32>,
    pub now: Timestamp,
    actor_kind: &'static str,
    actor_id: String,
}

impl Recorder {
    pub fn new(app: &App, viewer: &Viewer, now: Timestamp) -> Recorder {
        let (actor_kind, actor_id) = actor(viewer);
        Recorder {
            random: app.random.clone(),
            given: Arc::default(),
            now,
            actor_kind,
            actor_id,
        }
    }

    /// For what the service does by itself, under the name of the job.
    pub fn of_job(app: &App, job: &'static str, now: Timestamp) -> Recorder {
        Recorder {
            random: app.random.clone(),
            given: Arc::default(),
            now,
            actor_kind: "job",
            actor_id: job.to_owned(),
        }
    }

    /// For what follows from a rule, whoever set it off; ids go on as if it were the same.
    pub fn of_rule(&self, rule: RuleId) -> Recorder {
        Recorder {
            actor_kind: "rule",
            actor_id: rule.to_string(),
            ..self.clone()
        }
    }

    /// For what follows from somebody's absence, whoever set it off; ids go on as if it were the same.
    pub fn of_absence(&self, absence: AbsenceId) -> Recorder {
        Recorder {
            actor_kind: "absence",
            actor_id: absence.to_string(),
            ..self.clone()
        }
    }

    /// An id for something that happens now, after everything that was given one before.
    pub fn id<T>(&self, wrap: impl FnOnce(Uuid) -> T) -> Result<T, NoRandomness> {
        let order = self.given.fetch_add(1, Ordering::Relaxed);
        self.random.uuid_in_order(self.now, order).map(wrap)
    }

    /// An event about a conversation; `body` names no person and holds no text.
    pub fn of_conversation(
        &self,
        seller: &SellerId,
        buyer: &BuyerId,
        conversation: ConversationId,
        kind: &'static str,
        body: Value,
    ) -> Result<Event, NoRandomness> {
        self.event(
            Some(seller),
            Stream::Conversation(conversation),
            Some(buyer),
            kind,
            body,
        )
    }

    /// An event of any stream.
    pub fn event(
        &self,
        seller: Option<&SellerId>,
        stream: Stream,
        buyer: Option<&BuyerId>,
        kind: &'static str,
        body: Value,
    ) -> Result<Event, NoRandomness> {
        debug_assert!(
            is_listed(kind, &stream, &body),
            "{kind} is not as event_kinds lists it: {body}"
        );
        Ok(Event {
            id: self.id(EventId)?,
            seller: seller.cloned(),
            stream,
            buyer: buyer.cloned(),
            kind: kind.to_owned(),
            actor_kind: self.actor_kind.to_owned(),
            actor_id: self.actor_id.clone(),
            at: self.now,
            body: body.to_string(),
            position: None,
        })
    }

    /// An event about a conversation that the buyer's side must not learn of.
    pub fn private_of_conversation(
        &self,
        seller: &SellerId,
        conversation: ConversationId,
        kind: &'static str,
        body: Value,
    ) -> Result<Event, NoRandomness> {
        self.event(
            Some(seller),
            Stream::Conversation(conversation),
            None,
            kind,
            body,
        )
    }

    /// A salt for a text that may have to be erased, and what an event says of the text:
    /// the content's id and its commitment `HMAC-SHA256(salt, text)` in hexadecimal.
    pub fn commit(
        &self,
        content: ContentId,
        text: &str,
    ) -> Result<([u8; 32], Value), NoRandomness> {
        let salt = self.random.salt()?;
        let commitment = archive::commitment(&salt, text.as_bytes());
        Ok((
            salt,
            json!({ "content_id": content, "commitment": archive::hex(&commitment) }),
        ))
    }
}

fn is_listed(kind: &str, stream: &Stream, body: &Value) -> bool {
    Kind::find(kind).is_some_and(|kind| kind.check(stream.kind(), body).is_ok())
}

/// Writes the events of a transaction.
pub async fn record(tx: &Tx, events: &[Event]) -> Result<(), DbError> {
    store::events::insert_all(tx, events).await
}
