//! What goes into a dossier: what its reader sees of the conversation, the events that it may know of, and the texts
//! that these committed to, as far as they are shown.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::access::{Action, Viewer};
use rules::conversation::AuthorKind;
use rules::ids::ConversationId;
use rules::moderation::Reader;
use serde_json::Value;
use store::archive_attestations::{self, Token};
use store::archive_log::{self, Head};
use store::attachments::Attachment;
use store::events::Event;
use store::messages::Message;
use store::pseudonyms::Person;
use store::{Tx, audited, pseudonyms};
use uuid::Uuid;

use super::make::{failed, side};
use crate::actions::conversations::read::{self, Thread};
use crate::actions::conversations::save::load;
use crate::app::App;
use crate::archiving::{commitments, is_known, proving, raw_leaf};
use crate::error::ActionError;
use crate::i18n::Language;

/// Everything that a dossier tells.
#[derive(Debug)]
pub struct Gathered {
    pub made_at: Timestamp,
    /// `buyer`, `seller` or `staff`.
    pub made_for: &'static str,
    pub language: Language,
    pub zone: TimeZone,
    pub marketplace: String,
    pub thread: Thread,
    /// With the checkpoint that it is verified against: the newest one that witnesses have signed, where all of this is
    /// in it, and otherwise the newest. `None` where nothing is sealed.
    pub head: Option<Head>,
    /// A timestamp of the log when it was as large or smaller.
    pub(super) stamp: Option<Token>,
    pub events: Vec<Told>,
    /// Texts that the events committed to and that are shown whole.
    pub contents: BTreeMap<Uuid, ([u8; 32], String)>,
    pub people: Vec<Opened>,
    pub(super) reads_as: Reader,
}

/// An event with its place in the log, if it is sealed.
#[derive(Debug)]
pub struct Told {
    pub event: Event,
    pub body: Value,
    pub index: Option<u64>,
    /// The contents that it committed to.
    pub(super) committed: Vec<Uuid>,
}

/// Whom a pseudonym stands for.
#[derive(Debug)]
pub struct Opened {
    pub person: Person,
    pub name: String,
    pub salt: [u8; 32],
    pub pseudonym: String,
}

impl Gathered {
    /// The event that tells of something under its id.
    pub fn telling(&self, kind: &str, field: &str, id: &str) -> Option<&Told> {
        let mut of_kind = self.events.iter().filter(|told| told.event.kind == kind);
        of_kind.find(|told| told.body[field].as_str() == Some(id))
    }

    /// Whether passages of it are hidden from the reader.
    pub fn is_masked(&self, message: &Message) -> bool {
        !message.hidden.is_empty() && !self.reads_as.sees_whole(message.author)
    }

    /// Whether passages of its name are hidden from the reader.
    pub fn is_name_masked(&self, file: &Attachment) -> bool {
        let author = AuthorKind::from_code(&file.uploader.0);
        let is_seen = author.is_some_and(|author| self.reads_as.sees_whole(author));
        !file.name_hidden.is_empty() && !is_seen
    }

    /// Who did something, as the reader is told; nobody where Dopis did it by itself. Of the seller's people the
    /// buyer learns who wrote, and not who did anything else.
    pub fn actor_name(&self, event: &Event) -> Option<String> {
        let author = AuthorKind::from_code(&event.actor_kind)?;
        let is_secret = self.made_for == "buyer" && event.kind != "message.sent";
        Some(match author {
            AuthorKind::Agent if is_secret => self.thread.seller_name(),
            author => self
                .thread
                .author_name(author, &event.actor_id, &self.marketplace),
        })
    }
}

/// What this viewer sees of the conversation.
pub async fn gather(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    (language, zone): (Language, TimeZone),
) -> Result<Gathered, ActionError> {
    let conversation = load(tx, viewer, id, Action::ReadConversation).await?;
    let thread = read::whole(tx, app, viewer, conversation).await?;
    let told_of = || thread.events.iter().filter(|event| is_told(&thread, event));
    let (head, stamp) = match newest_head(tx, app).await? {
        Some(head) => {
            let sealed = told_of().filter_map(|event| event.position.filter(|at| *at < head.size));
            let last = sealed.max().map_or(0, |position| position + 1);
            let (head, stamp) = attested(tx, app, head, last).await?;
            (Some(head), stamp)
        }
        None => (None, None),
    };
    let mut events = Vec::new();
    for event in told_of() {
        events.push(told(event, head.as_ref())?);
    }
    let mut gathered = Gathered {
        made_at: app.now(),
        made_for: side(viewer),
        language,
        zone,
        marketplace: app.config.marketplace.name.clone(),
        head,
        stamp,
        events,
        contents: BTreeMap::new(),
        people: Vec::new(),
        reads_as: Reader::of(viewer),
        thread,
    };
    gathered.contents = contents(tx, &gathered).await?;
    gathered.people = people(tx, &gathered).await?;
    Ok(gathered)
}

