//! The database against the log, both ways: entries and events, texts and their commitments, rows and events.
//! Nothing is changed, and no more is held in memory than one bundle and one page of rows.

use std::collections::{BTreeSet, HashMap, HashSet};

use archive::canonical::{Leaf, Object, Value};
use archive::tile::{Content, Leaves, Tile, Tiles as _, WIDTH, entries, walk};
use rules::ids::{ContentId, ConversationId, SellerId};
use store::archive_log::{self, Head};
use store::audited::{self, Written};
use store::events::{self, Event, Scope};
use store::{DbError, Tx};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::leaf::{raw_leaf, with_pseudonyms};
use super::persons::Persons;
use super::sealer::entry;
use super::{Folder, SealError};
use crate::app::App;

const SENT: &str = "message.sent";
const NOTED: &str = "note.written";
/// Rows of messages or notes that are read at once.
const PAGE: u32 = 500;

/// How much was compared, and how much of it did not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Audited {
    pub entries: u64,
    /// Messages and notes.
    pub rows: u64,
    pub findings: u64,
}

/// Where findings go, one line each.
type Tell<'a> = &'a mut (dyn FnMut(String) + Send);

struct Audit<'a> {
    app: &'a App,
    done: Audited,
    tell: Tell<'a>,
    persons: Persons,
}

/// Compares everything that is sealed at present, and all messages and notes.
pub async fn audit(app: &App, tell: &mut (dyn FnMut(String) + Send)) -> Result<Audited, SealError> {
    let mut audit = Audit {
        app,
        done: Audited::default(),
        tell,
        persons: Persons::default(),
    };
    let read = app.db.read(async |tx: &Tx| archive_log::any_find(tx).await);
    let Some(head) = read.await? else {
        audit.found("nothing has been sealed yet".to_owned());
        return Ok(audit.done);
    };
    let size = u64::try_from(head.size).unwrap_or_default();
    audit.compare_log(head).await?;
    for start in (0..size).step_by(usize::from(WIDTH)) {
        audit.compare_bundle(start, size).await?;
    }
    audit.compare_rows(SENT).await?;
    audit.compare_rows(NOTED).await?;
    Ok(audit.done)
}

