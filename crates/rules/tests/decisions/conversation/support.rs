//! A conversation to decide about: one seller in Ljubljana, 24 hours, due soon at 75 %.

use jiff::{SignedDuration, Timestamp};
use rules::conversation::{
    AddedSince, AuthorKind, Change, Conversation, ConversationState, MessageRefused, Sender, Sent,
    Subject, Terms, send,
};
use rules::deadline::{Calendar, CalendarSpec, Stop};
use rules::ids::{BuyerId, ConversationId, DeadlineId, MessageId, OrderId, SellerId, StaffId};
use uuid::Uuid;

pub(crate) const DUE_SOON_PERCENT: u8 = 75;

pub(crate) struct Case {
    pub(crate) conversation: Conversation,
    pub(crate) calendar: Calendar,
    pub(crate) absences: Vec<Stop>,
    ids: u128,
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn staff() -> StaffId {
    StaffId(Uuid::from_u128(7))
}

impl Case {
    /// Monday, 2026-11-23; no holiday that week in Slovenia.
    pub(crate) fn new() -> Case {
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        let calendar = Calendar::new(&spec, &[], at("2026-11-23T00:00:00Z")).unwrap();
        let started = at("2026-11-23T08:00:00Z");
        Case {
            conversation: Conversation {
                seller: SellerId::parse("studio-nova").unwrap(),
                id: ConversationId(Uuid::from_u128(1)),
                buyer: BuyerId::parse("ana").unwrap(),
                subject: Subject::Order(OrderId::parse("W1").unwrap()),
                title: String::new(),
                external_id: None,
                state: ConversationState::Open,
                assignee: None,
                taken_over: None,
                escalated_at: None,
                closed_at: None,
                emptied_at: None,
                last_sequence: 0,
                last_author: AuthorKind::Buyer,
                last_message_at: started,
                last_message: MessageId(Uuid::nil()),
                deadline: None,
                created_at: started,
                updated_at: started,
                version: 0,
            },
            calendar,
            absences: Vec::new(),
            ids: 100,
        }
    }

    pub(crate) fn write(&mut self, author: AuthorKind, when: &str) -> Vec<Change> {
        self.try_write(author, at(when), None).unwrap()
    }

    pub(crate) fn try_write(
        &mut self,
        author: AuthorKind,
        when: Timestamp,
        added: Option<AddedSince>,
    ) -> Result<Vec<Change>, MessageRefused> {
        self.ids += 1;
        let terms = Terms {
            calendar: &self.calendar,
            budget: SignedDuration::from_hours(24),
            due_soon_percent: DUE_SOON_PERCENT,
            absences: &self.absences,
        };
        let sender = match author {
            AuthorKind::Buyer => Sender::Buyer {
                deadline: DeadlineId(Uuid::from_u128(self.ids)),
                terms,
            },
            AuthorKind::Agent => Sender::Agent,
            AuthorKind::Staff => Sender::Staff,
            AuthorKind::Automation => Sender::Automation,
        };
        let sent = Sent {
            message: MessageId(Uuid::from_u128(self.ids)),
            sender,
            at: when,
            added,
        };
        send(&mut self.conversation, &sent)
    }

    pub(crate) fn due(&self) -> Option<Timestamp> {
        self.conversation
            .deadline
            .as_ref()
            .and_then(|deadline| deadline.due_at)
    }
}
