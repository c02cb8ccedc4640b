//! Replays the messages of a conversation in memory, each at its own instant, and gathers what is to be saved.
//! Deadlines open, ring and are answered as if Dopis had been there.

use jiff::Timestamp;
use rules::conversation::{
    Alarm, AuthorKind, Change, Conversation, MessageText, ReplyDeadline, Sender, Sent, close, send,
};
use rules::ids::{ContentId, DeadlineId, MessageId};
use serde_json::{Value, json};
use store::events::Event;
use store::messages::Message;

use crate::actions::conversations::save::{deadline_body, events_of};
use crate::actions::record::Recorder;
use crate::calendars::ReplyTerms;
use crate::error::ActionError;

/// A message of the history, checked.
#[derive(Debug)]
pub(super) struct PastMessage {
    pub(super) author: AuthorKind,
    /// Empty where nobody knows who of that side it was.
    pub(super) author_id: String,
    pub(super) at: Timestamp,
    pub(super) text: MessageText,
}

/// A message with its text and the salt of its commitment.
pub(super) struct Written {
    pub(super) message: Message,
    pub(super) salt: [u8; 32],
    pub(super) text: MessageText,
}

/// A conversation on its way through its history.
pub(super) struct Replay<'a> {
    recorder: &'a Recorder,
    terms: &'a ReplyTerms,
    pub(super) conversation: Conversation,
    pub(super) events: Vec<Event>,
    pub(super) written: Vec<Written>,
    /// Every deadline that was opened or changed, as it is in the end.
    pub(super) deadlines: Vec<ReplyDeadline>,
}

impl<'a> Replay<'a> {
    pub(super) fn new(
        recorder: &'a Recorder,
        terms: &'a ReplyTerms,
        conversation: Conversation,
    ) -> Replay<'a> {
        Replay {
            recorder,
            terms,
            conversation,
            events: Vec::new(),
            written: Vec::new(),
            deadlines: Vec::new(),
        }
    }

    pub(super) fn opened(&mut self) -> Result<(), ActionError> {
        self.happened(&[Change::ConversationOpened], None)
    }

    /// Adds the next message.
    pub(super) fn add(&mut self, past: PastMessage) -> Result<(), ActionError> {
        self.ring(past.at)?;
        let message = self.recorder.id(MessageId)?;
        let sender = match past.author {
            AuthorKind::Buyer => Sender::Buyer {
                deadline: self.recorder.id(DeadlineId)?,
                terms: self.terms.terms_at(past.at),
            },
            AuthorKind::Agent => Sender::Agent,
            AuthorKind::Staff => Sender::Staff,
            AuthorKind::Automation => Sender::Automation,
        };
        let sent = Sent {
            message,
            sender,
            at: past.at,
            added: None,
        };
        let changes = send(&mut self.conversation, &sent)
            .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
        let (salt, said) = self
            .recorder
            .commit(ContentId(message.0), past.text.as_str())?;
        self.happened(&changes, Some(&said))?;
        let message = Message {
            id: message,
            sequence: self.conversation.last_sequence,
            author: past.author,
            author_id: past.author_id,
            sent_at: past.at,
            text: None,
            hidden: Vec::new(),
        };
        self.written.push(Written {
            message,
            salt,
            text: past.text,
        });
        Ok(())
    }

    /// Records the alarms up to an instant, each at its own.
    pub(super) fn ring(&mut self, until: Timestamp) -> Result<(), ActionError> {
        while let Some(deadline) = &mut self.conversation.deadline
            && let Some(at) = deadline.next_alarm_at.filter(|at| *at <= until)
        {
            let kind = match deadline.ring(at) {
                Some(Alarm::DueSoon) => "deadline.due_soon",
                Some(Alarm::Overdue) => "deadline.overdue",
                Some(Alarm::Done) | None => break,
            };
            let mut body = deadline_body(&self.conversation);
            body["rang_at"] = json!(at);
            let (seller, buyer) = (&self.conversation.seller, &self.conversation.buyer);
            let event =
                self.recorder
                    .of_conversation(seller, buyer, self.conversation.id, kind, body)?;
            self.events.push(event);
            self.keep_deadline();
        }
        Ok(())
    }

    /// Closes it at an instant; a message that still waits is no longer owed an answer.
    pub(super) fn close(&mut self, at: Timestamp) -> Result<(), ActionError> {
        self.ring(at)?;
        let changes = close(&mut self.conversation, AuthorKind::Staff, at)
            .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
        self.happened(&changes, None)
    }

    fn happened(&mut self, changes: &[Change], text: Option<&Value>) -> Result<(), ActionError> {
        self.events
            .extend(events_of(self.recorder, &self.conversation, changes, text)?);
        self.keep_deadline();
        Ok(())
    }

    fn keep_deadline(&mut self) {
        let Some(deadline) = &self.conversation.deadline else {
            return;
        };
        match self
            .deadlines
            .last_mut()
            .filter(|kept| kept.id == deadline.id)
        {
            Some(kept) => kept.clone_from(deadline),
            None => self.deadlines.push(deadline.clone()),
        }
    }
}