impl Audit<'_> {
    fn found(&mut self, what: String) {
        self.done.findings += 1;
        (self.tell)(what);
    }

    /// The files alone: what `dopis-verify log` would say.
    async fn compare_log(&mut self, head: Head) -> Result<(), SealError> {
        let archive = self.app.archive.clone();
        let walked = spawn_blocking(move || {
            let believed = archive.keys()?.policy().open(head.checkpoint.as_bytes());
            let believed = match believed {
                Ok(believed) => believed,
                Err(error) => return Ok(Some(format!("the checkpoint: {error}"))),
            };
            let head = (believed.checkpoint.size(), believed.checkpoint.root());
            let walked = walk(&mut archive.folder().clone(), Leaves::Entries, head, None);
            Ok::<_, SealError>(walked.err().map(|fault| format!("the log: {fault}")))
        });
        let fault = walked.await.map_err(SealError::panicked)??;
        fault.into_iter().for_each(|fault| self.found(fault));
        Ok(())
    }

    /// One bundle of entries against the events that it was made of.
    async fn compare_bundle(&mut self, start: u64, size: u64) -> Result<(), SealError> {
        let read = read_bundle(self.app.archive.folder().clone(), start, size).await?;
        let Some(bundle) = read else {
            self.found(format!("the entries from {start} on cannot be read"));
            return Ok(());
        };
        let after = i64::try_from(start).unwrap_or(i64::MAX) - 1;
        let read = async move |tx: &Tx| {
            events::after(tx, &Scope::Everything, after, u32::from(WIDTH)).await
        };
        let events = self.app.db.read(read).await?;
        let mut of_position: HashMap<u64, Event> = HashMap::new();
        for event in events {
            let position = event.position.and_then(|at| u64::try_from(at).ok());
            of_position.extend(position.map(|position| (position, event)));
        }
        self.learn(of_position.values()).await?;
        let mut leaves = Vec::new();
        for (sealed, position) in bundle.into_iter().zip(start..) {
            self.done.entries += 1;
            let Ok(leaf) = Leaf::from_entry(&sealed) else {
                self.found(format!("entry {position} is no leaf"));
                continue;
            };
            match of_position.get(&position) {
                None => self.found(format!("{} has no event", name(position, &leaf))),
                Some(event) => self.compare_event(position, event, &sealed, &leaf),
            }
            leaves.push((position, leaf));
        }
        self.compare_contents(leaves).await
    }

    async fn learn(&mut self, events: impl Iterator<Item = &Event>) -> Result<(), SealError> {
        let mut wanted = BTreeSet::new();
        for leaf in events.filter_map(|event| raw_leaf(event).ok()) {
            // What cannot be read is told when it is compared.
            let _ = with_pseudonyms(leaf, &mut |person| {
                wanted.insert(person);
                Some(String::new())
            });
        }
        self.persons.learn(self.app, wanted, false).await
    }

    fn compare_event(&mut self, position: u64, event: &Event, sealed: &[u8], leaf: &Leaf) {
        let made = raw_leaf(event).and_then(|leaf| entry(leaf, &self.persons));
        match made {
            Ok(made) if made == sealed => {}
            Ok(made) => {
                let which = Leaf::from_entry(&made).map(|made| differing(&made, leaf));
                let which = which.unwrap_or_default().join(", ");
                self.found(format!(
                    "{} was sealed with another {which} than the event has",
                    name(position, leaf)
                ));
            }
            Err(error) => self.found(format!("{}: {error}", name(position, leaf))),
        }
    }

    /// What the entries committed to, and the rows that they tell of.
    async fn compare_contents(&mut self, leaves: Vec<(u64, Leaf)>) -> Result<(), SealError> {
        let read = self.app.db.read(async move |tx: &Tx| {
            let mut findings = Vec::new();
            for (position, leaf) in &leaves {
                findings.extend(not_as_sealed(tx, *position, leaf).await?);
            }
            Ok::<_, DbError>(findings)
        });
        for finding in read.await? {
            self.found(finding);
        }
        Ok(())
    }

    /// Every message or note was recorded by an event of this kind.
    async fn compare_rows(&mut self, kind: &'static str) -> Result<(), SealError> {
        let mut last: Option<Written> = None;
        loop {
            let from = last.clone();
            let read = self.app.db.read(async move |tx: &Tx| {
                let page = match kind {
                    SENT => audited::any_messages_after(tx, from.as_ref(), PAGE).await?,
                    _ => audited::any_notes_after(tx, from.as_ref(), PAGE).await?,
                };
                let recorded = recorded(tx, &page, kind).await?;
                Ok::<_, DbError>((page, recorded))
            });
            let (page, recorded) = read.await?;
            self.done.rows += page.len() as u64;
            for row in page.iter().filter(|row| !recorded.contains(&row.id)) {
                let (seller, conversation, id) = (&row.seller, row.conversation, row.id);
                self.found(format!(
                    "the row {id} in conversation {conversation} of {seller} has no event {kind}"
                ));
            }
            match page.into_iter().last() {
                None => return Ok(()),
                row => last = row,
            }
        }
    }
}

async fn read_bundle(
    mut folder: Folder,
    start: u64,
    size: u64,
) -> Result<Option<Vec<Vec<u8>>>, SealError> {
    let read = spawn_blocking(move || {
        let tile = Tile::holding(Content::Entries, start, size)?;
        let partial = folder.read(&tile).ok().flatten();
        let bytes = partial.or_else(|| folder.read(&tile.full()).ok().flatten())?;
        let entries = entries(&bytes)?;
        let wanted = entries.get(..usize::from(tile.width))?;
        Some(wanted.iter().map(|entry| entry.to_vec()).collect())
    });
    read.await.map_err(SealError::panicked)
}

/// Texts that are not those that were committed to, and a row that is not there.
async fn not_as_sealed(tx: &Tx, position: u64, leaf: &Leaf) -> Result<Vec<String>, DbError> {
    let seller = leaf.seller.as_deref().unwrap_or_default();
    let called = name(position, leaf);
    let mut findings = Vec::new();
    for (content, commitment) in commitments(&leaf.body) {
        let found = audited::any_content(tx, seller, content).await?;
        let same = found.map(|(salt, text)| {
            archive::hex(&archive::commitment(&salt, text.as_bytes())) == commitment
        });
        match same {
            Some(true) => {}
            Some(false) => findings.push(format!("{called}: the text {content} is another")),
            None if is_told_erased(tx, seller, content).await? => {}
            None => findings.push(format!("{called}: the text {content} is gone")),
        }
    }
    if !has_row(tx, leaf).await? {
        findings.push(format!("{called} has no row"));
    }
    Ok(findings)
}

