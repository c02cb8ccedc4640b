//! The same for programs: `data.json`, `orders/….json` and `conversation.json`.

use std::collections::BTreeMap;

use rules::ids::AttachmentId;
use rules::moderation::Reader;
use serde_json::{Value, json};
use store::orders::Order;

use super::gather::{Cover, Line};
use crate::actions::dossiers::{self, Gathered};
use crate::actions::moderation::dispute::Looked;
use crate::error::ActionError;

/// Names the form of the file, so that programs know what they read.
const FORMAT: &str = "dopis-buyer-data@v1";

/// `data.json`.
pub(super) fn cover(cover: &Cover) -> Value {
    let buyer = cover.buyer.as_ref().map(|buyer| {
        json!({
            "name": buyer.name,
            "email": buyer.email,
            "language": buyer.language,
            "country": buyer.country,
            "time_zone": buyer.time_zone,
            "version": buyer.version,
            "created_at": buyer.created_at,
            "updated_at": buyer.updated_at,
        })
    });
    let sessions = cover.sessions.iter().map(|session| {
        json!({
            "signed_in_at": session.created_at,
            "last_seen_at": session.last_seen_at,
            "browser": session.user_agent,
            "address": session.address,
        })
    });
    let unsent = cover.unsent.iter().map(|file| {
        json!({
            "id": file.id,
            "seller": file.seller,
            "name": file.name,
            "bytes": file.announced_bytes,
            "begun_at": file.created_at,
        })
    });
    let events = cover.events.iter().map(|event| {
        json!({
            "id": event.id,
            "kind": event.kind,
            "at": event.at,
            "by": event.actor_kind,
            "body": serde_json::from_str::<Value>(&event.body).unwrap_or_default(),
        })
    });
    json!({
        "format": FORMAT,
        "made_at": cover.made_at,
        "made_at_local": cover.local(cover.made_at),
        "time_zone": cover.zone.iana_name(),
        "language": cover.language.tag(),
        "marketplace": cover.marketplace,
        "buyer_id": cover.id,
        "buyer": buyer,
        "sessions": sessions.collect::<Vec<_>>(),
        "unsent_files": unsent.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "orders": cover.orders,
        "conversations": cover.conversations.iter().map(line).collect::<Vec<_>>(),
    })
}

fn line(line: &Line) -> Value {
    json!({
        "id": line.id,
        "title": line.title,
        "seller": line.seller,
        "state": line.state,
        "opened_at": line.opened_at,
        "messages": line.messages,
        "staff_looks": line.looks,
        "files_left_out": line.left_out,
        "folder": super::write::folder(line.id),
    })
}

/// `orders/….json`.
pub(super) fn orders(orders: &[Order]) -> Result<Value, serde_json::Error> {
    let told = orders.iter().map(|order| {
        Ok(json!({
            "id": order.id,
            "seller": order.seller,
            "placed_at": order.placed_at,
            "status": order.status,
            "details": serde_json::from_str::<Value>(&order.details)?,
            "version": order.version,
            "created_at": order.created_at,
            "updated_at": order.updated_at,
        }))
    });
    Ok(json!({ "format": FORMAT, "orders": told.collect::<Result<Vec<_>, serde_json::Error>>()? }))
}

/// `conversation.json`: what a dossier tells, the draft, and what was found and decided about the buyer's messages.
pub(super) fn conversation(
    gathered: &Gathered,
    paths: &BTreeMap<AttachmentId, String>,
    read_in_files: &[Value],
) -> Result<Value, ActionError> {
    let thread = &gathered.thread;
    let told: Value =
        serde_json::from_str(&dossiers::account(gathered, paths)?).map_err(super::write::failed)?;
    let draft = thread
        .draft
        .as_ref()
        .map(|draft| json!({ "text": draft.text, "updated_at": draft.updated_at }));
    let found = thread.findings.iter().map(|(message, judged)| {
        json!({ "message_id": message, "finding": judged.finding, "measure": judged.measure })
    });
    let looked = thread.looked.iter().map(|(message, looked)| {
        let mut told = match looked {
            Looked::Possible => json!({ "state": "may_be_disputed" }),
            Looked::Waits { due_at } => json!({ "state": "disputed", "due_at": due_at }),
            Looked::Answered { decided, note } => json!({
                "state": "decided",
                "at": decided.at,
                "decision": decided.decision.code(),
                "ground": decided.ground.code(),
                "note": note,
            }),
        };
        told["message_id"] = json!(message);
        told
    });
    Ok(json!({
        "format": FORMAT,
        "account": told,
        "draft": draft,
        "found": found.collect::<Vec<_>>(),
        "decisions": looked.collect::<Vec<_>>(),
        "read_in_files": read_in_files,
    }))
}

/// Whether the buyer sees all of what this kind of author wrote.
pub(super) fn is_own(author: &str) -> bool {
    let author = rules::conversation::AuthorKind::from_code(author);
    author.is_some_and(|author| Reader::Buyer.sees_whole(author))
}
