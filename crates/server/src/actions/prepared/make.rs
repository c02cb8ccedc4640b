//! Making the files that somebody waits for, one after the other.

use jiff::{SignedDuration, Timestamp};
use rules::access::Viewer;
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::prepared_files::{self, Content, PreparedFile, Ready};
use uuid::Uuid;

use super::asker::viewer_of;
use super::spool::{LEASE, Spool};
use super::wait::OFFERED;
use crate::actions::buyer_data;
use crate::actions::dossiers;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::{ActionError, with_causes};
use crate::i18n::Language;

/// Under this name the job records what it has made.
const JOB: &str = "prepare_files";
const ATTEMPTS_MAX: u32 = 5;

/// Draws what is made for people to read.
#[derive(Debug, Clone, Copy)]
pub struct Drawings {
    pub dossier: dossiers::Drawn,
    pub buyer_data: buyer_data::Drawings,
}

/// Makes the file that waits longest; says whether there was one.
pub async fn run_one(app: &App, drawings: Drawings) -> Result<bool, ActionError> {
    let now = app.now();
    let object = app.random.uuid(now)?;
    let until = now.saturating_add(LEASE).unwrap_or(Timestamp::MAX);
    let claim = async move |tx: &Tx| {
        Ok::<_, ActionError>(prepared_files::any_claim(tx, now, until, object).await?)
    };
    let Some(file) = app.db.write(claim).await? else {
        return Ok(false);
    };
    match make(app, &file, object, drawings).await {
        Ok(true) => {}
        Ok(false) => give_up(app, &file, object).await?,
        // Somebody else makes it by now, or it is not wanted any more.
        Err(ActionError::Stale) => app.storage.delete_attempt(file.id, object).await?,
        Err(error) => fail(app, &file, object, &error).await?,
    }
    Ok(true)
}

/// `false` where whoever asked may not see it any more.
async fn make(
    app: &App,
    file: &PreparedFile,
    object: Uuid,
    drawings: Drawings,
) -> Result<bool, ActionError> {
    let (asker, now) = (file.asker.clone(), app.now());
    let viewer = app
        .db
        .read(async move |tx: &Tx| viewer_of(tx, &asker, now).await)
        .await?;
    let Some(viewer) = viewer else {
        return Ok(false);
    };
    let language = Language::from_tag(&file.language).unwrap_or_default();
    let mut spool = Spool::new(app, file.id, object);
    let written = match &file.content {
        Content::Dossier(id) => {
            let zip = dossiers::make(app, &viewer, *id, language, drawings.dossier).await;
            match zip {
                Err(ActionError::NotFound | ActionError::Forbidden { .. }) => return Ok(false),
                zip => spool.write(&zip?).await?,
            }
            0
        }
        Content::BuyerData(buyer) => {
            let reader = Viewer::Buyer(buyer.clone());
            buyer_data::write(app, &reader, language, drawings.buyer_data, &mut spool).await?
        }
    };
    let ready = spool.finish(app.now()).await?;
    finish(app, file, ready, written).await?;
    Ok(true)
}

async fn finish(
    app: &App,
    file: &PreparedFile,
    ready: Ready,
    conversations: usize,
) -> Result<(), ActionError> {
    let recorder = Recorder::of_job(app, JOB, ready.at);
    let expires_at = ready.at.saturating_add(OFFERED).unwrap_or(Timestamp::MAX);
    let file = file.clone();
    app.db
        .write(async move |tx: &Tx| {
            if !prepared_files::make_ready(tx, file.id, &ready, expires_at).await? {
                return Err(ActionError::Stale);
            }
            if let Content::BuyerData(buyer) = &file.content {
                let body = json!({
                    "file_id": file.id,
                    "conversations": conversations,
                    "bytes": ready.bytes,
                    "sha256": archive::hex(&ready.sha256),
                });
                let stream = Stream::Buyer(buyer.clone());
                let kind = "buyer_data.made";
                let event = recorder.event(None, stream, Some(buyer), kind, body)?;
                record(tx, &[event]).await?;
            }
            Ok(())
        })
        .await
}

/// Tried again later, for some times.
async fn fail(
    app: &App,
    file: &PreparedFile,
    object: Uuid,
    error: &ActionError,
) -> Result<(), ActionError> {
    let (id, attempts) = (file.id, file.attempts);
    tracing::error!(file = %id, attempts, error = with_causes(error), "a file could not be prepared");
    if attempts >= ATTEMPTS_MAX {
        return give_up(app, file, object).await;
    }
    app.storage.delete_attempt(id, object).await?;
    let now = app.now();
    let again = now.saturating_add(SignedDuration::from_mins(1 << attempts.min(10)));
    let again = again.unwrap_or(Timestamp::MAX);
    app.db
        .write(async move |tx: &Tx| {
            prepared_files::prolong(tx, id, object, again, now).await?;
            Ok(())
        })
        .await
}

async fn give_up(app: &App, file: &PreparedFile, object: Uuid) -> Result<(), ActionError> {
    let id = file.id;
    app.db
        .write(async move |tx: &Tx| {
            prepared_files::give_up(tx, id, object).await?;
            Ok::<_, ActionError>(())
        })
        .await?;
    Ok(app.storage.delete_attempt(id, object).await?)
}

pub(super) fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ActionError {
    ActionError::Internal {
        operation: "preparing a file",
        source: source.into(),
    }
}
