//! `dossier.json`: what a dossier tells, for programs, as docs/archive-format.md has it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rules::conversation::{AuthorKind, ReplyDeadline, Subject};
use rules::ids::AttachmentId;
use serde_json::{Value, json};
use store::attachments::Attachment;
use store::messages::Message;
use store::notes::Note;
use uuid::Uuid;

use super::gather::{Gathered, Opened, Told};
use super::make::failed;
use crate::actions::conversations::read::reason_content;
use crate::actions::conversations::seen::SeenBy;
use crate::error::ActionError;

/// The canonical spelling; `paths` says where the bytes of attachments lie that are in the dossier.
pub fn account(
    gathered: &Gathered,
    paths: &BTreeMap<AttachmentId, String>,
) -> Result<String, ActionError> {
    let (thread, head) = (&gathered.thread, gathered.head.as_ref());
    let conversation = &thread.conversation;
    let messages = thread.messages.iter();
    let messages: Vec<Value> = messages.map(|one| message(gathered, one, paths)).collect();
    let told = json!({
        "format": archive::dossier::FORMAT,
        "made_at": gathered.made_at,
        "made_at_local": gathered.local(gathered.made_at),
        "made_for": gathered.made_for,
        "language": gathered.language.tag(),
        "time_zone": gathered.zone.iana_name(),
        "marketplace": gathered.marketplace,
        "log": head.map(|head| {
            json!({ "origin": head.origin, "size": head.size, "root": STANDARD.encode(head.root) })
        }),
        "conversation": {
            "id": conversation.id,
            "title": conversation.title,
            "external_id": conversation.external_id,
            "state": conversation.state,
            "opened_at": conversation.created_at,
            "opened_at_local": gathered.local(conversation.created_at),
        },
        "seller": { "id": conversation.seller, "name": thread.seller_name() },
        "buyer": { "id": conversation.buyer, "name": thread.buyer_name() },
        "subject": subject(gathered)?,
        "people": gathered.people.iter().map(person).collect::<Vec<_>>(),
        "messages": messages,
        "notes": thread.notes.iter().map(|one| note(gathered, one)).collect::<Vec<_>>(),
        "timeline": gathered.events.iter().map(|one| event(gathered, one)).collect::<Vec<_>>(),
        "deadlines": thread.deadlines.iter().map(|one| deadline(gathered, one)).collect::<Vec<_>>(),
        "looks": looks(gathered),
        "entries": gathered.events.iter().filter_map(|one| entry(gathered, one)).collect::<Vec<_>>(),
    });
    let told = archive::canonical::parse(&told.to_string()).map_err(failed)?;
    Ok(told.canonical())
}

impl Gathered {
    /// RFC 3339 with the offset of the reader's zone.
    pub(super) fn local(&self, at: Timestamp) -> String {
        let local = at.to_zoned(self.zone.clone());
        local.strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
    }

    /// The newest event that says of a deadline how it is. Of two in one millisecond either may come first.
    pub fn telling_of(&self, deadline: &ReplyDeadline) -> Option<&Told> {
        let id = deadline.id.to_string();
        let said = [
            ("message_id", json!(deadline.message)),
            ("received_at", json!(deadline.received_at)),
            ("due_at", json!(deadline.due_at)),
            ("settled_at", json!(deadline.settled_at)),
            ("on_time", json!(deadline.on_time)),
        ];
        let mut newest = self.events.iter().rev();
        newest.find(|told| {
            told.body["deadline_id"].as_str() == Some(&id)
                && said
                    .iter()
                    .all(|(field, value)| told.body[*field] == *value)
        })
    }

    /// Why something was done, in the words of who did it, where the reader may know them.
    pub fn reason(&self, told: &Told) -> Option<&String> {
        let content = reason_content(&told.event)?;
        self.thread.reasons.get(&content)
    }

    fn pseudonym(&self, kind: &str, id: &str) -> Option<&str> {
        let mut people = self.people.iter();
        let found = people.find(|one| one.person.kind == kind && one.person.id == id);
        found.map(|one| one.pseudonym.as_str())
    }

    /// Who wrote something; whose pseudonym it is where the event names the author as who did it.
    fn author(&self, (kind, id): (AuthorKind, &str), told: Option<&Told>) -> Value {
        let did = told
            .is_some_and(|told| told.event.actor_kind == kind.code() && told.event.actor_id == id);
        let name = self.thread.author_name(kind, id, &self.marketplace);
        let person = self.pseudonym(kind.code(), id).filter(|_| did);
        json!({ "kind": kind.code(), "name": name, "person": person })
    }

    /// What is shown of a text that an event commits to, and how much of it that is.
    fn shown(
        &self,
        committed: Option<&Value>,
        text: Option<&str>,
        masked: bool,
    ) -> (Value, &'static str) {
        let id = committed.and_then(|said| said["content_id"].as_str());
        let id = id.and_then(|id| id.parse::<Uuid>().ok());
        match (id, text) {
            (None, _) if committed.is_some() => (Value::Null, "none"),
            (_, None) => (Value::Null, "erased"),
            (_, Some(text)) if masked => (text.into(), "masked"),
            (_, Some(text)) => (text.into(), "whole"),
        }
    }
}

fn person(one: &Opened) -> Value {
    json!({
        "kind": one.person.kind,
        "seller": one.person.seller,
        "id": one.person.id,
        "name": one.name,
        "salt": archive::hex(&one.salt),
        "pseudonym": one.pseudonym,
    })
}

