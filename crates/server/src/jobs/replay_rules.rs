//! Holds a version of the rules against messages that were sent, some parts with each job: whatever else is queued
//! gets its turn in between, and a node that ends loses one part at most.

use jiff::Timestamp;
use rules::ids::{JobId, ReplayId};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::rule_replays::Replay;

use crate::actions::record::Recorder;
use crate::actions::rule_sets::{PART_MESSAGES, Progress, part};
use crate::app::App;
use crate::error::ActionError;

pub const KIND: &str = "replay_rules";

/// Parts of one job.
const PARTS: u32 = 10;

/// Which run of which replay: a job that was left over from before a stop does nothing.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub replay: ReplayId,
    pub run: u32,
}

/// Enqueues the next parts of the replay.
pub async fn enqueue(tx: &Tx, recorder: &Recorder, replay: &Replay) -> Result<(), ActionError> {
    let body = Body {
        replay: replay.id,
        run: replay.run,
    };
    add(tx, recorder, &body).await
}

/// Does some parts, and enqueues the next ones unless there are none.
pub async fn run(app: &App, body: &Body, now: Timestamp) -> Result<(), ActionError> {
    for _ in 0..PARTS {
        let progress = part(app, (body.replay, body.run), PART_MESSAGES, now).await?;
        if progress == Progress::Over {
            return Ok(());
        }
    }
    let (recorder, body) = (Recorder::of_job(app, KIND, now), *body);
    app.db
        .write(async move |tx: &Tx| add(tx, &recorder, &body).await)
        .await
}

async fn add(tx: &Tx, recorder: &Recorder, body: &Body) -> Result<(), ActionError> {
    let text = serde_json::to_string(body).map_err(|error| ActionError::Internal {
        operation: "writing the body of a job",
        source: error.into(),
    })?;
    store::jobs::enqueue(tx, recorder.id(JobId)?, KIND, &text, recorder.now).await?;
    Ok(())
}
