//! Writing the file: one conversation after the other, so that only the largest one has to fit into memory.

use std::collections::BTreeMap;

use archive::dossier::is_path;
use jiff::tz::TimeZone;
use paper::Paper;
use rules::access::Viewer;
use rules::ids::{BuyerId, ConversationId};
use serde_json::{Value, json};
use store::attachments::Attachment;
use store::lists::{self, Seek};
use store::{DbError, Tx, looked_through, orders};
use tokio::task::spawn_blocking;

use super::account;
use super::gather::{Cover, Line, Orders};
use crate::actions::dossiers::{Gathered, gather};
use crate::actions::prepared::Spool;
use crate::actions::reading_zone;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;

const CONVERSATIONS_AT_ONCE: u32 = 200;
const ORDERS_AT_ONCE: u32 = 200;
/// A ZIP has at most 4 GiB; what comes behind the files has to fit too.
const FILES_UP_TO_BYTES: u64 = 3 * 1024 * 1024 * 1024;

/// What draws the parts for people.
#[derive(Debug, Clone, Copy)]
pub struct Drawings {
    pub cover: fn(&Cover) -> Paper,
    pub orders: fn(&Orders) -> Paper,
    pub conversation: fn(&Gathered) -> Paper,
}

/// Everything, as the buyer may see it; says how many conversations there are.
pub async fn write(
    app: &App,
    reader: &Viewer,
    language: Language,
    draw: Drawings,
    spool: &mut Spool,
) -> Result<usize, ActionError> {
    let Viewer::Buyer(buyer) = reader else {
        return Err(ActionError::NotFound);
    };
    let zone = reading_zone::run(app, reader).await?;
    let named = (language, zone.clone(), app.config.marketplace.name.clone());
    let (id, now) = (buyer.clone(), app.now());
    let mut cover = app
        .db
        .read(async move |tx: &Tx| {
            let named = (named.0, named.1.clone(), named.2.clone());
            Ok::<_, ActionError>(Cover::gather(tx, &id, named, now).await?)
        })
        .await?;
    for id in conversations(app, buyer).await? {
        let line = conversation(app, reader, id, (language, zone.clone()), draw, spool).await?;
        cover.conversations.push(line);
    }
    unsent(app, &cover, spool).await?;
    cover.orders = all_orders(app, &cover, draw, spool).await?;
    let (count, told) = (
        cover.conversations.len(),
        account::cover(&cover).to_string(),
    );
    spool.add("data.json", told.as_bytes()).await?;
    let drawn = drawn(move || (draw.cover)(&cover)).await?;
    spool.add("data.pdf", &drawn).await?;
    spool.end().await?;
    Ok(count)
}

async fn conversations(app: &App, buyer: &BuyerId) -> Result<Vec<ConversationId>, ActionError> {
    let buyer = buyer.clone();
    app.db
        .read(async move |tx: &Tx| {
            let (mut ids, mut seek) = (Vec::new(), None);
            loop {
                let page = lists::of_buyer(tx, &buyer, seek, CONVERSATIONS_AT_ONCE).await?;
                seek = page.last().map(|entry| Seek {
                    at: entry.last_message_at,
                    id: entry.id,
                });
                ids.extend(page.iter().map(|entry| entry.id));
                if seek.is_none() {
                    return Ok::<_, ActionError>(ids);
                }
            }
        })
        .await
}

async fn conversation(
    app: &App,
    reader: &Viewer,
    id: ConversationId,
    worded: (Language, TimeZone),
    draw: Drawings,
    spool: &mut Spool,
) -> Result<Line, ActionError> {
    let (state, asks) = (app.clone(), reader.clone());
    let (gathered, seen) = app
        .db
        .read(async move |tx: &Tx| {
            let gathered = gather(tx, &state, &asks, id, worded.clone()).await?;
            let seen = read_in_files(tx, &gathered).await?;
            Ok::<_, ActionError>((gathered, seen))
        })
        .await?;
    let folder = folder(id);
    let (mut paths, mut left_out) = (BTreeMap::new(), Vec::new());
    let of_messages = gathered.thread.messages.iter();
    for file in of_messages.flat_map(|message| gathered.thread.attachments_of(message.id)) {
        if !file.may_open {
            continue;
        }
        match self::file(app, &folder, file, spool).await? {
            Added::At(path) => {
                paths.insert(file.id, path);
            }
            Added::NoRoom => left_out.push(json!({ "id": file.id, "name": file.name })),
            Added::Nothing => {}
        }
    }
    let told = account::conversation(&gathered, &paths, &seen)?.to_string();
    let path = format!("{folder}/conversation.json");
    spool.add(&path, told.as_bytes()).await?;
    let line = line(&gathered, left_out);
    let drawn = drawn(move || (draw.conversation)(&gathered)).await?;
    spool
        .add(&format!("{folder}/conversation.pdf"), &drawn)
        .await?;
    Ok(line)
}

