//! What large data are made of: the n-th conversation is the same whenever and wherever it is made.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};
use rules::conversation::{
    AuthorKind, Conversation, ConversationState, ReplyDeadline, Settled, Subject, Terms,
};
use rules::deadline::{Calendar, CalendarSpec};
use rules::ids::{BuyerId, ConversationId, DeadlineId, EventId, MessageId, OrderId, SellerId};
use store::events::{Event, Stream};
use store::messages::Message;
use uuid::Uuid;

use crate::Failure;

pub(crate) const SELLERS: u64 = 1_000;
/// Of a seller other than the largest, on average: an installation grows by its sellers, each as large as before.
const OF_SELLER: u64 = 1_000;
/// Messages of most conversations.
pub(crate) const MESSAGES: u32 = 8;
/// Messages of a long one.
const MANY: u32 = 50;
/// Of so many conversations the first two are long: one of the largest seller and one of another.
pub(crate) const LONG_EACH: u64 = 250;
/// Conversations of one buyer.
pub(crate) const OF_BUYER: u64 = 4;
/// One of so many waits for its seller, all of them among the newest.
const WAITING: u64 = 25;
/// Over what time the conversations began.
const SPAN: SignedDuration = SignedDuration::from_hours(2 * 365 * 24);
/// From the beginning of a conversation to its last message.
const LASTS: SignedDuration = SignedDuration::from_hours(40);
/// From the last message of all until now.
const QUIET: SignedDuration = SignedDuration::from_hours(5);

/// Ids are told apart by keys, of which a conversation has so many.
const KEYS: u64 = 256;

const WORDS: [&str; 40] = [
    "naročilo",
    "paket",
    "danes",
    "jutri",
    "prosim",
    "hvala",
    "račun",
    "velikost",
    "barva",
    "vračilo",
    "dostava",
    "na",
    "se",
    "je",
    "in",
    "ki",
    "že",
    "še",
    "kdaj",
    "bi",
    "ne",
    "lahko",
    "pošta",
    "številka",
    "izdelek",
    "poškodovan",
    "zamenjava",
    "teden",
    "v",
    "po",
    "za",
    "moj",
    "vaš",
    "nov",
    "prejel",
    "poslal",
    "sledenje",
    "odgovor",
    "lep",
    "pozdrav",
];

/// How many conversations there are, and by which calendar they are due.
pub(crate) struct Plan {
    pub(crate) conversations: u64,
    calendar: Calendar,
}

/// One conversation with everything that belongs to it.
pub(crate) struct Made {
    pub(crate) conversation: Conversation,
    pub(crate) messages: Vec<Message>,
    pub(crate) deadlines: Vec<ReplyDeadline>,
    /// One for each message.
    pub(crate) events: Vec<Event>,
    pub(crate) is_read: bool,
}

impl Plan {
    pub(crate) fn new(conversations: u64) -> Result<Self, Failure> {
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        Ok(Self {
            conversations,
            calendar: Calendar::new(&spec, &[], Self::now())?,
        })
    }

    /// How many messages these conversations have.
    pub(crate) fn messages(numbers: Range<u64>) -> u64 {
        numbers.map(|number| u64::from(messages_of(number))).sum()
    }

    /// Sellers that have conversations.
    fn sellers(&self) -> u64 {
        (self.conversations / OF_SELLER).clamp(2, SELLERS)
    }

    /// A Monday in the morning, after everything that was generated.
    pub(crate) fn now() -> Timestamp {
        Timestamp::from_second(1_795_424_400).unwrap_or_default()
    }

    pub(crate) fn make(&self, number: u64) -> Result<Made, Failure> {
        let waits = self.waits(number);
        let begun = self.begun(number)?;
        let (seller, buyer) = (self.seller_of(number)?, buyer(number)?);
        let count = messages_of(number);
        let (mut messages, mut deadlines, mut events) =
            (Vec::new(), Vec::<ReplyDeadline>::new(), Vec::new());
        for sequence in 1..=count {
            let at = begun + LASTS / i32::try_from(count)? * i32::try_from(sequence)?;
            let key = number * KEYS + u64::from(sequence) * 4;
            let is_question = sequence % 2 == 1 || (waits && sequence == count);
            let id = MessageId(id(at, key));
            let (author, author_id) = if is_question {
                (AuthorKind::Buyer, buyer.to_string())
            } else {
                (AuthorKind::Agent, "ana".to_owned())
            };
            if sequence % 2 == 1 {
                let id_of = DeadlineId(self::id(at, key + 1));
                deadlines.push(ReplyDeadline::open(id_of, id, at, self.terms(), None)?);
            } else if let (false, Some(deadline)) = (is_question, deadlines.last_mut()) {
                deadline.settle(Settled::Answered, at);
            }
            events.push(event(
                key,
                number,
                &seller,
                &buyer,
                (author, &author_id),
                at,
            )?);
            messages.push(Message {
                id,
                sequence,
                author,
                author_id,
                sent_at: at,
                text: Some(text(key)),
                hidden: Vec::new(),
            });
        }
        if let Some(last) = deadlines.last_mut() {
            // A service that is started on it has nothing to make up for.
            while last.ring(Timestamp::MAX).is_some() {}
        }
        let conversation = self.summary(number, &messages, &deadlines)?;
        Ok(Made {
            conversation,
            messages,
            deadlines,
            events,
            is_read: !(waits && number.is_multiple_of(2)),
        })
    }

