//! The entries of a thread in the order of time: messages, notes, and what happened as far as a side is told.

use jiff::Timestamp;
use rules::conversation::AuthorKind as Author;
use rules::ids::{AgentId, MessageId};
use rules::keeping::Cause;
use rules::moderation::{Decision, Reader as ReadsAs};
use serde_json::Value;
use store::events::Event;
use store::messages::Message;

use super::files::file_view;
use super::found;
use super::held;
use crate::actions::conversations::read::{Thread, reason_content};
use crate::actions::conversations::seen::{Seen, SeenBy};
use crate::actions::conversations::staff_read::{LOOK_KIND, REASON_KIND};
use crate::actions::moderation::dispute::Looked;
use crate::actions::moderation::words;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::format::Reader;
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::{TextPart, marked_parts, note_parts, parts};
use crate::pages::views::thread::Side;
use crate::pages::views::thread_entry::{
    AnswerView, DisputeStep, DisputeView, Entry, ErasedView, EventKind, EventView, MessageView,
    NoteView, SeenView,
};

/// For whom the entries are worded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'a> {
    pub reader: &'a Reader,
    pub side: Side,
    pub marketplace: &'a str,
    /// Messages of others after this sequence came in while the reader was writing.
    pub unseen_after: Option<u32>,
    /// The kind and id under which the reader writes.
    pub reading_as: (&'a str, &'a str),
    /// Whether there is a log that messages are in.
    pub keeps_log: bool,
    /// Whether the reader writes for the seller.
    pub takes_back: bool,
}