fn line(gathered: &Gathered, left_out: Vec<Value>) -> Line {
    let thread = &gathered.thread;
    let of_staff = gathered.events.iter();
    let of_staff = of_staff.filter(|told| told.event.kind == "staff_read.looked");
    let mut found: Vec<_> = thread.findings.iter().map(|(message, _)| message).collect();
    found.dedup();
    Line {
        id: thread.conversation.id,
        title: thread.conversation.title.clone(),
        seller: thread.seller_name(),
        state: thread.conversation.state,
        opened_at: thread.conversation.created_at,
        messages: thread.messages.len(),
        looks: of_staff.count(),
        draft: thread.draft.as_ref().map(|draft| draft.text.clone()),
        found: found.len(),
        left_out,
    }
}

/// What was read in the images that the buyer sent.
async fn read_in_files(tx: &Tx, gathered: &Gathered) -> Result<Vec<Value>, DbError> {
    let mut all = Vec::new();
    let own = gathered.thread.attachments.iter();
    for file in own.filter(|file| account::is_own(&file.uploader.0)) {
        if let Some(seen) = looked_through::seen(tx, &file.seller, file.id).await? {
            all.push(json!({ "file_id": file.id, "read": seen }));
        }
    }
    Ok(all)
}

/// What became of a file of a message.
enum Added {
    At(String),
    NoRoom,
    /// It was erased, or is still on its way.
    Nothing,
}

async fn file(
    app: &App,
    folder: &str,
    file: &Attachment,
    spool: &mut Spool,
) -> Result<Added, ActionError> {
    let Some(kept) = &file.kept else {
        return Ok(Added::Nothing);
    };
    if spool.bytes() + kept.bytes > FILES_UP_TO_BYTES {
        return Ok(Added::NoRoom);
    }
    let Some(bytes) = app.storage.find(file.id).await? else {
        return Ok(Added::Nothing);
    };
    let named = format!("{folder}/{}.{}", file.id, kept.kind);
    let path = match is_path(&named) {
        true => named,
        false => format!("{folder}/{}", file.id),
    };
    spool.add(&path, &bytes).await?;
    Ok(Added::At(path))
}

/// Files that were not sent yet and are complete.
async fn unsent(app: &App, cover: &Cover, spool: &mut Spool) -> Result<(), ActionError> {
    for file in &cover.unsent {
        self::file(app, "unsent", file, spool).await?;
    }
    Ok(())
}

async fn all_orders(
    app: &App,
    cover: &Cover,
    draw: Drawings,
    spool: &mut Spool,
) -> Result<usize, ActionError> {
    let (mut count, mut part, mut last) = (0, 0, None);
    loop {
        let (buyer, after) = (cover.id.clone(), last);
        let page = async move |tx: &Tx| {
            let found = orders::of_buyer(tx, &buyer, after.as_ref(), ORDERS_AT_ONCE).await?;
            Ok::<_, ActionError>(found)
        };
        let page = app.db.read(page).await?;
        last = page.last().cloned();
        if last.is_none() {
            return Ok(count);
        }
        (count, part) = (count + page.len(), part + 1);
        let told = account::orders(&page).map_err(failed)?.to_string();
        spool
            .add(&format!("orders/{part}.json"), told.as_bytes())
            .await?;
        let orders = Orders {
            part,
            made_at: cover.made_at,
            language: cover.language,
            zone: cover.zone.clone(),
            marketplace: cover.marketplace.clone(),
            orders: page,
        };
        let drawn = drawn(move || (draw.orders)(&orders)).await?;
        spool.add(&format!("orders/{part}.pdf"), &drawn).await?;
    }
}

async fn drawn(draw: impl FnOnce() -> Paper + Send + 'static) -> Result<Vec<u8>, ActionError> {
    let drawn = spawn_blocking(move || paper::pdf(&draw()));
    drawn.await.map_err(failed)?.map_err(failed)
}

/// Where the parts of a conversation lie.
pub(super) fn folder(id: ConversationId) -> String {
    format!("conversations/{id}")
}

pub(super) fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ActionError {
    ActionError::Internal {
        operation: "writing all that is kept of a buyer",
        source: source.into(),
    }
}
