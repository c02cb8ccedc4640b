//! What there is of a buyer besides its conversations, and what is told of each conversation.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::conversation::ConversationState;
use rules::ids::{BuyerId, ConversationId};
use serde_json::Value;
use store::attachments::Attachment;
use store::buyers::Buyer;
use store::events::{self, Event, Scope, Stream};
use store::orders::Order;
use store::session_lists::{self, ListedSession};
use store::sessions::Person;
use store::{DbError, Tx, attachments};

use crate::i18n::Language;

const EVENTS_AT_ONCE: u32 = 500;

/// What the first pages say.
#[derive(Debug)]
pub struct Cover {
    pub made_at: Timestamp,
    pub language: Language,
    pub zone: TimeZone,
    pub marketplace: String,
    pub id: BuyerId,
    /// `None` while the marketplace has not said who it is.
    pub buyer: Option<Buyer>,
    pub sessions: Vec<ListedSession>,
    /// Files that were uploaded and not sent.
    pub unsent: Vec<Attachment>,
    /// What happened outside of conversations.
    pub events: Vec<Event>,
    pub conversations: Vec<Line>,
    pub orders: usize,
}

/// What the first pages say of a conversation.
#[derive(Debug)]
pub struct Line {
    pub id: ConversationId,
    pub title: String,
    pub seller: String,
    pub state: ConversationState,
    pub opened_at: Timestamp,
    pub messages: usize,
    /// Looks of the marketplace's people.
    pub looks: usize,
    /// What has been begun and not sent.
    pub draft: Option<String>,
    /// Messages of the buyer's in which something was found that may lead out of the marketplace.
    pub found: usize,
    /// Files of it that would make the whole too large.
    pub left_out: Vec<Value>,
}

/// Some of the buyer's orders.
#[derive(Debug)]
pub struct Orders {
    /// Counted from 1.
    pub part: usize,
    pub made_at: Timestamp,
    pub language: Language,
    pub zone: TimeZone,
    pub marketplace: String,
    pub orders: Vec<Order>,
}

impl Cover {
    /// Without conversations and orders, which are told one after the other.
    pub(super) async fn gather(
        tx: &Tx,
        id: &BuyerId,
        (language, zone, marketplace): (Language, TimeZone, String),
        now: Timestamp,
    ) -> Result<Cover, DbError> {
        let uploader = ("buyer", id.as_str());
        Ok(Cover {
            made_at: now,
            language,
            zone,
            marketplace,
            buyer: store::buyers::find(tx, id).await?,
            sessions: session_lists::of_person(tx, &Person::Buyer(id.clone()), now).await?,
            unsent: attachments::any_unsent_of_uploader(tx, uploader).await?,
            events: own_events(tx, id).await?,
            conversations: Vec::new(),
            orders: 0,
            id: id.clone(),
        })
    }

    /// RFC 3339 with the offset of the reader's zone.
    pub(super) fn local(&self, at: Timestamp) -> String {
        let local = at.to_zoned(self.zone.clone());
        local.strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
    }
}

/// Those of conversations are told with their conversations.
async fn own_events(tx: &Tx, id: &BuyerId) -> Result<Vec<Event>, DbError> {
    let (mut own, mut after) = (Vec::new(), -1);
    loop {
        let page = events::after(tx, &Scope::Buyer(id.clone()), after, EVENTS_AT_ONCE).await?;
        let Some(last) = page.last().and_then(|event| event.position) else {
            return Ok(own);
        };
        after = last;
        let outside = page.into_iter();
        own.extend(outside.filter(|event| !matches!(event.stream, Stream::Conversation(_))));
    }
}