impl Telling<'_> {
    pub(super) fn entries(&self, thread: &Thread) -> Vec<Entry> {
        let mut entries: Vec<(Timestamp, Entry)> = Vec::new();
        for message in &thread.messages {
            entries.push((message.sent_at, self.message(thread, message)));
        }
        let agents: Vec<AgentId> = thread.agents.iter().map(|agent| agent.id.clone()).collect();
        let name = |agent: &AgentId| thread.agent_name(agent.as_str());
        let notes = thread.notes.iter();
        for note in notes.filter(|note| thread.span.holds(note.written_at)) {
            let view = NoteView {
                id: note.id.to_string(),
                unread: thread.unread_mentions.contains(&note.id),
                author_name: thread.agent_name(note.agent.as_str()),
                at: self.reader.sent(note.written_at),
                parts: note_parts(note.text.as_deref().unwrap_or_default(), &agents, name),
            };
            entries.push((note.written_at, Entry::Note(view)));
        }
        let held = thread.held.iter();
        for unsent in held.filter(|unsent| thread.span.holds(unsent.message.written_at)) {
            let view = held::view(self, thread, unsent);
            entries.push((unsent.message.written_at, Entry::Held(view)));
        }
        let events = thread.events.iter();
        let told = events.filter_map(|event| self.event(thread, event));
        entries.extend(told.filter(|(at, _)| thread.span.holds(*at)));
        // Stable: what a message brought about stays behind it.
        entries.sort_by_key(|(at, _)| *at);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Whether somebody else wrote it while the reader was writing.
    pub(super) fn is_unseen(&self, message: &Message) -> bool {
        let own = self.reading_as == (message.author.code(), message.author_id.as_str());
        !own && self
            .unseen_after
            .is_some_and(|seen| message.sequence > seen)
    }

    fn message(&self, thread: &Thread, message: &Message) -> Entry {
        let own = self.is_own(message.author);
        Entry::Message(MessageView {
            sequence: u64::from(message.sequence),
            author: AuthorKind::from(message.author),
            author_name: thread.author_name(message.author, &message.author_id, self.marketplace),
            own,
            at: self.reader.sent(message.sent_at),
            parts: self.parts_of(message),
            erased: thread.erased.get(&message.id).map(|erased| ErasedView {
                key: match erased.cause {
                    Cause::Request => "thread-erased-request",
                    Cause::Retention => "thread-erased-retention",
                },
                at: self.reader.sent(erased.at),
            }),
            hides: self.hides(message),
            found: self.found(thread, message),
            dispute: thread
                .looked
                .get(&message.id)
                .map(|looked| Box::new(self.dispute(message.id, looked))),
            files: thread
                .attachments_of(message.id)
                .filter_map(|file| {
                    file_view(self.reader.texts, self.side, thread.conversation.id, file)
                })
                .collect(),
            unseen: self.is_unseen(message),
            fresh: !own && message.sequence > thread.mark.read_up_to && thread.mark.read_up_to > 0,
            seen: self.seen(thread, message),
            receipt: self.receipt(thread, message),
        })
    }

    /// Of staff each has its own messages.
    fn receipt(&self, thread: &Thread, message: &Message) -> Option<String> {
        let own = match self.side {
            Side::Staff => self.reading_as == (message.author.code(), message.author_id.as_str()),
            Side::Seller | Side::Buyer => self.is_own(message.author),
        };
        let (conversation, message) = (thread.conversation.id, message.id);
        let path = || format!("/conversations/{conversation}/messages/{message}/receipt");
        (own && self.keeps_log).then(path)
    }

    /// Who sees all of its words sees the hidden ones marked.
    fn parts_of(&self, message: &Message) -> Vec<TextPart> {
        let text = message.text.as_deref().unwrap_or_default();
        match self.sees_whole(message) {
            true => marked_parts(text, &message.hidden),
            false => parts(text),
        }
    }

    fn sees_whole(&self, message: &Message) -> bool {
        let reads_as = match self.side {
            Side::Seller => ReadsAs::Seller,
            Side::Buyer => ReadsAs::Buyer,
            Side::Staff => ReadsAs::Marketplace,
        };
        reads_as.sees_whole(message.author)
    }

    fn hides(&self, message: &Message) -> Option<String> {
        let key = match (self.sees_whole(message), self.side) {
            (false, _) => "contact-hidden",
            (true, Side::Seller) => "contact-marked-seller",
            (true, Side::Buyer) => "contact-marked-buyer",
            (true, Side::Staff) => "contact-marked-staff",
        };
        (!message.hidden.is_empty()).then(|| self.reader.texts.t(key))
    }

    fn found(&self, thread: &Thread, message: &Message) -> Vec<FoundView> {
        let found = thread.found_in(message.id, message.text.as_deref());
        found
            .map(|found| found::view(self.reader.texts, message.author, &found))
            .collect()
    }

    fn dispute(&self, message: MessageId, looked: &Looked) -> DisputeView {
        let step = match looked {
            Looked::Possible => DisputeStep::Form,
            Looked::Waits { due_at } => DisputeStep::Waits(self.reader.until(*due_at)),
            Looked::Answered { decided, note } => DisputeStep::Answered(AnswerView {
                key: answer_key(self.side, decided.decision),
                ground: self.reader.texts.t(words::ground_key(decided.ground)),
                is_strike: self.side == Side::Seller && decided.decision == Decision::Confirmed,
                note: note.clone(),
                at: self.reader.sent(decided.at),
            }),
        };
        DisputeView {
            message: message.to_string(),
            step,
        }
    }

    /// Of a message that was not sent, what was decided stands beside it already.
    pub(super) fn dispute_of_held(
        &self,
        thread: &Thread,
        message: MessageId,
    ) -> Option<DisputeView> {
        let mut view = self.dispute(message, thread.looked.get(&message)?);
        if let DisputeStep::Answered(answer) = &view.step {
            if !answer.is_strike {
                return None;
            }
            view.step = DisputeStep::Struck;
        }
        Some(view)
    }

    /// Who has seen it besides its author and the reader.
    fn seen(&self, thread: &Thread, message: &Message) -> Vec<SeenView> {
        let is_told = |look: &&Seen| match &look.by {
            SeenBy::Agent(agent) => {
                let id = agent.as_str();
                self.reading_as != ("agent", id) && message.author_id != id
            }
            SeenBy::Seller => self.is_own(message.author),
            SeenBy::Buyer => self.side != Side::Buyer && message.author != Author::Buyer,
        };
        let name = |by: &SeenBy| match by {
            SeenBy::Agent(agent) => thread.agent_name(agent.as_str()),
            SeenBy::Seller => thread.seller_name(),
            SeenBy::Buyer => thread.buyer_name(),
        };
        let looks = thread
            .seen
            .iter()
            .filter(|look| look.holds(message.sequence));
        looks
            .filter(is_told)
            .map(|look| SeenView {
                name: name(&look.by),
                at: self.reader.short(look.at),
            })
            .collect()
    }

    pub(super) fn is_own(&self, author: Author) -> bool {
        match self.side {
            Side::Seller => matches!(author, Author::Agent | Author::Automation),
            Side::Buyer => author == Author::Buyer,
            Side::Staff => author == Author::Staff,
        }
    }

    fn event(&self, thread: &Thread, event: &Event) -> Option<(Timestamp, Entry)> {
        let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
        let kind = kind(&event.kind, &body)?;
        if !self.is_told(kind) || !is_first_look(thread, event, &body) {
            return None;
        }
        let detail = match kind {
            EventKind::Assigned
            | EventKind::AssignedByRule
            | EventKind::AssignedToDeputy
            | EventKind::AssignedBack => body["agent"].as_str().map(|id| thread.agent_name(id)),
            EventKind::MarketplaceLooked | EventKind::MarketplaceLookedApproved => {
                self.further_looks(thread, &body)
            }
            EventKind::NoReplyNeeded | EventKind::ReadByStaff | EventKind::ReadByStaffApproved => {
                reason_content(event).and_then(|content| thread.reasons.get(&content).cloned())
            }
            _ => None,
        };
        let at = happened_at(event, &body);
        let view = EventView {
            kind,
            actor: match body["deputy_of"].as_str() {
                Some(away) => Some(self.deputy_of(thread, away)),
                None => self.actor(thread, event, kind),
            },
            detail,
            at: self.reader.sent(at),
        };
        Some((at, Entry::Event(view)))
    }

    /// A buyer is told what changes the conversation, a seller also when the deadline was not kept, staff everything.
    fn is_told(&self, kind: EventKind) -> bool {
        match kind {
            EventKind::Closed
            | EventKind::Reopened
            | EventKind::NoReplyNeeded
            | EventKind::Objected
            | EventKind::TakenOver
            | EventKind::HandedBack
            | EventKind::Escalated => true,
            EventKind::ReadByStaff | EventKind::ReadByStaffApproved | EventKind::AnsweredOnTime => {
                self.side == Side::Staff
            }
            EventKind::MarketplaceLooked | EventKind::MarketplaceLookedApproved => {
                self.side != Side::Staff
            }
            _ => self.side != Side::Buyer,
        }
    }

    /// How often staff looked under one reason, where it was more than once. Who it was, and why, the parties do not see.
    fn further_looks(&self, thread: &Thread, body: &Value) -> Option<String> {
        let looks = || looks_of(thread, body);
        let count = looks().count();
        let last = looks().last().filter(|_| count > 1)?;
        let at = self.reader.sent(last.at);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let arguments = [("count", count.into()), ("at", at.text.into())];
        Some(self.reader.texts.t_args("event-looks-until", &arguments))
    }

    fn deputy_of(&self, thread: &Thread, away: &str) -> String {
        let name = thread.agent_name(away);
        let texts = self.reader.texts;
        texts.t_args("event-deputy-of", &[("name", name.as_str().into())])
    }

    fn actor(&self, thread: &Thread, event: &Event, kind: EventKind) -> Option<String> {
        if event.actor_kind == "rule" {
            let name = event
                .actor_id
                .parse()
                .ok()
                .and_then(|id| thread.rules.get(&id));
            return Some(match name {
                Some(name) => self
                    .reader
                    .texts
                    .t_args("event-rule", &[("name", name.as_str().into())]),
                None => self.reader.texts.t("event-rule-gone"),
            });
        }
        let author = Author::from_code(&event.actor_kind)?;
        // An answer's effect stands below the message with its author; the others name the marketplace themselves.
        let is_told = matches!(
            kind,
            EventKind::AnsweredOnTime
                | EventKind::AnsweredLate
                | EventKind::TakenOver
                | EventKind::ReadByStaff
                | EventKind::ReadByStaffApproved
                | EventKind::MarketplaceLooked
                | EventKind::MarketplaceLookedApproved
        );
        (!is_told).then(|| thread.author_name(author, &event.actor_id, self.marketplace))
    }
}