/// The head of the log, once it has a checkpoint.
pub(super) async fn sealed_head(tx: &Tx, app: &App) -> Result<Head, ActionError> {
    newest_head(tx, app).await?.ok_or_else(|| {
        ActionError::conflict(
            "not_sealed_yet",
            "Nothing is in the log yet. Ask again in a few seconds.",
        )
    })
}

async fn newest_head(tx: &Tx, app: &App) -> Result<Option<Head>, ActionError> {
    if !app.archive.is_kept() {
        return Ok(None);
    }
    let head = archive_log::any_find(tx).await?;
    Ok(head.filter(|head| !head.checkpoint.is_empty()))
}

/// The checkpoint that proves so many entries, and the newest timestamp from which the log grew to it.
async fn attested(
    tx: &Tx,
    app: &App,
    head: Head,
    entries: i64,
) -> Result<(Head, Option<Token>), ActionError> {
    let keys = app.archive.keys().map_err(failed)?;
    let head = proving(tx, keys.policy(), head, entries).await?;
    let stamp = archive_attestations::any_last_token(tx, &head.origin).await?;
    // One of a larger log would be of entries that are not in this dossier's checkpoint.
    let stamp = stamp.filter(|stamp| stamp.of.size <= head.size);
    let stamp = stamp.filter(|stamp| is_known(keys.policy(), &stamp.of));
    Ok((head, stamp))
}

/// What tells of a message or a note is told where its reader sees that one.
fn is_told(thread: &Thread, event: &Event) -> bool {
    let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let names = |field: &str, id: String| body[field].as_str() == Some(&id);
    match event.kind.as_str() {
        "message.sent" => {
            let mut messages = thread.messages.iter();
            messages.any(|message| names("message_id", message.id.to_string()))
        }
        "note.written" => {
            let mut notes = thread.notes.iter();
            notes.any(|note| names("note_id", note.id.to_string()))
        }
        _ => true,
    }
}

fn told(event: &Event, head: Option<&Head>) -> Result<Told, ActionError> {
    let leaf = raw_leaf(event).map_err(failed)?;
    let committed = commitments(&leaf.body);
    let size = head.map_or(0, |head| head.size);
    let sealed = event.position.filter(|position| *position < size);
    Ok(Told {
        body: serde_json::from_str(&event.body).map_err(failed)?,
        index: sealed.and_then(|position| u64::try_from(position).ok()),
        committed: committed.into_iter().map(|(id, _)| id).collect(),
        event: event.clone(),
    })
}

/// Of a text with hidden passages nothing is given that its words could be guessed with.
async fn contents(
    tx: &Tx,
    gathered: &Gathered,
) -> Result<BTreeMap<Uuid, ([u8; 32], String)>, ActionError> {
    let thread = &gathered.thread;
    let masked = thread
        .messages
        .iter()
        .filter(|message| gathered.is_masked(message));
    let names = thread.attachments.iter();
    let names = names.filter(|file| gathered.is_name_masked(file));
    let masked = masked.map(|message| message.id.0);
    let masked: BTreeSet<Uuid> = masked.chain(names.map(|file| file.id.0)).collect();
    let shown: BTreeSet<Uuid> = thread.reasons.keys().map(|content| content.0).collect();
    let mut contents = BTreeMap::new();
    for told in &gathered.events {
        let is_written = ["message.sent", "note.written"].contains(&told.event.kind.as_str());
        for id in &told.committed {
            let is_shown = (is_written && !masked.contains(id)) || shown.contains(id);
            if is_shown
                && let Some(found) =
                    audited::any_content(tx, thread.conversation.seller.as_str(), *id).await?
            {
                contents.insert(*id, found);
            }
        }
    }
    Ok(contents)
}

/// The buyer, and for others than the buyer the agents who wrote.
async fn people(tx: &Tx, gathered: &Gathered) -> Result<Vec<Opened>, ActionError> {
    let (thread, conversation) = (&gathered.thread, &gathered.thread.conversation);
    let mut agents: BTreeSet<&str> = BTreeSet::new();
    if gathered.made_for != "buyer" {
        let by_agents = thread.messages.iter();
        let by_agents = by_agents.filter(|message| message.author == AuthorKind::Agent);
        agents.extend(by_agents.map(|message| message.author_id.as_str()));
        agents.extend(thread.notes.iter().map(|note| note.agent.as_str()));
    }
    let buyer = Person {
        kind: "buyer",
        seller: String::new(),
        id: conversation.buyer.to_string(),
    };
    let agent = |id: &str| Person {
        kind: "agent",
        seller: conversation.seller.to_string(),
        id: id.to_owned(),
    };
    let agents = agents
        .into_iter()
        .map(|id| (agent(id), thread.agent_name(id)));
    let mut people = Vec::new();
    for (person, name) in [(buyer, thread.buyer_name())].into_iter().chain(agents) {
        if let Some((salt, pseudonym)) = pseudonyms::any_opened(tx, &person).await? {
            people.push(Opened {
                person,
                name,
                salt,
                pseudonym,
            });
        }
    }
    Ok(people)
}