fn message(
    gathered: &Gathered,
    message: &Message,
    paths: &BTreeMap<AttachmentId, String>,
) -> Value {
    let id = message.id.to_string();
    let told = gathered.telling("message.sent", "message_id", &id);
    let committed = told.map(|told| &told.body["text"]);
    let text = message.text.as_deref();
    let (text, text_is) = gathered.shown(committed, text, gathered.is_masked(message));
    let files = gathered.thread.attachments_of(message.id);
    let files: Vec<Value> = files.map(|one| file(gathered, one, told, paths)).collect();
    json!({
        "id": id,
        "sequence": message.sequence,
        "author": gathered.author((message.author, &message.author_id), told),
        "sent_at": message.sent_at,
        "sent_at_local": gathered.local(message.sent_at),
        "entry": told.and_then(|told| told.index),
        "text": text,
        "text_is": text_is,
        "files": files,
    })
}

fn file(
    gathered: &Gathered,
    file: &Attachment,
    told: Option<&Told>,
    paths: &BTreeMap<AttachmentId, String>,
) -> Value {
    let id = file.id.to_string();
    let said = told.and_then(|told| told.body["attachments"].as_array());
    let said = said.and_then(|said| {
        said.iter()
            .find(|one| one["attachment_id"].as_str() == Some(&id))
    });
    let committed = said.map(|said| &said["name"]);
    let masked = gathered.is_name_masked(file);
    let (name, name_is) = gathered.shown(committed, file.name.as_deref(), masked);
    let digest = |of: fn(&store::attachments::Kept) -> &[u8; 32]| {
        file.kept.as_ref().map(|kept| archive::hex(of(kept)))
    };
    json!({
        "id": id,
        "name": name,
        "name_is": name_is,
        "kind": file.kept.as_ref().map(|kept| &kept.kind),
        "bytes": file.kept.as_ref().map(|kept| kept.bytes),
        "received_sha256": digest(|kept| &kept.sha256_received),
        "kept_sha256": digest(|kept| &kept.sha256_kept),
        "path": paths.get(&file.id),
    })
}

fn note(gathered: &Gathered, note: &Note) -> Value {
    let id = note.id.to_string();
    let told = gathered.telling("note.written", "note_id", &id);
    let committed = told.map(|told| &told.body["text"]);
    let (text, text_is) = gathered.shown(committed, note.text.as_deref(), false);
    json!({
        "id": id,
        "author": gathered.author((AuthorKind::Agent, note.agent.as_str()), told),
        "written_at": note.written_at,
        "written_at_local": gathered.local(note.written_at),
        "entry": told.and_then(|told| told.index),
        "text": text,
        "text_is": text_is,
    })
}

fn event(gathered: &Gathered, told: &Told) -> Value {
    let event = &told.event;
    json!({
        "id": event.id,
        "kind": event.kind,
        "at": event.at,
        "at_local": gathered.local(event.at),
        "actor": { "kind": event.actor_kind, "name": gathered.actor_name(event) },
        "reason": gathered.reason(told),
        "entry": told.index,
    })
}

fn deadline(gathered: &Gathered, deadline: &ReplyDeadline) -> Value {
    let reason = deadline.waived_because;
    json!({
        "id": deadline.id,
        "message_id": deadline.message,
        "state": deadline.state,
        "received_at": deadline.received_at,
        "due_at": deadline.due_at,
        "settled_at": deadline.settled_at,
        "on_time": deadline.on_time,
        "objected_at": deadline.objected_at,
        "no_reply_reason": reason.and_then(|reason| gathered.thread.reasons.get(&reason)),
        "derivation": deadline.derivation,
        "entry": gathered.telling_of(deadline).and_then(|told| told.index),
    })
}

fn looks(gathered: &Gathered) -> Vec<Value> {
    let thread = &gathered.thread;
    let looks = thread.seen.iter().map(|look| {
        let (kind, name) = match &look.by {
            SeenBy::Agent(agent) => ("agent", thread.agent_name(agent.as_str())),
            SeenBy::Seller => ("seller", thread.seller_name()),
            SeenBy::Buyer => ("buyer", thread.buyer_name()),
        };
        json!({
            "by": { "kind": kind, "name": name },
            "at": look.at,
            "at_local": gathered.local(look.at),
            "after_sequence": look.from,
            "up_to_sequence": look.up_to,
        })
    });
    looks.collect()
}

fn entry(gathered: &Gathered, told: &Told) -> Option<Value> {
    let shown = told.committed.iter().filter_map(|id| {
        let (salt, text) = gathered.contents.get(id)?;
        Some(json!({ "id": id, "salt": archive::hex(salt), "text": text }))
    });
    Some(json!({ "index": told.index?, "opened": shown.collect::<Vec<_>>() }))
}

fn subject(gathered: &Gathered) -> Result<Value, ActionError> {
    let thread = &gathered.thread;
    let subject = &thread.conversation.subject;
    let order = thread.order.as_ref().map(|order| {
        let details = serde_json::from_str::<Value>(&order.details).map_err(failed)?;
        Ok::<_, ActionError>(json!({
            "placed_at": order.placed_at,
            "placed_at_local": gathered.local(order.placed_at),
            "status": order.status,
            "details": details,
        }))
    });
    let kind = match subject {
        Subject::Order(_) => "order",
        Subject::Listing(_) => "listing",
    };
    Ok(json!({
        "kind": kind,
        "id": subject.id(),
        "order": order.transpose()?,
        "listing": thread.listing.as_ref().map(|listing| json!({ "title": listing.title })),
    }))
}