/// Whether an event of the same seller says that the text was erased. That this event is in the log as it is in the
/// database is compared where its own entry is read.
async fn is_told_erased(tx: &Tx, seller: &str, content: Uuid) -> Result<bool, DbError> {
    let erased = store::erased_contents::any_find(tx, seller, ContentId(content)).await?;
    let Some(erased) = erased else {
        return Ok(false);
    };
    let Some(body) = audited::any_event_body(tx, seller, erased.event).await? else {
        return Ok(false);
    };
    let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let listed = body["contents"].as_array();
    let id = serde_json::json!(content);
    Ok(listed.is_some_and(|listed| listed.contains(&id)))
}

/// The messages or notes that events tell of in the conversations of these rows.
async fn recorded(tx: &Tx, page: &[Written], kind: &'static str) -> Result<HashSet<Uuid>, DbError> {
    let mut conversations: Vec<(&SellerId, ConversationId)> = page
        .iter()
        .map(|row| (&row.seller, row.conversation))
        .collect();
    conversations.dedup();
    let mut recorded = HashSet::new();
    for (seller, conversation) in conversations {
        for event in events::of_kind(tx, seller, conversation, kind).await? {
            let body: serde_json::Value = serde_json::from_str(&event.body).unwrap_or_default();
            let id = body[row_of(kind)].as_str();
            recorded.extend(id.and_then(|id| id.parse::<Uuid>().ok()));
        }
    }
    Ok(recorded)
}

/// Whether the message or note that an entry tells of is there; others tell of no row that stays.
async fn has_row(tx: &Tx, leaf: &Leaf) -> Result<bool, DbError> {
    let kind = leaf.kind.as_str();
    if ![SENT, NOTED].contains(&kind) {
        return Ok(true);
    }
    let id = leaf.body.get(row_of(kind)).and_then(Value::as_text);
    let id = id.and_then(|id| id.parse::<Uuid>().ok());
    let conversation = leaf.stream.id.parse::<ConversationId>().ok();
    let (Some(id), Some(conversation)) = (id, conversation) else {
        return Ok(false);
    };
    let seller = leaf.seller.as_deref().unwrap_or_default();
    match kind {
        SENT => audited::any_message_is_there(tx, seller, id).await,
        _ => audited::any_note_is_there(tx, seller, conversation, id).await,
    }
}

/// The field that names the row.
fn row_of(kind: &str) -> &'static str {
    match kind {
        SENT => "message_id",
        _ => "note_id",
    }
}

fn name(position: u64, leaf: &Leaf) -> String {
    format!("entry {position} ({} {})", leaf.kind, leaf.id)
}

fn differing(made: &Leaf, sealed: &Leaf) -> Vec<&'static str> {
    let members = [
        ("id", made.id == sealed.id),
        ("at", made.at_us == sealed.at_us),
        ("kind", made.kind == sealed.kind),
        ("actor", made.actor == sealed.actor),
        ("stream", made.stream == sealed.stream),
        ("seller", made.seller == sealed.seller),
        ("buyer", made.buyer == sealed.buyer),
        ("body", made.body == sealed.body),
    ];
    let differ = members.into_iter().filter(|(_, same)| !same);
    differ.map(|(name, _)| name).collect()
}

/// Every `content_id` with the `commitment` beside it, however deep they lie.
pub(crate) fn commitments(object: &Object) -> Vec<(Uuid, String)> {
    let mut found = Vec::new();
    commitments_of(object, &mut found);
    found
}

fn commitments_of(object: &Object, found: &mut Vec<(Uuid, String)>) {
    let text = |name| object.get(name).and_then(Value::as_text);
    let id = text("content_id").and_then(|id| id.parse().ok());
    found.extend(id.zip(text("commitment").map(str::to_owned)));
    for (_, value) in object.members() {
        commitments_in(value, found);
    }
}

fn commitments_in(value: &Value, found: &mut Vec<(Uuid, String)>) {
    match value {
        Value::Object(object) => commitments_of(object, found),
        Value::List(values) => values.iter().for_each(|value| commitments_in(value, found)),
        _ => {}
    }
}
