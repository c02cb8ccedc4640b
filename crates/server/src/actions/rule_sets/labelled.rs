//! The labelled set: how good the rules are by what people have decided, and all of it as a file.

use std::collections::HashSet;

use rules::access::{Action, Relation, Viewer};
use rules::contact::evaluation::{JudgedMessage, Judgement};
use rules::ids::ContentId;
use rules::looking::ReadingKind;
use serde_json::json;
use store::Tx;
use store::labelled::Labelled;
use store::readings::Given;
use tokio::task::spawn_blocking;

use super::stream;
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::conversations::staff_read::parse_ticket;
use crate::actions::record::{Recorder, record};
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Decisions that the figures are made of, the newest ones.
pub const JUDGED_MAX: usize = 5_000;
/// Decisions in a file.
pub const EXPORTED_MAX: usize = 100_000;
const BATCH: u32 = 500;

/// Figures of the labelled set, and the version that messages were looked through again with.
#[derive(Debug, Clone)]
pub struct HowGood {
    pub judgement: Judgement,
    pub active: u32,
}

/// A file of JSON lines.
#[derive(Debug, Clone)]
pub struct Exported {
    pub lines: String,
    pub messages: usize,
    /// Messages of which the text is erased.
    pub left_out: usize,
}

/// How good the rules are.
pub async fn how_good(app: &App, viewer: &Viewer) -> Result<HowGood, ActionError> {
    check(viewer, Action::ReadRuleSets, Relation::Marketplace)?;
    let state = app.clone();
    let wanted = app
        .db
        .read(async move |tx: &Tx| Ok::<_, ActionError>(state.detectors.active(tx).await?))
        .await?;
    let detector = app.detectors.of(wanted).await?;
    let active = detector.number();
    let all = newest(app, JUDGED_MAX).await?;
    let judged = spawn_blocking(move || {
        let mut judgement = Judgement::default();
        for judged in &all {
            judgement.add(&detector, judged);
        }
        judgement
    });
    let judgement = judged.await.map_err(|error| ActionError::Internal {
        operation: "looking through judged messages",
        source: error.into(),
    })?;
    Ok(HowGood { judgement, active })
}

/// The labelled set as `cargo xtask contact-eval` reads it. That it was exported, and why, is recorded before anybody
/// has it.
pub async fn export(
    app: &App,
    viewer: &Viewer,
    (reason, ticket): (&str, &str),
) -> Result<Exported, ActionError> {
    check(viewer, Action::ExportLabelled, Relation::Marketplace)?;
    let (reason, ticket) = (parse_reason(reason)?, parse_ticket(ticket)?);
    let staff = staff_of(viewer)?;
    let mut exported = Exported {
        lines: String::new(),
        messages: 0,
        left_out: 0,
    };
    for judged in newest(app, EXPORTED_MAX).await? {
        let Some(line) = judged.line() else {
            exported.left_out += 1;
            continue;
        };
        let written = serde_json::to_string(&line).map_err(|error| ActionError::Internal {
            operation: "writing a labelled message",
            source: error.into(),
        })?;
        exported.lines.push_str(&written);
        exported.lines.push('\n');
        exported.messages += 1;
    }
    let recorder = Recorder::new(app, viewer, app.now());
    let content = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(content, reason.as_str())?;
    let mut body = json!({
        "messages": exported.messages,
        "left_out": exported.left_out,
        "reason": said,
    });
    if let Some(ticket) = &ticket {
        body["ticket"] = json!(ticket.as_str());
    }
    let event = recorder.event(None, stream(), None, "labelled_set.exported", body)?;
    let given = Given {
        seller: None,
        id: event.id,
        kind: ReadingKind::LabelledSet,
        conversation: None,
        staff,
        reason: Some(content),
        ticket,
        access: None,
        at: recorder.now,
        looks: 1,
    };
    app.db
        .write(async move |tx: &Tx| {
            store::contents::insert_of_marketplace(tx, content, &salt, reason.as_str()).await?;
            store::readings::insert(tx, &given).await?;
            record(tx, std::slice::from_ref(&event)).await?;
            Ok::<(), ActionError>(())
        })
        .await?;
    Ok(exported)
}

/// The newest decision about each message, read in small transactions.
async fn newest(app: &App, most: usize) -> Result<Vec<JudgedMessage>, ActionError> {
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    let mut before = None;
    loop {
        let read = async move |tx: &Tx| {
            Ok::<_, ActionError>(store::labelled::any_decided(tx, before, BATCH).await?)
        };
        let batch: Vec<Labelled> = app.db.read(read).await?;
        before = batch.last().map(|last| (last.decided_at, last.review));
        let is_last = batch.len() < BATCH as usize;
        for labelled in batch {
            if seen.insert((labelled.seller, labelled.message)) && all.len() < most {
                all.push(labelled.judged);
            }
        }
        if is_last || all.len() >= most {
            return Ok(all);
        }
    }
}