    /// The conversation as its lists show it, after its last message.
    fn summary(
        &self,
        number: u64,
        messages: &[Message],
        deadlines: &[ReplyDeadline],
    ) -> Result<Conversation, Failure> {
        let (waits, begun) = (self.waits(number), self.begun(number)?);
        let last = messages.last().ok_or("a conversation has messages")?;
        let state = match (waits, number % 4) {
            (true, _) | (false, 0) => ConversationState::Open,
            _ => ConversationState::Closed,
        };
        Ok(Conversation {
            seller: self.seller_of(number)?,
            id: ConversationId(conversation_id(begun, number)),
            buyer: buyer(number)?,
            subject: Subject::Order(OrderId::parse(format!("W{number}"))?),
            title: text(number).chars().take(40).collect(),
            external_id: None,
            state,
            assignee: None,
            taken_over: None,
            escalated_at: None,
            closed_at: None,
            emptied_at: None,
            last_sequence: last.sequence,
            last_author: last.author,
            last_message_at: last.sent_at,
            last_message: last.id,
            deadline: deadlines.last().cloned(),
            created_at: begun,
            updated_at: last.sent_at,
            version: 1,
        })
    }

    /// The id of a conversation, without making it.
    pub(crate) fn id_of(&self, number: u64) -> Result<ConversationId, Failure> {
        Ok(ConversationId(conversation_id(self.begun(number)?, number)))
    }

    /// Every fifth conversation is the large seller's, whose number is 0.
    pub(crate) fn seller_of(&self, number: u64) -> Result<SellerId, Failure> {
        let of_others = number / 5 * 4 + number % 5;
        seller(if number.is_multiple_of(5) {
            0
        } else {
            1 + of_others % (self.sellers() - 1)
        })
    }

    fn waits(&self, number: u64) -> bool {
        number >= self.conversations - self.conversations / WAITING
    }

    fn begun(&self, number: u64) -> Result<Timestamp, Failure> {
        let step = SPAN.as_micros() / i128::from(self.conversations.max(1));
        let before = i64::try_from(step * i128::from(self.conversations - number))?;
        let end = Self::now() - LASTS - QUIET;
        Ok(end - SignedDuration::from_micros(before))
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            calendar: &self.calendar,
            budget: SignedDuration::from_hours(24),
            due_soon_percent: 75,
            absences: &[],
        }
    }
}

fn messages_of(number: u64) -> u32 {
    if number % LONG_EACH < 2 {
        MANY
    } else {
        MESSAGES
    }
}

pub(crate) fn seller(number: u64) -> Result<SellerId, Failure> {
    Ok(SellerId::parse(format!("seller-{number:04}"))?)
}

pub(crate) fn buyer(number: u64) -> Result<BuyerId, Failure> {
    Ok(BuyerId::parse(format!("buyer-{:07}", number / OF_BUYER))?)
}

/// Thirty words on average, different each time.
pub(crate) fn text(key: u64) -> String {
    let count = 10 + mixed(key) % 41;
    let words = (0..count).map(|at| WORDS[(mixed(key ^ (at << 40)) % 40) as usize]);
    words.collect::<Vec<_>>().join(" ")
}

pub(crate) fn salt(key: u64) -> [u8; 32] {
    let parts = [0, 1, 2, 3].map(|part| mixed(key ^ (part << 60)).to_be_bytes());
    let mut salt = [0; 32];
    for (at, byte) in parts.iter().flatten().enumerate() {
        salt[at] = *byte;
    }
    salt
}

fn event(
    key: u64,
    number: u64,
    seller: &SellerId,
    buyer: &BuyerId,
    author: (AuthorKind, &str),
    at: Timestamp,
) -> Result<Event, Failure> {
    let commitment: String = salt(key).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Event {
        id: EventId(id(at, key + 2)),
        seller: Some(seller.clone()),
        stream: Stream::Conversation(ConversationId(Uuid::nil())),
        buyer: Some(buyer.clone()),
        kind: "message.sent".to_owned(),
        actor_kind: author.0.code().to_owned(),
        actor_id: author.1.to_owned(),
        at,
        body: format!("{{\"number\":{number},\"commitment\":\"{commitment}\"}}"),
        position: None,
    })
}

fn conversation_id(begun: Timestamp, number: u64) -> Uuid {
    id(begun, number * KEYS)
}

/// Like a UUID of version 7: its instant, then what tells it from others.
fn id(at: Timestamp, key: u64) -> Uuid {
    let instant = u128::from(at.as_millisecond().unsigned_abs()) << 80;
    Uuid::from_u128(instant | (0x7 << 76) | (0b10 << 62) | u128::from(key & ((1 << 60) - 1)))
}

/// Spreads neighbouring numbers over all numbers.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