fn answer_key(side: Side, decision: Decision) -> &'static str {
    match (decision, side) {
        (Decision::Confirmed, Side::Buyer) => "dispute-confirmed-buyer",
        (Decision::Confirmed, _) => "dispute-confirmed-seller",
        (Decision::Dismissed, Side::Buyer) => "dispute-dismissed-buyer",
        (Decision::Dismissed, _) => "dispute-dismissed-seller",
        (Decision::Released, Side::Buyer) => "dispute-released-buyer",
        (Decision::Released, _) => "dispute-released-seller",
    }
}

fn kind(kind: &str, body: &Value) -> Option<EventKind> {
    Some(match kind {
        "conversation.assigned" if body["agent"].is_null() => EventKind::Unassigned,
        "conversation.assigned" if body["rule_id"].is_string() => EventKind::AssignedByRule,
        "conversation.assigned" if body["deputy_of"].is_string() => EventKind::AssignedToDeputy,
        "conversation.assigned" if body["returned"] == true => EventKind::AssignedBack,
        "conversation.assigned" => EventKind::Assigned,
        "conversation.closed" => EventKind::Closed,
        "conversation.reopened" => EventKind::Reopened,
        "conversation.taken_over" => EventKind::TakenOver,
        "conversation.handed_back" => EventKind::HandedBack,
        "conversation.escalated" => EventKind::Escalated,
        "deadline.waived" => EventKind::NoReplyNeeded,
        "deadline.objected" => EventKind::Objected,
        "deadline.due_soon" => EventKind::DueSoon,
        "deadline.overdue" => EventKind::Overdue,
        "deadline.answered" if body["on_time"] == true => EventKind::AnsweredOnTime,
        "deadline.answered" => EventKind::AnsweredLate,
        // A change that left the due instant where it was is for the record, not for the reader.
        "deadline.recomputed" if body["before"]["due_at"] != body["due_at"] => {
            EventKind::DeadlineRecomputed
        }
        REASON_KIND if body["break_glass"].is_string() => EventKind::ReadByStaffApproved,
        REASON_KIND => EventKind::ReadByStaff,
        LOOK_KIND | "strike.looked" if body["break_glass"].is_string() => {
            EventKind::MarketplaceLookedApproved
        }
        LOOK_KIND | "strike.looked" => EventKind::MarketplaceLooked,
        _ => return None,
    })
}

/// Looks under the same reason stand in the thread once.
fn is_first_look(thread: &Thread, event: &Event, body: &Value) -> bool {
    event.kind != LOOK_KIND
        || looks_of(thread, body)
            .next()
            .is_none_or(|first| first.id == event.id)
}

/// The looks under the reason that this one names.
fn looks_of<'a>(thread: &'a Thread, body: &'a Value) -> impl Iterator<Item = &'a Event> {
    let looks = thread.events.iter().filter(|event| event.kind == LOOK_KIND);
    looks.filter(|event| {
        let other: Value = serde_json::from_str(&event.body).unwrap_or_default();
        other["reason_event"] == body["reason_event"]
    })
}

/// Its own instant; of a history that was moved in, the original one where the event says it.
fn happened_at(event: &Event, body: &Value) -> Timestamp {
    let original = match event.kind.as_str() {
        "deadline.answered" => body["settled_at"].as_str(),
        "deadline.due_soon" | "deadline.overdue" => body["rang_at"].as_str(),
        _ => None,
    };
    original
        .and_then(|text| text.parse().ok())
        .unwrap_or(event.at)
}
