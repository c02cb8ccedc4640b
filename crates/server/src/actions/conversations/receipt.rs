//! The receipt of a message, for the side that sent it: its words, its leaf, and the proof that the log has it.

use archive::merkle::Hash;
use archive::proof::TlogProof;
use archive::receipt::{Content, Receipt};
use archive::tile::{ProveError, prove_inclusion, read_entry};
use rules::access::{Action, Viewer};
use rules::ids::{ConversationId, MessageId};
use store::archive_log::{self, Head};
use store::events::{self, Event};
use store::{Tx, audited};
use tokio::task::spawn_blocking;

use super::save::load;
use super::staff_read::{Shown, record_look};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::archiving::{Archive, commitments, proving, raw_leaf};
use crate::error::ActionError;
use crate::viewer::actor;

/// What the receipt is made of.
struct Found {
    sequence: u32,
    position: u64,
    head: Head,
    contents: Vec<Content>,
}

/// The file of the receipt. A message is sealed a second after it was sent; before that there is none yet.
pub async fn receipt(
    app: &App,
    viewer: &Viewer,
    conversation: ConversationId,
    message: MessageId,
) -> Result<String, ActionError> {
    if !app.archive.is_kept() {
        return Err(ActionError::NotFound);
    }
    let (asks, state) = (viewer.clone(), app.clone());
    let is_staff = matches!(viewer, Viewer::Staff { .. });
    let work = async move |tx: &Tx| {
        let found = find(tx, &state, &asks, conversation, message).await?;
        if is_staff {
            let conversation = load(tx, &asks, conversation, Action::ReadConversation).await?;
            let recorder = Recorder::new(&state, &asks, state.now());
            let shown = Shown::messages("receipt", found.sequence, found.sequence);
            record_look(tx, &recorder, &asks, &conversation, shown).await?;
        }
        Ok::<_, ActionError>(found)
    };
    let found = match is_staff {
        true => app.db.write(work).await?,
        false => app.db.read(work).await?,
    };
    let archive = app.archive.clone();
    let made = spawn_blocking(move || make(&archive, found));
    made.await.map_err(|source| failed(Box::new(source)))?
}

async fn find(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Found, ActionError> {
    let conversation = load(tx, viewer, conversation, Action::ReadConversation).await?;
    let seller = &conversation.seller;
    let sent = events::of_kind(tx, seller, conversation.id, "message.sent").await?;
    let event = sent.into_iter().find(|event| is_of(event, message));
    let event = event.ok_or(ActionError::NotFound)?;
    if !is_sender(viewer, &event) {
        return Err(ActionError::forbidden(
            "not_the_sender",
            "Only the side that sent a message gets its receipt.",
        ));
    }
    let head = archive_log::any_find(tx).await?;
    let place = head.filter(|head| event.position.is_some_and(|position| position < head.size));
    let (Some(head), Some(position)) = (place, event.position) else {
        return Err(ActionError::conflict(
            "not_sealed_yet",
            "The message is not in the log yet. Ask again in a few seconds.",
        ));
    };
    let keys = app
        .archive
        .keys()
        .map_err(|error| failed(Box::new(error)))?;
    let head = proving(tx, keys.policy(), head, position + 1).await?;
    let mut contents = Vec::new();
    for (id, _) in commitments(
        &raw_leaf(&event)
            .map_err(|error| failed(Box::new(error)))?
            .body,
    ) {
        if let Some((salt, text)) = audited::any_content(tx, seller.as_str(), id).await? {
            let id = id.to_string();
            contents.push(Content { id, salt, text });
        }
    }
    let body: serde_json::Value = serde_json::from_str(&event.body).unwrap_or_default();
    let sequence = body["sequence"].as_u64().unwrap_or_default();
    Ok(Found {
        sequence: u32::try_from(sequence).unwrap_or_default(),
        position: u64::try_from(position).unwrap_or_default(),
        head,
        contents,
    })
}

fn is_of(event: &Event, message: MessageId) -> bool {
    let body: serde_json::Value = serde_json::from_str(&event.body).unwrap_or_default();
    body["message_id"].as_str() == Some(message.to_string().as_str())
}

/// A seller's people and programs are one side; staff have each their own messages.
fn is_sender(viewer: &Viewer, event: &Event) -> bool {
    let by = event.actor_kind.as_str();
    match viewer {
        Viewer::Buyer(_) => by == "buyer",
        Viewer::Agent { .. } | Viewer::Automation { .. } => ["agent", "automation"].contains(&by),
        Viewer::Staff { .. } => actor(viewer) == ("staff", event.actor_id.clone()) && by == "staff",
        Viewer::Anonymous | Viewer::Platform { .. } => false,
    }
}

/// Nothing leaves the house that does not verify.
fn make(archive: &Archive, found: Found) -> Result<String, ActionError> {
    let size = u64::try_from(found.head.size).unwrap_or_default();
    let mut folder = archive.folder().clone();
    let proved = |error: ProveError<std::io::Error>| failed(Box::new(error));
    let entry = read_entry(&mut folder, found.position, size).map_err(proved)?;
    let path: Vec<Hash> = prove_inclusion(&mut folder, found.position, size).map_err(proved)?;
    let proof = TlogProof {
        extra: None,
        index: found.position,
        path,
        checkpoint: found.head.checkpoint,
    };
    let receipt = Receipt::new(&entry, found.contents, proof);
    let receipt = receipt.map_err(|error| failed(Box::new(error)))?;
    let keys = archive.keys().map_err(|error| failed(Box::new(error)))?;
    let verified = receipt.verify(keys.policy());
    verified.map_err(|error| failed(Box::new(error)))?;
    receipt.to_file().map_err(|error| failed(Box::new(error)))
}

fn failed(source: Box<dyn std::error::Error + Send + Sync>) -> ActionError {
    ActionError::Internal {
        operation: "making the receipt of a message",
        source,
    }
}
