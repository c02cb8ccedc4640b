//! Making a dossier: it is recorded, what is in it is read at one instant, and it is verified before it leaves.

use archive::dossier::{Verdict, check};
use jiff::tz::TimeZone;
use paper::Paper;
use rules::access::{Action, Viewer};
use rules::ids::ConversationId;
use serde_json::json;
use store::Tx;
use tokio::task::spawn_blocking;

use super::gather::{Gathered, gather, sealed_head};
use super::pack::{attached, pack};
use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::record_look;
use crate::actions::reading_zone;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;

/// Draws what is told, for people to read.
pub type Drawn = fn(&Gathered) -> Paper;

/// The file of the dossier. What is not sealed yet is in it and said not to be proved.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    language: Language,
    draw: Drawn,
) -> Result<Vec<u8>, ActionError> {
    if !app.archive.is_kept() {
        return Err(ActionError::NotFound);
    }
    let zone = reading_zone_of(app, viewer).await?;
    record_making(app, viewer, id, language).await?;
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

/// Of staff it is a look, with a reason given before. The buyer does not hear of what its seller keeps for itself.
async fn record_making(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    language: Language,
) -> Result<(), ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, id, Action::ReadConversation).await?;
        sealed_head(tx).await?;
        let recorder = Recorder::new(&app, &viewer, now);
        if matches!(viewer, Viewer::Staff { .. }) {
            record_look(tx, &recorder, &viewer, &conversation, None).await?;
        }
        let body = json!({
            "made_for": side(&viewer),
            "language": language.tag(),
            "up_to_sequence": conversation.last_sequence,
        });
        let (seller, kind) = (&conversation.seller, "dossier.made");
        let event = match viewer {
            Viewer::Agent { .. } | Viewer::Automation { .. } => {
                recorder.private_of_conversation(seller, id, kind, body)?
            }
            _ => recorder.of_conversation(seller, &conversation.buyer, id, kind, body)?,
        };
        record(tx, &[event]).await?;
        Ok(())
    })
    .await
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
