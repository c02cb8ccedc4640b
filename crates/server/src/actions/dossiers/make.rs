//! Making a dossier: it is recorded, what is in it is read at one instant, and it is verified before it leaves.

use archive::dossier::{Verdict, check};
use jiff::tz::TimeZone;
use paper::Paper;
use rules::access::{Action, Viewer};
use rules::conversation::Conversation;
use rules::ids::ConversationId;
use rules::moderation::Reader;
use serde_json::json;
use store::prepared_files::{Content, PreparedFile};
use store::{DbError, Tx, attachments};
use tokio::task::spawn_blocking;

use super::gather::{Gathered, gather, sealed_head};
use super::pack::{attached, pack};
use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::{Shown, is_confidential, record_look};
use crate::actions::prepared::wait_for;
use crate::actions::reading_zone;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;

/// Draws what is told, for people to read.
pub type Drawn = fn(&Gathered) -> Paper;

/// More messages, or more bytes of files, are made by a job and not while somebody waits.
pub const AT_ONCE_MESSAGES_MAX: u32 = 200;
pub const AT_ONCE_FILES_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A dossier, or where it will be.
#[derive(Debug)]
pub enum Made {
    Now(Vec<u8>),
    Later(Box<PreparedFile>),
}

/// The file of the dossier. What is not sealed yet is in it and said not to be proved.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    language: Language,
    draw: Drawn,
) -> Result<Made, ActionError> {
    if !app.archive.is_kept() {
        return Err(ActionError::NotFound);
    }
    match record_making(app, viewer, id, language).await? {
        Some(file) => Ok(Made::Later(Box::new(file))),
        None => make(app, viewer, id, language, draw).await.map(Made::Now),
    }
}

/// Makes it for somebody whose asking is recorded.
pub async fn make(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    language: Language,
    draw: Drawn,
) -> Result<Vec<u8>, ActionError> {
    let zone = reading_zone_of(app, viewer).await?;
    let (state, asks) = (app.clone(), viewer.clone());
    let gathered = app
        .db
        .read(async move |tx: &Tx| gather(tx, &state, &asks, id, (language, zone.clone())).await)
        .await?;
    let files = attached(app, &gathered).await?;
    let archive = app.archive.clone();
    let packed = spawn_blocking(move || {
        let drawn = paper::pdf(&draw(&gathered)).map_err(failed)?;
        let zip = pack(&archive, &gathered, &files, drawn)?;
        let keys = archive.keys().map_err(failed)?;
        // Nothing leaves the house that does not verify.
        let faults = check(&zip, keys.policy()).lines;
        match faults
            .into_iter()
            .find(|line| line.verdict == Verdict::Fails)
        {
            Some(fault) => Err(failed(Refuted(fault.to_string()))),
            None => Ok(zip),
        }
    });
    packed.await.map_err(failed)?
}

/// Programs read in the zone of the marketplace.
async fn reading_zone_of(app: &App, viewer: &Viewer) -> Result<TimeZone, ActionError> {
    match viewer {
        Viewer::Automation { .. } | Viewer::Platform { .. } | Viewer::Anonymous => {
            let zone = TimeZone::get(&app.config.marketplace.time_zone);
            Ok(zone.unwrap_or(TimeZone::UTC))
        }
        _ => reading_zone::run(app, viewer).await,
    }
}

/// Says where it will be, if it is large. Of staff it is a look, with a reason given before. The buyer does not hear of what its seller keeps for itself.
async fn record_making(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    language: Language,
) -> Result<Option<PreparedFile>, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, id, Action::ReadConversation).await?;
        sealed_head(tx, &app).await?;
        let recorder = Recorder::new(&app, &viewer, now);
        let under = match viewer {
            Viewer::Staff { .. } => {
                let shown = Shown::messages("dossier", 1, conversation.last_sequence);
                Some(record_look(tx, &recorder, &viewer, &conversation, shown).await?)
            }
            _ => None,
        };
        let mut body = json!({
            "made_for": side(&viewer),
            "language": language.tag(),
            "up_to_sequence": conversation.last_sequence,
        });
        if let Some(under) = &under {
            body["reason_event"] = json!(under.reading);
        }
        let (seller, kind) = (&conversation.seller, "dossier.made");
        let event = match viewer {
            Viewer::Agent { .. } | Viewer::Automation { .. } => {
                recorder.private_of_conversation(seller, id, kind, body)?
            }
            _ => recorder.of_conversation(seller, &conversation.buyer, id, kind, body)?,
        };
        if let Some(under) = under.filter(|under| is_confidential(under, now)) {
            store::confidential::hide(tx, (seller, under.reading), event.id).await?;
        }
        record(tx, &[event]).await?;
        if !is_large(tx, &viewer, &conversation).await? {
            return Ok(None);
        }
        let content = Content::Dossier(id);
        let (file, _) = wait_for(tx, &recorder, &viewer, content, language).await?;
        Ok(Some(file))
    })
    .await
}

async fn is_large(tx: &Tx, viewer: &Viewer, conversation: &Conversation) -> Result<bool, DbError> {
    let as_seen = (Reader::of(viewer), &conversation.seller);
    let files = attachments::of_conversation(tx, as_seen, conversation.id).await?;
    let kept = files.iter().filter_map(|file| file.kept.as_ref());
    let bytes: u64 = kept.map(|kept| kept.bytes).sum();
    Ok(conversation.last_sequence > AT_ONCE_MESSAGES_MAX || bytes > AT_ONCE_FILES_MAX_BYTES)
}

/// For whom a dossier is.
pub(super) fn side(viewer: &Viewer) -> &'static str {
    match viewer {
        Viewer::Buyer(_) => "buyer",
        Viewer::Staff { .. } => "staff",
        _ => "seller",
    }
}

/// What was made does not fit the log.
#[derive(Debug, thiserror::Error)]
#[error("it does not verify: {0}")]
struct Refuted(String);

pub(super) fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ActionError {
    ActionError::Internal {
        operation: "making a dossier",
        source: source.into(),
    }
}
